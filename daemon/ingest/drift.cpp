#include "ingest/drift.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/binding.h"
#include "ingest/comparison.h"
#include "ingest/file_name.h"
#include "ingest/layout.h"
#include "ingest/pupil_key.h"
#include "ingest/pupil_level.h"

namespace termwise::ingest {
namespace {

using settings::SourceLayout;

constexpr std::string_view kEarlierYear = "_PREV";  // and how many years earlier

// Of a measure that repeats an earlier year, how many years earlier; 0 for any other.
int years_back(std::string_view measure) {
  const auto place = measure.rfind(kEarlierYear);
  if (place == std::string_view::npos || place + kEarlierYear.size() + 1 != measure.size()) return 0;
  const char digit = measure.back();
  return digit >= '1' && digit <= '9' ? digit - '0' : 0;
}

std::string two_digits(int year) { return fmt::format("{:02}", year % 100); }

// The layout as it would be in another year: READPROG_17, a year back in 2017/18, is READPROG_18 in 2018/19.
SourceLayout aged(const SourceLayout& layout, AcademicYear year, std::vector<RenamedColumn>& renamed) {
  SourceLayout older = layout;
  if (layout.years.empty()) return older;
  for (auto& column : older.measures) {
    const int back = years_back(column.measure);
    const std::string suffix = "_" + two_digits(layout.years.back().summer() - back);
    const std::string& name = column.column;
    if (back == 0 || name.size() <= suffix.size() || name.substr(name.size() - suffix.size()) != suffix) continue;
    const std::string now = name.substr(0, name.size() - 2) + two_digits(year.summer() - back);
    if (now == name) continue;
    renamed.push_back({name, now});
    column.column = now;
  }
  return older;
}

// The row of the file's head and the layout that come nearest to each other.
struct Nearest {
  std::size_t row = 0;
  const SourceLayout* layout = nullptr;
  SourceLayout older;
  std::vector<RenamedColumn> renamed;
  Comparison comparison;  // with `older`
};

// `of_pupils`: the row of the head with the UPNs' column, of a file of pupils.
Nearest nearest_of(const ScannedFile& file, const settings::Settings& settings,
                   const std::optional<std::string>& source, AcademicYear year,
                   const std::optional<std::size_t>& of_pupils) {
  Nearest nearest;
  for (const auto& layout : settings.layouts) {
    if ((source && layout.id != *source) || layout.is_pupil_level() != of_pupils.has_value()) continue;
    std::vector<RenamedColumn> renamed;
    SourceLayout older = aged(layout, year, renamed);
    for (std::size_t row = of_pupils.value_or(0); row < (of_pupils ? *of_pupils + 1 : file.head.size()); ++row) {
      Comparison comparison = compare(file.head[row].cells, older);
      if (nearer(comparison, nearest.comparison)) nearest = {row, &layout, older, renamed, std::move(comparison)};
    }
  }
  return nearest;
}

// Of two columns that are gone the first to find a partner keeps it.
void pair_off(const Comparison& comparison, Drift& drift) {
  std::vector<std::string> free = comparison.added;
  for (const auto& column : comparison.missing) {
    std::vector<std::string> keys;
    for (const auto& name : free) keys.push_back(column_key(name));
    const std::string partner = nearest_name(column_key(column), keys);
    if (partner.empty()) {
      drift.gone.push_back(column);
      continue;
    }
    const auto place = std::find(keys.begin(), keys.end(), partner) - keys.begin();
    drift.renamed.push_back({column, free[static_cast<std::size_t>(place)]});
    free.erase(free.begin() + place);
  }
  for (auto& name : free) drift.added.push_back({std::move(name)});
}

// The nearest layout as the file has its columns: what is gone may be lacking, what is renamed has an alias, what is new
// is read as text.
SourceLayout adapted(const Drift& drift, SourceLayout layout, const ScannedFile& file) {
  layout.delimiter = file.delimiter;
  layout.encodings = {settings::Encoding::utf8, settings::Encoding::cp1252};
  for (const auto& column : drift.gone) layout.optional.push_back(column);
  for (const auto& [from, to] : drift.renamed) layout.aliases.emplace(column_key(to), from);
  for (const auto& column : drift.added)
    if (drift.pupil_level)
      layout.ignored.push_back({column.name, "new"});
    else
      layout.attributes.push_back({column.name, column.name});
  return layout;
}

class DriftSink final : public RecordSink {
 public:
  // The new columns' attributes are the last of a record, from `first_new` on.
  DriftSink(Drift& drift, std::size_t first_new) : drift_(drift), first_new_(first_new) {}

  Result<void> record(const school::Record& record) override {
    for (std::size_t i = 0; i < drift_.added.size(); ++i)
      if (const std::string* text = record.attributes[first_new_ + i].text()) look_at(drift_.added[i], *text);
    return {};
  }
  Result<void> issue(const school::QualityIssue& issue) override {
    if (issue.severity != school::Severity::error || issue.column == 0) return {};
    auto [place, added] = unreadable_.try_emplace(issue.column, UnreadableColumn{issue.column_name});
    if (added) {
      place->second.line = issue.line;
      place->second.example = issue.raw_value;
    }
    ++place->second.cells;
    return {};
  }
  Result<void> pupil(const school::PupilRecord&) override { return {}; }
  Result<void> bytes(std::span<const std::byte>) override { return {}; }

  void finish() {
    for (auto& [number, column] : unreadable_) drift_.unreadable.push_back(std::move(column));
    for (auto& column : drift_.added) column.figures = column.figures && column.filled > 0;
  }

 private:
  static void look_at(NewColumn& column, std::string_view text) {
    if (column.filled++ == 0) column.example = text;
    if (!text.empty() && text.back() == '%') {
      column.percent = true;
      text.remove_suffix(1);
    }
    const auto number = Decimal::parse(text);
    column.figures = column.figures && number.has_value();
    if (number) column.scale = std::max(column.scale, number->scale());
  }

  Drift& drift_;
  const std::size_t first_new_;
  std::map<std::uint32_t, UnreadableColumn> unreadable_;  // by the column's number
};

Result<AcademicYear> year_of(const ScannedFile& file, const std::optional<AcademicYear>& year) {
  if (year) return *year;
  if (const auto match = match_name("*{year}*", file.path.filename().string()); match && match->year)
    return *match->year;
  return Error{ExitCode::usage,
               "this file's name does not say which academic year it is about. Add --year, as in --year 2017/18.",
               Location{file.path.string()}};
}

}  // namespace

Result<Drift> find_drift(ScannedFile& file, const settings::Settings& settings,
                         const std::optional<std::string>& source, const std::optional<AcademicYear>& year) {
  TERMWISE_TRY(const AcademicYear about, year_of(file, year));
  TERMWISE_TRY(const auto of_pupils, pupils_header(file, settings));
  const Nearest nearest = nearest_of(file, settings, source, about, of_pupils);
  if (source && nearest.layout == nullptr && of_pupils)
    return Error{
        ExitCode::usage,
        fmt::format("--source {}: config/sources/ has no layout of pupils of this name, and this file is about "
                    "pupils.",
                    *source)};
  if (source && nearest.layout == nullptr)
    return Error{ExitCode::usage,
                 fmt::format("--source {}: there is no layout of this name in config/sources/.", *source)};
  file.header = file.head[nearest.row].cells;
  file.header_line = file.head[nearest.row].line;
  if (of_pupils) TERMWISE_CHECK(refuse_telling_columns(file, settings));
  if (is_unrelated(nearest.comparison, file.header.size()))
    return Error{
        ExitCode::data,
        "no layout in config/sources/ comes near to this file, so there is nothing to hold it against. Check that "
        "it is the file you meant; if it is, describe its columns in a new layout there.",
        Location{file.path.string(), file.header_line}};
  Drift drift{.nearest = nearest.layout, .year = about, .aged = nearest.renamed};
  drift.pupil_level = of_pupils.has_value();
  drift.columns = file.header.size();
  drift.shared = nearest.comparison.shared;
  pair_off(nearest.comparison, drift);
  const SourceLayout layout = adapted(drift, nearest.older, file);
  TERMWISE_TRY(const Binding binding, bind(file, layout));
  DriftSink sink(drift, binding.attributes.size() - (drift.pupil_level ? 0 : drift.added.size()));
  PupilKey key = PupilKey::for_a_look();
  TERMWISE_TRY(drift.sums, read_records(file, {&layout, about, ""}, settings, sink, nullptr, &key));
  sink.finish();
  for (auto& column : drift.added)
    if (is_telling(column.name, settings)) column.example.clear();
  return drift;
}

}  // namespace termwise::ingest
