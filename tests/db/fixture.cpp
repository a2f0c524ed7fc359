#include "fixture.h"

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include "store/archive.h"
#include "store/cluster.h"
#include "store/programs.h"

namespace termwise::store::test {
namespace {

class Cluster : public testing::Environment {
 public:
  void SetUp() override {
    std::string pattern = "/tmp/termwise-store-test-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    state_ = pattern;
    cluster_.emplace(must(EmbeddedCluster::acquire(state_)));
    as_superuser(url("postgres"), "CREATE DATABASE migrated");
    must(migrate(url("migrated")));
  }
  void TearDown() override {
    cluster_.reset();
    std::ifstream pointer(state_ / "postgresql.path");
    std::string elsewhere;
    if (std::getline(pointer, elsewhere)) std::filesystem::remove_all(elsewhere);
    std::filesystem::remove_all(state_);
  }
  std::string url(const std::string& name) const {
    std::string text = cluster_->url();
    return text.replace(text.find("/termwise?"), 10, "/" + name + "?");
  }

 private:
  std::filesystem::path state_;
  std::optional<EmbeddedCluster> cluster_;
};

Cluster* const cluster = static_cast<Cluster*>(testing::AddGlobalTestEnvironment(new Cluster));

}  // namespace

std::string database_url(const std::string& name) { return cluster->url(name); }

pqxx::result as_superuser(const std::string& url, const std::string& statement) {
  pqxx::connection connection(url);
  pqxx::nontransaction direct(connection);
  return direct.exec(statement);
}

void EmptyDatabase::SetUp() {
  static std::atomic<int> count{0};
  const std::string name = "t_" + std::to_string(++count);
  as_superuser(database_url("postgres"), "CREATE DATABASE " + name + " TEMPLATE " + template_name_);
  url_ = database_url(name);
}

void EmptyDatabase::TearDown() {
  const std::string name = url_.substr(url_.find("@/") + 2, url_.find('?') - url_.find("@/") - 2);
  as_superuser(database_url("postgres"), "DROP DATABASE " + name + " WITH (FORCE)");
}

std::string EmptyDatabase::scalar(const std::string& statement) const {
  return as_superuser(url_, statement)[0][0].as<std::string>();
}

std::vector<school::Measure> measures() {
  return {{"KS2_COHORT", "ks2", school::Unit::pupils, 0, "Pupils", school::Direction::neutral, ""},
          {"KS2_PROG_R", "ks2", school::Unit::points, 1, "Reading progress", school::Direction::higher_is_better, ""},
          {"KS2_EXS_RWM", "ks2", school::Unit::percent, 0, "Expected standard", school::Direction::higher_is_better,
           "KS2_COHORT"}};
}

Sha256 file_hash(const std::string& content) { return sha256(content); }

RevisionId some_revision(Database& database) {
  return must(accept_revision(database, {{"measures.toml", "[ks2]\n"}}, {}));
}

NewBatch batch_of(Database& database, const std::string& content, int summer) {
  return NewBatch{sha256(content),
                  "ks2.csv",
                  content.size(),
                  "ks2",
                  "ks2-test",
                  ',',
                  *AcademicYear::from_summer(summer),
                  "",
                  some_revision(database),
                  {"URN", "TELIG", "READPROG", "PTRWM_EXP", "SCHNAME", "RECTYPE"},
                  {"KS2_COHORT", "KS2_PROG_R", "KS2_EXS_RWM"},
                  {2, 3, 4},
                  {"name", "kind"},
                  {5, 6}};
}

school::Value number(std::int64_t units, int scale) { return school::Value(Decimal(units, scale)); }

school::Record school_record(std::uint32_t line, std::int64_t urn, std::vector<school::Value> values,
                             const std::string& la, const std::string& name) {
  school::Record record;
  record.line = line;
  record.urn = Urn{urn};
  record.summer = 2017;
  record.la_code = LaCode::parse(la);
  record.values = std::move(values);
  record.attributes = {name, "mainstream"};
  return record;
}

void send(BatchWriter& writer, const std::string& content) {
  must(writer.bytes(std::as_bytes(std::span(content.data(), content.size()))));
}

BatchId load(Database& database, const std::string& content, const std::vector<school::Record>& records, int summer) {
  BatchWriter writer = must(BatchWriter::begin(database, batch_of(database, content, summer), measures()));
  send(writer, content);
  school::Sums sums;
  for (auto record : records) {
    record.summer = summer;
    must(writer.write(record));
    ++sums.rows;
    ++(record.subject == school::SubjectKind::school ? sums.accepted : sums.aggregate);
  }
  return must(writer.commit(sums));
}

NewRun run_of(Database& database, BatchId batch, const std::string& la, int summer) {
  const std::string binary = "a plugin";
  must(save_plugin(database, sha256(binary), "kent", binary, "manifest"));
  return NewRun{"floor-check",
                *LaCode::parse(la),
                *AcademicYear::from_summer(summer),
                std::chrono::year(2017) / 12 / 14,
                "kent",
                sha256(binary),
                some_revision(database),
                batch,
                sha256("snapshot"),
                {{"mode", "local"}, {"single_subject_significance", "true"}},
                {{"ks2-floor", "1"}}};
}

Claimant claimant_of(Database& database, RevisionId revision, std::chrono::seconds lease) {
  const ProgramId program = must(register_program(database, {.name = "termwised",
                                                             .host = "here",
                                                             .process_id = 1,
                                                             .version = "1",
                                                             .workers = 1,
                                                             .lease = lease,
                                                             .revision = revision}));
  return {program, revision, lease, ""};
}

Result<StartedRun> begin_run(Database& database, const NewRun& run) {
  const Claimant claimant = claimant_of(database, run.revision);
  TERMWISE_TRY(const Claimed claimed,
               request(database, claimant, {run.job, run.la, run.year, run.reference_date, std::chrono::minutes(1)}));
  TERMWISE_TRY(const RunId id, start_run(database, claimed.claim, run));
  return StartedRun{claimed.claim, id};
}

Result<void> end_run(Database& database, const StartedRun& run, const std::vector<NamedFinding>& findings,
                     const std::string& sentence, const ResourceUse& use) {
  return finish(database, run.claim, true, {{run.id, true, "completed", sentence, "", use, findings}},
                {sentence, "", use});
}

Result<void> end_badly(Database& database, const StartedRun& run, const std::string& ending,
                       const std::string& sentence, const std::string& standard_error) {
  return finish(database, run.claim, false, {{run.id, false, ending, sentence, standard_error, {}, {}}},
                {sentence, standard_error, {}});
}

}  // namespace termwise::store::test
