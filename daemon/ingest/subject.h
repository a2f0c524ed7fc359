// Who a row is about: its record type, URN, LA, item and year, and whether an earlier row of the file was about the
// same.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "ingest/binding.h"
#include "settings/settings.h"

namespace termwise::ingest {

// 100000 to 9999999, digits only.
std::optional<Urn> parse_urn(std::string_view trimmed);
// The LA of a seven-digit school number: "9262001" or "926/2001".
std::optional<LaCode> la_of_laestab(std::string_view trimmed);

// "2017" (the summer), "2016/17" and its like, or a date that the layout knows.
std::optional<AcademicYear> parse_row_year(std::string_view trimmed, const std::vector<settings::DateFormat>& dates);

enum class SubjectFault { none, unknown_record_type, unreadable_urn, unreadable_la, no_key, unreadable_year };

struct Subject {
  SubjectFault fault = SubjectFault::none;            // not none: the row cannot be read
  const settings::RecordType* record_type = nullptr;  // null where it is unknown
  std::optional<Urn> urn;                             // of a school
  std::optional<LaCode> la_code;                      // of a school or adviser (where it can be read) and of an LA
  std::string item;  // the key's cells, joined by '/', codes as what they mean; empty where there is no key
  int summer = 0;    // of its year
};

// How a layout's rows name their subjects. `year` is that of rows that do not say it themselves.
class SubjectReader {
 public:
  SubjectReader(const settings::SourceLayout& layout, const Binding& binding, std::optional<AcademicYear> year);

  // `cell` gives the text of a column, empty beyond the row's end.
  template <typename Cells>
  Subject read(const Cells& cell) const {
    return read(Texts{text(cell, binding_.record_type), text(cell, binding_.urn), text(cell, binding_.la),
                      text(cell, binding_.laestab), text(cell, binding_.year)},
                key_of(cell));
  }

 private:
  struct Texts {
    std::string_view record_type, urn, la, laestab, year;
  };
  template <typename Cells>
  static std::string_view text(const Cells& cell, const std::optional<std::size_t>& column) {
    return column ? cell(*column) : std::string_view();
  }
  template <typename Cells>
  std::string key_of(const Cells& cell) const {
    std::string key;
    for (std::size_t i = 0; i < key_codes_.size(); ++i) append_key(key, i, cell(binding_.key[i]));
    return key;
  }
  void append_key(std::string& key, std::size_t place, std::string_view text) const;
  Subject read(const Texts& texts, std::string item) const;

  const settings::SourceLayout& layout_;
  const Binding& binding_;
  std::optional<AcademicYear> year_;
  std::vector<const std::map<std::string, std::string>*> key_codes_;  // of each column of the key; null: it has none
};

// The subjects seen so far. A school is its URN, whatever its record type; an LA or the nation may have one
// row of each kind; items and years tell rows about one of them apart.
class SeenSubjects {
 public:
  // The line of the earlier row about the subject, or empty: then it is remembered with this line.
  std::optional<std::uint32_t> earlier(const Subject& subject, std::uint32_t line);
  std::size_t size() const { return lines_.size() + item_lines_.size(); }

 private:
  std::uint64_t key_of(const Subject& subject);

  std::unordered_map<std::uint64_t, std::uint32_t> lines_;     // of subjects without an item
  std::unordered_map<std::string, std::uint32_t> item_lines_;  // of items
  std::vector<std::string> kinds_;
};

}  // namespace termwise::ingest
