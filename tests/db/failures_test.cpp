// Failures that their owner is to be told of, each once, and what a beat says of the mail.
#include <thread>

#include "digest_case.h"

namespace termwise::store::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class Failures : public DigestCase {
 protected:
  // "floor-check", "odd.csv", "a@kent.example".
  std::vector<std::string> untold() {
    std::vector<std::string> names;
    for (const auto& failure : must(untold_failures(*database_)))
      names.push_back(failure.message ? failure.period : failure.file.empty() ? failure.job : failure.file);
    return names;
  }
  Beat now() { return must(beat(*database_, claimant_.program)); }
};

TEST_F(Failures, areJobsThatFailedForGoodAndWereNotMadeGood) {
  failed("daily");
  failed("manual");
  failed("settled");
  as_superuser(url_, "UPDATE termwise.occurrence SET settled_at = now() WHERE schedule = 'settled'");
  failed_file();
  as_superuser(url_,
               "INSERT INTO termwise.occurrence (la_code, schedule, period_key, job, due_at, revision) VALUES "
               "('886', 'planned', 'x', 'floor-check', now(), 1)");
  const auto found = must(untold_failures(*database_));
  ASSERT_EQ(found.size(), 2u);
  const Failure& job = found[0];
  EXPECT_EQ(job.la, kent());
  EXPECT_EQ(job.job, "floor-check");
  EXPECT_EQ(job.period, "2026-11-23");
  EXPECT_EQ(job.state, "failed");
  EXPECT_EQ(job.sentence, "The plugin crashed.");
  EXPECT_EQ(job.attempts, 3);
  EXPECT_TRUE(job.occurrence.has_value());
  EXPECT_FALSE(job.message.has_value());
  const Failure& file = found[1];
  EXPECT_FALSE(file.la.has_value());
  EXPECT_EQ(file.job, "ingest");
  EXPECT_EQ(file.file, "odd.csv");
  move_clock("167 hours");
  EXPECT_THAT(untold(), ElementsAre("floor-check", "odd.csv"));
  move_clock("2 hours");
  EXPECT_THAT(untold(), IsEmpty()) << "a week has passed";
}

TEST_F(Failures, areDigestsThatMayNotHaveArrived) {
  ended("a", TryEnd::sent);
  const MessageId refused = ended("b", TryEnd::refused);
  ended("c", TryEnd::later);
  ended("d", TryEnd::unknown);
  post("e");
  must(drop_message(*database_, ended("f", TryEnd::refused), "Dropped."));
  const auto found = must(untold_failures(*database_));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].message, refused);
  EXPECT_EQ(found[0].period, "b@kent.example");
  EXPECT_EQ(found[0].job, "Kent schools: 3 newly on the list");
  EXPECT_EQ(found[0].state, "refused");
  EXPECT_EQ(found[0].sentence, "So it ended.");
  EXPECT_EQ(found[0].attempts, 1);
  EXPECT_EQ(found[0].la, kent());
  EXPECT_EQ(found[1].state, "unknown");
  EXPECT_FALSE(found[1].occurrence.has_value());
}

TEST_F(Failures, areToldOnce) {
  failed("daily");
  ended("a", TryEnd::refused);
  const auto found = must(untold_failures(*database_));
  ASSERT_EQ(found.size(), 2u);
  for (const auto& failure : found) {
    const std::string name = failure.message ? "notice-message" : "notice";
    EXPECT_TRUE(must(add_notice(*database_, failure, letter(name))));
    EXPECT_FALSE(must(add_notice(*database_, failure, letter(name + "-2"))));
  }
  EXPECT_THAT(untold(), IsEmpty());
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.message WHERE kind = 'notice'"), "2");

  // A notice that does not arrive either is nobody's news, and a digest that is refused again is none.
  must(resend(*database_, MessageId{1}));
  while (const auto claimed = claim_next()) must(end_try(*database_, *claimed, TryEnd::refused, "550 No.", 0s));
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.message WHERE state = 'refused'"), "3");
  EXPECT_THAT(untold(), IsEmpty());
}

TEST_F(Failures, areToldByOneOfManyPrograms) {
  failed("daily");
  const Failure failure = must(untold_failures(*database_)).at(0);
  std::vector<char> stored(4);
  std::vector<std::thread> programs;
  for (std::size_t i = 0; i < stored.size(); ++i)
    programs.emplace_back([&, i, this] {
      Database own = must(Database::open(url_));
      stored[i] = must(add_notice(own, failure, letter("notice-1")));
    });
  for (auto& program : programs) program.join();
  EXPECT_EQ(std::count(stored.begin(), stored.end(), 1), 1);
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.message"), "1");
}

// ---- What a beat says of the mail ---------------------------------------------------------------------------------

class MailOfABeat : public Failures {
 protected:
  double until_next() { return static_cast<double>(now().until_next.count()) / 1000; }
};

TEST_F(MailOfABeat, isThatAMessageIsDueOrWillBe) {
  EXPECT_FALSE(now().mail);
  EXPECT_NEAR(until_next(), 86400, 1);
  post("a");
  EXPECT_TRUE(now().mail);
  const ClaimedMessage claimed = claim_one();
  EXPECT_FALSE(now().mail) << "its try stands";
  EXPECT_NEAR(until_next(), 90, 5) << "when the try lapses";
  must(end_try(*database_, claimed, TryEnd::later, "451", 60s));
  EXPECT_FALSE(now().mail);
  EXPECT_NEAR(until_next(), 60, 5);
  move_clock("61 seconds");
  EXPECT_TRUE(now().mail);
  must(end_try(*database_, claim_one(), TryEnd::sent, "Taken.", 0s));
  EXPECT_FALSE(now().mail);
  EXPECT_NEAR(until_next(), 86400, 1);
}

TEST_F(MailOfABeat, isThatATryHasLapsed) {
  post("a");
  claim_one();
  move_clock("91 seconds");
  EXPECT_TRUE(now().mail);
}

// One that somebody else is slow to take must not keep this program from the next one.
TEST_F(MailOfABeat, looksPastWhatIsDueAlready) {
  post("a");
  must(end_try(*database_, claim_one(), TryEnd::later, "451", 60s));
  post("b");
  EXPECT_TRUE(now().mail);
  EXPECT_NEAR(until_next(), 60, 5);
}

TEST_F(MailOfABeat, isThatAFailureWasNotTold) {
  failed("daily");
  EXPECT_TRUE(now().mail);
  must(add_notice(*database_, must(untold_failures(*database_)).at(0), letter("notice-1")));
  EXPECT_TRUE(now().mail) << "the notice is on its way";
  must(end_try(*database_, claim_one(), TryEnd::sent, "Taken.", 0s));
  EXPECT_FALSE(now().mail);
}

}  // namespace
}  // namespace termwise::store::test
