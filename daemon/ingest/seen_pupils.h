// The pupils of one file so far, by pseudonym, school and year. Files of pupils come school by school, and so only the
// school being read is in memory: what it takes does not grow with the file. The pupils of the schools before wait in a
// temporary file until one of those schools comes back; from there on all are in memory, 20 bytes each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_set>

#include "base/ids.h"
#include "base/result.h"
#include "ingest/pupil_lines.h"
#include "ingest/unlinked_file.h"
#include "school/pupil_record.h"

namespace termwise::ingest {

class SeenPupils {
 public:
  // The line of the earlier row about this pupil at this school in this year; 0: there is none, and it is remembered with
  // this line (from 1). Errors: 73, 74, of the temporary file.
  Result<std::uint32_t> earlier(const school::Pseudonym& pupil, Urn school, int summer, std::uint32_t line);
  std::size_t size() const { return size_; }

 private:
  Result<void> turn_to(Urn school);
  Result<void> recall();

  PupilLines lines_;  // of this school; after recall(), of all
  std::optional<Urn> school_;
  std::unordered_set<std::int64_t> left_;  // the schools before this one
  std::optional<UnlinkedFile> waiting_;    // every pupil so far, this school's included; none after recall()
  bool recalled_ = false;
  std::size_t size_ = 0;
};

}  // namespace termwise::ingest
