#include "jobs/ingest_file.h"

#include <unordered_map>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/binding.h"
#include "ingest/ingest.h"
#include "ingest/pupil_key.h"
#include "jobs/calendar_file.h"
#include "jobs/loaded_figures.h"
#include "jobs/stored_references.h"
#include "store/batches.h"

namespace termwise::jobs {
namespace {

// Columns are numbered from 1 here, from 0 in the binding.
Result<store::NewBatch> describe_batch(const ingest::ScannedFile& file, const ingest::Recognition& recognised,
                                       RevisionId revision) {
  const settings::SourceLayout& layout = *recognised.layout;
  TERMWISE_TRY(const ingest::Binding binding, ingest::bind(file, layout));
  store::NewBatch batch{.file = file.sha256,
                        .file_name = file.path.filename().string(),
                        .bytes = file.bytes,
                        .dataset = layout.dataset,
                        .layout = layout.id,
                        .delimiter = layout.delimiter,
                        .year = recognised.year,
                        .release = std::string(name(layout.release)),
                        .revision = revision,
                        .header = file.header,
                        .measures = {},
                        .measure_columns = {},
                        .attributes = {},
                        .attribute_columns = {},
                        .pupil_key = {}};
  for (const auto& [column, measure] : binding.measures) {
    batch.measures.push_back(measure->measure);
    batch.measure_columns.push_back(static_cast<std::uint32_t>(column) + 1);
  }
  for (const auto& [column, attribute] : binding.attributes) {
    batch.attributes.push_back(attribute->attribute);
    batch.attribute_columns.push_back(static_cast<std::uint32_t>(column) + 1);
  }
  if (binding.record_type) {
    batch.attributes.emplace_back("kind");
    batch.attribute_columns.push_back(static_cast<std::uint32_t>(*binding.record_type) + 1);
  }
  return batch;
}

// What the lists of schools say that are loaded. A list of schools is itself read without any.
class LoadedSchools final : public ingest::SchoolDirectory {
 public:
  static Result<LoadedSchools> read(store::Reader& reader, const settings::SourceLayout& layout) {
    LoadedSchools schools;
    if (layout.dataset == store::kSchoolDataset) return schools;
    TERMWISE_TRY(schools.places_, store::school_places(reader));
    return schools;
  }
  bool empty() const override { return places_.empty(); }
  bool knows(Urn urn) const override { return places_.count(urn.value) > 0; }
  std::optional<LaCode> la_of(Urn urn) const override {
    const auto place = places_.find(urn.value);
    return place == places_.end() ? std::nullopt : place->second;
  }

 private:
  std::unordered_map<std::int64_t, std::optional<LaCode>> places_;
};

// Counts what both a real and a dry run report.
class CountingSink : public ingest::RecordSink {
 public:
  explicit CountingSink(IngestReport& report) : report_(report) {}
  Result<void> record(const school::Record& record) override {
    if (record.subject == school::SubjectKind::school && record.la_code) report_.las.insert(record.la_code->text());
    return {};
  }
  Result<void> pupil(const school::PupilRecord& record) override {
    if (record.la_code && record.la_code != last_la_) {
      report_.las.insert(record.la_code->text());
      last_la_ = record.la_code;
    }
    return {};
  }
  Result<void> issue(const school::QualityIssue& issue) override {
    ++report_.issues[issue.severity];
    if (issue.severity == school::Severity::error && report_.first_error.empty())
      report_.first_error = issue.column_name.empty() ? issue.advice
                                                      : fmt::format("{} says {}: {}", issue.column_name,
                                                                    quote(issue.raw_value), issue.advice);
    return {};
  }
  Result<void> bytes(std::span<const std::byte>) override { return {}; }

 private:
  IngestReport& report_;
  std::optional<LaCode> last_la_;  // of the pupil before: they come school by school
};

class BatchSink final : public CountingSink {
 public:
  BatchSink(IngestReport& report, store::BatchWriter& writer, const StopFlag* stop)
      : CountingSink(report), writer_(writer), stop_(stop) {}
  Result<void> record(const school::Record& record) override {
    if (stopped()) return told_to_stop();
    TERMWISE_CHECK(CountingSink::record(record));
    return writer_.write(record);
  }
  Result<void> pupil(const school::PupilRecord& record) override {
    if (stopped()) return told_to_stop();
    TERMWISE_CHECK(CountingSink::pupil(record));
    return writer_.write(record);
  }
  Result<void> issue(const school::QualityIssue& issue) override {
    TERMWISE_CHECK(CountingSink::issue(issue));
    return writer_.issue(issue);
  }
  Result<void> bytes(std::span<const std::byte> bytes) override { return writer_.bytes(bytes); }

 private:
  bool stopped() const { return stop_ != nullptr && stop_->raised(); }
  static Error told_to_stop() {
    return {ExitCode::try_again, "Termwise was told to stop while it loaded this file; nothing of it was kept."};
  }

  store::BatchWriter& writer_;
  const StopFlag* stop_;
};

struct Recognised {
  ingest::ScannedFile file;
  ingest::Recognition as;  // of no layout where the file is loaded already
  IngestReport report;
};

// Whether these bytes are in the database; the report then says as what.
Result<bool> note_loaded(store::Reader& reader, IngestReport& report) {
  TERMWISE_TRY(const auto known, store::find_batch(reader, report.file));
  if (!known) return false;
  report.already_loaded = true;
  report.batch = known->id;
  report.layout = known->layout;
  report.year = known->year;
  report.pupil_level = known->pupil_level;
  report.sums = known->sums;
  return true;
}

// What a file is: seen before, or of which layout and year. Reads only.
Result<Recognised> recognise_file(store::Reader& reader, const settings::Settings& settings,
                                  const std::filesystem::path& path, const IngestChoice& choice) {
  Recognised recognised;
  TERMWISE_CHECK(refuse_calendar(path, settings.config_directory));
  TERMWISE_TRY(recognised.file, ingest::scan(path));
  IngestReport& report = recognised.report;
  report.path = path;
  report.file = recognised.file.sha256;
  report.bytes = recognised.file.bytes;
  TERMWISE_TRY(const bool loaded, note_loaded(reader, report));
  if (loaded) return recognised;
  TERMWISE_TRY(recognised.as, ingest::recognise(recognised.file, settings, choice.source, choice.year));
  report.layout = recognised.as.layout->id;
  report.layout_title = recognised.as.layout->title;
  report.recognised = recognised.as.why;
  report.year = recognised.as.year;
  report.pupil_level = recognised.as.layout->is_pupil_level();
  return recognised;
}

// The key for a file of pupils; none for others.
Result<std::optional<ingest::PupilKey>> key_for(const Recognised& recognised, const settings::Settings& settings) {
  if (!recognised.report.pupil_level) return std::optional<ingest::PupilKey>();
  if (settings.pupils.key_file.empty())
    return Error{
        ExitCode::configuration,
        "this is a file of pupils, and without a key their UPNs cannot become pseudonyms, so nothing of it was "
        "loaded. Make a key as the user who runs Termwise, with (umask 077; head -c 32 /dev/urandom > FILE), keep "
        "a copy of it in a safe place, and name it in termwise.toml: key_file = \"FILE\" under [pupils].",
        Location{recognised.report.path.string()}};
  TERMWISE_TRY(ingest::PupilKey key, ingest::PupilKey::read(settings.pupils.key_file));
  return std::optional(std::move(key));
}

}  // namespace

std::string sums_text(const school::Sums& sums) {
  return fmt::format("{} rows = {} accepted + {} repaired + {} rejected + {} aggregate", sums.rows, sums.accepted,
                     sums.repaired, sums.rejected, sums.aggregate);
}

std::string sums_sentence(const IngestReport& report) {
  return fmt::format("{}{}: {}.", report.layout, report.year ? " of " + report.year->label() : "",
                     sums_text(report.sums));
}

Result<IngestReport> ingest_file(store::Database& database, const settings::Settings& settings,
                                 const AcceptRevision& accept, const std::filesystem::path& path,
                                 const IngestChoice& choice, const IngestAttempt* attempt) {
  TERMWISE_TRY(Recognised recognised, recognise_file(database, settings, path, choice));
  IngestReport& report = recognised.report;
  if (report.already_loaded) return std::move(report);
  TERMWISE_TRY(auto key, key_for(recognised, settings));
  TERMWISE_TRY(const RevisionId revision, accept());
  TERMWISE_TRY(const LoadedSchools schools, LoadedSchools::read(database, *recognised.as.layout));
  TERMWISE_TRY(const StoredReferences references, StoredReferences::read(database, *recognised.as.layout));
  TERMWISE_TRY(store::NewBatch batch, describe_batch(recognised.file, recognised.as, revision));
  if (key) batch.pupil_key = key->fingerprint();
  auto writer = store::BatchWriter::begin(database, batch, settings.measures);
  if (!writer) {
    // Another program may have loaded the same bytes since this one looked.
    TERMWISE_TRY(const bool loaded, note_loaded(database, report));
    if (loaded) return std::move(report);
    return std::move(writer).error();
  }
  BatchSink sink(report, *writer, attempt == nullptr ? nullptr : attempt->stop);
  // The writer holds the lock under which batches are committed, so nothing that is read now can be superseded meanwhile.
  LoadedFigures figures(database, settings);
  const ingest::Known known{&schools, &figures, &references, key ? &*key : nullptr};
  TERMWISE_TRY(report.sums, ingest::read_records(recognised.file, recognised.as, settings, sink, known));
  std::optional<store::IngestEnd> end;
  if (attempt != nullptr) end = store::IngestEnd{attempt->claim, {sums_sentence(report), "", {}}};
  TERMWISE_TRY(report.batch, writer->commit(report.sums, end ? &*end : nullptr));
  return std::move(report);
}

Result<IngestReport> preview_file(store::Reader& reader, const settings::Settings& settings,
                                  const std::filesystem::path& path, const IngestChoice& choice) {
  TERMWISE_TRY(Recognised recognised, recognise_file(reader, settings, path, choice));
  if (recognised.report.already_loaded) return std::move(recognised.report);
  TERMWISE_TRY(auto key, key_for(recognised, settings));
  TERMWISE_TRY(const LoadedSchools schools, LoadedSchools::read(reader, *recognised.as.layout));
  TERMWISE_TRY(const StoredReferences references, StoredReferences::read(reader, *recognised.as.layout));
  CountingSink sink(recognised.report);
  LoadedFigures figures(reader, settings);
  const ingest::Known known{&schools, &figures, &references, key ? &*key : nullptr};
  TERMWISE_TRY(recognised.report.sums, ingest::read_records(recognised.file, recognised.as, settings, sink, known));
  return std::move(recognised.report);
}

}  // namespace termwise::jobs
