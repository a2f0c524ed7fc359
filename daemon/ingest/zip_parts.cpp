#include "ingest/zip_parts.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "base/unique_fd.h"

namespace termwise::ingest {
namespace {

constexpr std::size_t kPartPieceBytes = 64u << 10;

// The records at an archive's end (PKWARE's APPNOTE.TXT 6.3.9, 4.3.14 to 4.3.16).
constexpr std::string_view kEndMark("PK\5\6", 4);
constexpr std::string_view kLocator64Mark("PK\6\7", 4);
constexpr std::string_view kEnd64Mark("PK\6\6", 4);
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kLocator64Bytes = 20;
constexpr std::size_t kEnd64Bytes = 56;
constexpr std::size_t kLongestComment = 65'535;

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = size; i > 0; --i) number = number << 8 | static_cast<std::uint8_t>(bytes[at + i - 1]);
  return number;
}

// `size` bytes from `offset`; fewer at the file's end.
std::string bytes_at(int fd, std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t count = ::pread(fd, bytes.data() + filled, size - filled, static_cast<off_t>(offset + filled));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    filled += static_cast<std::size_t>(count);
  }
  bytes.resize(filled);
  return bytes;
}

struct Claim {
  std::uint64_t entries = 0;
  std::uint64_t directory_bytes = 0;
};

// What an end record claims, or the larger one that it points to.
Claim claim_of(int fd, std::string_view tail, std::size_t at) {
  Claim claim{number_at(tail, at + 10, 2), number_at(tail, at + 12, 4)};
  if (at < kLocator64Bytes) return claim;
  const std::string_view locator = tail.substr(at - kLocator64Bytes, kLocator64Bytes);
  if (locator.substr(0, 4) != kLocator64Mark) return claim;
  const std::uint64_t place = number_at(locator, 8, 8);
  if (place > kMaximumFileBytes) return claim;
  const std::string end = bytes_at(fd, place, kEnd64Bytes);
  if (end.size() < kEnd64Bytes || end.substr(0, 4) != kEnd64Mark) return claim;
  return {std::max(number_at(end, 24, 8), number_at(end, 32, 8)), number_at(end, 40, 8)};
}

// The largest claim of all that could be the archive's end: libzip takes one of them.
Result<Claim> largest_claim(int fd, const std::string& path) {
  struct stat status {};
  if (::fstat(fd, &status) != 0)
    return Error{ExitCode::io, fmt::format("this file cannot be examined: {}.", system_message(errno)), Location{path}};
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const std::uint64_t tail_bytes = std::min<std::uint64_t>(size, kEndBytes + kLongestComment + kLocator64Bytes);
  const std::string tail = bytes_at(fd, size - tail_bytes, static_cast<std::size_t>(tail_bytes));
  Claim largest;
  for (std::size_t at = tail.find(kEndMark); at != std::string::npos && at + kEndBytes <= tail.size();
       at = tail.find(kEndMark, at + 1)) {
    const Claim claim = claim_of(fd, tail, at);
    largest.entries = std::max(largest.entries, claim.entries);
    largest.directory_bytes = std::max(largest.directory_bytes, claim.directory_bytes);
  }
  return largest;
}

struct CloseZip {
  void operator()(zip_t* zip) const { ::zip_discard(zip); }
};
struct CloseEntry {
  void operator()(zip_file_t* file) const { ::zip_fclose(file); }
};

// What libzip says is English of its own, and goes in brackets.
std::string words_of(zip_error_t* error) { return ::zip_error_strerror(error); }

}  // namespace

struct ZipParts::State {
  std::unique_ptr<zip_t, CloseZip> zip;
  std::string path;
  WorkbookLimits limits;
  std::uint64_t unpacked = 0;
  std::string piece = std::string(kPartPieceBytes, '\0');

  Error refuse(std::string message) const { return Error{ExitCode::data, std::move(message), Location{path}}; }
  Result<zip_stat_t> examine(const std::string& name) const;
  Result<void> check_size(const std::string& name, std::uint64_t bytes, std::uint64_t packed) const;
};

Result<zip_stat_t> ZipParts::State::examine(const std::string& name) const {
  zip_stat_t status;
  ::zip_stat_init(&status);
  constexpr zip_uint64_t kWanted =
      ZIP_STAT_INDEX | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if (::zip_stat(zip.get(), name.c_str(), ZIP_FL_NOCASE, &status) != 0 || (status.valid & kWanted) != kWanted)
    return refuse(fmt::format(
        "this workbook is damaged: its part {} cannot be found. Fetch it again from its publisher.", quote(name)));
  if (status.encryption_method != ZIP_EM_NONE)
    return refuse(
        "this workbook is protected with a password. Open it in Excel, take the password off, and save it again.");
  if (status.comp_method != ZIP_CM_STORE && status.comp_method != ZIP_CM_DEFLATE)
    return refuse(
        fmt::format("the part {} of this workbook is packed in a way that Excel does not use (method {}). Open "
                    "the workbook in Excel, and save it again.",
                    quote(name), status.comp_method));
  return status;
}

Result<void> ZipParts::State::check_size(const std::string& name, std::uint64_t bytes, std::uint64_t packed) const {
  if (bytes > limits.part_bytes)
    return refuse(
        fmt::format("the part {} of this workbook is larger than the {} bytes that one may have, unpacked. Save "
                    "the sheet that you need as CSV (UTF-8).",
                    quote(name), limits.part_bytes));
  if (bytes > limits.unpacked_bytes - unpacked)
    return refuse(
        fmt::format("the parts of this workbook are together larger than the {} bytes that they may have, "
                    "unpacked. Save the sheet that you need as CSV (UTF-8).",
                    limits.unpacked_bytes));
  if (bytes > kBytesOfAnyRatio && bytes / limits.compression_ratio >= std::max<std::uint64_t>(packed, 1))
    return refuse(
        fmt::format("the part {} of this workbook unpacks to more than {} times its size, which no table does. "
                    "Check where it came from; save the sheet that you need as CSV (UTF-8).",
                    quote(name), limits.compression_ratio));
  return {};
}

ZipParts::ZipParts(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipParts::~ZipParts() = default;
ZipParts::ZipParts(ZipParts&&) noexcept = default;
ZipParts& ZipParts::operator=(ZipParts&&) noexcept = default;

Result<ZipParts> ZipParts::open(int fd, const std::string& path, const WorkbookLimits& limits) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->limits = limits;
  TERMWISE_TRY(const Claim claim, largest_claim(fd, path));
  if (claim.entries > limits.zip_entries || claim.directory_bytes > limits.zip_directory_bytes)
    return state->refuse(
        fmt::format("this workbook has more than the {} parts that it may have, or their list is longer "
                    "than {} bytes. Check where it came from; save the sheet that you need as CSV "
                    "(UTF-8).",
                    limits.zip_entries, limits.zip_directory_bytes));
  UniqueFd copy(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
  if (!copy)
    return Error{ExitCode::io, fmt::format("this file cannot be opened again: {}.", system_message(errno)),
                 Location{path}};
  int problem = 0;
  state->zip.reset(::zip_fdopen(copy.get(), 0, &problem));
  if (!state->zip) {
    zip_error_t error;
    ::zip_error_init_with_code(&error, problem);
    const std::string words = words_of(&error);
    ::zip_error_fini(&error);
    return state->refuse(
        fmt::format("this workbook is cut or damaged: the list of its parts, which stands at its end, cannot be read "
                    "({}). Fetch it again from its publisher.",
                    words));
  }
  copy.release();  // libzip's from here on
  // The claim counts modulo 65,536 where an archive has more.
  if (static_cast<std::uint64_t>(::zip_get_num_entries(state->zip.get(), 0)) > limits.zip_entries)
    return state->refuse(
        fmt::format("this workbook has more than the {} parts that it may have. Check where it came "
                    "from; save the sheet that you need as CSV (UTF-8).",
                    limits.zip_entries));
  return ZipParts(std::move(state));
}

bool ZipParts::has(const std::string& name) const {
  return ::zip_name_locate(state_->zip.get(), name.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<void> ZipParts::read(const std::string& name, const Take& take) {
  State& state = *state_;
  TERMWISE_TRY(const zip_stat_t status, state.examine(name));
  TERMWISE_CHECK(state.check_size(name, status.size, status.comp_size));
  const auto damaged = [&](zip_error_t* error) {
    return state.refuse(fmt::format("the part {} of this workbook is damaged ({}). Fetch it again from its publisher.",
                                    quote(name), words_of(error)));
  };
  const std::unique_ptr<zip_file_t, CloseEntry> file(::zip_fopen_index(state.zip.get(), status.index, 0));
  if (!file) return damaged(::zip_get_error(state.zip.get()));
  std::uint64_t bytes = 0;
  while (true) {
    const zip_int64_t count = ::zip_fread(file.get(), state.piece.data(), state.piece.size());
    if (count < 0) return damaged(::zip_file_get_error(file.get()));
    if (count == 0) break;
    // What was claimed was looked at before; this is what is really there.
    bytes += static_cast<std::uint64_t>(count);
    TERMWISE_CHECK(state.check_size(name, bytes, status.comp_size));
    TERMWISE_CHECK(take(std::string_view(state.piece.data(), static_cast<std::size_t>(count))));
  }
  state.unpacked += bytes;
  return {};
}

}  // namespace termwise::ingest
