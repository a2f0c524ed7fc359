#include "ingest/pupil_lines.h"

#include <algorithm>
#include <utility>

namespace termwise::ingest {
namespace {

constexpr std::size_t kFirstPlaces = 1024;  // a power of two, as is every later number

}  // namespace

PupilLines::PupilLines() : keys_(kFirstPlaces), lines_(kFirstPlaces, 0) {}

std::size_t PupilLines::place_of(const Key& key) const {
  const std::size_t mask = keys_.size() - 1;
  std::size_t place = static_cast<std::size_t>(key.low) & mask;
  while (lines_[place] != 0 && !(keys_[place] == key)) place = (place + 1) & mask;
  return place;
}

std::uint32_t PupilLines::earlier(const Key& pupil, std::uint32_t line) {
  const std::size_t place = place_of(pupil);
  if (lines_[place] != 0) return lines_[place];
  keys_[place] = pupil;
  lines_[place] = line;
  if (++size_ * 4 > keys_.size() * 3) grow();
  return 0;
}

void PupilLines::clear() {
  std::fill(lines_.begin(), lines_.end(), 0);
  size_ = 0;
}

void PupilLines::grow() {
  const std::vector<Key> keys = std::exchange(keys_, std::vector<Key>(keys_.size() * 2));
  const std::vector<std::uint32_t> lines = std::exchange(lines_, std::vector<std::uint32_t>(lines_.size() * 2, 0));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] == 0) continue;
    const std::size_t place = place_of(keys[i]);
    keys_[place] = keys[i];
    lines_[place] = lines[i];
  }
}

}  // namespace termwise::ingest
