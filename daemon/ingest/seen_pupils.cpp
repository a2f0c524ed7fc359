#include "ingest/seen_pupils.h"

#include <cstring>
#include <utility>

namespace termwise::ingest {
namespace {

constexpr std::size_t kFirstPlaces = 4096;  // a power of two, as is every later number

}  // namespace

SeenPupils::SeenPupils() : keys_(kFirstPlaces), lines_(kFirstPlaces, 0) {}

// A pseudonym is as good as random: its bits spread the pupils, and a school and a year added to it meet another pupil's
// as seldom as two pseudonyms meet.
std::size_t SeenPupils::place_of(const Key& key) const {
  const std::size_t mask = keys_.size() - 1;
  std::size_t place = static_cast<std::size_t>(key.low) & mask;
  while (lines_[place] != 0 && !(keys_[place] == key)) place = (place + 1) & mask;
  return place;
}

std::uint32_t SeenPupils::earlier(const school::Pseudonym& pupil, Urn school, int summer, std::uint32_t line) {
  Key key;
  std::memcpy(&key.high, pupil.data(), sizeof key.high);
  std::memcpy(&key.low, pupil.data() + sizeof key.high, sizeof key.low);
  key.high ^= static_cast<std::uint64_t>(school.value) << 16 | static_cast<std::uint64_t>(summer);
  const std::size_t place = place_of(key);
  if (lines_[place] != 0) return lines_[place];
  keys_[place] = key;
  lines_[place] = line;
  if (++size_ * 4 > keys_.size() * 3) grow();
  return 0;
}

void SeenPupils::grow() {
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
