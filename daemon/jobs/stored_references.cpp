#include "jobs/stored_references.h"

#include <fmt/format.h>

#include "store/batches.h"

namespace termwise::jobs {
namespace {

std::string school_row(Urn urn, int summer, std::string_view key) {
  return fmt::format("{}/{}/{}", urn.value, summer, key);
}

}  // namespace

Result<StoredReferences> StoredReferences::read(store::Reader& reader, const settings::SourceLayout& layout) {
  StoredReferences references;
  for (const auto& column : layout.attributes) {
    if (column.refers_to.empty() || references.registers_.count(column.refers_to) > 0) continue;
    Register& known = references.registers_[column.refers_to];
    TERMWISE_TRY(auto keys, store::stored_keys(reader, column.refers_to));
    for (auto& key : keys) {
      if (key.la_code) known.las.insert(key.la_code->text());
      if (key.urn)
        known.school_rows.insert(school_row(*key.urn, key.summer, key.item));
      else
        known.advisers.insert(std::move(key.item));
    }
  }
  return references;
}

bool StoredReferences::covers(std::string_view dataset, const LaCode& la) const {
  const auto known = registers_.find(dataset);
  return known != registers_.end() && known->second.las.count(la.text()) > 0;
}

bool StoredReferences::knows(std::string_view dataset, const school::Record& from, std::string_view key) const {
  const auto known = registers_.find(dataset);
  if (known == registers_.end()) return false;
  if (known->second.advisers.count(std::string(key)) > 0) return true;
  return from.urn && known->second.school_rows.count(school_row(*from.urn, from.summer, key)) > 0;
}

}  // namespace termwise::jobs
