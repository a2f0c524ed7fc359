// The texts that a workbook's cells refer to by number.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ingest/workbook_limits.h"
#include "ingest/workbook_parts.h"

namespace termwise::ingest {

class SharedStrings {
 public:
  SharedStrings() = default;

  // Error: 65, and what reading the part gives.
  static Result<SharedStrings> read(WorkbookParts& parts, const std::string& part, const std::string& path,
                                    const WorkbookLimits& limits);

  std::size_t size() const { return texts_.size(); }
  // As one_line() makes it, from 0; empty optional beyond the last.
  std::optional<std::string_view> at(std::uint64_t number) const;
  void add(std::string_view text);

 private:
  // In blocks that never move and are never copied, so that there is no moment at which the texts are held twice.
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t left_ = 0;  // of the last block
  char* next_ = nullptr;
  std::vector<std::string_view> texts_;
};

}  // namespace termwise::ingest
