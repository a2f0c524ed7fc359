// The parts that a workbook is made of: names, and the bytes that each name stands for.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace termwise::ingest {

class WorkbookParts {
 public:
  using Take = std::function<Result<void>(std::string_view piece)>;

  virtual ~WorkbookParts() = default;
  virtual bool has(const std::string& name) const = 0;
  // Hands on the part's bytes in pieces. Only of a part that is there. Errors: take's, and 65 over a limit or where the
  // part is damaged.
  virtual Result<void> read(const std::string& name, const Take& take) = 0;
};

}  // namespace termwise::ingest
