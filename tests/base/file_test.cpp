#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "base/file.h"

namespace termwise {
namespace {

class FileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "termwise-file-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::filesystem::path directory_;
};

TEST_F(FileTest, SaysWhyAPathIsNoFile) {
  const auto missing = open_regular_file(directory_ / "none.csv");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().exit, ExitCode::no_input);
  EXPECT_NE(missing.error().text().find("none.csv:1:1: there is no such file"), std::string::npos);
  const auto folder = open_regular_file(directory_);
  ASSERT_FALSE(folder);
  EXPECT_NE(folder.error().message.find("directory"), std::string::npos);
}

TEST_F(FileTest, DoesNotWaitForAPipe) {
  ASSERT_EQ(::mkfifo((directory_ / "pipe").c_str(), 0600), 0);
  const auto pipe = open_regular_file(directory_ / "pipe");
  ASSERT_FALSE(pipe);
  EXPECT_EQ(pipe.error().exit, ExitCode::no_input);
}

TEST_F(FileTest, KeepsToItsLimit) {
  std::ofstream(directory_ / "ten") << "0123456789";
  EXPECT_EQ(read_file(directory_ / "ten", 10).value(), "0123456789");
  const auto over = read_file(directory_ / "ten", 9);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().exit, ExitCode::data);
}

}  // namespace
}  // namespace termwise
