#include "ingest/subject.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace termwise::ingest {

using school::SubjectKind;

std::optional<Urn> parse_urn(std::string_view trimmed) {
  std::int64_t number = 0;
  const char* const end = trimmed.data() + trimmed.size();
  if (trimmed.size() < 6 || trimmed.size() > 7 || trimmed.front() < '1' || trimmed.front() > '9') return std::nullopt;
  const auto [stop, error] = std::from_chars(trimmed.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return Urn{number};
}

Subject read_subject(std::string_view record_type, std::string_view urn, std::string_view la,
                     const std::map<std::string, settings::RecordType>& record_types) {
  Subject subject;
  const auto found = record_types.find(std::string(trim(record_type)));
  if (found == record_types.end()) {
    subject.fault = SubjectFault::unknown_record_type;
    return subject;
  }
  subject.record_type = &found->second;
  const SubjectKind kind = found->second.subject;
  if (kind == SubjectKind::national) return subject;
  subject.la_code = LaCode::parse(trim(la));
  if (kind == SubjectKind::la) {
    if (!subject.la_code) subject.fault = SubjectFault::unreadable_la;
    return subject;
  }
  subject.urn = parse_urn(trim(urn));
  if (!subject.urn) subject.fault = SubjectFault::unreadable_urn;
  return subject;
}

std::uint64_t SeenSubjects::key_of(const Subject& subject) {
  if (subject.urn) return static_cast<std::uint64_t>(subject.urn->value);
  const std::string& kind = subject.record_type->kind;
  auto place = std::find(kinds_.begin(), kinds_.end(), kind);
  if (place == kinds_.end()) place = kinds_.insert(place, kind);
  std::uint64_t la = 0;
  if (subject.la_code)
    for (const char digit : subject.la_code->text()) la = la * 10 + static_cast<std::uint64_t>(digit - '0');
  // Above every URN; the nation has the LA number 0.
  return (1ull << 32) + static_cast<std::uint64_t>(place - kinds_.begin()) * 1000 + la;
}

std::optional<std::uint32_t> SeenSubjects::earlier(const Subject& subject, std::uint32_t line) {
  const auto [entry, added] = lines_.emplace(key_of(subject), line);
  if (added) return std::nullopt;
  return entry->second;
}

}  // namespace termwise::ingest
