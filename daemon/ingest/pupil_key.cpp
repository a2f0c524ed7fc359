#include "ingest/pupil_key.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include <fmt/format.h>

#include "base/file.h"

namespace termwise::ingest {
namespace {

constexpr std::string_view kFingerprinted = "termwise pupil key";  // no UPN
constexpr std::size_t kFingerprintBytes = 8;

Error not_to_be_had(const std::filesystem::path& file, std::string_view problem) {
  return {ExitCode::configuration,
          fmt::format("the key for pupils' pseudonyms, key_file under [pupils], is not to be had: {}", problem),
          Location{file.string()}};
}

// Root's file may be read by a group, as Debian's secrets are.
Result<void> check_readers(int fd, const std::filesystem::path& file) {
  TERMWISE_CHECK(check_owner(fd, file.string(), "key"));
  struct stat status {};
  if (::fstat(fd, &status) != 0) return not_to_be_had(file, system_message(errno) + ".");
  const mode_t others = status.st_uid == 0 ? S_IRWXO : S_IRWXG | S_IRWXO;
  if ((status.st_mode & others) == 0) return {};
  return Error{
      ExitCode::not_allowed,
      fmt::format("others than the owner of this key may read it (mode {:04o}). With it, pupils could be found "
                  "again in what is stored. Run: chmod go= {}",
                  status.st_mode & 07777u, file.string()),
      Location{file.string()}};
}

}  // namespace

Result<PupilKey> PupilKey::read(const std::filesystem::path& file) {
  auto fd = open_regular_file(file);
  if (!fd) return not_to_be_had(file, fd.error().message);
  TERMWISE_CHECK(check_readers(fd->get(), file));
  std::string bytes(kMostKeyBytes + 1, '\0');
  std::size_t used = 0;
  while (used < bytes.size()) {
    const ssize_t count = ::read(fd->get(), bytes.data() + used, bytes.size() - used);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return not_to_be_had(file, system_message(errno) + ".");
    if (count == 0) break;
    used += static_cast<std::size_t>(count);
  }
  if (used < kLeastKeyBytes || used > kMostKeyBytes)
    return not_to_be_had(
        file, fmt::format("it must have {} to {} bytes, and it has {}. Make one with: "
                          "(umask 077; head -c {} /dev/urandom > {})",
                          kLeastKeyBytes, kMostKeyBytes, used > kMostKeyBytes ? "more" : std::to_string(used),
                          kLeastKeyBytes, file.string()));
  return PupilKey(std::string_view(bytes).substr(0, used));
}

PupilKey PupilKey::for_a_look() { return PupilKey(std::string(kLeastKeyBytes, '\0')); }

school::Pseudonym PupilKey::pseudonym(std::string_view upn) {
  const Sha256 hash = hash_.of(upn);
  school::Pseudonym pupil;
  std::copy_n(hash.bytes.begin(), pupil.size(), pupil.begin());
  return pupil;
}

std::string PupilKey::fingerprint() {
  const Sha256 hash = hash_.of(kFingerprinted);
  return std::string(reinterpret_cast<const char*>(hash.bytes.data()), kFingerprintBytes);
}

}  // namespace termwise::ingest
