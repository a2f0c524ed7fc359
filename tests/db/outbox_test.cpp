// The outbox's invariants, each on a real PostgreSQL: one program at a time tries a message, an old token ends nothing,
// and what a relay may have had is never tried again by itself.
#include "store/outbox.h"

#include <set>
#include <thread>

#include "digest_case.h"

namespace termwise::store::test {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class Outbox : public DigestCase {};

TEST_F(Outbox, givesEachMessageToOneOfManyPrograms) {
  std::vector<Edition> editions;
  for (int i = 0; i < 40; ++i)
    editions.push_back(edition_for(must(recipient(*database_, kent(), "reader" + std::to_string(i) + "@kent.example")),
                                   std::to_string(i)));
  must(finish_digest(*database_, claimed_digest().claim, editions, {"Written.", "", {}}));
  std::vector<std::vector<std::int64_t>> taken(4);
  std::vector<std::thread> programs;
  for (auto& mine : taken)
    programs.emplace_back([&, this] {
      Database own = must(Database::open(url_));
      const ProgramId self = claimant_of(own, revision_).program;
      while (const auto claimed = must(claim_message(own, self, kLease, {}))) mine.push_back(claimed->id.value);
    });
  for (auto& program : programs) program.join();
  std::set<std::int64_t> all;
  std::size_t count = 0;
  for (const auto& mine : taken) {
    all.insert(mine.begin(), mine.end());
    count += mine.size();
  }
  EXPECT_EQ(count, 40u);
  EXPECT_EQ(all.size(), 40u);
}

TEST_F(Outbox, handsOutTheBytesThatWereStored) {
  const Recipient to = must(recipient(*database_, kent(), "Head@Kent.example"));
  Edition edition = edition_for(to, "digest-1");
  edition.message.address = "Head@Kent.example";
  edition.message.content = std::string("\0\\x00'\r\n.\r\n\xc3\xa9\xff", 14);
  edition.message.directory_only = true;
  must(finish_digest(*database_, claimed_digest().claim, {edition}, {"Written.", "", {}}));
  const ClaimedMessage claimed = claim_one();
  EXPECT_EQ(claimed.content, edition.message.content);
  EXPECT_EQ(claimed.address, "Head@Kent.example") << "as the LA's file spells it";
  EXPECT_EQ(claimed.sender, "termwise@kent.example");
  EXPECT_EQ(claimed.message_id, "digest-1");
  EXPECT_TRUE(claimed.directory_only);
  EXPECT_EQ(claimed.token, 1);
  EXPECT_EQ(claimed.tries, 1);
  EXPECT_EQ(must(message_content(*database_, claimed.id)), edition.message.content);
}

TEST_F(Outbox, claimsWhatIsDueLongestOfWhatTheFilterAdmits) {
  const MessageId first = post("a");
  const MessageId second = post("b");
  const OccurrenceId of_second{
      std::stoll(scalar("SELECT occurrence FROM termwise.message WHERE id = " + std::to_string(second.value)))};
  EXPECT_FALSE(claim_next({.of = OccurrenceId{999}}).has_value());
  EXPECT_FALSE(claim_next({.id = MessageId{999}}).has_value());
  EXPECT_EQ(claim_one({.of = of_second}).id, second);
  EXPECT_EQ(claim_one().id, first);
  EXPECT_FALSE(claim_next().has_value());
}

// ---- The token ----------------------------------------------------------------------------------------------------

TEST_F(Outbox, givesALapsedTryToAnotherAndEndsNothingUnderTheOldToken) {
  const MessageId id = post("a");
  const ClaimedMessage old = claim_one();
  EXPECT_FALSE(claim_next().has_value()) << "the try stands";
  move_clock("91 seconds");
  Database elsewhere = open();
  const Claimant other = claimant_of(elsewhere, revision_);
  const auto next = must(claim_message(elsewhere, other.program, kLease, {}));
  ASSERT_TRUE(next.has_value()) << "the relay was given nothing: it waits again, and is due at once";
  EXPECT_EQ(next->id, id);
  EXPECT_EQ(next->token, 2);
  EXPECT_EQ(next->tries, 2);
  EXPECT_EQ(next->message_id, old.message_id);

  EXPECT_EQ(begin_data(*database_, old).error().exit, ExitCode::try_again);
  for (const auto end : {TryEnd::sent, TryEnd::later, TryEnd::refused, TryEnd::unknown})
    EXPECT_EQ(end_try(*database_, old, end, "Late.", 60s).error().exit, ExitCode::try_again);
  EXPECT_EQ(scalar("SELECT data_begun::text FROM termwise.message"), "false");
  EXPECT_EQ(states(), "1:sending");
  EXPECT_EQ(tries_of(id), "1:lost 2:sending");
  EXPECT_THAT(scalar("SELECT sentence FROM termwise.delivery WHERE token = 1"),
              AllOf(HasSubstr("termwised on here (process 1)"), HasSubstr("gave no sign of life")));

  must(begin_data(elsewhere, *next));
  must(end_try(elsewhere, *next, TryEnd::sent, "Taken.", 0s));
  EXPECT_EQ(tries_of(id), "1:lost 2:sent");
  EXPECT_EQ(end_try(elsewhere, *next, TryEnd::sent, "Twice.", 0s).error().exit, ExitCode::try_again);
}

TEST_F(Outbox, neverTriesAgainWhatTheRelayMayHave) {
  const MessageId id = post("a");
  const ClaimedMessage claimed = claim_one();
  must(begin_data(*database_, claimed));
  move_clock("91 seconds");
  EXPECT_FALSE(claim_next().has_value());
  EXPECT_EQ(states(), "1:unknown");
  EXPECT_EQ(tries_of(id), "1:lost");
  const auto listed = must(list_messages(*database_, std::nullopt, true, 10));
  ASSERT_EQ(listed.size(), 1u) << "it wants somebody's decision";
  EXPECT_THAT(listed[0].sentence, HasSubstr("it may have been delivered"));
  EXPECT_TRUE(listed[0].ended.has_value());
  EXPECT_EQ(end_try(*database_, claimed, TryEnd::sent, "Late.", 0s).error().exit, ExitCode::try_again);
  move_clock("30 days");
  EXPECT_FALSE(claim_next().has_value());
}

// The row is the authority: until somebody has taken a lapsed try back, it is the one who has it that ends it.
TEST_F(Outbox, letsALateTryEndThatNobodyHasTakenBack) {
  const MessageId id = post("a");
  const ClaimedMessage claimed = claim_one();
  move_clock("1 hour");
  must(begin_data(*database_, claimed));
  must(end_try(*database_, claimed, TryEnd::sent, "Taken.", 0s));
  EXPECT_FALSE(claim_next().has_value());
  EXPECT_EQ(tries_of(id), "1:sent");
}

TEST_F(Outbox, takesNothingBackThatIsJustBeingEnded) {
  const MessageId id = post("a");
  claim_one();
  move_clock("91 seconds");
  pqxx::connection ending(url_);
  pqxx::work transaction(ending);
  transaction.exec("SELECT FROM termwise.message FOR UPDATE");
  EXPECT_FALSE(claim_next().has_value());
  EXPECT_EQ(tries_of(id), "1:sending");
  transaction.abort();
  EXPECT_EQ(claim_one().token, 2);
}

// What an earlier try began says nothing of the present one.
TEST_F(Outbox, beginsDataAnewWithEachTry) {
  const MessageId id = post("a");
  const ClaimedMessage first = claim_one();
  must(begin_data(*database_, first));
  must(end_try(*database_, first, TryEnd::later, "451 Try again later.", 60s));
  move_clock("61 seconds");
  claim_one();
  move_clock("91 seconds");
  EXPECT_EQ(claim_one().token, 3) << "the second try had not begun to give it";
  EXPECT_EQ(tries_of(id), "1:later 2:lost 3:sending");
}

// ---- Ends ---------------------------------------------------------------------------------------------------------

TEST_F(Outbox, waitsBeforeItTriesAgain) {
  const MessageId id = post("a");
  must(end_try(*database_, claim_one(), TryEnd::later, "451 Greylisted.", 60s));
  EXPECT_EQ(states(), "1:waiting");
  EXPECT_FALSE(claim_next().has_value());
  move_clock("50 seconds");
  EXPECT_FALSE(claim_next().has_value());
  const auto listed = must(list_messages(*database_, std::nullopt, true, 10));
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0].sentence, "451 Greylisted.");
  EXPECT_GT(listed[0].due.value(), listed[0].created + 59s);
  move_clock("1 hour");
  const ClaimedMessage again = claim_one();
  EXPECT_EQ(again.tries, 2);
  EXPECT_GE(again.waited, 1h);
  EXPECT_LT(again.waited, 1h + 2min);
  EXPECT_EQ(tries_of(id), "1:later 2:sending");
}

TEST_F(Outbox, triesNothingAgainThatHasEnded) {
  ended("a", TryEnd::sent);
  ended("b", TryEnd::refused);
  ended("c", TryEnd::unknown);
  EXPECT_EQ(states(), "1:sent 2:refused 3:unknown");
  EXPECT_EQ(scalar("SELECT string_agg(outcome, ' ' ORDER BY message) FROM termwise.delivery"), "sent refused unknown");
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.message WHERE ended_at IS NOT NULL AND sentence = 'So it ended.'"),
            "3");
  move_clock("30 days");
  EXPECT_FALSE(claim_next().has_value());
}

TEST_F(Outbox, sendsAgainWhateverWasNotOnItsWay) {
  const std::vector<MessageId> ids{ended("a", TryEnd::unknown), ended("b", TryEnd::refused), ended("c", TryEnd::sent),
                                   ended("d", TryEnd::later), post("e")};
  must(drop_message(*database_, ids[4], "Not wanted."));
  move_clock("100 hours");
  for (const auto id : ids) {
    must(resend(*database_, id));
    const ClaimedMessage again = claim_one({.id = id});
    EXPECT_LT(again.waited, 1min) << "its time begins anew";
    EXPECT_EQ(resend(*database_, id).error().message,
              "Message " + std::to_string(id.value) + " cannot be sent again, because it is being sent just now.");
    EXPECT_EQ(resend(*database_, id).error().exit, ExitCode::data);
  }
  EXPECT_FALSE(claim_next().has_value());
  EXPECT_EQ(scalar("SELECT string_agg(message_id, ' ' ORDER BY id) FROM termwise.message"), "a b c d e");
  const Error none = resend(*database_, MessageId{999}).error();
  EXPECT_EQ(none.exit, ExitCode::data);
  EXPECT_EQ(none.message, "There is no message 999.");
}

TEST_F(Outbox, dropsWhatWasNotSent) {
  const MessageId waiting = post("a");
  const MessageId refused = ended("b", TryEnd::refused);
  const MessageId unknown = ended("c", TryEnd::unknown);
  const MessageId sent = ended("d", TryEnd::sent);
  for (const auto id : {waiting, refused, unknown}) must(drop_message(*database_, id, "Dropped by root."));
  const MessageId sending = post("e");
  claim_one({.id = sending});
  const auto refusal = [&](MessageId id) {
    const Error error = drop_message(*database_, id, "No.").error();
    EXPECT_EQ(error.exit, ExitCode::data);
    return error.message;
  };
  EXPECT_EQ(refusal(sent), "Message 4 cannot be dropped, because it is sent.");
  EXPECT_EQ(refusal(sending), "Message 5 cannot be dropped, because it is being sent just now.");
  EXPECT_EQ(refusal(waiting), "Message 1 cannot be dropped, because it is dropped.");
  EXPECT_EQ(refusal(MessageId{999}), "There is no message 999.");
  EXPECT_EQ(states(), "1:dropped 2:dropped 3:dropped 4:sent 5:sending");
  EXPECT_FALSE(claim_next().has_value());
}

TEST_F(Outbox, listsTheNewestFirst) {
  post("a", surrey());
  ended("b", TryEnd::sent);
  const MessageId refused = ended("c", TryEnd::refused);
  const auto ids = [&](const std::optional<LaCode>& la, bool open, std::size_t most) {
    std::vector<std::int64_t> found;
    for (const auto& listed : must(list_messages(*database_, la, open, most))) found.push_back(listed.id.value);
    return found;
  };
  EXPECT_THAT(ids(std::nullopt, false, 10), ElementsAre(3, 2, 1));
  EXPECT_THAT(ids(std::nullopt, true, 10), ElementsAre(3, 1));
  EXPECT_THAT(ids(kent(), false, 10), ElementsAre(3, 2));
  EXPECT_THAT(ids(std::nullopt, false, 2), ElementsAre(3, 2));
  const auto listed = must(list_messages(*database_, std::nullopt, false, 1))[0];
  EXPECT_EQ(listed.id, refused);
  EXPECT_EQ(listed.kind, "digest");
  EXPECT_EQ(listed.la, "886");
  EXPECT_EQ(listed.address, "c@kent.example");
  EXPECT_EQ(listed.role, "head");
  EXPECT_EQ(listed.subject, "Kent schools: 3 newly on the list");
  EXPECT_EQ(listed.message_id, "c");
  EXPECT_EQ(listed.state, "refused");
  EXPECT_EQ(listed.tries, 1);
  EXPECT_FALSE(listed.due.has_value());
  EXPECT_TRUE(listed.occurrence.has_value());
  EXPECT_EQ(message_content(*database_, MessageId{999}).error().exit, ExitCode::data);
}

// ---- What the schema itself refuses -------------------------------------------------------------------------------

TEST_F(Outbox, keepsAMessageAsItWasWrittenWhoeverAsks) {
  ended("a", TryEnd::sent);
  for (const char* change :
       {"content = 'other'", "address = 'x@kent.example'", "sender = 'x@kent.example'", "message_id = 'x'",
        "kind = 'notice', recipient = NULL", "recipient = NULL", "occurrence = NULL", "subject = 'x'",
        "la_code = '936'", "directory_only = true", "token = 0", "state = 'refused'", "state = 'unknown'",
        "state = 'sending', ended_at = NULL, holder = 1, lease_until = now()", "ended_at = NULL", "state = 'waiting'",
        "ended_at = now()", "state = 'dropped'", "created_at = now()"})
    EXPECT_THROW(as_superuser(url_, std::string("UPDATE termwise.message SET ") + change), pqxx::sql_error) << change;
  post("b");
  for (const char* change :
       {"state = 'sending'", "state = 'sending', holder = 1", "holder = 1", "lease_until = now()", "state = 'sent'",
        "ended_at = now()", "state = 'refused', ended_at = now(), sentence = ''", "state = 'gone'", "tries = -1"})
    EXPECT_THROW(as_superuser(url_, std::string("UPDATE termwise.message SET ") + change + " WHERE message_id = 'b'"),
                 pqxx::sql_error)
        << change;
  EXPECT_THROW(as_superuser(url_, "UPDATE termwise.delivery SET outcome = 'sending'"), pqxx::sql_error);
  EXPECT_THROW(as_superuser(url_, "UPDATE termwise.delivery SET finished_at = NULL"), pqxx::sql_error);
}

TEST_F(Outbox, takesNoMessageThatBelongsToNothing) {
  post("a");
  const std::string columns =
      "INSERT INTO termwise.message (kind, recipient, occurrence, about_message, sender, address, role, subject, "
      "message_id, content, directory_only) VALUES ";
  const std::string rest = ", 's@x', 'a@x', '', '', 'new', 'x', false)";
  for (const std::string start : {"('digest', NULL, 1, NULL", "('digest', 1, NULL, NULL", "('notice', NULL, NULL, NULL",
                                  "('notice', NULL, 1, 1", "('digest', 1, 1, NULL", "('other', 1, 1, NULL"})
    EXPECT_THROW(as_superuser(url_, columns + start + rest), pqxx::sql_error) << start;
  EXPECT_THROW(as_superuser(url_, columns + "('notice', NULL, 1, NULL, 's@x', 'a@x', '', '', 'a', 'x', false)"),
               pqxx::unique_violation)
      << "a Message-ID is given once";
  EXPECT_NO_THROW(as_superuser(url_, columns + "('notice', NULL, 1, NULL" + rest));
}

}  // namespace
}  // namespace termwise::store::test
