// The checked reading of one TOML table: asks for each key once, and reports a missing key, a wrong type, a
// value out of range and, at the end, every key that nobody asked for. All such errors of the configuration
// are worded here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/school_calendar.h"
#include "settings/report.h"
#include "settings/toml_tree.h"

namespace termwise::settings {

// The first day of the first academic year that Termwise knows, and the last of the last.
inline constexpr calendar::Date kFirstDate{std::chrono::year(1988), std::chrono::month(9), std::chrono::day(1)};
inline constexpr calendar::Date kLastDate{std::chrono::year(2099), std::chrono::month(8), std::chrono::day(31)};

enum class Presence { required, optional };

// What kind of small word a name may be.
enum class NameKind {
  identifier,  // lower-case letters, digits and '_', a letter first: a dataset or attribute
  slug,        // lower-case letters, digits, '-' and '_', a letter or digit first: a plugin, layout, standard
  code         // capital letters, digits and '_', a letter first: a measure
};

// PostgreSQL's limit for the name of a column, which measures and attributes become.
inline constexpr std::size_t kMaximumNameBytes = 63;

class TableReader {
 public:
  // `what` completes "is missing from ...": "[paths]", "this measure".
  TableReader(const TomlValue& table, std::string what, Report& report);

  // Each returns empty (or null) where the key is absent or its value was refused; the error is then
  // reported.
  const TomlValue* value(std::string_view key, Presence presence);
  const TomlValue* value(std::string_view key, TomlKind kind, Presence presence);
  std::optional<std::string> text(std::string_view key,
                                  Presence presence);                    // never empty or only white space
  std::optional<std::string> name(std::string_view key, NameKind kind);  // required
  std::optional<std::string> choice(std::string_view key, const std::vector<std::string>& choices, Presence presence);
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most, Presence presence);
  // Within the academic years that Termwise knows.
  std::optional<calendar::Date> date(std::string_view key, Presence presence);
  // The entries of a list of tables ([[key]]), in order.
  std::vector<const TomlValue*> tables(std::string_view key, Presence presence);
  // The same where there may be at most so many: more are an error, and those beyond are left out.
  std::vector<const TomlValue*> tables(std::string_view key, std::size_t most);

  // Reports every key that was not asked for. Call it once, last.
  void finish();

 private:
  const TomlValue& table_;
  std::string what_;
  Report& report_;
  std::vector<std::string> asked_;
};

// The same checks for a value that has no fixed key. `what` is its key or meaning, for the message.
bool check_kind(const TomlValue& value, TomlKind kind, std::string_view what, Report& report);
bool check_text(const TomlValue& value, std::string_view what, Report& report);
bool check_choice(const TomlValue& value, std::string_view what, const std::vector<std::string>& choices,
                  Report& report);
bool check_name(const std::string& name, const Location& where, std::string_view what, NameKind kind, Report& report);

}  // namespace termwise::settings
