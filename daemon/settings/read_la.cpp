#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

// The shortest decimal that reads back as the same number, never with an exponent: 4.5 stays "4.5".
std::string decimal_text(double number) {
  std::array<char, 512> buffer;  // the longest such text has 327 characters
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed).ptr;
  return {buffer.data(), end};
}

std::optional<std::string> parameter_text(const TomlValue& value, Report& report) {
  switch (value.kind) {
    case TomlKind::text:
      return value.text;
    case TomlKind::integer:
      return std::to_string(value.integer);
    case TomlKind::flag:
      return value.flag ? "true" : "false";
    case TomlKind::real:
      if (std::isfinite(value.real)) return decimal_text(value.real);
      report.error(value, fmt::format("the parameter {} is not a finite number. Write digits.", quote(value.key)));
      return std::nullopt;
    default:
      report.error(value, fmt::format("the parameter {} must be text, a number, or true or false, and this is {}. "
                                      "Write a single value.",
                                      quote(value.key), in_words(value.kind)));
      return std::nullopt;
  }
}

std::optional<PluginUse> read_plugin(const TomlValue& entry, Report& report) {
  TableReader reader(entry, "[[plugin]]", report);
  const auto name = reader.name("name", NameKind::slug);
  PluginUse use;
  use.where = report.at(entry);
  if (const TomlValue* parameters = reader.value("parameters", TomlKind::table, Presence::optional))
    for (const auto& parameter : parameters->values)
      if (auto text = parameter_text(parameter, report))
        use.parameters.push_back({parameter.key, std::move(*text), report.at_key(parameter)});
  reader.finish();
  if (!name) return std::nullopt;
  use.plugin = *name;
  return use;
}

std::vector<PluginUse> read_plugins(TableReader& reader, const TomlValue& root, Report& report) {
  std::vector<PluginUse> uses;
  std::map<std::string, std::uint32_t> lines;
  for (const TomlValue* entry : reader.tables("plugin", Presence::required)) {
    auto use = read_plugin(*entry, report);
    if (!use) continue;
    const auto [first, added] = lines.emplace(use->plugin, entry->line);
    if (!added)
      report.error(*entry->find("name"),
                   fmt::format("the plugin {} is already named on line {}. Name each plugin once: remove one of the "
                               "two.",
                               quote(use->plugin), first->second));
    uses.push_back(std::move(*use));
  }
  const TomlValue* list = root.find("plugin");
  if (list && list->kind == TomlKind::array && list->values.empty())
    report.error(*list, "this Local Authority names no plugin. Add [[plugin]] with name = \"national\".");
  return uses;
}

}  // namespace

std::optional<LocalAuthority> read_la(const TomlValue& root, const std::string& stem, const DateSources& sources,
                                      Report& report) {
  TableReader reader(root, "the Local Authority's file", report);
  std::optional<LaCode> code;
  if (const auto text = reader.text("code", Presence::required)) {
    const TomlValue& value = *root.find("code");
    code = LaCode::parse(*text);
    if (!code)
      report.error(value,
                   fmt::format("{} is not a Local Authority code. Write three digits from 201 to 999.", quote(*text)));
    else if (*text != stem)
      report.error(value, fmt::format("the code {} does not match the file's name {}. Rename the file to {}.toml or "
                                      "correct the code.",
                                      quote(*text), quote(stem + ".toml"), *text));
  }
  const auto name = reader.text("name", Presence::required);
  auto plugins = read_plugins(reader, root, report);
  LocalDates local = read_local_dates(reader, root, sources, report);
  auto school_dates = read_school_calendars(reader, local, sources, report);
  auto schedules = read_schedules(reader, {local, sources.shared}, report);
  LaPeople people = read_people(reader, root, schedules, report);
  auto concerns = read_concerns(reader, report);
  reader.finish();
  if (!code) return std::nullopt;
  calendar::SchoolCalendar calendar(std::move(local.terms), std::move(local.closures), sources.shared.bank_holidays,
                                    sources.shared.publications);
  return LocalAuthority{*code,
                        name.value_or(""),
                        std::move(plugins),
                        std::move(calendar),
                        std::move(schedules),
                        std::move(people.people),
                        std::move(people.mail),
                        report.at(root),
                        std::move(school_dates),
                        std::move(concerns)};
}

}  // namespace termwise::settings
