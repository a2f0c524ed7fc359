#include "settings/table_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "calendar/london.h"

namespace termwise::settings {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool may_start(char c, NameKind kind) {
  switch (kind) {
    case NameKind::identifier:
      return is_lower(c);
    case NameKind::slug:
      return is_lower(c) || is_digit(c);
    case NameKind::code:
      return is_upper(c);
  }
  return false;
}

bool may_follow(char c, NameKind kind) {
  if (is_digit(c) || c == '_') return true;
  switch (kind) {
    case NameKind::identifier:
      return is_lower(c);
    case NameKind::slug:
      return is_lower(c) || c == '-';
    case NameKind::code:
      return is_upper(c);
  }
  return false;
}

std::string_view rule_of(NameKind kind) {
  switch (kind) {
    case NameKind::identifier:
      return "a lower-case letter first, then lower-case letters, digits and '_'";
    case NameKind::slug:
      return "lower-case letters, digits, '-' and '_', a letter or digit first";
    case NameKind::code:
      return "a capital letter first, then capital letters, digits and '_'";
  }
  return {};
}

std::string_view how_to_write(TomlKind kind) {
  switch (kind) {
    case TomlKind::text:
      return "Put it in quotation marks.";
    case TomlKind::integer:
      return "Write digits without quotation marks.";
    case TomlKind::flag:
      return "Write true or false without quotation marks.";
    case TomlKind::array:
      return "Put it in square brackets.";
    default:
      return "Write it as { key = value } or under a heading of its own in square brackets.";
  }
}

}  // namespace

bool check_kind(const TomlValue& value, TomlKind kind, std::string_view what, Report& report) {
  if (value.kind == kind) return true;
  report.error(value, fmt::format("{} must be {}, and this is {}. {}", quote(what), in_words(kind),
                                  in_words(value.kind), how_to_write(kind)));
  return false;
}

bool check_text(const TomlValue& value, std::string_view what, Report& report) {
  if (!check_kind(value, TomlKind::text, what, report)) return false;
  if (!trim(value.text).empty()) return true;
  report.error(value, fmt::format("{} is empty. Fill it in.", quote(what)));
  return false;
}

bool check_choice(const TomlValue& value, std::string_view what, const std::vector<std::string>& choices,
                  Report& report) {
  if (!check_kind(value, TomlKind::text, what, report)) return false;
  if (std::find(choices.begin(), choices.end(), value.text) != choices.end()) return true;
  report.error(value, fmt::format("{} is not a known {}.{} Use one of: {}.", quote(value.text), what,
                                  did_you_mean(value.text, choices), fmt::join(choices, ", ")));
  return false;
}

bool check_name(const std::string& name, const Location& where, std::string_view what, NameKind kind, Report& report) {
  if (name.size() > kMaximumNameBytes) {
    report.error(where, fmt::format("the {} {} is longer than {} characters. Shorten it.", what, quote(name),
                                    kMaximumNameBytes));
    return false;
  }
  if (!name.empty() && may_start(name.front(), kind) &&
      std::all_of(name.begin(), name.end(), [&](char c) { return may_follow(c, kind); }))
    return true;
  report.error(where, fmt::format("the {} {} may only have {}. Rename it.", what, quote(name), rule_of(kind)));
  return false;
}

TableReader::TableReader(const TomlValue& table, std::string what, Report& report)
    : table_(table), what_(std::move(what)), report_(report) {}

const TomlValue* TableReader::value(std::string_view key, Presence presence) {
  asked_.emplace_back(key);
  const TomlValue* found = table_.find(key);
  if (!found && presence == Presence::required)
    report_.error(table_, fmt::format("'{}' is missing from {}. Add it.", key, what_));
  return found;
}

const TomlValue* TableReader::value(std::string_view key, TomlKind kind, Presence presence) {
  const TomlValue* found = value(key, presence);
  return found && check_kind(*found, kind, key, report_) ? found : nullptr;
}

std::optional<std::string> TableReader::text(std::string_view key, Presence presence) {
  const TomlValue* found = value(key, presence);
  if (!found || !check_text(*found, key, report_)) return std::nullopt;
  return found->text;
}

std::optional<std::string> TableReader::name(std::string_view key, NameKind kind) {
  const TomlValue* found = value(key, TomlKind::text, Presence::required);
  if (!found || !check_name(found->text, report_.at(*found), key, kind, report_)) return std::nullopt;
  return found->text;
}

std::optional<std::string> TableReader::choice(std::string_view key, const std::vector<std::string>& choices,
                                               Presence presence) {
  const TomlValue* found = value(key, presence);
  if (!found || !check_choice(*found, key, choices, report_)) return std::nullopt;
  return found->text;
}

std::optional<std::int64_t> TableReader::integer(std::string_view key, std::int64_t least, std::int64_t most,
                                                 Presence presence) {
  const TomlValue* found = value(key, TomlKind::integer, presence);
  if (!found) return std::nullopt;
  if (found->integer >= least && found->integer <= most) return found->integer;
  report_.error(*found, fmt::format("'{}' is {}, and must be from {} to {}.", key, found->integer, least, most));
  return std::nullopt;
}

std::optional<calendar::Date> TableReader::date(std::string_view key, Presence presence) {
  const TomlValue* found = value(key, presence);
  if (!found) return std::nullopt;
  const auto parsed = calendar::parse_date(found->text);
  if (found->kind == TomlKind::moment && parsed) {
    if (kFirstDate <= *parsed && *parsed <= kLastDate) return parsed;
    report_.error(*found, fmt::format("'{}' is {}, and must be from {} to {}.", key, found->text,
                                      calendar::to_string(kFirstDate), calendar::to_string(kLastDate)));
  } else if (found->kind == TomlKind::moment) {
    report_.error(*found, fmt::format("'{}' must be a date without a time of day. Write it as 2026-09-02.", key));
  } else {
    const bool quoted = found->kind == TomlKind::text && parsed;
    report_.error(*found, fmt::format("'{}' must be a date, and this is {}. Write it without quotation marks: {}.", key,
                                      in_words(found->kind), quoted ? found->text : "2026-09-02"));
  }
  return std::nullopt;
}

std::vector<const TomlValue*> TableReader::tables(std::string_view key, Presence presence) {
  std::vector<const TomlValue*> entries;
  const TomlValue* found = value(key, presence);
  if (!found) return entries;
  if (found->kind != TomlKind::array) {
    report_.error(*found, fmt::format("'{0}' must be a list of tables. Write [[{0}]] above each entry.", key));
    return entries;
  }
  for (const auto& entry : found->values)
    if (check_kind(entry, TomlKind::table, key, report_)) entries.push_back(&entry);
  return entries;
}

std::vector<const TomlValue*> TableReader::tables(std::string_view key, std::size_t most) {
  auto entries = tables(key, Presence::optional);
  if (entries.size() > most) {
    report_.error(*entries[most], fmt::format("more than {} [[{}]] entries stand in {}. Remove those that are no "
                                              "longer needed.",
                                              most, key, what_));
    entries.resize(most);
  }
  return entries;
}

void TableReader::finish() {
  for (const auto& child : table_.values) {
    if (std::find(asked_.begin(), asked_.end(), child.key) != asked_.end()) continue;
    report_.error(report_.at_key(child), fmt::format("{} is not a key of {}.{} Known keys: {}.", quote(child.key),
                                                     what_, did_you_mean(child.key, asked_), fmt::join(asked_, ", ")));
  }
}

}  // namespace termwise::settings
