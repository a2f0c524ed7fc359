// One private PostgreSQL for the program, and a fresh migrated database for each test.
#pragma once

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pqxx/pqxx>

#include "base/result.h"
#include "school/finding.h"
#include "school/measure.h"
#include "school/record.h"
#include "store/batches.h"
#include "store/database.h"
#include "store/queue.h"
#include "store/revisions.h"
#include "store/runs.h"

namespace termwise::store::test {

// The URL of a database in the program's cluster.
std::string database_url(const std::string& name);

// A statement as the cluster's superuser.
pqxx::result as_superuser(const std::string& url, const std::string& statement);

template <typename T>
T must(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.error().text());
  return std::move(result).value();
}
inline void must(Result<void> result) {
  if (!result.ok()) throw std::runtime_error(result.error().text());
}

// A database without any table of Termwise's, dropped at the end.
class EmptyDatabase : public testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;
  // Of one number or text.
  std::string scalar(const std::string& statement) const;

  std::string template_name_ = "template1";
  std::string url_;
};

// A migrated one.
class StoreTest : public EmptyDatabase {
 protected:
  StoreTest() { template_name_ = "migrated"; }
  Database open() const { return must(Database::open(url_)); }
};

// ---- A small dataset ---------------------------------------------------------------------------------------------

std::vector<school::Measure> measures();  // KS2_COHORT (scale 0), KS2_PROG_R (scale 1), KS2_EXS_RWM (scale 0)
Sha256 file_hash(const std::string& content);
RevisionId some_revision(Database& database);
NewBatch batch_of(Database& database, const std::string& content, int summer = 2017);
school::Record school_record(std::uint32_t line, std::int64_t urn, std::vector<school::Value> values,
                             const std::string& la = "886", const std::string& name = "Oak Primary");
school::Value number(std::int64_t units, int scale = 0);
// Writes these records as one committed batch of the bytes `content`.
BatchId load(Database& database, const std::string& content, const std::vector<school::Record>& records,
             int summer = 2017);
void send(BatchWriter& writer, const std::string& content);

// What a run needs to exist: a plugin, a revision and a batch.
NewRun run_of(Database& database, BatchId batch, const std::string& la = "886", int summer = 2017);

// ---- Claims ------------------------------------------------------------------------------------------------------

// A program that claims under this revision.
Claimant claimant_of(Database& database, RevisionId revision, std::chrono::seconds lease = std::chrono::seconds(90));

// A run under a claim of its own, as one asked for by hand has it.
struct StartedRun {
  Claim claim;
  RunId id;
};
Result<StartedRun> begin_run(Database& database, const NewRun& run);
Result<void> end_run(Database& database, const StartedRun& run, const std::vector<NamedFinding>& findings,
                     const std::string& sentence = "Done.", const ResourceUse& use = {});
Result<void> end_badly(Database& database, const StartedRun& run, const std::string& ending,
                       const std::string& sentence, const std::string& standard_error = "");

}  // namespace termwise::store::test
