#include "ingest/comparison.h"

#include <set>

#include "ingest/layout.h"

namespace termwise::ingest {
namespace {

// Below this a file is called unknown, and the nearest layout is not worth naming.
constexpr std::size_t kLeastSharedColumns = 3;
constexpr std::size_t kLeastSharedShare = 4;  // a quarter of the file's columns

}  // namespace

Comparison compare(const std::vector<std::string>& header, const settings::SourceLayout& layout) {
  Comparison result;
  result.layout = &layout;
  std::set<std::string> in_file;
  for (const auto& name : header) in_file.insert(column_key(name, layout));
  std::set<std::string> keys;
  for (const auto& column : columns_of(layout)) {
    const std::string key = column_key(column);
    keys.insert(key);
    if (in_file.count(key) == 0 && !is_optional(layout, column)) result.missing.push_back(column);
  }
  for (const auto& name : header)
    if (keys.count(column_key(name, layout)) == 0) result.added.push_back(name);
  result.shared = header.size() - result.added.size();
  return result;
}

bool nearer(const Comparison& a, const Comparison& b) {
  if (b.layout == nullptr || a.shared != b.shared) return b.layout == nullptr || a.shared > b.shared;
  return a.missing.size() < b.missing.size();
}

bool is_unrelated(const Comparison& comparison, std::size_t columns) {
  return comparison.layout == nullptr || comparison.shared < kLeastSharedColumns ||
         comparison.shared * kLeastSharedShare < columns;
}

}  // namespace termwise::ingest
