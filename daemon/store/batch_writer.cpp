#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "school/link.h"
#include "store/batches.h"
#include "store/pieces.h"
#include "store/run_rows.h"
#include "store/session.h"
#include "store/sql_texts.h"
#include "store/vocabulary.h"

namespace termwise::store {
namespace {

// How much of each table waits in memory before it is sent. Records stream through an open COPY. Pieces and issues
// arrive between them, and one connection has one COPY at a time, so they wait for a larger lot; then the records' COPY
// is ended and, with the next lot, begun again, which costs a round trip.
constexpr std::size_t kRecordsLot = 64u << 10;
constexpr std::size_t kIssuesLot = 1u << 20;
constexpr std::size_t kPiecesLot = 2u << 20;

constexpr std::int16_t kRecordFields = 13;
constexpr std::int16_t kIssueFields = 15;
constexpr std::int16_t kPupilFields = 9;
constexpr std::size_t kPackedBytes = 4;  // of one value of a pupil

Error defect(std::string what) { return {ExitCode::internal, std::move(what)}; }

std::string key(const Sha256& hash) {
  return bytea_of({reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()});
}

std::vector<std::int64_t> widened(const std::vector<std::uint32_t>& numbers) {
  return {numbers.begin(), numbers.end()};
}

// For each position of a list, which of the batch's columns stands there; -1: none.
std::vector<int> sources(const std::vector<std::int64_t>& positions) {
  std::vector<int> source;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const auto position = static_cast<std::size_t>(positions[i]);
    if (source.size() < position) source.resize(position, -1);
    source[position - 1] = static_cast<int>(i);
  }
  return source;
}

}  // namespace

struct BatchWriter::State {
  State(Bulk& bulk_to_use, const NewBatch& new_batch) : bulk(bulk_to_use), batch(new_batch), pieces(batch.file) {}
  ~State() {
    if (open) bulk.roll_back();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Result<void> prepare(const std::vector<school::Measure>& vocabulary);
  Result<void> put_values(const school::Record& record);
  void put_attributes(const school::Record& record);
  Result<void> put_subject(const school::Record& record);
  void put_packed(const school::PupilRecord& record);
  Result<void> prepare_pupils();
  void count(int summer);
  Result<void> check(const school::Sums& sums) const;
  Result<void> settle_years();
  Result<void> refuse_earlier_release();
  Result<void> carry_explanations();

  Bulk& bulk;
  const NewBatch batch;
  bool open = true;
  std::int64_t id = 0;  // of the batch
  Placement placement;
  std::vector<int> measure_source;
  std::vector<int> attribute_source;
  std::vector<char> reasons;
  std::vector<char> attribute_reasons;
  std::int64_t written = 0;
  std::int64_t issued = 0;
  int first_summer = 0;  // of the records, as is the next; 0: there is none yet
  int last_summer = 0;
  CopyRows records{sql::copy_records, kRecordFields};
  CopyRows pupils{sql::copy_pupil_records, kPupilFields};
  CopyRows issues{sql::copy_issues, kIssueFields};
  PieceWriter pieces;
};

Result<void> BatchWriter::State::prepare(const std::vector<school::Measure>& vocabulary) {
  TERMWISE_CHECK(bulk.row(sql::limit_lock_wait));
  TERMWISE_CHECK(bulk.row(sql::lock_batches));
  TERMWISE_TRY(const Bulk::Row loaded, bulk.row(sql::batch_of_file, {key(batch.file)}));
  if (!loaded.empty())
    return Error{ExitCode::try_again,
                 fmt::format("{} has just been loaded by another program, as batch {}. Nothing is left to do.",
                             batch.file_name, *loaded[0])};
  TERMWISE_TRY(const Bulk::Row next, bulk.row(sql::next_batch));
  id = std::stoll(*next[0]);
  TERMWISE_TRY(placement, place_batch(bulk, batch, vocabulary));
  measure_source = sources(placement.measure_positions);
  attribute_source = sources(placement.attribute_positions);
  reasons.resize(measure_source.size());
  attribute_reasons.resize(attribute_source.size());
  if (!batch.pupil_key.empty()) return prepare_pupils();
  TERMWISE_CHECK(bulk.row(sql::add_archive_object, {key(batch.file), std::to_string(batch.bytes), "file"}));
  return {};
}

// Under another key the pupils of this file would be others than those of the files before.
Result<void> BatchWriter::State::prepare_pupils() {
  const std::string fingerprint = bytea_of(batch.pupil_key);
  TERMWISE_CHECK(bulk.row(sql::add_pupil_key, {fingerprint}));
  TERMWISE_TRY(const Bulk::Row known, bulk.row(sql::pupil_key, {fingerprint}));
  if (known[0] == "t") return {};
  return Error{
      ExitCode::configuration,
      fmt::format("The key for pupils' pseudonyms is not the one that this database has known since {}, so no pupil "
                  "of {} would be found again in earlier files. Put the earlier key back, as key_file under "
                  "[pupils] names it.",
                  known[1].value_or("its first file of pupils"), batch.file_name)};
}

BatchWriter::BatchWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
BatchWriter::~BatchWriter() = default;
BatchWriter::BatchWriter(BatchWriter&&) noexcept = default;
BatchWriter& BatchWriter::operator=(BatchWriter&&) noexcept = default;

Result<BatchWriter> BatchWriter::begin(Database& database, const NewBatch& batch,
                                       const std::vector<school::Measure>& measures) {
  if (batch.measures.size() != batch.measure_columns.size() ||
      batch.attributes.size() != batch.attribute_columns.size())
    return defect("A batch was begun with more or fewer columns than measures and attributes.");
  TERMWISE_TRY(Bulk* const bulk, database.session().bulk());
  TERMWISE_CHECK(bulk->begin());
  auto state = std::make_unique<State>(*bulk, batch);
  TERMWISE_CHECK(state->prepare(measures));
  return BatchWriter(std::move(state));
}

Result<void> BatchWriter::State::put_subject(const school::Record& record) {
  switch (record.subject) {
    case school::SubjectKind::school:
      if (!record.urn) return defect(fmt::format("The record of line {} is a school's and has no URN.", record.line));
      records.number64(record.urn->value);
      return {};
    case school::SubjectKind::la: {
      if (!record.la_code)
        return defect(fmt::format("The record of line {} is an LA's and has no LA code.", record.line));
      std::int64_t code = 0;
      const std::string& text = record.la_code->text();
      std::from_chars(text.data(), text.data() + text.size(), code);
      records.number64(code);
      return {};
    }
    case school::SubjectKind::national:
    case school::SubjectKind::adviser:
      records.null();
      return {};
    case school::SubjectKind::pupil:  // never a record of this kind
      break;
  }
  return defect("A record has a subject of no known kind.");
}

Result<void> BatchWriter::State::put_values(const school::Record& record) {
  const std::size_t width = measure_source.size();
  records.begin_numbers(width);
  for (std::size_t at = 0; at < width; ++at) {
    const int source = measure_source[at];
    if (source < 0) {
      records.null();
      reasons[at] = static_cast<char>(school::Missing::not_supplied);
      continue;
    }
    const auto column = static_cast<std::size_t>(source);
    const school::Value& value = record.values[column];
    const Decimal* number = value.number();
    if (number == nullptr) {
      records.null();
      reasons[at] = static_cast<char>(*value.missing());
      continue;
    }
    reasons[at] = 0;
    if (number->scale() == placement.measure_scales[column]) {
      records.number64(number->units());
      continue;
    }
    const auto rescaled = number->rescaled(placement.measure_scales[column]);
    if (!rescaled)
      return defect(fmt::format("The value {} of {} on line {} does not fit {} decimals.", number->to_string(),
                                batch.measures[column], record.line, placement.measure_scales[column]));
    records.number64(rescaled->units());
  }
  records.end_array();
  records.bytes({reasons.data(), reasons.size()});
  return {};
}

void BatchWriter::State::put_attributes(const school::Record& record) {
  const std::size_t width = attribute_source.size();
  records.begin_texts(width);
  for (std::size_t at = 0; at < width; ++at) {
    const int source = attribute_source[at];
    const auto* attribute = source < 0 ? nullptr : &record.attributes[static_cast<std::size_t>(source)];
    const std::string* text = attribute == nullptr ? nullptr : attribute->text();
    if (text != nullptr) {
      records.text(*text);
      attribute_reasons[at] = 0;
      continue;
    }
    records.null();
    attribute_reasons[at] =
        static_cast<char>(attribute == nullptr ? school::Missing::not_supplied : *attribute->missing());
  }
  records.end_array();
  records.bytes({attribute_reasons.data(), width});
}

Result<void> BatchWriter::write(const school::Record& record) {
  State& state = *state_;
  if (!state.batch.pupil_key.empty() || record.values.size() != state.batch.measures.size() ||
      record.attributes.size() != state.batch.attributes.size())
    return defect(fmt::format("The record of line {} has more or fewer values than its layout.", record.line));
  CopyRows& rows = state.records;
  rows.row();
  rows.number64(state.id);
  rows.number32(record.line);
  rows.text(state.batch.dataset);
  if (record.la_code)
    rows.text(record.la_code->text());
  else
    rows.null();
  rows.number16(static_cast<int>(record.subject));
  TERMWISE_CHECK(state.put_subject(record));
  rows.text(record.population);
  rows.number16(record.summer);
  TERMWISE_CHECK(state.put_values(record));
  state.put_attributes(record);
  rows.text(record.item);
  state.count(record.summer);
  return rows.size() < kRecordsLot ? Result<void>() : state.bulk.send(rows);
}

void BatchWriter::State::count(int summer) {
  first_summer = written == 0 ? summer : std::min(first_summer, summer);
  last_summer = std::max(last_summer, summer);
  ++written;
}

// Values and reasons in the order of the dataset's list.
void BatchWriter::State::put_packed(const school::PupilRecord& record) {
  const std::size_t width = measure_source.size();
  char* place = pupils.begin_packed(width);
  for (std::size_t at = 0; at < width; ++at, place += kPackedBytes) {
    const int source = measure_source[at];
    CopyRows::pack(place, source < 0 ? 0 : record.values[static_cast<std::size_t>(source)]);
    reasons[at] = static_cast<char>(source < 0 ? static_cast<std::uint8_t>(school::Missing::not_supplied)
                                               : record.reasons[static_cast<std::size_t>(source)]);
  }
  pupils.bytes({reasons.data(), width});
}

Result<void> BatchWriter::write(const school::PupilRecord& record) {
  State& state = *state_;
  if (state.batch.pupil_key.empty() || record.values.size() != state.batch.measures.size() ||
      record.reasons.size() != record.values.size())
    return defect(fmt::format("The pupil's record of line {} does not fit its batch.", record.line));
  CopyRows& rows = state.pupils;
  rows.row();
  rows.number64(state.id);
  rows.number32(record.line);
  rows.text(state.batch.dataset);
  if (record.la_code)
    rows.text(record.la_code->text());
  else
    rows.null();
  rows.number32(record.urn.value);
  rows.uuid(record.pupil);
  rows.number16(record.summer);
  state.put_packed(record);
  state.count(record.summer);
  return rows.size() < kRecordsLot ? Result<void>() : state.bulk.send(rows);
}

Result<void> BatchWriter::issue(const school::QualityIssue& issue) {
  State& state = *state_;
  CopyRows& rows = state.issues;
  rows.row();
  rows.number64(state.id);
  rows.number16(static_cast<int>(issue.severity));
  rows.text(issue.rule);
  rows.number32(issue.line);
  rows.number32(issue.column);
  rows.text(issue.column_name);
  rows.text(issue.raw_value);
  if (issue.urn)
    rows.number64(issue.urn->value);
  else
    rows.null();
  rows.text(issue.advice);
  rows.text(issue.field);
  if (issue.subject)
    rows.number16(static_cast<int>(*issue.subject));
  else
    rows.null();
  if (issue.la_code)
    rows.text(issue.la_code->text());
  else
    rows.null();
  rows.text(issue.population);
  rows.text(issue.item);
  if (issue.summer != 0)
    rows.number16(issue.summer);
  else
    rows.null();
  ++state.issued;
  return rows.size() < kIssuesLot ? Result<void>() : state.bulk.send(rows);
}

Result<void> BatchWriter::bytes(std::span<const std::byte> bytes) {
  TERMWISE_CHECK(state_->pieces.add(bytes));
  return state_->pieces.rows().size() < kPiecesLot ? Result<void>() : state_->bulk.send(state_->pieces.rows());
}

// The caller's sums against what has passed through here.
Result<void> BatchWriter::State::check(const school::Sums& sums) const {
  if (!sums.add_up() || sums.rows - sums.rejected != written)
    return defect(
        fmt::format("The sums of {} are wrong: {} rows are {} accepted, {} repaired, {} rejected and {} "
                    "aggregate, and {} records were written.",
                    batch.file_name, sums.rows, sums.accepted, sums.repaired, sums.rejected, sums.aggregate, written));
  if (batch.pupil_key.empty() && pieces.bytes() != batch.bytes)
    return Error{ExitCode::try_again,
                 fmt::format("{} changed while it was read: {} bytes were announced, and {} came. Load it again when "
                             "it is complete.",
                             batch.file_name, batch.bytes, pieces.bytes())};
  return {};
}

// Of a file whose rows were all rejected, the year that it was said to be about.
Result<void> BatchWriter::State::settle_years() {
  if (written > 0) return {};
  if (!batch.year)
    return Error{ExitCode::data,
                 fmt::format("No row of {} could be read, so nothing of it was kept. Check that this is the file you "
                             "meant.",
                             batch.file_name)};
  first_summer = last_summer = batch.year->summer();
  return {};
}

Result<void> BatchWriter::State::refuse_earlier_release() {
  if (batch.release.empty()) return {};
  TERMWISE_TRY(const Bulk::Row later, bulk.row(sql::later_release, {std::to_string(id), batch.dataset, batch.release}));
  if (later.empty()) return {};
  return Error{
      ExitCode::data,
      fmt::format("{} is a {} release, and a {} one is loaded for the same schools: {} (batch {}). Nothing was "
                  "loaded, so that their later figures stay.",
                  batch.file_name, batch.release, *later[2], *later[1], *later[0])};
}

// Most files come into a database in which nothing was explained yet, or bring no issue.
Result<void> BatchWriter::State::carry_explanations() {
  if (issued == 0) return {};
  TERMWISE_TRY(const Bulk::Row explained, bulk.row(sql::anything_explained));
  if (explained.empty()) return {};
  TERMWISE_CHECK(bulk.row(sql::carry_explanations, {std::to_string(id), batch.dataset}));
  return {};
}

Result<BatchId> BatchWriter::commit(const school::Sums& sums, const IngestEnd* end) {
  State& state = *state_;
  const NewBatch& batch = state.batch;
  TERMWISE_CHECK(state.check(sums));
  TERMWISE_CHECK(state.pieces.finish());
  TERMWISE_CHECK(state.bulk.send(state.records));
  TERMWISE_CHECK(state.bulk.send(state.pupils));
  TERMWISE_CHECK(state.bulk.send(state.issues));
  TERMWISE_CHECK(state.bulk.send(state.pieces.rows()));
  TERMWISE_CHECK(state.settle_years());
  TERMWISE_CHECK(state.refuse_earlier_release());
  if (state.placement.grown) TERMWISE_CHECK(state.bulk.row(sql::refresh_wide_view, {batch.dataset}));
  TERMWISE_CHECK(state.bulk.row(sql::add_batch, {std::to_string(state.id),
                                                 key(batch.file),
                                                 batch.file_name,
                                                 std::to_string(batch.bytes),
                                                 batch.dataset,
                                                 batch.layout,
                                                 std::string(1, batch.delimiter),
                                                 std::to_string(state.last_summer),
                                                 std::to_string(batch.revision.value),
                                                 array_of(batch.header),
                                                 array_of(state.placement.measure_positions),
                                                 array_of(widened(batch.measure_columns)),
                                                 array_of(state.placement.attribute_positions),
                                                 array_of(widened(batch.attribute_columns)),
                                                 std::to_string(sums.rows),
                                                 std::to_string(sums.accepted),
                                                 std::to_string(sums.repaired),
                                                 std::to_string(sums.rejected),
                                                 std::to_string(sums.aggregate),
                                                 std::to_string(state.first_summer),
                                                 batch.release}));
  if (batch.dataset == school::kLinkDataset) TERMWISE_CHECK(state.bulk.row(sql::add_links, {std::to_string(state.id)}));
  TERMWISE_CHECK(state.carry_explanations());
  if (end != nullptr) TERMWISE_CHECK(end_without_runs(state.bulk, end->claim, end->report));
  if (end == nullptr) TERMWISE_CHECK(state.bulk.row(sql::settle_file, {batch.file_name}));
  TERMWISE_CHECK(state.bulk.row(sql::tell_work));
  TERMWISE_CHECK(state.bulk.commit());
  state.open = false;
  return BatchId{state.id};
}

}  // namespace termwise::store
