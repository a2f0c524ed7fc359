// What a person asks of an LA's data-quality issues, from the parameters of the address: the same for the page and for its
// CSV.
#pragma once

#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "report/page_links.h"
#include "store/quality.h"
#include "web/page.h"

namespace termwise::web {

struct QualityFilter {
  std::string severity;  // as the address has it, as are the following; empty: all
  std::string rule;
  std::string file;  // a batch's number
  std::string explained;
  std::vector<store::FileQuality> files;  // with schools of the LA, whichever of them is asked for
  std::vector<std::string> rules;         // that found something in the files asked for
  store::IssueFilter query;

  report::QueryParameters parameters() const;
};

// Error (exit 64): a parameter is none of its kind, or too long.
Result<QualityFilter> read_quality_filter(const PageContext& context, const LaCode& la);

}  // namespace termwise::web
