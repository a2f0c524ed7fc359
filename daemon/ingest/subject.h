// Who a row is about: its record type, URN and LA, and whether an earlier row of the file was about the same
// subject.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "settings/settings.h"

namespace termwise::ingest {

// 100000 to 9999999, digits only.
std::optional<Urn> parse_urn(std::string_view trimmed);

enum class SubjectFault { none, unknown_record_type, unreadable_urn, unreadable_la };

struct Subject {
  SubjectFault fault = SubjectFault::none;            // not none: the row cannot be read
  const settings::RecordType* record_type = nullptr;  // null where it is unknown
  std::optional<Urn> urn;                             // of a school
  std::optional<LaCode> la_code;                      // of a school (where its LA can be read) and of an LA
};

Subject read_subject(std::string_view record_type, std::string_view urn, std::string_view la,
                     const std::map<std::string, settings::RecordType>& record_types);

// The subjects seen so far. A school is its URN, whatever its record type; an LA or the nation may have one
// row of each kind.
class SeenSubjects {
 public:
  // The line of the earlier row about the subject, or empty: then it is remembered with this line.
  std::optional<std::uint32_t> earlier(const Subject& subject, std::uint32_t line);
  std::size_t size() const { return lines_.size(); }

 private:
  std::uint64_t key_of(const Subject& subject);

  std::unordered_map<std::uint64_t, std::uint32_t> lines_;
  std::vector<std::string> kinds_;
};

}  // namespace termwise::ingest
