// What one line of one file said about one subject, and what was wrong with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "school/value.h"

namespace termwise::school {

enum class SubjectKind : std::uint8_t { school = 1, la = 2, national = 3, adviser = 4, pupil = 5 };

std::string_view name(SubjectKind kind);  // "school", "la", "national", "adviser", "pupil"
// Sums up schools.
constexpr bool is_aggregate(SubjectKind kind) { return kind == SubjectKind::la || kind == SubjectKind::national; }
std::optional<SubjectKind> subject_kind_named(std::string_view name);

// What a file says of a subject in words: a text, or the one reason why there is none.
class Attribute {
 public:
  Attribute(std::string text) : state_(std::move(text)) {}
  Attribute(const char* text) : state_(std::string(text)) {}
  Attribute(Missing reason) : state_(reason) {}

  // Null where the attribute is missing.
  const std::string* text() const { return std::get_if<std::string>(&state_); }
  // Null where there is a text.
  const Missing* missing() const { return std::get_if<Missing>(&state_); }
  bool operator==(const Attribute&) const = default;

 private:
  std::variant<std::string, Missing> state_;
};

struct Record {
  std::uint32_t line = 0;  // physical line on which the row starts, from 1, header included
  SubjectKind subject = SubjectKind::school;
  std::optional<Urn> urn;         // of a school
  std::string population;         // of an LA or the nation: which schools it sums up, "all-schools"; empty for a school
  std::optional<LaCode> la_code;  // none for national rows and where neither the file nor the list of schools names one
  std::string item;               // tells several rows about one subject apart, "425578"; empty where there is one
  int summer = 0;                 // of the academic year that the row is about
  std::vector<Value> values;      // one for each measure of the dataset that the file has, in its layout's order
  std::vector<Attribute> attributes;  // likewise; the last is "kind" where the file has a column of record types
};

// DfE's words: an error must be fixed; a query needs a notepad explanation. A repair says where the reader
// had to deviate from the layout to read a row.
enum class Severity : std::uint8_t { error = 1, query = 2, repair = 3 };

std::string_view name(Severity severity);
std::optional<Severity> severity_named(std::string_view name);

struct QualityIssue {
  Severity severity = Severity::error;
  std::string rule;          // "unreadable-number"
  std::uint32_t line = 0;    // 0: the file as a whole
  std::uint32_t column = 0;  // the column's number in the header, from 1; 0: the row as a whole
  std::string column_name;
  std::string raw_value;
  std::optional<Urn> urn;
  std::string advice;  // one sentence: what is wrong and what to do

  // By what the same cell of a later release is known. Of a row that could not be read, what there is of it.
  std::string field = {};  // the measure or attribute of the cell, else its column's name, in lower case
  std::optional<SubjectKind> subject = {};  // none: the file as a whole, or nobody knows
  std::optional<LaCode> la_code = {};       // as the record has it
  std::string population = {};
  std::string item = {};
  int summer = 0;  // 0: not known
};

// Every data row of a file is exactly one of these.
struct Sums {
  std::int64_t rows = 0;
  std::int64_t accepted = 0;
  std::int64_t repaired = 0;
  std::int64_t rejected = 0;
  std::int64_t aggregate = 0;  // rows about an LA or the nation
  bool add_up() const { return rows == accepted + repaired + rejected + aggregate; }
};

}  // namespace termwise::school
