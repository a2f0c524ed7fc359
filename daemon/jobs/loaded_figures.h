// What quality.toml holds a new file against: figures of files that are loaded, read a dataset and year at a time, when
// the first school is asked for.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ingest/ingest.h"
#include "settings/settings.h"
#include "store/compared.h"
#include "store/database.h"

namespace termwise::jobs {

inline constexpr std::size_t kMaximumComparedYears = 20;  // of all datasets together that one file is held against

class LoadedFigures final : public ingest::LoadedFigures {
 public:
  // Both must outlive this.
  LoadedFigures(store::Reader& reader, const settings::Settings& settings);

  Result<std::optional<Figure>> find(const school::Measure& measure, int summer, Urn urn,
                                     std::string_view item) override;
  std::string left_out() const override;

 private:
  using Year = std::pair<std::string, int>;  // dataset and summer

  // Null where it is left out.
  Result<const store::ComparedFigures*> year_of(const school::Measure& measure, int summer);

  store::Reader& reader_;
  std::map<std::string, std::vector<const school::Measure*>> measures_;  // of each dataset, that a rule compares
  std::map<const school::Measure*, std::size_t> places_;                 // of each in its dataset's list
  std::map<Year, store::ComparedFigures> years_;
  std::vector<std::string> left_out_;  // "ks2 of 2016/17"
};

}  // namespace termwise::jobs
