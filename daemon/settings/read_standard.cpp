#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"
#include "school/finding.h"
#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

constexpr std::string_view kRangeSign = "..";

std::vector<std::string> operators() {
  using school::Operator;
  std::vector<std::string> symbols;
  for (const Operator operation :
       {Operator::less, Operator::less_or_equal, Operator::equal, Operator::greater_or_equal, Operator::greater})
    symbols.emplace_back(symbol(operation));
  return symbols;
}

struct Years {
  AcademicYear first;
  AcademicYear last;
};

std::optional<Years> read_years(TableReader& reader, const TomlValue& table, Report& report) {
  const auto text = reader.text("years", Presence::required);
  if (!text) return std::nullopt;
  const TomlValue& value = *table.find("years");
  const std::size_t sign = text->find(kRangeSign);
  const auto first = read_year(value, std::string_view(*text).substr(0, sign), report);
  if (sign == std::string::npos) return first ? std::optional(Years{*first, *first}) : std::nullopt;
  const auto last = read_year(value, std::string_view(*text).substr(sign + kRangeSign.size()), report);
  if (!first || !last) return std::nullopt;
  if (*last < *first) {
    report.error(value, fmt::format("the range {} ends before it starts. Write the earlier year first.", quote(*text)));
    return std::nullopt;
  }
  return Years{*first, *last};
}

class StandardFile {
 public:
  StandardFile(const TomlValue& root, const Vocabulary* vocabulary, Report& report)
      : root_(root), vocabulary_(vocabulary), report_(report) {}

  std::vector<StandardSpan> read() {
    TableReader reader(root_, "a standard's file", report_);
    // A file whose standard cannot be read must not seem to overlap with another such file: its name stands
    // in.
    standard_ = reader.name("standard", NameKind::slug).value_or(report_.at(root_).file);
    stage_ = reader.name("stage", NameKind::identifier).value_or(report_.at(root_).file);
    const auto thresholds = reader.tables("threshold", Presence::optional);
    const auto absences = reader.tables("absent", Presence::optional);
    reader.finish();
    for (const TomlValue* entry : thresholds) read_threshold(*entry);
    for (const TomlValue* entry : absences) read_absence(*entry);
    if (has_no_entries("threshold") && has_no_entries("absent"))
      report_.error(root_, "this standard has neither a [[threshold]] nor an [[absent]]. Add its rows.");
    std::sort(spans_.begin(), spans_.end(), [](const StandardSpan& a, const StandardSpan& b) {
      return std::tie(a.where.line, a.where.column) < std::tie(b.where.line, b.where.column);
    });
    return std::move(spans_);
  }

 private:
  bool has_no_entries(std::string_view key) const {
    const TomlValue* list = root_.find(key);
    return !list || (list->kind == TomlKind::array && list->values.empty());
  }

  void read_threshold(const TomlValue& entry) {
    TableReader reader(entry, "[[threshold]]", report_);
    const auto years = read_years(reader, entry, report_);
    const auto measure = reader.text("measure", Presence::required);
    if (measure) check_measure(*entry.find("measure"));
    const auto operation = reader.choice("operator", operators(), Presence::required);
    const auto value = read_decimal(reader, entry);
    const auto limb = reader.name("limb", NameKind::slug);
    const auto within = reader.name("within", NameKind::slug);
    const auto source = reader.text("source", Presence::required);
    const auto in_force = reader.text("in_force", Presence::required);
    const auto confidence = read_confidence(reader);
    reader.finish();
    if (!years || !measure) return;
    StandardRow row = empty_row(years->first);
    row.measure = *measure;
    row.operation = operation.value_or("");
    row.value = value;
    row.limb = limb.value_or("");
    row.within = within.value_or("");
    row.source = source.value_or("");
    row.in_force = in_force.value_or("");
    row.confidence = confidence.value_or("");
    spans_.push_back({std::move(row), years->last, report_.at(entry)});
  }

  void read_absence(const TomlValue& entry) {
    TableReader reader(entry, "[[absent]]", report_);
    const auto years = read_years(reader, entry, report_);
    const auto state = reader.choice("state", {"removed", "no-data"}, Presence::required);
    const auto source = reader.text("source", Presence::required);
    const auto in_force = reader.text("in_force", Presence::optional);
    const auto confidence = read_confidence(reader);
    reader.finish();
    if (!years) return;
    StandardRow row = empty_row(years->first);
    row.state = state == "no-data" ? StandardState::no_data : StandardState::removed;
    row.source = source.value_or("");
    row.in_force = in_force.value_or("");
    row.confidence = confidence.value_or("");
    spans_.push_back({std::move(row), years->last, report_.at(entry)});
  }

  StandardRow empty_row(AcademicYear year) const {
    return {standard_, stage_, year, StandardState::set, {}, {}, std::nullopt, {}, {}, {}, {}, {}};
  }

  void check_measure(const TomlValue& value) {
    if (!vocabulary_ || vocabulary_->measures.find(value.text)) return;
    std::vector<std::string> codes;
    for (const auto& measure : vocabulary_->measures) codes.push_back(measure.code);
    report_.error(value, fmt::format("{} is not a measure of measures.toml.{} Correct it or add it there.",
                                     quote(value.text), did_you_mean(value.text, codes)));
  }

  std::optional<Decimal> read_decimal(TableReader& reader, const TomlValue& entry) {
    const auto text = reader.text("value", Presence::required);
    if (!text) return std::nullopt;
    const auto decimal = Decimal::parse(*text);
    if (!decimal)
      report_.error(*entry.find("value"), fmt::format("{} is not a decimal number. Write digits, with a point and at "
                                                      "most {} decimals if needed.",
                                                      quote(*text), Decimal::kMaximumScale));
    return decimal;
  }

  static std::optional<std::string> read_confidence(TableReader& reader) {
    return reader.choice("confidence", {"verified", "memory"}, Presence::required);
  }

  const TomlValue& root_;
  const Vocabulary* vocabulary_;
  Report& report_;
  std::string standard_;
  std::string stage_;
  std::vector<StandardSpan> spans_;
};

// What one year of one standard has so far.
struct YearRows {
  const StandardSpan* absent = nullptr;
  const StandardSpan* any_set = nullptr;
  std::map<std::string, const StandardSpan*> set;  // by measure
};

// The earlier span that leaves no room for this one in this year, or null.
const StandardSpan* rival(const YearRows& rows, const StandardSpan& span) {
  if (rows.absent) return rows.absent;
  if (span.row.state != StandardState::set) return rows.any_set;
  const auto same = rows.set.find(span.row.measure);
  return same == rows.set.end() ? nullptr : same->second;
}

std::string overlap_message(const StandardSpan& span, const StandardSpan& other, AcademicYear year) {
  const bool both_set = span.row.state == StandardState::set && other.row.state == StandardState::set;
  const bool both_absent = span.row.state != StandardState::set && other.row.state != StandardState::set;
  const std::string place = to_string(other.where);
  if (both_set)
    return fmt::format("the threshold of {} for {} overlaps with the one at {}. Change the years of one of the two.",
                       quote(span.row.measure), year.label(), place);
  if (both_absent)
    return fmt::format("{} is already absent by the entry at {}. Change the years of one of the two.", year.label(),
                       place);
  return fmt::format("{} is both set and absent: see the entry at {}. Change the years of one of the two.",
                     year.label(), place);
}

}  // namespace

std::optional<AcademicYear> read_year(const TomlValue& value, std::string_view text, Report& report) {
  const auto year = AcademicYear::parse(text);
  if (!year)
    report.error(value,
                 fmt::format("{} is not an academic year. Write it as 2016/17, from 1988/89 to 2098/99.", quote(text)));
  return year;
}

void read_standard(const TomlValue& root, const Vocabulary* vocabulary, Report& report,
                   std::vector<StandardSpan>& spans) {
  for (auto& span : StandardFile(root, vocabulary, report).read()) spans.push_back(std::move(span));
}

std::vector<StandardRow> expand_standards(const std::vector<StandardSpan>& spans, std::vector<Error>& errors) {
  std::vector<StandardRow> rows;
  std::map<std::tuple<std::string, std::string, int>, YearRows> years;
  for (const auto& span : spans) {
    for (int summer = span.row.year.summer(); summer <= span.last.summer(); ++summer) {
      const AcademicYear year = *AcademicYear::from_summer(summer);
      YearRows& taken = years[{span.row.standard, span.row.stage, summer}];
      if (const StandardSpan* other = rival(taken, span)) {
        errors.push_back({ExitCode::configuration, overlap_message(span, *other, year), span.where});
        break;
      }
      if (span.row.state == StandardState::set) {
        taken.set.emplace(span.row.measure, &span);
        taken.any_set = &span;
      } else {
        taken.absent = &span;
      }
      rows.push_back(span.row);
      rows.back().year = year;
    }
  }
  std::sort(rows.begin(), rows.end(), [](const StandardRow& a, const StandardRow& b) {
    return std::tie(a.standard, a.stage, a.year, a.measure) < std::tie(b.standard, b.stage, b.year, b.measure);
  });
  return rows;
}

}  // namespace termwise::settings
