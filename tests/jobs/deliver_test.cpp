// One message tried once, against a real outbox and a real directory.
#include "jobs/deliver.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "digest_case.h"
#include "mail/drop_directory.h"

namespace termwise::jobs {
namespace {

using namespace std::chrono_literals;
using store::TryEnd;
using store::test::must;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

class Deliver : public store::test::DigestCase {
 protected:
  void SetUp() override {
    DigestCase::SetUp();
    std::string pattern = "/tmp/termwise-deliver-test-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    home_ = pattern;
    settings_.mail.directory = home_ / "mail";
  }
  void TearDown() override {
    std::filesystem::remove_all(home_);
    DigestCase::TearDown();
  }

  std::optional<Delivered> deliver(const store::MessageFilter& filter = {}) {
    return must(deliver_one(*database_, settings_, claimant_.program, filter, -1));
  }
  Delivered deliver_next() {
    auto delivered = deliver();
    if (!delivered) throw std::runtime_error("nothing to deliver: " + states());
    return *delivered;
  }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(settings_.mail.directory))
      names.push_back(entry.path().filename());
    return names;
  }
  std::string content(const std::string& file) const {
    std::ostringstream text;
    text << std::ifstream(settings_.mail.directory / file, std::ios::binary).rdbuf();
    return text.str();
  }

  std::filesystem::path home_;
  settings::Settings settings_;
};

TEST_F(Deliver, writesEachMessageAsAFile) {
  post("a@kent");
  post("b@kent");
  const Delivered first = deliver_next();
  EXPECT_EQ(first.end, TryEnd::sent);
  EXPECT_EQ(first.message.message_id, "a@kent") << "the oldest first";
  EXPECT_THAT(first.sentence, HasSubstr(settings_.mail.directory.string()));
  deliver_next();
  EXPECT_FALSE(deliver().has_value());
  EXPECT_THAT(files(), UnorderedElementsAre("a@kent.eml", "b@kent.eml"));
  EXPECT_EQ(content("a@kent.eml"), letter("a@kent").content);
  EXPECT_EQ(states(), "1:sent 2:sent");
}

// Killed after the file was there and before the outbox knew: the next one finds it, and it is there once.
TEST_F(Deliver, writesAMessageOnceAlthoughItsProgramWasKilled) {
  const MessageId id = post("a@kent");
  const auto claimed = claim_one();
  must(mail::drop(settings_.mail.directory, "a@kent.eml", claimed.content));
  const auto written = std::filesystem::last_write_time(settings_.mail.directory / "a@kent.eml");
  EXPECT_FALSE(deliver().has_value()) << "until its lease is over nobody knows";
  move_clock("91 seconds");
  EXPECT_EQ(deliver_next().end, TryEnd::sent);
  EXPECT_THAT(files(), UnorderedElementsAre("a@kent.eml"));
  EXPECT_EQ(std::filesystem::last_write_time(settings_.mail.directory / "a@kent.eml"), written);
  EXPECT_EQ(tries_of(id), "1:lost 2:sent");
}

TEST_F(Deliver, sharesTheWorkWithOtherPrograms) {
  std::vector<store::Edition> editions;
  for (int i = 0; i < 30; ++i) {
    const auto to = must(store::recipient(*database_, kent(), std::to_string(i) + "@kent.example"));
    editions.push_back(edition_for(to, std::to_string(i)));
  }
  must(store::finish_digest(*database_, claimed_digest().claim, editions, {"Written.", "", {}}));
  std::vector<std::size_t> counts(4);
  std::vector<std::thread> programs;
  for (auto& count : counts)
    programs.emplace_back([&, this] {
      store::Database own = must(store::Database::open(url_));
      const ProgramId self = store::test::claimant_of(own, revision_).program;
      while (must(deliver_one(own, settings_, self, {}, -1))) ++count;
    });
  for (auto& program : programs) program.join();
  EXPECT_EQ(counts[0] + counts[1] + counts[2] + counts[3], 30u);
  EXPECT_EQ(files().size(), 30u);
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.delivery WHERE outcome = 'sent'"), "30");
}

TEST_F(Deliver, triesAgainLaterAndLaterWhereTheDirectoryCannotBeWritten) {
  settings_.mail.directory = home_ / "missing" / "mail";
  const MessageId id = post("a@kent");
  const Delivered delivered = deliver_next();
  EXPECT_EQ(delivered.end, TryEnd::later);
  EXPECT_THAT(delivered.sentence, HasSubstr("cannot be made or opened"));
  EXPECT_EQ(states(), "1:waiting");
  EXPECT_FALSE(deliver().has_value());
  move_clock("61 seconds");
  EXPECT_EQ(deliver_next().end, TryEnd::later);
  move_clock("61 seconds");
  EXPECT_FALSE(deliver().has_value()) << "the pause is twice as long";
  move_clock("61 seconds");
  std::filesystem::create_directory(home_ / "missing");
  EXPECT_EQ(deliver_next().end, TryEnd::sent);
  EXPECT_EQ(tries_of(id), "1:later 2:later 3:sent");
  EXPECT_EQ(content("a@kent.eml"), letter("a@kent").content);
}

TEST_F(Deliver, givesUpInTheEnd) {
  settings_.mail.directory = home_ / "missing" / "mail";
  settings_.mail.give_up = 5h;
  const MessageId id = post("a@kent");
  EXPECT_EQ(deliver_next().end, TryEnd::later);
  move_clock("299 minutes");
  EXPECT_EQ(deliver_next().end, TryEnd::later);
  move_clock("1 hour");
  const Delivered last = deliver_next();
  EXPECT_EQ(last.end, TryEnd::refused);
  EXPECT_THAT(last.sentence, HasSubstr("tried for 5 hours"));
  EXPECT_THAT(last.sentence, HasSubstr("cannot be made or opened")) << "the cause stays";
  EXPECT_EQ(states(), "1:refused");
  EXPECT_EQ(must(store::untold_failures(*database_)).size(), 1u);
  // Whoever asks for it again gives it as much time again.
  must(store::resend(*database_, id));
  EXPECT_EQ(deliver_next().end, TryEnd::later);
}

TEST_F(Deliver, handsToTheRelayOnlyWhatMayLeaveTheDirectory) {
  settings_.mail.relay.emplace();
  settings_.mail.relay->host = "127.0.0.1";
  settings_.mail.relay->port = 1;  // nobody listens there
  settings_.mail.relay->timeout = 5s;
  const MessageId relayed = post("a@kent");
  const auto to = must(store::recipient(*database_, surrey(), "b@la-936.invalid"));
  store::Edition edition = edition_for(to, "b@la-936");
  edition.message.directory_only = true;
  must(store::finish_digest(*database_, claimed_digest().claim, {edition}, {"Written.", "", {}}));
  EXPECT_EQ(deliver_next().end, TryEnd::later);
  EXPECT_EQ(deliver_next().end, TryEnd::sent);
  EXPECT_EQ(states(), "1:waiting 2:sent");
  EXPECT_THAT(files(), UnorderedElementsAre("b@la-936.eml"));
  EXPECT_EQ(tries_of(relayed), "1:later");
  EXPECT_EQ(scalar("SELECT data_begun::text FROM termwise.message WHERE id = 1"), "false");
}

// A command that tries what it has made once does not stay until the second time has come.
TEST_F(Deliver, leavesWhatWasTriedBeforeToOthersIfAsked) {
  settings_.mail.directory = home_ / "missing" / "mail";
  post("a@kent");
  EXPECT_TRUE(deliver({.untried = true}).has_value());
  move_clock("1 hour");
  EXPECT_FALSE(deliver({.untried = true}).has_value());
  EXPECT_TRUE(deliver().has_value());
}

}  // namespace
}  // namespace termwise::jobs
