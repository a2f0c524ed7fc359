// The parts of a workbook in a zip archive, by libzip. Nothing is ever written under an entry's name, so a name that
// would lead out of a directory does no harm. What the archive claims of itself is believed only where it is checked:
// libzip makes room for as many entries as the archive says it has, so its end is looked at before.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "ingest/workbook_limits.h"
#include "ingest/workbook_parts.h"

namespace termwise::ingest {

class ZipParts final : public WorkbookParts {
 public:
  // The descriptor is read through a copy, whose position moves with it. `path` names the file in errors. Errors: 65, no
  // zip archive, or over a limit; 74.
  static Result<ZipParts> open(int fd, const std::string& path, const WorkbookLimits& limits);
  ~ZipParts() override;
  ZipParts(ZipParts&&) noexcept;
  ZipParts& operator=(ZipParts&&) noexcept;

  bool has(const std::string& name) const override;
  Result<void> read(const std::string& name, const Take& take) override;

 private:
  struct State;
  explicit ZipParts(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace termwise::ingest
