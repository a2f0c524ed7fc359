// The sealed copy of a plugin's file.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "plugin_runs.h"

namespace termwise::sandbox {
namespace {

using ::testing::HasSubstr;

class PluginFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/termwise-plugin-file-XXXXXX";
    ASSERT_NE(::mkdtemp(name), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path write(const std::string& content, mode_t mode = 0644) {
    const auto path = folder_ / "plugin.so";
    std::ofstream(path, std::ios::binary) << content;
    ::chmod(path.c_str(), mode);
    return path;
  }
  std::filesystem::path folder_;
};

TEST_F(PluginFiles, CopyIsHashedAndSealed) {
  const auto path = write("abc");
  const auto file = PluginFile::open(path);
  ASSERT_TRUE(file.ok()) << file.error().text();
  // FIPS 180-4's own example.
  EXPECT_EQ(file->sha256().hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(file->name(), path.string());
  EXPECT_EQ(::pwrite(file->fd(), "x", 1, 0), -1);
  EXPECT_EQ(::ftruncate(file->fd(), 0), -1);
  write("something else");
  EXPECT_EQ(file->bytes().value(), "abc");
  const auto again = PluginFile::from_bytes("archived", "abc");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->sha256(), file->sha256());
  EXPECT_EQ(again->bytes().value(), "abc");
}

TEST_F(PluginFiles, WhatOthersCouldHaveWrittenIsRefused) {
  for (const mode_t mode : {0664u, 0646u, 0666u}) {
    const auto file = PluginFile::open(write("abc", mode));
    ASSERT_FALSE(file.ok());
    EXPECT_EQ(file.error().exit, ExitCode::not_allowed);
    EXPECT_THAT(file.error().message, HasSubstr("chmod go-w"));
  }
}

TEST_F(PluginFiles, FilesOfStrangersAreRefused) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  const auto path = write("abc");
  ASSERT_EQ(::chown(path.c_str(), 4711, 4711), 0);
  const auto file = PluginFile::open(path);
  ASSERT_FALSE(file.ok());
  EXPECT_EQ(file.error().exit, ExitCode::not_allowed);
  EXPECT_THAT(file.error().message, HasSubstr("belongs to user 4711"));
}

TEST_F(PluginFiles, SizeIsLimited) {
  const auto path = write("");
  std::filesystem::resize_file(path, kMaximumPluginBytes + 1);
  const auto file = PluginFile::open(path);
  ASSERT_FALSE(file.ok());
  EXPECT_EQ(file.error().exit, ExitCode::data);
  std::filesystem::resize_file(path, kMaximumPluginBytes);
  EXPECT_TRUE(PluginFile::open(path).ok());
  EXPECT_FALSE(PluginFile::from_bytes("archived", std::string(kMaximumPluginBytes + 1, 'x')).ok());
}

TEST_F(PluginFiles, MissingFilesAndFoldersAreRefused) {
  EXPECT_EQ(PluginFile::open(folder_ / "absent.so").error().exit, ExitCode::no_input);
  EXPECT_EQ(PluginFile::open(folder_).error().exit, ExitCode::no_input);
}

}  // namespace
}  // namespace termwise::sandbox
