#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "calendar/london.h"
#include "settings/sections.h"
#include "settings/table_reader.h"

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

class TermList {
 public:
  TermList(TableReader& reader, Report& report) : reader_(reader), report_(report) {}

  LocalDates read() {
    for (const TomlValue* entry : reader_.tables("term", kMaximumTerms)) read(*entry);
    return std::move(dates_);
  }

 private:
  void read(const TomlValue& entry) {
    TableReader reader(entry, "[[term]]", report_);
    std::optional<AcademicYear> year;
    if (const auto text = reader.text("year", Presence::required))
      year = read_year(*entry.find("year"), *text, report_);
    const auto term_name = read_term_name(reader);
    const auto days = read_span(reader, entry, report_);
    const TomlValue* half_term_table = reader.value("half_term", TomlKind::table, Presence::optional);
    std::optional<DateSpan> half_term;
    if (half_term_table) half_term = read_half_term(*half_term_table);
    reader.finish();
    if (!year || !term_name || !days || half_term.has_value() != (entry.find("half_term") != nullptr)) return;
    const Term term{*year, *term_name, *days, half_term};
    if (!within_year(term, entry) || !within_term(term, half_term_table) || !fits_the_others(term, entry)) return;
    dates_.terms.push_back(term);
    lines_.push_back(entry.line);
  }

  std::optional<DateSpan> read_half_term(const TomlValue& table) {
    TableReader reader(table, "half_term", report_);
    const auto span = read_span(reader, table, report_);
    reader.finish();
    return span;
  }

  bool within_year(const Term& term, const TomlValue& entry) {
    using namespace std::chrono;
    const int summer = term.year.summer();
    const DateSpan year{Date(std::chrono::year(summer - 1), September, day(1)),
                        Date(std::chrono::year(summer), August, day(31))};
    const bool starts_within = year.contains(term.days.first);
    if (starts_within && year.contains(term.days.last)) return true;
    report_.error(*entry.find(starts_within ? "end" : "start"),
                  fmt::format("{} is not in the academic year {}, which runs from {} to {}. Correct the date or the "
                              "year.",
                              calendar::to_string(starts_within ? term.days.last : term.days.first), term.year.label(),
                              calendar::to_string(year.first), calendar::to_string(year.last)));
    return false;
  }

  bool within_term(const Term& term, const TomlValue* table) {
    if (!table || (term.days.first < term.half_term->first && term.half_term->last < term.days.last)) return true;
    report_.error(*table,
                  fmt::format("the half-term from {} to {} is not within its term, which runs from {} to {}. "
                              "Correct the dates.",
                              calendar::to_string(term.half_term->first), calendar::to_string(term.half_term->last),
                              calendar::to_string(term.days.first), calendar::to_string(term.days.last)));
    return false;
  }

  // Against each term above it: one complaint is enough.
  bool fits_the_others(const Term& term, const TomlValue& entry) {
    for (std::size_t i = 0; i < dates_.terms.size(); ++i) {
      const Term& other = dates_.terms[i];
      const auto title = [&] { return fmt::format("{} term of {}", name(other.name), other.year.label()); };
      const bool same_year = other.year == term.year;
      if (same_year && other.name == term.name) {
        report_.error(*entry.find("name"),
                      fmt::format("the {} is already on line {}. Name each term of a year once.", title(), lines_[i]));
        return false;
      }
      if (term.days.first <= other.days.last && other.days.first <= term.days.last) {
        report_.error(*entry.find("start"), fmt::format("this term overlaps with the {} on line {}. Correct the dates "
                                                        "of one of the two.",
                                                        title(), lines_[i]));
        return false;
      }
      if (same_year && (term.name < other.name) != (term.days.first < other.days.first)) {
        report_.error(*entry.find("start"), fmt::format("this term and the {} on line {} stand in the wrong order. A "
                                                        "year has autumn, spring and summer: correct the dates or "
                                                        "the names.",
                                                        title(), lines_[i]));
        return false;
      }
    }
    return true;
  }

  TableReader& reader_;
  Report& report_;
  LocalDates dates_;
  std::vector<std::uint32_t> lines_;  // of dates_.terms
};

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

}  // namespace

LocalDates read_local_dates(TableReader& reader, const TomlValue& root, Report& report) {
  LocalDates dates = TermList(reader, report).read();
  const TomlValue* written = root.find("term");
  dates.complete = !written || (written->kind == TomlKind::array && written->values.size() == dates.terms.size());
  for (const TomlValue* entry : reader.tables("closure", kMaximumClosures))
    if (auto closure = read_closure(*entry, report)) dates.closures.push_back(std::move(*closure));
  return dates;
}

}  // namespace termwise::settings
