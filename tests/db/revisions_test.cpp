#include <thread>

#include "fixture.h"

namespace termwise::store::test {
namespace {

class Revisions : public StoreTest {};

const std::vector<settings::SettingsFile> kFiles{{"las/886.toml", "name = \"Kent\"\n"}, {"measures.toml", ""}};

TEST_F(Revisions, areReadBackAsTheyWereAccepted) {
  Database database = open();
  const std::vector<PluginVersion> plugins{{"kent", sha256("k")}, {"national", sha256("n")}};
  const RevisionId id = must(accept_revision(database, kFiles, plugins));
  const Revision revision = must(read_revision(database, id));
  ASSERT_EQ(revision.files.size(), 2u);
  EXPECT_EQ(revision.files[0].path, "las/886.toml");
  EXPECT_EQ(revision.files[0].content, "name = \"Kent\"\n");
  EXPECT_EQ(revision.files[1].content, "");
  ASSERT_EQ(revision.plugins.size(), 2u);
  EXPECT_EQ(revision.plugins[1].name, "national");
  EXPECT_EQ(revision.plugins[1].sha256, sha256("n"));
  EXPECT_EQ(read_revision(database, RevisionId{id.value + 1}).error().exit, ExitCode::data);
}

TEST_F(Revisions, areTheSameForTheSameConfigurationOnly) {
  Database database = open();
  const std::vector<PluginVersion> plugins{{"kent", sha256("k")}};
  const RevisionId id = must(accept_revision(database, kFiles, plugins));
  EXPECT_EQ(must(accept_revision(database, kFiles, plugins)), id);
  EXPECT_NE(must(accept_revision(database, kFiles, {{"kent", sha256("other")}})), id);
  EXPECT_NE(must(accept_revision(database, kFiles, {})), id);
  // The same letters, cut elsewhere.
  EXPECT_NE(must(accept_revision(database, {{"ab", "c"}}, {})), must(accept_revision(database, {{"a", "bc"}}, {})));
}

TEST_F(Revisions, areAcceptedOnceByManyAtOnce) {
  std::vector<RevisionId> ids(4);
  std::vector<std::thread> programs;
  for (auto& id : ids)
    programs.emplace_back([&] {
      Database database = must(Database::open(url_));
      id = must(accept_revision(database, kFiles, {}));
    });
  for (auto& program : programs) program.join();
  EXPECT_THAT(ids, testing::Each(ids[0]));
}

TEST_F(Revisions, areNeverChangedByAnyone) {
  Database database = open();
  must(accept_revision(database, kFiles, {{"kent", sha256("k")}}));
  for (const std::string table : {"settings_revision", "settings_file", "settings_plugin"}) {
    EXPECT_THROW(as_superuser(url_, "DELETE FROM termwise." + table), pqxx::sql_error) << table;
    EXPECT_THROW(as_superuser(url_, "UPDATE termwise." + table + " SET sha256 = sha256"), pqxx::sql_error) << table;
  }
}

}  // namespace
}  // namespace termwise::store::test
