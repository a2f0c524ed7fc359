// The pupils of one file so far, by pseudonym, school and year: 20 bytes each and nothing that tells who they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "school/pupil_record.h"

namespace termwise::ingest {

class SeenPupils {
 public:
  SeenPupils();

  // The line of the earlier row about this pupil at this school in this year; 0: there is none, and it is remembered with
  // this line (from 1).
  std::uint32_t earlier(const school::Pseudonym& pupil, Urn school, int summer, std::uint32_t line);
  std::size_t size() const { return size_; }

 private:
  struct Key {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    bool operator==(const Key&) const = default;
  };

  std::size_t place_of(const Key& key) const;
  void grow();

  std::vector<Key> keys_;
  std::vector<std::uint32_t> lines_;  // 0: the place is free
  std::size_t size_ = 0;
};

}  // namespace termwise::ingest
