// Which files are read, from where, and how errors name them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace termwise::settings {
namespace {

namespace fs = std::filesystem;
using test::all_texts;
using test::TemporaryDirectory;
using testing::HasSubstr;
using testing::StartsWith;

// Runs a test from inside a directory, as a user would.
class WorkingDirectory {
 public:
  explicit WorkingDirectory(const fs::path& path) : before_(fs::current_path()) { fs::current_path(path); }
  ~WorkingDirectory() { fs::current_path(before_); }

 private:
  fs::path before_;
};

TEST(Directory, AMissingMainFileIsNamed) {
  TemporaryDirectory directory;
  const Loaded loaded = load(directory.path() / "none.toml");
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.errors[0].exit, ExitCode::configuration);
  EXPECT_EQ(loaded.errors[0].text(),
            (directory.path() / "none.toml").string() + ":1:1: there is no such file. Check the path.");
}

TEST(Directory, ErrorsNameFilesAsTheUserWouldTypeThem) {
  TemporaryDirectory directory;
  auto files = test::good_files();
  test::change(files["las/886.toml"], "\"886\"", "886");
  directory.write(files, "etc/config");
  directory.write("etc/termwise.toml", "[paths]\nconfig = \"./config\"\nstat = \"x\"\n");
  const WorkingDirectory inside(directory.path());
  const Loaded loaded = load("etc/termwise.toml");
  ASSERT_EQ(loaded.errors.size(), 2u) << all_texts(loaded.errors);
  EXPECT_EQ(to_string(*loaded.errors[0].where), "etc/config/las/886.toml:1:8");
  EXPECT_EQ(to_string(*loaded.errors[1].where), "etc/termwise.toml:3:1");
}

TEST(Directory, TheDefaultDirectoryIsThatOfTheMainFile) {
  TemporaryDirectory directory;
  auto files = test::good_files();
  test::change(files["las/886.toml"], "\"886\"", "886");
  directory.write(files);
  directory.write("termwise.toml", "");
  const WorkingDirectory inside(directory.path());
  const Loaded loaded = load("termwise.toml");
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(to_string(*loaded.errors[0].where), "las/886.toml:1:8");
}

TEST(Directory, TheOthersAreCheckedWhenTheMainFileIsBroken) {
  TemporaryDirectory directory;
  auto files = test::good_files();
  test::change(files["las/886.toml"], "\"886\"", "886");
  directory.write(files);
  directory.write("termwise.toml", "[paths\n");
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_EQ(loaded.errors.size(), 2u) << all_texts(loaded.errors);
  EXPECT_THAT(loaded.errors[0].message, HasSubstr("'code' must be text"));
  EXPECT_THAT(loaded.errors[1].message, HasSubstr("this is not valid TOML"));
}

TEST(Directory, ABrokenMainFileAloneIsOneError) {
  TemporaryDirectory directory;
  directory.write("termwise.toml", "[paths\n");
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_THAT(loaded.errors[0].message, HasSubstr("this is not valid TOML"));
}

TEST(Directory, AnEmptyDirectoryHoldsNoConfiguration) {
  TemporaryDirectory directory;
  directory.write("termwise.toml", "");
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_THAT(loaded.errors[0].message, StartsWith("this directory holds no configuration."));
  EXPECT_TRUE(fs::equivalent(loaded.errors[0].where->file, directory.path()));
}

TEST(Directory, AMissingMeasuresFileIsNamedAndTheOthersAreChecked) {
  TemporaryDirectory directory;
  auto files = test::good_files();
  files.erase("measures.toml");
  test::change(files["las/886.toml"], "\"886\"", "886");
  directory.write(files);
  directory.write("termwise.toml", "");
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_EQ(loaded.errors.size(), 2u) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.errors[1].where->file, (directory.path() / "measures.toml").string());
  EXPECT_THAT(loaded.errors[1].message, StartsWith("this file is missing."));
}

TEST(Directory, OtherNamesAreNotRead) {
  TemporaryDirectory directory;
  directory.write(test::good_files());
  directory.write("termwise.toml", "");
  for (const auto* name : {"las/README.md", "las/.#886.toml", "las/886.toml~", "las/.toml", "notes.toml"})
    directory.write(name, "not TOML at all");
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.settings->files.size(), test::good_files().size());
}

TEST(Directory, FoldersMayBeAbsent) {
  TemporaryDirectory directory;
  directory.write("measures.toml", test::good_files()["measures.toml"]);
  directory.write("termwise.toml", "");
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  EXPECT_TRUE(loaded.settings->layouts.empty());
}

TEST(Directory, WhatCannotBeReadIsReported) {
  TemporaryDirectory directory;
  directory.write("measures.toml", test::good_files()["measures.toml"]);
  directory.write("termwise.toml", "");
  directory.write("sources", "a file where a directory belongs");
  fs::create_directories(directory.path() / "las/886.toml");
  directory.write("standards/\xFF.toml", "");
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_EQ(loaded.errors.size(), 3u) << all_texts(loaded.errors);
  for (const auto& error : loaded.errors) EXPECT_EQ(error.exit, ExitCode::configuration);
  EXPECT_THAT(loaded.errors[0].message, HasSubstr("this is a directory"));
  EXPECT_THAT(loaded.errors[1].message, HasSubstr("this directory cannot be read"));
  EXPECT_THAT(loaded.errors[2].message, HasSubstr("'\\xFF.toml' in this directory is not UTF-8"));
}

}  // namespace
}  // namespace termwise::settings
