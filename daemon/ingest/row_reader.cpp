#include "ingest/row_reader.h"

#include <unordered_map>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/encoding.h"
#include "ingest/layout.h"
#include "ingest/published_percent.h"
#include "ingest/row_shape.h"

namespace termwise::ingest {

using school::Missing;
using school::Severity;
using school::SubjectKind;

RowReader::RowReader(const ScannedFile& file, const settings::SourceLayout& layout, RecordSink& sink)
    : file_(file), layout_(layout), sink_(sink), issues_(file, sink), missing_(layout.missing) {}

Result<RowReader> RowReader::create(const ScannedFile& file, const settings::SourceLayout& layout,
                                    const settings::Settings& settings, RecordSink& sink) {
  RowReader reader(file, layout, sink);
  TERMWISE_CHECK(reader.map_columns(settings));
  return reader;
}

Result<void> RowReader::map_columns(const settings::Settings& settings) {
  std::unordered_map<std::string, std::size_t> columns;
  for (std::size_t i = 0; i < file_.header.size(); ++i) columns.emplace(column_key(file_.header[i]), i);
  const auto find_column = [&](const std::string& name) -> Result<std::size_t> {
    const auto found = columns.find(column_key(name));
    if (found != columns.end()) return found->second;
    return Error{ExitCode::internal,
                 fmt::format("this file was to be read with the layout '{}', but has no column {}. Report this as a "
                             "defect of Termwise.",
                             layout_.id, quote(name)),
                 Location{file_.path.string()}};
  };
  TERMWISE_TRY(record_type_column_, find_column(layout_.record_type_column));
  TERMWISE_TRY(urn_column_, find_column(layout_.urn_column));
  TERMWISE_TRY(la_column_, find_column(layout_.la_column));

  std::unordered_map<std::string_view, const school::Measure*> known;
  for (const auto& measure : settings.measures) known.emplace(measure.code, &measure);
  std::unordered_map<std::string_view, std::size_t> places;
  for (const auto& column : layout_.measures) {
    TERMWISE_TRY(const std::size_t place, find_column(column.column));
    const auto measure = known.find(column.measure);
    if (measure == known.end())
      return Error{ExitCode::configuration,
                   fmt::format("the layout '{}' names the measure {}, which measures.toml does not have. Add it there.",
                               layout_.id, quote(column.measure)),
                   layout_.where};
    places.emplace(column.measure, measures_.size());
    measures_.push_back({place, measure->second, std::nullopt});
  }
  for (auto& place : measures_) {
    if (place.measure->unit != school::Unit::percent) continue;
    const auto denominator = places.find(place.measure->denominator);
    if (denominator != places.end()) place.denominator = denominator->second;
  }
  for (const auto& column : layout_.attributes) {
    TERMWISE_TRY(const std::size_t place, find_column(column.column));
    attributes_.push_back({place, &column});
  }
  record_.values.assign(measures_.size(), Missing::not_supplied);
  record_.attributes.assign(attributes_.size() + 1, Missing::not_supplied);
  return {};
}

std::string_view RowReader::cell(std::size_t column) const {
  return column < row_->cells.size() ? row_->cells[column] : std::string_view();
}

Result<void> RowReader::read(const CsvRow& row) {
  row_ = &row;
  repaired_ = false;
  ++sums_.rows;
  subject_ = read_subject(cell(record_type_column_), cell(urn_column_), cell(la_column_), layout_.record_types);
  issues_.about(row, subject_.urn);
  TERMWISE_TRY(const bool accepted, accept_subject());
  if (accepted) {
    record_.line = row.line;
    record_.subject = subject_.record_type->subject;
    record_.urn = subject_.urn;
    record_.la_code = subject_.la_code;
    record_.attributes.back() = subject_.record_type->kind;
    record_.population = record_.subject == SubjectKind::school ? std::string() : subject_.record_type->kind;
    TERMWISE_CHECK(read_measures());
    TERMWISE_CHECK(read_attributes());
    TERMWISE_CHECK(question_percentages());
    TERMWISE_TRY(const bool dropped, drop_extra_cells(row, file_.header.size(), layout_.delimiter, issues_));
    repaired_ = repaired_ || dropped;
  }
  TERMWISE_CHECK(question_line_ends(row, issues_));
  TERMWISE_CHECK(question_cut(row, file_.header.size(), issues_));
  if (!accepted) {
    ++sums_.rejected;
    return {};
  }
  count();
  return sink_.record(record_);
}

void RowReader::count() {
  if (record_.subject != SubjectKind::school)
    ++sums_.aggregate;
  else
    ++(repaired_ ? sums_.repaired : sums_.accepted);
}

Result<void> RowReader::raise_subject(std::string_view rule, std::size_t column, std::string advice) {
  return issues_.raise(Severity::error, rule, column, cell(column), std::move(advice));
}

// False where the row is rejected.
Result<bool> RowReader::accept_subject() {
  if (subject_.fault != SubjectFault::none && is_blank(*row_)) {
    TERMWISE_CHECK(issues_.raise(Severity::error, "empty-row", Issues::kWholeRow, "",
                                 "every cell of this row is empty, so the row was left out. Remove it from the file."));
    return false;
  }
  switch (subject_.fault) {
    case SubjectFault::none:
      break;
    case SubjectFault::unknown_record_type:
      TERMWISE_CHECK(raise_subject(
          "unknown-record-type", record_type_column_,
          fmt::format("{} is not a record type of the layout '{}', so the row was left out. Correct the cell, or add "
                      "the code to the layout's [record_types].",
                      quote(trim(cell(record_type_column_))), layout_.id)));
      return false;
    case SubjectFault::unreadable_urn:
      TERMWISE_CHECK(raise_subject(
          "unreadable-urn", urn_column_,
          fmt::format("{} is not a URN (a number from 100000 to 9999999), so the row was left out. Correct the cell.",
                      quote(trim(cell(urn_column_))))));
      return false;
    case SubjectFault::unreadable_la:
      TERMWISE_CHECK(raise_subject("unreadable-la", la_column_,
                                   fmt::format("{} is not the code of an LA (a number from 201 to 999), so this row "
                                               "about an LA was left out. Correct the cell.",
                                               quote(trim(cell(la_column_))))));
      return false;
  }
  if (const auto line = seen_.earlier(subject_, row_->line)) {
    const std::size_t column = subject_.urn ? urn_column_ : record_type_column_;
    TERMWISE_CHECK(raise_subject("duplicate-subject", column,
                                 fmt::format("line {} is about the same {} already, so this row was left out. Remove "
                                             "the one that is wrong.",
                                             *line, subject_.urn ? "school" : "LA or nation")));
    return false;
  }
  if (seen_.size() > kMaximumSubjects)
    return Error{
        ExitCode::data,
        fmt::format("this file is about more than {}. Split it by LA.", counted(kMaximumSubjects, "school", "schools")),
        Location{file_.path.string(), row_->line}};
  if (subject_.urn && !subject_.la_code) {
    const std::string_view la = trim(cell(la_column_));
    TERMWISE_CHECK(issues_.raise(
        Severity::query, "la-not-known", la_column_, cell(la_column_),
        la.empty() ? std::string("the row names no LA, so the school takes part in national figures only. Fill in the "
                                 "LA's code.")
                   : fmt::format("{} is not the code of an LA (a number from 201 to 999), so the school takes part in "
                                 "national figures only. Correct the cell.",
                                 quote(la))));
  }
  return true;
}

Result<void> RowReader::read_measures() {
  for (std::size_t i = 0; i < measures_.size(); ++i) {
    const auto [value, fault] = read_number(cell(measures_[i].column), *measures_[i].measure, missing_);
    record_.values[i] = value;
    if (fault != CellFault::none) TERMWISE_CHECK(raise_number(measures_[i], fault));
  }
  return {};
}

Result<void> RowReader::raise_number(const MeasurePlace& place, CellFault fault) {
  const std::string_view raw = cell(place.column);
  const std::string shown = quote(trim(raw));
  const school::Measure& measure = *place.measure;
  std::string_view rule = "unreadable-number";
  std::string advice;
  switch (fault) {
    case CellFault::none:
      return {};
    case CellFault::not_a_number:
      advice = fmt::format("{} is not a number. Correct the cell, or add the code to [missing] of the layout '{}'.",
                           shown, layout_.id);
      break;
    case CellFault::too_large:
      advice = fmt::format("{} is too large a number to be read. Correct the cell.", shown);
      break;
    case CellFault::too_many_decimals:
      rule = "too-many-decimals";
      advice = fmt::format(
          "{} has more decimals than the {} that {} may have, and is not rounded. Correct the cell, or "
          "the scale of the measure in measures.toml.",
          shown, measure.scale, measure.code);
      break;
    case CellFault::out_of_range:
      rule = "out-of-range";
      advice =
          measure.unit == school::Unit::percent
              ? fmt::format("{} cannot be a percentage of pupils, which lies from 0 to 100. Correct the cell.", shown)
              : fmt::format("{} cannot be a number of pupils, which is not below 0. Correct the cell.", shown);
      break;
  }
  return issues_.raise(Severity::error, rule, place.column, raw, std::move(advice));
}

Result<void> RowReader::read_attributes() {
  for (std::size_t i = 0; i < attributes_.size(); ++i)
    TERMWISE_CHECK(read_attribute(attributes_[i], record_.attributes[i]));
  return {};
}

// A code of the attribute comes before a missing code, and that before a text.
Result<void> RowReader::read_attribute(const AttributePlace& place, school::Attribute& attribute) {
  const std::string_view raw = cell(place.column);
  const std::string_view trimmed = trim(raw);
  attribute = Missing::not_supplied;
  if (trimmed.empty()) return {};
  const auto& codes = place.attribute->codes;
  const auto code = codes.empty() ? codes.end() : codes.find(std::string(trimmed));
  if (code != codes.end()) {
    attribute = code->second;
    return {};
  }
  if (const auto missing = missing_.find(trimmed)) {
    attribute = *missing;
    return {};
  }
  if (codes.empty()) {
    std::string text(cut_text(trimmed, kMaximumAttributeBytes));
    const bool whole = text.size() == trimmed.size();
    attribute = std::move(text);
    if (whole) return {};
    repaired_ = true;
    return issues_.raise(Severity::repair, "text-too-long", place.column, raw,
                         fmt::format("the text has more than {} bytes and was cut there. Check that no quotation mark "
                                     "is missing, or shorten it.",
                                     kMaximumAttributeBytes));
  }
  attribute = Missing::unparseable;
  return issues_.raise(Severity::error, "unknown-code", place.column, raw,
                       fmt::format("{} is not a code that the layout '{}' knows for {}. Correct the cell, or add the "
                                   "code to the layout.",
                                   quote(trimmed), layout_.id, quote(place.attribute->attribute)));
}

// Only of schools: the percentages of an LA or the nation are of pupils in ways that one row does not tell.
Result<void> RowReader::question_percentages() {
  if (record_.subject != SubjectKind::school) return {};
  for (std::size_t i = 0; i < measures_.size(); ++i) {
    const MeasurePlace& place = measures_[i];
    if (!place.denominator) continue;
    const Decimal* const percent = record_.values[i].number();
    const Decimal* const published = record_.values[*place.denominator].number();
    if (percent == nullptr || published == nullptr) continue;
    const auto pupils = published->rescaled(0);
    if (!pupils || pupils->units() <= 0) continue;
    if (some_count_fits(*percent, pupils->units())) continue;
    if (*percent < Decimal(0) || *percent > Decimal(100)) continue;  // already raised as out of range
    TERMWISE_CHECK(issues_.raise(
        Severity::query, "count-mismatch", place.column, cell(place.column),
        fmt::format("no whole number of the {} pupils in {} gives {} per cent, so the percentage was worked out of "
                    "another number of pupils. Ask the school or the publisher which, and note the explanation.",
                    pupils->units(), file_.header[measures_[*place.denominator].column], percent->to_string())));
  }
  return {};
}

}  // namespace termwise::ingest
