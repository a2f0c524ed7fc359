// A temporary file without a name, gone with its descriptor whatever becomes of the program. In the system's directory
// for temporary files (TMPDIR, or /tmp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/unique_fd.h"

namespace termwise::ingest {

class UnlinkedFile {
 public:
  // Error: 73.
  static Result<UnlinkedFile> create();

  // Appends; what was written stands in the file after finish(). Error: 74.
  Result<void> write(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  Result<UniqueFd> finish() &&;

 private:
  explicit UnlinkedFile(UniqueFd fd) : fd_(std::move(fd)) {}
  Result<void> flush();

  UniqueFd fd_;
  std::string buffer_;
  std::uint64_t size_ = 0;
};

}  // namespace termwise::ingest
