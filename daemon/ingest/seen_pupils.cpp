#include "ingest/seen_pupils.h"

#include <cstring>
#include <string>
#include <string_view>

#include "base/unique_fd.h"
#include "ingest/file_pieces.h"

namespace termwise::ingest {
namespace {

// As a pupil waits in the temporary file.
struct Waiting {
  PupilLines::Key pupil;
  std::uint64_t line = 0;
};

// A pseudonym is as good as random: a school and a year added to it meet another pupil's as seldom as two pseudonyms meet.
PupilLines::Key key_of(const school::Pseudonym& pupil, Urn school, int summer) {
  PupilLines::Key key;
  std::memcpy(&key.high, pupil.data(), sizeof key.high);
  std::memcpy(&key.low, pupil.data() + sizeof key.high, sizeof key.low);
  key.high ^= static_cast<std::uint64_t>(school.value) << 16 | static_cast<std::uint64_t>(summer);
  return key;
}

}  // namespace

Result<std::uint32_t> SeenPupils::earlier(const school::Pseudonym& pupil, Urn school, int summer, std::uint32_t line) {
  if (school_ != school) TERMWISE_CHECK(turn_to(school));
  const PupilLines::Key key = key_of(pupil, school, summer);
  if (const std::uint32_t before = lines_.earlier(key, line); before != 0) return before;
  ++size_;
  if (waiting_) {
    const Waiting entry{key, line};
    TERMWISE_CHECK(waiting_->write({reinterpret_cast<const char*>(&entry), sizeof entry}));
  }
  return std::uint32_t{0};
}

Result<void> SeenPupils::turn_to(Urn school) {
  if (recalled_) return {};
  if (!waiting_) {
    TERMWISE_TRY(waiting_, UnlinkedFile::create());
  }
  if (school_) left_.insert(school_->value);
  school_ = school;
  if (left_.contains(school.value)) return recall();
  lines_.clear();
  return {};
}

// A school came back, so the file does not come school by school.
Result<void> SeenPupils::recall() {
  recalled_ = true;
  TERMWISE_TRY(const UniqueFd fd, std::move(*waiting_).finish());
  waiting_.reset();
  left_.clear();
  FilePieces pieces(fd.get(), "");
  std::string bytes;
  while (true) {
    TERMWISE_TRY(const std::string_view piece, pieces.next());
    if (piece.empty()) return {};
    bytes += piece;
    std::size_t done = 0;
    for (; bytes.size() - done >= sizeof(Waiting); done += sizeof(Waiting)) {
      Waiting entry;
      std::memcpy(&entry, bytes.data() + done, sizeof entry);
      lines_.earlier(entry.pupil, static_cast<std::uint32_t>(entry.line));
    }
    bytes.erase(0, done);
  }
}

}  // namespace termwise::ingest
