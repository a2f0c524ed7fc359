#include "ingest/row_reader.h"

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/cell_advice.h"
#include "ingest/row_shape.h"
#include "school/link.h"

namespace termwise::ingest {

using school::Missing;
using school::Severity;
using school::SubjectKind;

namespace {

std::string_view same_of(const Subject& subject) {
  if (!subject.item.empty()) return "subject and key";
  return subject.urn ? "school" : "LA or nation";
}

school::Attribute kind_of(const settings::RecordType& type) {
  return type.kind.empty() ? school::Attribute(Missing::not_supplied) : school::Attribute(type.kind);
}

}  // namespace

RowReader::RowReader(const ScannedFile& file, const Recognition& recognised, const settings::Settings& settings,
                     Binding binding, RecordSink& sink, const Known& known)
    : file_(file),
      layout_(*recognised.layout),
      binding_(std::move(binding)),
      subjects_(layout_, binding_, recognised.year),
      sink_(sink),
      schools_(known.schools != nullptr && !known.schools->empty() ? known.schools : nullptr),
      figures_(known.figures),
      references_(known.references),
      issues_(file, binding_, sink),
      places_(binding_, settings),
      row_rules_(settings.quality, places_, file, issues_),
      other_files_(settings, places_, file, issues_, known.figures),
      la_totals_(settings.quality, places_, issues_),
      attribute_reader_(layout_, issues_),
      missing_(layout_.missing) {}

Result<std::unique_ptr<RowReader>> RowReader::create(const ScannedFile& file, const Recognition& recognised,
                                                     const settings::Settings& settings, RecordSink& sink,
                                                     const Known& known) {
  TERMWISE_TRY(Binding binding, bind(file, *recognised.layout));
  std::unique_ptr<RowReader> reader(new RowReader(file, recognised, settings, std::move(binding), sink, known));
  TERMWISE_CHECK(reader->map_measures(settings));
  return reader;
}

Result<void> RowReader::map_measures(const settings::Settings& settings) {
  TERMWISE_TRY(measures_, figure_columns(binding_, layout_, settings, missing_));
  record_.values.assign(measures_.size(), Missing::not_supplied);
  record_.attributes.assign(binding_.attributes.size() + (binding_.record_type ? 1 : 0), Missing::not_supplied);
  return {};
}

std::string_view RowReader::cell(std::size_t column) const {
  return column < row_->cells.size() ? row_->cells[column] : std::string_view();
}

Result<void> RowReader::read(const CsvRow& row) {
  row_ = &row;
  repaired_ = false;
  ++sums_.rows;
  subject_ = subjects_.read([this](std::size_t column) { return cell(column); });
  issues_.about(row, subject_);
  TERMWISE_TRY(const bool accepted, accept_subject());
  if (accepted) {
    record_.line = row.line;
    record_.subject = subject_.record_type->subject;
    record_.urn = subject_.urn;
    record_.la_code = subject_.la_code;
    record_.item = subject_.item;
    record_.summer = subject_.summer;
    record_.population = is_aggregate(record_.subject) ? subject_.record_type->kind : std::string();
    if (binding_.record_type) record_.attributes.back() = kind_of(*subject_.record_type);
    TERMWISE_CHECK(place_school());
    issues_.place_in(record_.la_code);
    TERMWISE_CHECK(read_measures());
    TERMWISE_CHECK(read_attributes());
    TERMWISE_CHECK(question_references());
    TERMWISE_CHECK(check_required(row, binding_.required, file_.header, issues_));
    TERMWISE_CHECK(row_rules_.check(record_, row));
    TERMWISE_CHECK(other_files_.check(record_, row));
    la_totals_.read(record_, row);
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

Result<void> RowReader::finish() {
  TERMWISE_CHECK(la_totals_.finish());
  if (figures_ != nullptr)
    if (std::string left_out = figures_->left_out(); !left_out.empty())
      TERMWISE_CHECK(issues_.raise_file(Severity::query, "not-compared", std::move(left_out)));
  return issues_.finish();
}

void RowReader::count() {
  if (is_aggregate(record_.subject))
    ++sums_.aggregate;
  else
    ++(repaired_ ? sums_.repaired : sums_.accepted);
}

Result<void> RowReader::raise_subject(std::string_view rule, const std::optional<std::size_t>& column,
                                      std::string advice) {
  return issues_.raise(Severity::error, rule, column.value_or(Issues::kWholeRow),
                       column ? cell(*column) : std::string_view(), std::move(advice));
}

// False where the row is rejected.
Result<bool> RowReader::accept_subject() {
  if (subject_.fault != SubjectFault::none) {
    TERMWISE_CHECK(reject(subject_.fault));
    return false;
  }
  if (const auto line = seen_.earlier(subject_, row_->line)) {
    const auto& column = !binding_.key.empty()  ? std::optional(binding_.key.front())
                         : subject_.urn         ? binding_.urn
                         : binding_.record_type ? binding_.record_type
                                                : binding_.la;
    TERMWISE_CHECK(raise_subject("duplicate-subject", column,
                                 fmt::format("line {} is about the same {} already, so this row was left out. Remove "
                                             "the one that is wrong.",
                                             *line, same_of(subject_))));
    return false;
  }
  if (seen_.size() > kMaximumSubjects)
    return Error{ExitCode::data,
                 fmt::format("this file is about more than {}. Split it by LA.",
                             counted(kMaximumSubjects, "subject", "subjects")),
                 Location{file_.path.string(), row_->line}};
  return true;
}

Result<void> RowReader::reject(SubjectFault fault) {
  if (is_blank(*row_))
    return issues_.raise(Severity::error, "empty-row", Issues::kWholeRow, "",
                         "every cell of this row is empty, so the row was left out. Remove it from the file.");
  const auto said = [&](const std::optional<std::size_t>& column) {
    return quote(trim(column ? cell(*column) : std::string_view()));
  };
  switch (fault) {
    case SubjectFault::none:
      break;
    case SubjectFault::unknown_record_type:
      return raise_subject(
          "unknown-record-type", binding_.record_type,
          fmt::format("{} is not a record type of the layout '{}', so the row was left out. Correct the cell, or add "
                      "the code to the layout's [record_types].",
                      said(binding_.record_type), layout_.id));
    case SubjectFault::unreadable_urn:
      return raise_subject(
          "unreadable-urn", binding_.urn,
          fmt::format("{} is not a URN (a number from 100000 to 9999999), so the row was left out. Correct the cell.",
                      said(binding_.urn)));
    case SubjectFault::unreadable_la:
      return raise_subject("unreadable-la", binding_.la,
                           fmt::format("{} is not the code of an LA (a number from 201 to 999), so the row "
                                       "was left out. Correct the cell.",
                                       said(binding_.la)));
    case SubjectFault::no_key:
      return raise_subject("unreadable-key", binding_.key.front(),
                           fmt::format("{} cannot tell this row from others about the same subject: that is 1 to {} "
                                       "bytes. The row was left out. Fill in or shorten the cell.",
                                       said(binding_.key.front()), kMaximumItemBytes));
    case SubjectFault::unreadable_year:
      return raise_subject(
          "unreadable-year", binding_.year,
          fmt::format("{} is neither an academic year (2016/17, or 2017 for its summer) nor a date as the "
                      "layout '{}' writes them, so the row was left out. Correct the cell.",
                      said(binding_.year), layout_.id));
  }
  return {};
}

// Into its LA, where the row itself does not say which.
Result<void> RowReader::place_school() {
  if (!subject_.urn) return {};
  const bool unknown = schools_ != nullptr && !schools_->knows(*subject_.urn);
  // Links lead back to schools that had closed before any list began, so not to know one is nothing to ask about.
  if (unknown && layout_.dataset != school::kLinkDataset)
    TERMWISE_CHECK(issues_.raise(Severity::query, "unknown-urn", binding_.urn.value_or(Issues::kWholeRow),
                                 cell(*binding_.urn),
                                 "no list of schools that was loaded knows this URN. Check it, or load a newer list."));
  if (record_.la_code) return {};
  if (schools_ != nullptr) record_.la_code = schools_->la_of(*subject_.urn);
  // Of a school that no list knows, one query says enough, unless its own row should have named the LA.
  const bool said = unknown && !binding_.la && !binding_.laestab;
  return record_.la_code || said ? Result<void>() : question_la();
}

Result<void> RowReader::question_la() {
  const auto& column = binding_.la ? binding_.la : binding_.laestab;
  const std::string_view said = column ? trim(cell(*column)) : std::string_view();
  std::string advice =
      !column ? std::string(
                    "neither this file nor a list of schools says in which LA the school is, so it takes part in "
                    "national figures only. Load the list of schools first.")
      : said.empty()
          ? std::string(
                "the row names no LA, so the school takes part in national figures only. Fill in the LA's code.")
          : fmt::format(
                "{} is not the code of an LA (a number from 201 to 999), so the school takes part in "
                "national figures only. Correct the cell.",
                quote(said));
  return issues_.raise(Severity::query, "la-not-known", column.value_or(Issues::kWholeRow),
                       column ? cell(*column) : std::string_view(), std::move(advice));
}

Result<void> RowReader::read_measures() {
  for (std::size_t i = 0; i < measures_.size(); ++i) {
    const auto [value, fault] = measures_[i].figures.read(cell(measures_[i].column));
    record_.values[i] = value;
    if (fault != CellFault::none) TERMWISE_CHECK(raise_number(measures_[i], fault));
  }
  return {};
}

Result<void> RowReader::raise_number(const FigurePlace& place, CellFault fault) {
  const std::string_view raw = cell(place.column);
  CellAdvice said = advice_on(fault, place.figures, layout_.id, quote(trim(raw)));
  return issues_.raise(Severity::error, said.rule, place.column, raw, std::move(said.advice));
}

Result<void> RowReader::read_attributes() {
  for (std::size_t i = 0; i < binding_.attributes.size(); ++i) {
    const auto& [column, attribute] = binding_.attributes[i];
    TERMWISE_TRY(auto read, attribute_reader_.read(*attribute, column, cell(column)));
    record_.attributes[i] = std::move(read.attribute);
    repaired_ = repaired_ || read.repaired;
  }
  return {};
}

// Only in an LA that has the other register: what refers to it may well be loaded first.
Result<void> RowReader::question_references() {
  if (references_ == nullptr || !record_.la_code) return {};
  for (std::size_t i = 0; i < binding_.attributes.size(); ++i) {
    const auto& [column, attribute] = binding_.attributes[i];
    if (attribute->refers_to.empty()) continue;
    const std::string* const key = record_.attributes[i].text();
    if (key == nullptr || !references_->covers(attribute->refers_to, *record_.la_code)) continue;
    if (references_->knows(attribute->refers_to, record_, *key)) continue;
    TERMWISE_CHECK(issues_.raise(
        Severity::query, "unknown-reference", column, cell(column),
        fmt::format("{} is not in the register '{}' that is loaded{}. Correct the cell, or load that register again "
                    "with the row that is missing.",
                    quote(*key), attribute->refers_to, record_.urn ? ", or not for this school and year" : "")));
  }
  return {};
}
}  // namespace termwise::ingest
