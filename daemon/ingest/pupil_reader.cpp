#include "ingest/pupil_reader.h"

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/cell_advice.h"
#include "ingest/figure_columns.h"
#include "ingest/row_shape.h"
#include "ingest/subject.h"
#include "school/upn.h"

namespace termwise::ingest {

using school::Severity;

namespace {

constexpr std::string_view kHere = "what stands here";

// Whether the column says something else than before; it is then remembered.
template <typename Last>
bool changed(Last& last, std::string_view text) {
  if (last.text == text) return false;
  last.text = text;
  return true;
}

}  // namespace

PupilReader::PupilReader(const ScannedFile& file, const Recognition& recognised, Binding binding, PupilKey& key,
                         RecordSink& sink, const SchoolDirectory* schools)
    : file_(file),
      layout_(*recognised.layout),
      binding_(std::move(binding)),
      year_(recognised.year),
      key_(key),
      sink_(sink),
      schools_(schools != nullptr && !schools->empty() ? schools : nullptr),
      issues_(file, binding_, sink, Issues::Quoting::nothing),
      missing_(layout_.missing) {}

Result<std::unique_ptr<PupilReader>> PupilReader::create(const ScannedFile& file, const Recognition& recognised,
                                                         const settings::Settings& settings, PupilKey& key,
                                                         RecordSink& sink, const SchoolDirectory* schools) {
  TERMWISE_TRY(Binding binding, bind(file, *recognised.layout));
  std::unique_ptr<PupilReader> reader(new PupilReader(file, recognised, std::move(binding), key, sink, schools));
  TERMWISE_CHECK(reader->map_columns(settings));
  return reader;
}

Result<void> PupilReader::map_columns(const settings::Settings& settings) {
  TERMWISE_TRY(auto figures, figure_columns(binding_, layout_, settings, missing_));
  for (auto& [place, column] : figures) columns_.push_back({place, PupilFigures(std::move(column))});
  record_.values.assign(columns_.size(), 0);
  record_.reasons.assign(columns_.size(), 0);
  return {};
}

Result<void> PupilReader::read(const CsvRow& row) {
  row_ = &row;
  ++sums_.rows;
  const bool has_school = read_school();
  issues_.about({row.line, {}, urn_.meaning, {}, {}, {}, 0});
  if (has_school) record_.urn = *urn_.meaning;
  record_.line = row.line;
  TERMWISE_TRY(const bool accepted, accept_pupil());
  bool repaired = false;
  if (accepted) {
    TERMWISE_CHECK(place_school());
    TERMWISE_CHECK(read_figures());
    TERMWISE_CHECK(check_required(row, binding_.required, file_.header, issues_));
    TERMWISE_TRY(repaired, drop_extra_cells(row, file_.header.size(), layout_.delimiter, issues_));
  }
  TERMWISE_CHECK(question_line_ends(row, issues_));
  TERMWISE_CHECK(question_cut(row, file_.header.size(), issues_));
  if (!accepted) {
    ++sums_.rejected;
    return {};
  }
  ++(repaired ? sums_.repaired : sums_.accepted);
  return sink_.pupil(record_);
}

bool PupilReader::read_school() {
  if (const std::string_view text = cell(binding_.urn); changed(urn_, text)) urn_.meaning = parse_urn(trim(text));
  return urn_.meaning.has_value();
}

bool PupilReader::read_year() {
  const std::string_view text = cell(binding_.year);
  if (!binding_.year)
    row_year_.meaning = year_;
  else if (changed(row_year_, text))
    row_year_.meaning = parse_row_year(trim(text), layout_.dates);
  if (row_year_.meaning) record_.summer = row_year_.meaning->summer();
  return row_year_.meaning.has_value();
}

Result<void> PupilReader::raise_row(std::string_view rule, const std::optional<std::size_t>& place,
                                    std::string advice) {
  return issues_.raise(Severity::error, rule, place.value_or(Issues::kWholeRow), "", std::move(advice));
}

Result<bool> PupilReader::reject(std::string_view rule, const std::optional<std::size_t>& place, std::string advice) {
  if (is_blank(*row_))
    TERMWISE_CHECK(raise_row("empty-row", std::nullopt,
                             "every cell of this row is empty, so the row was left out. Remove it from the file."));
  else
    TERMWISE_CHECK(raise_row(rule, place, std::move(advice)));
  return false;
}

// False where the row is rejected.
Result<bool> PupilReader::accept_pupil() {
  if (!read_year())
    return reject("unreadable-year", binding_.year,
                  fmt::format("{} is neither an academic year (2016/17, or 2017 for its summer) nor a date as the "
                              "layout '{}' writes them, so the row was left out. Correct the cell.",
                              kHere, layout_.id));
  if (!urn_.meaning)
    return reject("unreadable-urn", binding_.urn,
                  fmt::format("{} is not a URN (a number from 100000 to 9999999), so the row was left out. Correct the "
                              "cell.",
                              kHere));
  const auto upn = school::parse_upn(trim(cell(binding_.upn)));
  if (!upn)
    return reject("unreadable-upn", binding_.upn,
                  fmt::format("{} is not a UPN: a letter, eleven digits, and a digit or (temporary) a letter, of which "
                              "the first letter is worked out from the others. The row was left out. Correct the cell.",
                              kHere));
  record_.pupil = key_.pseudonym(upn->view());
  TERMWISE_TRY(const std::uint32_t line, seen_.earlier(record_.pupil, record_.urn, record_.summer, row_->line));
  if (line != 0)
    return reject("duplicate-subject", binding_.upn,
                  fmt::format("line {} is about the same pupil already, so this row was left out. Remove the one that "
                              "is wrong.",
                              line));
  if (seen_.size() > kMaximumSubjects)
    return Error{
        ExitCode::data,
        fmt::format("this file is about more than {}. Split it by LA.", counted(kMaximumSubjects, "pupil", "pupils")),
        Location{file_.path.string(), row_->line}};
  if (upn->temporary)
    TERMWISE_CHECK(issues_.raise(Severity::query, "temporary-upn", *binding_.upn, "",
                                 "this UPN is a temporary one, so that the pupil is another one in other years and "
                                 "files. Ask the school for the pupil's own, or note why there is none."));
  return true;
}

// Into its LA, where the row itself does not say which.
Result<void> PupilReader::place_school() {
  const auto& column = binding_.la ? binding_.la : binding_.laestab;
  if (const std::string_view text = cell(column); changed(la_, text))
    la_.meaning = binding_.la ? LaCode::parse(trim(text)) : la_of_laestab(trim(text));
  record_.la_code = la_.meaning;
  if (schools_ == nullptr && record_.la_code) return {};
  const bool unknown = schools_ != nullptr && !schools_->knows(record_.urn);
  if (!record_.la_code && schools_ != nullptr) record_.la_code = schools_->la_of(record_.urn);
  if ((!unknown && record_.la_code) || !questioned_.insert(record_.urn.value).second) return {};
  if (unknown)
    TERMWISE_CHECK(
        issues_.raise(Severity::query, "unknown-urn", *binding_.urn, "",
                      "no list of schools that was loaded knows this URN, here and in whatever rows it stands "
                      "below. Check it, or load a newer list."));
  if (record_.la_code) return {};
  return issues_.raise(Severity::query, "la-not-known", column.value_or(Issues::kWholeRow), "",
                       "neither this row nor a list of schools says in which LA the school is, here and perhaps in its "
                       "rows below, so its pupils are in no LA. Fill in the LA's code, or load the list of schools "
                       "first.");
}

Result<void> PupilReader::read_figures() {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Column& column = columns_[i];
    const PupilFigure figure = column.figures.read(cell(column.place));
    record_.values[i] = figure.units;
    record_.reasons[i] = figure.reason;
    if (figure.fault == CellFault::none) continue;
    CellAdvice said = advice_on(figure.fault, column.figures.column(), layout_.id, kHere);
    TERMWISE_CHECK(issues_.raise(Severity::error, said.rule, column.place, "", std::move(said.advice)));
  }
  return {};
}

}  // namespace termwise::ingest
