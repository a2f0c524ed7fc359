#include "store/findings.h"

#include <map>

#include <fmt/format.h>

#include "store/sql_texts.h"

namespace termwise::store {
namespace {

using school::Flip;
using school::Operator;
using school::Predicate;

constexpr std::int16_t kFindingFields = 25;
constexpr std::int16_t kFlipFields = 9;

Error broken(std::string what) {
  return {ExitCode::internal, fmt::format("A stored finding has {}. Was the database edited by hand?", what)};
}

std::optional<Operator> operator_of(std::string_view symbol) {
  for (const auto operation :
       {Operator::less, Operator::less_or_equal, Operator::equal, Operator::greater_or_equal, Operator::greater})
    if (school::symbol(operation) == symbol) return operation;
  return std::nullopt;
}

void put_text_or_null(CopyRows& rows, bool present, std::string_view text) {
  if (present)
    rows.text(text);
  else
    rows.null();
}

void put(CopyRows& rows, RunId run, std::int64_t ordinal, const NamedFinding& named) {
  const school::Finding& finding = named.finding;
  rows.row();
  rows.number64(run.value);
  rows.number32(ordinal);
  rows.text(finding.rule);
  rows.number16(static_cast<int>(finding.subject_kind));
  rows.number64(finding.subject);
  rows.text(named.subject_name);
  rows.number32(finding.year);
  rows.text(finding.outcome);
  rows.text(finding.reason);
  rows.texts(finding.notes);
  rows.text(finding.basis);
  const auto& interval = finding.interval;
  put_text_or_null(rows, interval.has_value(), interval ? interval->measure : std::string());
  rows.value(interval ? std::optional(interval->lower) : std::nullopt);
  rows.value(interval ? std::optional(interval->upper) : std::nullopt);
  rows.value(finding.cohort);
  rows.text(finding.template_id);
  std::vector<std::string> names, values;
  for (const auto& [name, value] : finding.arguments) {
    names.push_back(name);
    values.push_back(value);
  }
  rows.texts(names);
  rows.texts(values);
  rows.text(finding.sentence);
}

void put(CopyRows& rows, RunId run, std::int64_t finding, std::int64_t ordinal, const Predicate& predicate) {
  rows.row();
  rows.number64(run.value);
  rows.number32(finding);
  rows.number32(ordinal);
  rows.text(predicate.measure);
  rows.number32(predicate.year);
  rows.text(school::symbol(predicate.operation));
  rows.number16(static_cast<int>(predicate.truth));
  rows.value(predicate.observed);
  rows.value(predicate.threshold);
  rows.text(predicate.observed_text);
  rows.text(predicate.threshold_text);
  rows.text(predicate.source);
  rows.text(predicate.in_force);
  rows.text(predicate.confidence);
  if (predicate.of)
    rows.number64(predicate.of->value);
  else
    rows.null();
  if (!predicate.evidence) {
    for (int i = 0; i < 4; ++i) rows.null();
    return;
  }
  rows.sha256(predicate.evidence->file);
  rows.number64(predicate.evidence->line);
  rows.number64(predicate.evidence->column);
  rows.text(predicate.evidence->column_name);
}

void put(CopyRows& rows, RunId run, std::int64_t finding, std::int64_t ordinal, const Flip& flip) {
  rows.row();
  rows.number64(run.value);
  rows.number32(finding);
  rows.number32(ordinal);
  rows.text(flip.measure);
  rows.number32(flip.year);
  rows.number64(flip.change.units());
  rows.number16(flip.change.scale());
  rows.text(flip.unit);
  rows.text(flip.outcome);
}

}  // namespace

void put_predicates(CopyRows& rows, RunId run, std::int64_t ordinal, const std::vector<Predicate>& predicates) {
  std::int64_t place = 0;
  for (const auto& predicate : predicates) put(rows, run, ordinal, ++place, predicate);
}

Result<Predicate> predicate_of(const pqxx::row& row) {
  Predicate predicate;
  predicate.measure = row[2].as<std::string>();
  predicate.year = row[3].as<int>();
  const auto operation = operator_of(row[4].c_str());
  if (!operation) return broken("an unknown operator");
  predicate.operation = *operation;
  predicate.truth = static_cast<school::Truth>(row[5].as<int>());
  TERMWISE_TRY(predicate.observed, value_of(row, 6));
  TERMWISE_TRY(predicate.threshold, value_of(row, 9));
  predicate.observed_text = row[12].as<std::string>();
  predicate.threshold_text = row[13].as<std::string>();
  predicate.source = row[14].as<std::string>();
  predicate.in_force = row[15].as<std::string>();
  predicate.confidence = row[16].as<std::string>();
  if (!row[21].is_null()) predicate.of = Urn{row[21].as<std::int64_t>()};
  if (row[17].is_null()) return predicate;
  TERMWISE_TRY(const Sha256 file, sha256_of(row[17]));
  predicate.evidence =
      school::Provenance{file, row[18].as<std::uint32_t>(), row[19].as<std::uint32_t>(), row[20].as<std::string>()};
  return predicate;
}

Result<void> write_findings(Bulk& bulk, RunId run, const std::vector<NamedFinding>& findings) {
  TERMWISE_CHECK(copy_each(
      bulk, sql::copy_findings, kFindingFields, findings,
      [&](CopyRows& rows, std::int64_t ordinal, const NamedFinding& named) { put(rows, run, ordinal, named); }));
  TERMWISE_CHECK(copy_each(bulk, sql::copy_predicates, kPredicateFields, findings,
                           [&](CopyRows& rows, std::int64_t ordinal, const NamedFinding& named) {
                             put_predicates(rows, run, ordinal, named.finding.predicates);
                           }));
  return copy_each(bulk, sql::copy_flips, kFlipFields, findings,
                   [&](CopyRows& rows, std::int64_t ordinal, const NamedFinding& named) {
                     std::int64_t place = 0;
                     for (const auto& flip : named.finding.flips) put(rows, run, ordinal, ++place, flip);
                   });
}

Result<FindingRow> finding_of(const pqxx::row& row) {
  FindingRow result;
  result.run = RunId{row[0].as<std::int64_t>()};
  result.ordinal = row[1].as<std::int64_t>();
  result.named.subject_name = row[5].as<std::string>();
  school::Finding& finding = result.named.finding;
  finding.rule = row[2].as<std::string>();
  finding.subject_kind = static_cast<school::SubjectKind>(row[3].as<int>());
  finding.subject = row[4].as<std::int64_t>();
  finding.year = row[6].as<int>();
  finding.outcome = row[7].as<std::string>();
  finding.reason = row[8].as<std::string>();
  finding.notes = texts_of(row[9]);
  finding.basis = row[10].as<std::string>();
  if (!row[11].is_null()) {
    TERMWISE_TRY(const auto lower, value_of(row, 12));
    TERMWISE_TRY(const auto upper, value_of(row, 15));
    if (!lower || !upper) return broken("an interval without limits");
    finding.interval = school::Interval{row[11].as<std::string>(), *lower, *upper};
  }
  TERMWISE_TRY(finding.cohort, value_of(row, 18));
  finding.template_id = row[21].as<std::string>();
  const auto names = texts_of(row[22]);
  const auto values = texts_of(row[23]);
  if (names.size() != values.size()) return broken("an argument without a value");
  for (std::size_t i = 0; i < names.size(); ++i) finding.arguments.emplace_back(names[i], values[i]);
  finding.sentence = row[24].as<std::string>();
  return result;
}

Result<void> complete(pqxx::transaction_base& transaction, std::vector<FindingRow>& findings) {
  std::vector<std::int64_t> runs, ordinals;
  std::map<std::pair<std::int64_t, std::int64_t>, school::Finding*> by_key;
  for (auto& finding : findings) {
    runs.push_back(finding.run.value);
    ordinals.push_back(finding.ordinal);
    by_key[{finding.run.value, finding.ordinal}] = &finding.named.finding;
  }
  const std::string run_array = array_of(runs);
  const std::string ordinal_array = array_of(ordinals);
  const auto finding_at = [&](const pqxx::row& row) {
    return by_key.at({row[0].as<std::int64_t>(), row[1].as<std::int64_t>()});
  };
  for (const auto& row : transaction.exec_params(sql::predicates_of, run_array, ordinal_array)) {
    TERMWISE_TRY(Predicate predicate, predicate_of(row));
    finding_at(row)->predicates.push_back(std::move(predicate));
  }
  for (const auto& row : transaction.exec_params(sql::flips_of, run_array, ordinal_array)) {
    const Decimal change(row[4].as<std::int64_t>(), row[5].as<int>());
    finding_at(row)->flips.push_back(
        {row[2].as<std::string>(), row[3].as<int>(), change, row[6].as<std::string>(), row[7].as<std::string>()});
  }
  return {};
}

}  // namespace termwise::store
