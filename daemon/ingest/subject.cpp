#include "ingest/subject.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/date.h"
#include "ingest/file_name.h"
#include "ingest/layout.h"

namespace termwise::ingest {

using school::SubjectKind;

namespace {

constexpr char kKeySeparator = '/';

// Whether there are codes, and no two of them mean the same.
bool tell_apart(const std::map<std::string, std::string>& codes) {
  std::set<std::string_view> meanings;
  for (const auto& [code, meaning] : codes) meanings.insert(meaning);
  return !codes.empty() && meanings.size() == codes.size();
}

}  // namespace

std::optional<Urn> parse_urn(std::string_view trimmed) {
  std::int64_t number = 0;
  const char* const end = trimmed.data() + trimmed.size();
  if (trimmed.size() < 6 || trimmed.size() > 7 || trimmed.front() < '1' || trimmed.front() > '9') return std::nullopt;
  const auto [stop, error] = std::from_chars(trimmed.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return Urn{number};
}

std::optional<LaCode> la_of_laestab(std::string_view trimmed) {
  const bool slashed = trimmed.size() == 8 && trimmed[3] == '/';
  if (!slashed && trimmed.size() != 7) return std::nullopt;
  const std::string_view estab = trimmed.substr(slashed ? 4 : 3);
  if (!std::all_of(estab.begin(), estab.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  return LaCode::parse(trimmed.substr(0, 3));
}

std::optional<AcademicYear> parse_row_year(std::string_view trimmed, const std::vector<settings::DateFormat>& dates) {
  if (const auto summer = parse_summer(trimmed)) return summer;
  if (const auto span = parse_year_span(trimmed)) return span;
  const auto date = parse_date(trimmed, dates);
  return date ? academic_year_of(*date) : std::nullopt;
}

SubjectReader::SubjectReader(const settings::SourceLayout& layout, const Binding& binding,
                             std::optional<AcademicYear> year)
    : layout_(layout), binding_(binding), year_(year) {
  for (const std::size_t column : binding.key) {
    const auto coded = std::find_if(binding.attributes.begin(), binding.attributes.end(), [&](const auto& attribute) {
      return attribute.column == column && tell_apart(attribute.attribute->codes);
    });
    key_codes_.push_back(coded == binding.attributes.end() ? nullptr : &coded->attribute->codes);
  }
}

// A code counts as what it means, so that "Autumn" and "autumn" are one key; where two codes mean the same, as they stand.
void SubjectReader::append_key(std::string& key, std::size_t place, std::string_view text) const {
  if (place > 0) key += kKeySeparator;
  if (const auto* const codes = key_codes_[place])
    if (const auto code = codes->find(column_key(text)); code != codes->end()) {
      key += code->second;
      return;
    }
  key += trim(text);
}

Subject SubjectReader::read(const Texts& texts, std::string item) const {
  Subject subject;
  subject.record_type = &layout_.every_row;
  if (binding_.record_type) {
    auto found = layout_.record_types.find(trim(texts.record_type));
    if (found == layout_.record_types.end()) found = layout_.record_types.find(settings::kAnyOtherRecordType);
    subject.record_type = found == layout_.record_types.end() ? nullptr : &found->second;
  }
  if (subject.record_type == nullptr) {
    subject.fault = SubjectFault::unknown_record_type;
    return subject;
  }
  const auto year = binding_.year ? parse_row_year(trim(texts.year), layout_.dates) : year_;
  if (!year) {
    subject.fault = SubjectFault::unreadable_year;
    return subject;
  }
  subject.summer = year->summer();
  const SubjectKind kind = subject.record_type->subject;
  // Among schools, the rows that sum them up have no key.
  if (!binding_.key.empty() && (!is_aggregate(kind) || !binding_.record_type)) {
    if (item.find_first_not_of(kKeySeparator) == std::string::npos || item.size() > kMaximumItemBytes) {
      subject.fault = SubjectFault::no_key;
      return subject;
    }
    subject.item = std::move(item);
  }
  if (kind == SubjectKind::national) return subject;
  subject.la_code = binding_.laestab ? la_of_laestab(trim(texts.laestab)) : LaCode::parse(trim(texts.la));
  const bool needs_la = kind == SubjectKind::la || (kind == SubjectKind::adviser && binding_.la);
  if (needs_la && !subject.la_code) subject.fault = SubjectFault::unreadable_la;
  if (kind == SubjectKind::school) {
    subject.urn = parse_urn(trim(texts.urn));
    if (!subject.urn) subject.fault = SubjectFault::unreadable_urn;
  }
  return subject;
}

std::uint64_t SeenSubjects::key_of(const Subject& subject) {
  const auto year = static_cast<std::uint64_t>(subject.summer) << 40;
  if (subject.urn) return year + static_cast<std::uint64_t>(subject.urn->value);
  const std::string& kind = subject.record_type->kind;
  auto place = std::find(kinds_.begin(), kinds_.end(), kind);
  if (place == kinds_.end()) place = kinds_.insert(place, kind);
  std::uint64_t la = 0;
  if (subject.la_code)
    for (const char digit : subject.la_code->text()) la = la * 10 + static_cast<std::uint64_t>(digit - '0');
  // Above every URN; the nation has the LA number 0.
  return year + (1ull << 32) + static_cast<std::uint64_t>(place - kinds_.begin()) * 1000 + la;
}

std::optional<std::uint32_t> SeenSubjects::earlier(const Subject& subject, std::uint32_t line) {
  if (subject.item.empty()) {
    const auto [entry, added] = lines_.emplace(key_of(subject), line);
    return added ? std::nullopt : std::optional(entry->second);
  }
  const auto [entry, added] = item_lines_.emplace(fmt::format("{}/{}", key_of(subject), subject.item), line);
  return added ? std::nullopt : std::optional(entry->second);
}

}  // namespace termwise::ingest
