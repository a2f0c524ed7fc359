// A finding: one rule's verdict on one subject in one year, with everything needed to explain it. The daemon's own
// copy of what a plugin emitted, with evidence resolved to a cell of a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/sha256.h"
#include "school/record.h"
#include "school/value.h"

namespace termwise::school {

enum class Truth : std::uint8_t { no = TW_FALSE, yes = TW_TRUE, unknown = TW_UNKNOWN };
enum class Operator : std::uint8_t {
  less = TW_LESS,
  less_or_equal = TW_LESS_OR_EQUAL,
  equal = TW_EQUAL,
  greater_or_equal = TW_GREATER_OR_EQUAL,
  greater = TW_GREATER
};

std::string_view name(Truth truth);           // "false", "true", "unknown"
std::string_view symbol(Operator operation);  // "<"

// The cell that a value was read from.
struct Provenance {
  Sha256 file;
  std::uint32_t line = 0;    // physical line on which the row starts, from 1
  std::uint32_t column = 0;  // number of the column in the header, from 1
  std::string column_name;
  auto operator<=>(const Provenance&) const = default;
};

struct Predicate {
  std::string measure;  // a measure's code, or an attribute's name
  int year = 0;         // the summer
  Operator operation = Operator::less;
  Truth truth = Truth::unknown;
  std::optional<Value> observed;  // none where the observed thing is a text
  std::optional<Value> threshold;
  std::string observed_text;
  std::string threshold_text;
  std::string source;
  std::string in_force;
  std::string confidence;
  std::optional<Provenance> evidence;
  std::optional<Urn> of;  // whose figure it is, where that is another school, from which the finding's own has come
  bool operator==(const Predicate&) const = default;
};

struct Flip {
  std::string measure;
  int year = 0;
  Decimal change;
  std::string unit;     // of the change: "pupils", "points", "percentage points", or another of a rule's
  std::string outcome;  // that it would have led to
  bool operator==(const Flip&) const = default;
};

struct Interval {
  std::string measure;
  Value lower;
  Value upper;
  bool operator==(const Interval&) const = default;
};

struct Finding {
  std::string rule;
  SubjectKind subject_kind = SubjectKind::school;
  std::int64_t subject = 0;  // a URN
  int year = 0;              // the summer
  std::string outcome;
  std::string reason;
  std::vector<std::string> notes;  // sorted
  std::string basis;
  std::vector<Predicate> predicates;
  std::optional<Interval> interval;
  std::optional<Value> cohort;
  std::string template_id;
  std::vector<std::pair<std::string, std::string>> arguments;
  std::string sentence;
  std::vector<Flip> flips;
  bool operator==(const Finding&) const = default;
};

// Findings are kept in the order of (rule, subject, year).
bool ordered_before(const Finding& a, const Finding& b);

// Of canonical_bytes; stored with every hash of findings, so that a later format accuses nobody.
inline constexpr int kFindingsFormat = 1;

// One finding as bytes, the same for equal findings on every machine, for hashing and replay. The format's version
// stands first, so that a later format does not make an old run look changed. Every text is preceded by its length.
std::string canonical_bytes(const Finding& finding);

// SHA-256 of the canonical bytes of all, in order.
Sha256 findings_sha256(const std::vector<Finding>& findings);

}  // namespace termwise::school
