#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mail/drop_directory.h"

namespace termwise::mail {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr auto kMessage = "Subject: Autumn\r\n\r\nThree schools are new on the list.\r\n";

class DropDirectoryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "termwise-drop-XXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
    directory_ = root_ / "mail";
  }
  void TearDown() override { fs::remove_all(root_); }

  static std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(directory_)) found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
  }
  void expect_error(const Result<void>& result, ExitCode exit, const std::string& words) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().exit, exit) << result.error().message;
    EXPECT_THAT(result.error().message, HasSubstr(words));
  }

  fs::path root_;
  fs::path directory_;
};

TEST_F(DropDirectoryTest, DeliversOnce) {
  for (int i = 0; i < 3; ++i) {
    const auto result = drop(directory_, "one.eml", kMessage);
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(names(), std::vector<std::string>{"one.eml"});
    EXPECT_EQ(content(directory_ / "one.eml"), kMessage);
  }
  struct stat status {};
  ASSERT_EQ(::stat(directory_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07027U, 0U);  // nothing for others, no writing for the group
  ASSERT_EQ(::stat((directory_ / "one.eml").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07137U, 0U);
}

TEST_F(DropDirectoryTest, LeavesADifferentMessageAsItIs) {
  ASSERT_TRUE(drop(directory_, "one.eml", kMessage));
  std::string same_length = kMessage;
  same_length.back() = '!';
  for (const std::string& other : {std::string("Subject: Spring\r\n\r\n"), std::string(), same_length}) {
    expect_error(drop(directory_, "one.eml", other), ExitCode::internal, "different message");
    EXPECT_EQ(content(directory_ / "one.eml"), kMessage);
    EXPECT_EQ(names(), std::vector<std::string>{"one.eml"});
  }
}

TEST_F(DropDirectoryTest, SaysWhyThereIsNoDirectory) {
  expect_error(drop(root_ / "none" / "mail", "one.eml", kMessage), ExitCode::cannot_create, "No such file");
  std::ofstream(directory_) << "a file";
  expect_error(drop(directory_, "one.eml", kMessage), ExitCode::cannot_create, "Not a directory");
}

TEST_F(DropDirectoryTest, SaysThatTheDirectoryIsSomebodyElses) {
  if (::geteuid() != 0) {
    expect_error(drop("/usr", "one.eml", kMessage), ExitCode::not_allowed, "belongs to user 0");
    return;
  }
  ASSERT_EQ(::mkdir(directory_.c_str(), 0750), 0);
  ASSERT_EQ(::chown(directory_.c_str(), 65534, 65534), 0);
  expect_error(drop(directory_, "one.eml", kMessage), ExitCode::not_allowed, "belongs to user 65534");
  EXPECT_TRUE(names().empty());
}

TEST_F(DropDirectoryTest, SaysThatTheMessageCannotBeWritten) {
  ASSERT_EQ(::mkdir(directory_.c_str(), 0750), 0);
  ASSERT_EQ(::mkdir((directory_ / ".one.eml.part").c_str(), 0750), 0);
  expect_error(drop(directory_, "one.eml", kMessage), ExitCode::io, "Is a directory");
  expect_error(drop(directory_, std::string(300, 'n'), kMessage), ExitCode::io, "File name too long");
}

// A file-size limit stands for a full disk.
TEST_F(DropDirectoryTest, AFullDiskLeavesNothing) {
  ASSERT_TRUE(drop(directory_, "one.eml", kMessage));
  const std::string large(1 << 20, 'x');
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{1 << 16, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto result = drop(directory_, "two.eml", large);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  expect_error(result, ExitCode::io, "File too large");
  EXPECT_EQ(names(), std::vector<std::string>{"one.eml"});
  EXPECT_TRUE(drop(directory_, "two.eml", large));
}

TEST_F(DropDirectoryTest, WritesOverWhatAKilledOneLeft) {
  ASSERT_EQ(::mkdir(directory_.c_str(), 0750), 0);
  std::ofstream(directory_ / ".one.eml.part") << "Subject: half of a message that was longer than this one" << kMessage;
  ASSERT_TRUE(drop(directory_, "one.eml", kMessage));
  EXPECT_EQ(names(), std::vector<std::string>{"one.eml"});
  EXPECT_EQ(content(directory_ / "one.eml"), kMessage);
}

TEST_F(DropDirectoryTest, DoesNotFollowALink) {
  ASSERT_EQ(::mkdir(directory_.c_str(), 0750), 0);
  std::ofstream(root_ / "precious") << "keep";
  fs::create_symlink(root_ / "precious", directory_ / ".one.eml.part");
  EXPECT_FALSE(drop(directory_, "one.eml", kMessage));
  EXPECT_EQ(content(root_ / "precious"), "keep");
}

TEST_F(DropDirectoryTest, NamesStayInTheDirectory) {
  for (const char* const name : {"", ".", "..", ".hidden", "a/b.eml", "/tmp/b.eml", "../b.eml"})
    expect_error(drop(directory_, name, kMessage), ExitCode::internal, "no name");
  EXPECT_FALSE(fs::exists(directory_));
}

// Whenever the process dies, what bears the message's name is the message.
TEST_F(DropDirectoryTest, AKillLeavesTheMessageWholeOrNotAtAll) {
  const std::string large(2 << 20, 'x');
  const auto start = std::chrono::steady_clock::now();
  ASSERT_TRUE(drop(directory_, "undisturbed.eml", large));
  const auto undisturbed = std::chrono::steady_clock::now() - start;
  fs::remove(directory_ / "undisturbed.eml");
  constexpr int kRounds = 30;
  for (int round = 0; round < kRounds; ++round) {
    const std::string name = std::to_string(round) + ".eml";
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) ::_exit(drop(directory_, name, large) ? 0 : 1);
    std::this_thread::sleep_for(undisturbed * round * 3 / (2 * kRounds));
    ::kill(child, SIGKILL);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    if (fs::exists(directory_ / name)) {
      ASSERT_EQ(content(directory_ / name), large);
    }
    ASSERT_TRUE(drop(directory_, name, large));
    ASSERT_EQ(content(directory_ / name), large);
    ASSERT_EQ(names(), std::vector<std::string>{name});
    fs::remove(directory_ / name);
  }
}

TEST_F(DropDirectoryTest, ManyMayDeliverTheSameMessage) {
  const std::string large(1 << 20, 'x');
  std::vector<pid_t> children;
  for (int i = 0; i < 8; ++i) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      bool good = true;
      for (int round = 0; round < 20; ++round)
        good = good && drop(directory_, std::to_string(round) + ".eml", large).ok();
      ::_exit(good ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(names().size(), 20U);
  for (const auto& name : names()) EXPECT_EQ(content(directory_ / name), large);
}

}  // namespace
}  // namespace termwise::mail
