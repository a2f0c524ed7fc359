// Bytes in an anonymous file that nobody can change any more, this process included.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/result.h"
#include "base/unique_fd.h"

namespace termwise::sandbox {

// Fills and then seals one anonymous file.
class SealedMemory {
 public:
  // `name` shows in /proc. Errors (exit 75): no memory or no descriptors.
  static Result<SealedMemory> create(const char* name);
  Result<void> append(std::span<const std::byte> bytes);
  // No writing, growing, shrinking, or lifting of these seals from here on.
  Result<UniqueFd> seal() &&;

 private:
  explicit SealedMemory(UniqueFd fd) : fd_(std::move(fd)) {}
  UniqueFd fd_;
};

}  // namespace termwise::sandbox
