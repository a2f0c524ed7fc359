// termwise.toml: one changed place, "@@" marks where the error must be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace termwise::settings {
namespace {

using test::all_texts;
using test::TemporaryDirectory;

using Case = test::MainCase;

class MainFile : public testing::TestWithParam<Case> {};

TEST_P(MainFile, IsReportedWhereItStands) { test::expect_reported_in_main_file(test::good_main_file(), GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Cases, MainFile,
    testing::Values(Case{"UnknownTable", "[limits]", "[@@limit]",
                         "'limit' is not a key of the main file. Did you mean 'limits'?"},
                    Case{"UnknownKey", "state = ", "@@stat = ", "Did you mean 'state'?"},
                    Case{"WrongTypeOfTable", "", "paths = @@\".\"", "'paths' must be a table, and this is text"},
                    Case{"EmptyPath", "\"state\"", "@@\"\"", "'state' is empty"},
                    Case{"ConfigIsNoText", "\".\"", "@@7", "'config' must be text"},
                    Case{"NoSuchDirectory", "\".\"", "@@\"elsewhere\"", "does not exist or is not a directory"},
                    Case{"ConfigIsAFile", "\".\"", "@@\"measures.toml\"", "does not exist or is not a directory"},
                    Case{"DeadlineTooShort", "= 90", "= @@0", "must be from 1 to 3600"},
                    Case{"DeadlineTooLong", "= 90", "= @@3601", "must be from 1 to 3600"},
                    Case{"MemoryTooSmall", "= 512", "= @@63", "must be from 64 to 16384"},
                    Case{"MemoryTooLarge", "= 512", "= @@16385", "must be from 64 to 16384"},
                    Case{"EmbeddedWithUrl", "url = ", "mode = @@\"embedded\"\nurl = ", "Remove one of the two lines"},
                    Case{"UrlModeWithoutUrl", "[database]\nurl = \"postgresql://termwise@db.example.invalid/termwise\"",
                         "@@[database]\nmode = \"url\"", "'url' is missing from [database]"},
                    Case{"UnknownMode", "url = ", "mode = @@\"urls\"\nurl = ", "Did you mean 'url'?"},
                    Case{"UnknownScheme", "\"postgresql://", "@@\"mysql://", "must begin with postgresql://"},
                    Case{"NoWorkers", "workers = 4", "workers = @@0", "'workers' is 0, and must be from 1 to 16"},
                    Case{"TooManyWorkers", "workers = 4", "workers = @@17", "must be from 1 to 16"},
                    Case{"LeaseTooShort", "lease_seconds = 30", "lease_seconds = @@1", "must be from 2 to 3600"},
                    Case{"LeaseTooLong", "lease_seconds = 30", "lease_seconds = @@3601", "must be from 2 to 3600"},
                    Case{"RetryTooShort", "retry_seconds = 15", "retry_seconds = @@0", "must be from 1 to 3600"},
                    Case{"RetryTooLong", "retry_seconds = 15", "retry_seconds = @@3601", "must be from 1 to 3600"},
                    Case{"SettleTooShort", "settle_seconds = 5", "settle_seconds = @@0", "must be from 1 to 3600"},
                    Case{"SettleTooLong", "settle_seconds = 5", "settle_seconds = @@3601", "must be from 1 to 3600"},
                    Case{"UnknownKeyOfTheDaemon", "workers = 4", "@@worker = 4",
                         "'worker' is not a key of [daemon]. Did you mean 'workers'?"},
                    Case{"UnknownKeyOfTheInbox", "settle_seconds = 5", "@@settle = 5", "is not a key of [inbox]"},
                    Case{"InboxWithoutADirectory", "[inbox]\ndirectory = \"in\"", "@@[inbox]",
                         "'directory' is missing from [inbox]"},
                    Case{"InboxWithAnEmptyDirectory", "\"in\"", "@@\"\"", "'directory' is empty"},
                    Case{"Syntax", "[limits]", "[limits@@", "this is not valid TOML"}),
    test::main_case_name);

TEST(MainFileLimits, TheEndsOfTheRangesAreAllowed) {
  TemporaryDirectory directory;
  directory.write(test::good_files());
  directory.write("low.toml", "[limits]\ndeadline_seconds = 1\nmemory_megabytes = 64\n");
  directory.write("high.toml", "[limits]\ndeadline_seconds = 3600\nmemory_megabytes = 16384\n");
  EXPECT_EQ(load(directory.path() / "low.toml").settings.value().limits.deadline, std::chrono::seconds(1));
  EXPECT_EQ(load(directory.path() / "low.toml").settings.value().limits.memory_megabytes, 64u);
  EXPECT_EQ(load(directory.path() / "high.toml").settings.value().limits.deadline, std::chrono::seconds(3600));
  EXPECT_EQ(load(directory.path() / "high.toml").settings.value().limits.memory_megabytes, 16384u);
}

TEST(MainFileDaemon, TheEndsOfTheRangesAreAllowed) {
  TemporaryDirectory directory;
  directory.write(test::good_files());
  directory.write("low.toml",
                  "[daemon]\nworkers = 1\nlease_seconds = 2\nretry_seconds = 1\n[inbox]\ndirectory = "
                  "\"/srv/in\"\nsettle_seconds = 1\n");
  directory.write("high.toml",
                  "[daemon]\nworkers = 16\nlease_seconds = 3600\nretry_seconds = 3600\n[inbox]\ndirectory = "
                  "\"../in\"\nsettle_seconds = 3600\n");
  const Settings low = load(directory.path() / "low.toml").settings.value();
  EXPECT_EQ(low.daemon.workers, 1);
  EXPECT_EQ(low.daemon.lease, std::chrono::seconds(2));
  EXPECT_EQ(low.daemon.retry, std::chrono::seconds(1));
  EXPECT_EQ(low.inbox.value().directory, "/srv/in");
  EXPECT_EQ(low.inbox.value().settle, std::chrono::seconds(1));
  const Settings high = load(directory.path() / "high.toml").settings.value();
  EXPECT_EQ(high.daemon.workers, 16);
  EXPECT_EQ(high.daemon.lease, std::chrono::seconds(3600));
  EXPECT_EQ(high.daemon.retry, std::chrono::seconds(3600));
  EXPECT_EQ(high.inbox.value().directory, directory.path().parent_path() / "in");
  EXPECT_EQ(high.inbox.value().settle, std::chrono::seconds(3600));
}

TEST(MainFileDatabase, AMessageNeverRepeatsTheUrl) {
  TemporaryDirectory directory;
  directory.write(test::good_files());
  directory.write("termwise.toml", "[database]\nmode = \"embedded\"\nurl = \"mysql://u:hunter2@h/d\"\n");
  const Loaded loaded = load(directory.path() / "termwise.toml");
  EXPECT_EQ(loaded.errors.size(), 2u);
  EXPECT_THAT(all_texts(loaded.errors), testing::Not(testing::HasSubstr("hunter2")));
}

TEST(MainFileDatabase, TheModeMayBeSpelledOut) {
  TemporaryDirectory directory;
  directory.write(test::good_files());
  directory.write("embedded.toml", "[database]\nmode = \"embedded\"\n");
  directory.write("url.toml", "[database]\nmode = \"url\"\nurl = \"postgres://h/d\"\n");
  EXPECT_TRUE(load(directory.path() / "embedded.toml").settings.value().database.embedded);
  const Settings settings = load(directory.path() / "url.toml").settings.value();
  EXPECT_FALSE(settings.database.embedded);
  EXPECT_EQ(settings.database.url, "postgres://h/d");
}

}  // namespace
}  // namespace termwise::settings
