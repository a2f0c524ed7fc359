#include <array>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "calendar/london.h"
#include "settings/paths.h"
#include "settings/sections.h"
#include "settings/table_reader.h"
#include "settings/term_events.h"
#include "settings/term_list.h"

namespace termwise::settings {
namespace {

using calendar::Date;
using calendar::DateSpan;
using calendar::Term;
using calendar::TermName;

std::optional<TermName> read_term_name(TableReader& reader) {
  static constexpr std::array kTerms{TermName::autumn, TermName::spring, TermName::summer};
  std::vector<std::string> names;
  for (const TermName term : kTerms) names.emplace_back(name(term));
  const auto text = reader.choice("name", names, Presence::required);
  for (const TermName term : kTerms)
    if (text == name(term)) return term;
  return std::nullopt;
}

bool in_order(const DateSpan& span, const TomlValue& table, Report& report) {
  if (span.first <= span.last) return true;
  report.error(*table.find("end"), fmt::format("the end {} comes before the start {}. Correct one of the two dates.",
                                               calendar::to_string(span.last), calendar::to_string(span.first)));
  return false;
}

std::optional<DateSpan> read_span(TableReader& reader, const TomlValue& table, Report& report) {
  const auto first = reader.date("start", Presence::required);
  const auto last = reader.date("end", Presence::required);
  if (!first || !last) return std::nullopt;
  const DateSpan span{*first, *last};
  return in_order(span, table, report) ? std::optional(span) : std::nullopt;
}

std::optional<DateSpan> read_half_term(const TomlValue& table, Report& report) {
  TableReader reader(table, "half_term", report);
  const auto span = read_span(reader, table, report);
  reader.finish();
  return span;
}

void read_term(const TomlValue& entry, Report& report, TermList& terms) {
  TableReader reader(entry, "[[term]]", report);
  std::optional<AcademicYear> year;
  if (const auto text = reader.text("year", Presence::required)) year = read_year(*entry.find("year"), *text, report);
  const auto term_name = read_term_name(reader);
  const auto days = read_span(reader, entry, report);
  const TomlValue* half_term_table = reader.value("half_term", TomlKind::table, Presence::optional);
  std::optional<DateSpan> half_term;
  if (half_term_table) half_term = read_half_term(*half_term_table, report);
  reader.finish();
  if (!year || !term_name || !days || half_term.has_value() != (entry.find("half_term") != nullptr)) return;
  const auto place = [&](const char* key) { return report.at(*entry.find(key)); };
  terms.add({*year, *term_name, *days, half_term}, {report.at(entry), place("name"), place("start"), place("end"),
                                                    half_term_table ? report.at(*half_term_table) : Location{}});
}

std::optional<calendar::Closure> read_closure(const TomlValue& entry, Report& report) {
  TableReader reader(entry, "[[closure]]", report);
  const auto first = reader.date("start", Presence::required);
  const auto last = reader.date("end", Presence::optional);
  const auto reason = reader.text("reason", Presence::required);
  reader.finish();
  if (!first || !reason || (entry.find("end") && !last)) return std::nullopt;
  const DateSpan days{*first, last.value_or(*first)};
  if (!in_order(days, entry, report)) return std::nullopt;
  return calendar::Closure{days, *reason};
}

// The texts of a list, each once.
std::vector<const TomlValue*> read_texts(TableReader& reader, std::string_view key, std::size_t most, Report& report) {
  std::vector<const TomlValue*> texts;
  const TomlValue* list = reader.value(key, TomlKind::array, Presence::optional);
  if (!list) return texts;
  std::set<std::string_view> seen;
  for (const auto& item : list->values) {
    if (!check_text(item, key, report)) continue;
    if (texts.size() == most) {
      report.error(item, fmt::format("there are more than {} entries in '{}'. Remove some.", most, key));
      break;
    }
    if (seen.insert(item.text).second)
      texts.push_back(&item);
    else
      report.error(item, fmt::format("{} is named twice. Name it once.", quote(item.text)));
  }
  return texts;
}

// Only names are compared with those that were found in terms/, so that no path leads anywhere else.
bool is_there(const TomlValue& item, const TermFiles& files, Report& report) {
  if (files.has(item.text)) return true;
  if (folder_of(item.text) != kTermsFolder)
    report.error(item, fmt::format("{} is not a file of the folder terms/ in the configuration directory. Put the "
                                   "calendar there and write its name like \"terms/886.ics\".",
                                   quote(item.text)));
  else
    report.error(item, fmt::format("there is no file {} in the configuration directory.{} Put it there, or correct the "
                                   "name.",
                                   quote(item.text), did_you_mean(item.text, files.paths())));
  return false;
}

// Whether all events of the files could be read and made into terms.
bool read_term_files(TableReader& reader, const DateSources& sources, Report& report, TermList& terms,
                     std::vector<calendar::Closure>& closures) {
  bool complete = true;
  std::vector<const CalendarEvent*> events;
  for (const TomlValue* item : read_texts(reader, "terms_files", kMaximumTermFiles, report)) {
    const auto* found = is_there(*item, sources.files, report) ? sources.files.events(item->text, report) : nullptr;
    complete = complete && found != nullptr;
    if (found)
      for (const auto& event : *found) events.push_back(&event);
  }
  std::vector<std::string> ignored;
  for (const TomlValue* item : read_texts(reader, "ignored_events", kMaximumIgnoredEvents, report))
    ignored.push_back(item->text);
  return add_events(events, ignored, sources.shared, report, terms, closures) && complete;
}

}  // namespace

LocalDates read_local_dates(TableReader& reader, const TomlValue& root, const DateSources& sources, Report& report) {
  LocalDates dates;
  TermList terms(report);
  for (const TomlValue* entry : reader.tables("term", kMaximumTerms)) read_term(*entry, report, terms);
  const TomlValue* written = root.find("term");
  dates.complete = !written || (written->kind == TomlKind::array && written->values.size() == terms.terms().size());
  for (const TomlValue* entry : reader.tables("closure", kMaximumClosures))
    if (auto closure = read_closure(*entry, report)) dates.closures.push_back(std::move(*closure));
  if (!read_term_files(reader, sources, report, terms, dates.closures)) dates.complete = false;
  dates.terms = terms.terms();
  if (dates.terms.size() > kMaximumTerms || dates.closures.size() > kMaximumClosures)
    report.error(root, fmt::format("the terms and closures here and in 'terms_files' are more than {} or {} together. "
                                   "Remove those of past years.",
                                   kMaximumTerms, kMaximumClosures));
  return dates;
}

}  // namespace termwise::settings
