// On which line each of a number of pupils stands: 20 bytes for each and nothing that tells who they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace termwise::ingest {

class PupilLines {
 public:
  // A pupil at one school in one year. Its bits must be as good as random.
  struct Key {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    bool operator==(const Key&) const = default;
  };

  PupilLines();

  // The line that the pupil has already; 0: it had none, and has this one (from 1) now.
  std::uint32_t earlier(const Key& pupil, std::uint32_t line);
  void clear();

 private:
  std::size_t place_of(const Key& key) const;
  void grow();

  std::vector<Key> keys_;
  std::vector<std::uint32_t> lines_;  // 0: the place is free
  std::size_t size_ = 0;
};

}  // namespace termwise::ingest
