#include "jobs/inbox.h"

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termwise::jobs {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// Time is a parameter: nothing here waits.
class Inbox : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = "/tmp/termwise-inbox-test-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    auto opened = InboxWatch::open({directory_, 10s}, "here");
    ASSERT_TRUE(opened.ok());
    watch_.emplace(std::move(opened).value());
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  void write(const std::string& file, const std::string& text, std::ios::openmode mode = std::ios::trunc) const {
    std::filesystem::create_directories((directory_ / file).parent_path());
    std::ofstream(directory_ / file, mode) << text;
  }

  std::vector<std::string> whole_after(std::chrono::seconds passed) {
    now_ += passed;
    std::vector<std::string> files;
    const auto found = watch_->look(now_);
    for (const auto& file : found.whole) files.push_back((file.la ? file.la->text() + ":" : "") + file.file);
    return files;
  }

  std::filesystem::path directory_;
  std::optional<InboxWatch> watch_;
  std::chrono::steady_clock::time_point now_;
};

TEST_F(Inbox, LeavesAFileAloneUntilItHasStoppedGrowing) {
  write("a.csv", "URN\n");
  EXPECT_THAT(whole_after(0s), IsEmpty());
  EXPECT_THAT(whole_after(9s), IsEmpty());
  write("a.csv", "900001\n", std::ios::app);
  EXPECT_THAT(whole_after(2s), IsEmpty()) << "it grew, so that the wait begins anew";
  EXPECT_THAT(whole_after(9s), IsEmpty());
  EXPECT_THAT(whole_after(1s), ElementsAre("a.csv"));
}

TEST_F(Inbox, SaysWhenItShouldLookAgain) {
  EXPECT_FALSE(watch_->look(now_).look_again.has_value()) << "an empty inbox needs no look";
  write("a.csv", "URN\n");
  EXPECT_EQ(watch_->look(now_).look_again, 10'000ms);
  EXPECT_EQ(watch_->look(now_ + 4s).look_again, 6'000ms);
}

TEST_F(Inbox, IgnoresUnfinishedNamesAndOtherThings) {
  for (const char* name : {".hidden.csv", "a.csv.part", "b.tmp", "c.csv~", "d.filepart", "e.crdownload"})
    write(name, "x");
  write("folder/f.csv", "x");
  std::filesystem::create_symlink("/etc/passwd", directory_ / "link.csv");
  whole_after(0s);
  EXPECT_THAT(whole_after(60s), IsEmpty());
}

TEST_F(Inbox, TakesTheFolderOfAnLaAsItsOwn) {
  write("886/a.csv", "x");
  write("b.csv", "x");
  write("199/c.csv", "no LA has this code");
  whole_after(0s);
  EXPECT_THAT(whole_after(10s), UnorderedElementsAre("886:886/a.csv", "b.csv"));
}

TEST_F(Inbox, NamesTheSameFileTheSameUntilItIsTouched) {
  write("a.csv", "x");
  const auto identity = [&] {
    whole_after(0s);
    now_ += 10s;
    const auto found = watch_->look(now_);
    EXPECT_EQ(identity_of(directory_, "a.csv"), found.whole.at(0).identity);
    return found.whole.at(0).identity;
  };
  const std::string first = identity();
  EXPECT_EQ(identity(), first);
  std::filesystem::rename(directory_ / "a.csv", directory_ / "accepted" / "a.csv");
  std::filesystem::rename(directory_ / "accepted" / "a.csv", directory_ / "a.csv");
  EXPECT_NE(identity(), first) << "one that was moved away and back came a second time";
}

TEST_F(Inbox, CannotBeWhereNoDirectoryCanBe) {
  write("file", "x");
  const auto opened = InboxWatch::open({directory_ / "file", 10s}, "here");
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().exit, ExitCode::cannot_create);
}

TEST_F(Inbox, StandsRefusedUntilTheFileIsRemoved) {
  write("refused/a.csv", "x");
  EXPECT_TRUE(still_refused(directory_, "a.csv"));
  EXPECT_TRUE(still_refused(directory_, "886/a.csv"));
  std::filesystem::remove(directory_ / "refused" / "a.csv");
  EXPECT_FALSE(still_refused(directory_, "a.csv"));
  write("refused/a.csv.report.txt", "its report");
  write("refused/a.csv.2", "refused once more");
  EXPECT_TRUE(still_refused(directory_, "a.csv")) << "a copy that was refused later is still to be dealt with";
}

}  // namespace
}  // namespace termwise::jobs
