// The messages between the daemon and the plugin host, decoded: a plugin's manifest, a run's input and its findings.
// Not the domain's types: evidence is still a token, and nothing has been checked against the snapshot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <termwise/abi.h>

namespace termwise::wire {

struct Need {
  std::string table;               // "measure/1"
  std::uint32_t years_before = 0;  // 0 to 30
  std::vector<std::string> names;  // of "measure/1": measure codes
  bool operator==(const Need&) const = default;
};

struct Rule {
  std::string id;
  std::string job;  // one of plugin_jobs()
  std::string version;
  std::string title;
  std::string source;
  std::vector<std::string> outcomes;  // most important first
  std::uint32_t listed_count = 0;     // how many of them put the subject on the list; 0: the first
  bool operator==(const Rule&) const = default;
};

// Whether this outcome of the rule puts its subject on the list that people are told of.
bool lists(const Rule& rule, std::string_view outcome);

struct Parameter {
  std::uint32_t type = TW_PARAMETER_DECIMAL;
  std::string name;
  std::string unit;
  std::string minimum;
  std::string maximum;
  std::string default_value;
  std::string meaning;
  std::vector<std::string> choices;
  bool operator==(const Parameter&) const = default;
};

struct Template {
  std::string id;
  std::string text;
  bool operator==(const Template&) const = default;
};

struct Manifest {
  std::uint32_t abi_major = 0;
  std::uint32_t abi_minor = 0;
  std::string id;
  std::string version;
  std::string title;
  std::vector<std::string> la_codes;
  std::vector<Need> needs;
  std::vector<Rule> rules;
  std::vector<Parameter> parameters;
  std::vector<Template> templates;
  bool operator==(const Manifest&) const = default;
};

struct Input {
  std::int32_t year = 0;  // the summer
  std::string la_code;
  std::int32_t reference_date = 0;                            // days since 1970-01-01
  std::vector<std::pair<std::string, std::string>> settings;  // sorted by name
  std::vector<std::string> rules;                             // the ones to evaluate, sorted
  bool operator==(const Input&) const = default;
};

// An exact decimal or a missing reason, as tw_number has it.
struct Number {
  std::int64_t value = 0;
  std::uint8_t scale = 0;   // 0 to 9
  std::uint8_t reason = 0;  // TW_PRESENT to TW_UNPARSEABLE
  bool operator==(const Number&) const = default;
};

struct Predicate {
  std::string measure;
  std::int32_t year = 0;
  std::uint8_t operator_code = TW_LESS;
  std::uint8_t truth = TW_UNKNOWN;
  Number observed;
  Number threshold;
  std::string observed_text;
  std::string threshold_text;
  std::string source;
  std::string in_force;
  std::string confidence;
  std::uint32_t evidence = 0;
  bool operator==(const Predicate&) const = default;
};

struct Flip {
  std::string measure;
  std::int32_t year = 0;
  Number change;
  std::string unit;
  std::string outcome;
  bool operator==(const Flip&) const = default;
};

// What makes a finding a reminder, as tw_reminder has it.
struct Reminder {
  std::uint8_t level = 1;
  std::string person;
  std::string item;
  std::int32_t reference_date = 0;
  std::int32_t raised_on = 0;
  std::int32_t level_since = 0;
  std::int32_t next_on = TW_NO_DAY;
  std::int32_t closed_on = TW_NO_DAY;
  std::string role;
  std::string addressee;
  auto operator<=>(const Reminder&) const = default;
};

struct Finding {
  std::uint8_t subject_kind = TW_SUBJECT_SCHOOL;
  std::int64_t subject = 0;
  std::int32_t year = 0;
  std::string rule;
  std::string outcome;
  std::string reason;
  std::string basis;
  std::vector<std::string> notes;
  std::vector<Predicate> predicates;
  std::vector<Flip> flips;
  std::vector<std::pair<std::string, std::string>> arguments;
  std::string template_id;
  std::string interval_measure;
  Number interval_lower;
  Number interval_upper;
  std::optional<Number> cohort;
  std::optional<Reminder> reminder;
  bool operator==(const Finding&) const = default;
};

}  // namespace termwise::wire
