// The key under which UPNs become pseudonyms: the bytes of a file that only Termwise's user may read.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/keyed_hash.h"
#include "base/result.h"
#include "school/pupil_record.h"

namespace termwise::ingest {

inline constexpr std::size_t kLeastKeyBytes = 32;  // as many as SHA-256 gives
inline constexpr std::size_t kMostKeyBytes = 1024;

class PupilKey {
 public:
  // All bytes of the file, a line end at its end included. Errors: 77, somebody else could read or write the file; 78, it
  // is not to be had, or of another length.
  static Result<PupilKey> read(const std::filesystem::path& file);
  // For a look at a file of which nothing is kept.
  static PupilKey for_a_look();

  // The first 16 bytes of HMAC-SHA-256. `upn` in capital letters.
  school::Pseudonym pseudonym(std::string_view upn);
  // Tells this key from others and says nothing of it.
  std::string fingerprint();

 private:
  explicit PupilKey(std::string_view bytes) : hash_(bytes) {}
  KeyedHash hash_;
};

}  // namespace termwise::ingest
