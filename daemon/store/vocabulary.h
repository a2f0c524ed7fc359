// A dataset's lists of measures and attributes in the database, and where a batch's columns stand in them. For this
// folder only.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "school/measure.h"
#include "store/batches.h"
#include "store/bulk.h"

namespace termwise::store {

struct Placement {
  std::vector<std::int64_t> measure_positions;    // of each measure of the batch, from 1
  std::vector<int> measure_scales;                // likewise
  std::vector<std::int64_t> attribute_positions;  // of each attribute of the batch, from 1
  bool grown = false;                             // a list has got longer
};

// Appends the measures of the batch's dataset that `vocabulary` has and the database does not, in its order, and the
// attributes that the batch has; rewords labels that the configuration words anew. Call it under the batch lock. Error
// (exit 78): a measure is stored in another place or with another unit or scale, or is not in `vocabulary`.
Result<Placement> place_batch(Bulk& bulk, const NewBatch& batch, const std::vector<school::Measure>& vocabulary);

}  // namespace termwise::store
