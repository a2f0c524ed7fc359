// What stands in other registers, for the columns of a layout that refer to them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/result.h"
#include "ingest/ingest.h"
#include "settings/settings.h"
#include "store/database.h"

namespace termwise::jobs {

class StoredReferences final : public ingest::ReferenceDirectory {
 public:
  // Of the datasets to which the layout refers; of none where it refers to none.
  static Result<StoredReferences> read(store::Reader& reader, const settings::SourceLayout& layout);

  bool covers(std::string_view dataset, const LaCode& la) const override;
  bool knows(std::string_view dataset, const school::Record& from, std::string_view key) const override;

 private:
  struct Register {
    std::set<std::string> las;
    std::unordered_set<std::string> advisers;     // by key
    std::unordered_set<std::string> school_rows;  // by school, year and key
  };
  std::map<std::string, Register, std::less<>> registers_;
};

}  // namespace termwise::jobs
