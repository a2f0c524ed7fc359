// How far recipients have been told: a digest's end is one transaction, and two digests that were made from the same
// edition exclude each other.
#include "store/digests.h"
#include "store/quality.h"

#include <set>
#include <thread>

#include "digest_case.h"

namespace termwise::store::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;

class Digests : public DigestCase {
 protected:
  std::vector<std::string> told_to(const Recipient& to) {
    std::vector<std::string> sentences;
    for (const auto& row : must(told(*database_, to.id))) sentences.push_back(row.sentence);
    return sentences;
  }
  Recipient again(const Recipient& to) { return must(recipient(*database_, to.la, to.address)); }
  // What a digest that came to nothing must have left as it was.
  std::string everything() const {
    return scalar(
        "SELECT concat_ws(' ', (SELECT count(*) FROM termwise.message), (SELECT count(*) FROM termwise.told), "
        "(SELECT string_agg(edition || ':' || last_batch, ',' ORDER BY id) FROM termwise.recipient), "
        "(SELECT string_agg(state, ',' ORDER BY id) FROM termwise.occurrence), "
        "(SELECT string_agg(outcome, ',' ORDER BY occurrence) FROM termwise.attempt))");
  }
};

// ---- Recipients ---------------------------------------------------------------------------------------------------

TEST_F(Digests, knowARecipientByLaAndAddressInSmallLetters) {
  EXPECT_FALSE(must(find_recipient(*database_, kent(), "head@kent.example")).has_value());
  const Recipient made = must(recipient(*database_, kent(), "Head@Kent.Example"));
  EXPECT_EQ(made.address, "head@kent.example");
  EXPECT_EQ(made.la, kent());
  EXPECT_EQ(made.edition, 0);
  EXPECT_FALSE(made.told_at.has_value());
  EXPECT_FALSE(made.stopped_at.has_value());
  EXPECT_EQ(must(recipient(*database_, kent(), "HEAD@kent.example")).id, made.id);
  EXPECT_EQ(must(find_recipient(*database_, kent(), "hEAD@kent.example"))->id, made.id);
  const Recipient other = must(recipient(*database_, surrey(), "head@kent.example"));
  EXPECT_NE(other.id, made.id) << "somebody who works for two LAs stops one digest without the other";
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.recipient"), "2");
  EXPECT_THROW(as_superuser(url_, "INSERT INTO termwise.recipient (la_code, address) VALUES ('886', 'A@x')"),
               pqxx::check_violation);
}

TEST_F(Digests, makeOneRecipientHoweverManyAskAtOnce) {
  std::vector<std::int64_t> ids(4);
  std::vector<std::thread> programs;
  for (auto& id : ids)
    programs.emplace_back([&id, this] {
      Database own = must(Database::open(url_));
      id = must(recipient(own, kent(), "head@kent.example")).id.value;
    });
  for (auto& program : programs) program.join();
  EXPECT_EQ(std::set<std::int64_t>(ids.begin(), ids.end()).size(), 1u);
}

TEST_F(Digests, stopByATokenThatCannotBeGuessed) {
  std::set<std::string> tokens;
  for (int i = 0; i < 50; ++i) {
    const auto made = must(recipient(*database_, kent(), std::to_string(i) + "@kent.example"));
    EXPECT_THAT(made.token, MatchesRegex("[0-9a-f]{32}"));
    tokens.insert(made.token);
  }
  EXPECT_EQ(tokens.size(), 50u);
  // Of a random UUID only version and variant are always the same: no other digit is the same in all fifty.
  for (std::size_t place = 0; place < 32; ++place) {
    std::set<char> digits;
    for (const auto& token : tokens) digits.insert(token[place]);
    if (place == 12)
      EXPECT_EQ(digits.size(), 1u);
    else
      EXPECT_GT(digits.size(), 2u) << "digit " << place;
  }
  const Recipient known = must(recipient(*database_, kent(), "7@kent.example"));
  EXPECT_EQ(must(recipient_with_token(*database_, known.token))->id, known.id);
  const std::vector<std::string> others{"", "x", known.token.substr(1), "' OR true --"};
  for (const auto& wrong : others) EXPECT_FALSE(must(recipient_with_token(*database_, wrong)).has_value()) << wrong;
}

TEST_F(Digests, stopAndBeginAgain) {
  const Recipient to = must(recipient(*database_, kent(), "head@kent.example"));
  must(set_stopped(*database_, to.id, true));
  const auto stopped = again(to).stopped_at;
  ASSERT_TRUE(stopped.has_value());
  move_clock("1 day");
  must(set_stopped(*database_, to.id, true));
  EXPECT_EQ(again(to).stopped_at, stopped) << "a second click changes nothing";
  must(set_stopped(*database_, to.id, false));
  EXPECT_FALSE(again(to).stopped_at.has_value());
}

// ---- The end of a digest ------------------------------------------------------------------------------------------

TEST_F(Digests, endWithEverythingTogether) {
  const Recipient to = must(recipient(*database_, kent(), "head@kent.example"));
  const Recipient other = must(recipient(*database_, kent(), "sip@kent.example"));
  const Claimed claimed = claimed_digest();
  Told withheld = told_of(900002, "a tab\t, a \\N, a \"quote\" and an \xc3\xa9", "concern-category");
  withheld.withheld = true;
  withheld.reason = "no-standard";
  must(finish_digest(*database_, claimed.claim,
                     {edition_for(to, "digest-1-1", {told_of(900001, "Oak is below."), withheld}, BatchId{7}),
                      edition_for(other, "digest-1-2")},
                     {"Written: two.", "", {}}));
  EXPECT_EQ(everything(), "2 2 1:7,1:0 succeeded succeeded");
  EXPECT_EQ(scalar("SELECT sentence FROM termwise.occurrence"), "Written: two.");
  EXPECT_EQ(scalar("SELECT string_agg(concat_ws(' ', kind, state, recipient, occurrence, la_code, address), ', ' "
                   "ORDER BY id) FROM termwise.message"),
            "digest waiting 1 1 886 head@kent.example, digest waiting 2 1 886 sip@kent.example");
  const Recipient after = again(to);
  EXPECT_EQ(after.edition, 1);
  EXPECT_EQ(after.last_batch, BatchId{7});
  EXPECT_TRUE(after.told_at.has_value());
  const auto rows = must(told(*database_, to.id));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].rule, "concern-category") << "by rule";
  EXPECT_EQ(rows[0].sentence, withheld.sentence);
  EXPECT_EQ(rows[0].reason, "no-standard");
  EXPECT_TRUE(rows[0].withheld);
  EXPECT_EQ(rows[1].lineage, 900001);
  EXPECT_EQ(rows[1].subject_kind, school::SubjectKind::school);
  EXPECT_EQ(rows[1].subject_name, "Oak Primary");
  EXPECT_EQ(rows[1].year, 2017);
  EXPECT_EQ(rows[1].outcome, "BELOW");
  EXPECT_FALSE(rows[1].withheld);
  EXPECT_THAT(told_to(other), IsEmpty());
}

TEST_F(Digests, replaceWhatWasTold) {
  const Recipient to = must(recipient(*database_, kent(), "head@kent.example"));
  must(finish_digest(*database_, claimed_digest().claim,
                     {edition_for(to, "a", {told_of(900001, "Oak."), told_of(900002, "Elm.")}, BatchId{3})},
                     {"Written.", "", {}}));
  move_clock("7 days");
  must(finish_digest(*database_, claimed_digest().claim,
                     {edition_for(again(to), "b", {told_of(900002, "Elm, worse.")}, BatchId{4})},
                     {"Written.", "", {}}));
  EXPECT_THAT(told_to(to), ElementsAre("Elm, worse."));
  EXPECT_EQ(again(to).edition, 2);
  EXPECT_EQ(again(to).last_batch, BatchId{4});
  EXPECT_GT(*again(to).told_at, std::chrono::system_clock::now() + 6 * 24h);
  must(finish_digest(*database_, claimed_digest().claim, {edition_for(again(to), "c", {}, BatchId{4})},
                     {"Written.", "", {}}));
  EXPECT_THAT(told_to(to), IsEmpty()) << "everything has been told to be cleared";
}

TEST_F(Digests, endWithoutAnybodyToTell) {
  must(finish_digest(*database_, claimed_digest().claim, {}, {"Nothing has changed.", "", {}}));
  EXPECT_EQ(everything(), "0 0 succeeded succeeded");
}

TEST_F(Digests, madeFromTheSameEditionExcludeEachOther) {
  const Recipient to = must(recipient(*database_, kent(), "head@kent.example"));
  const Recipient first = must(recipient(*database_, kent(), "sip@kent.example"));
  const Claimed one = claimed_digest();
  const Claimed two = claimed_digest();
  must(finish_digest(*database_, one.claim, {edition_for(to, "a", {told_of(900001, "Oak.")})}, {"Written.", "", {}}));
  const std::string before = everything();
  const auto late = finish_digest(
      *database_, two.claim,
      {edition_for(first, "b1", {told_of(900001, "Oak.")}), edition_for(to, "b2", {told_of(900002, "Elm.")})},
      {"Written.", "", {}});
  EXPECT_EQ(late.error().exit, ExitCode::try_again);
  EXPECT_THAT(late.error().message, HasSubstr("another digest meanwhile"));
  EXPECT_EQ(everything(), before) << "nor is the other recipient's written, nor the occurrence ended";
  EXPECT_THAT(told_to(to), ElementsAre("Oak."));
  // Made anew from what is there now, it may end.
  must(finish_digest(*database_, two.claim, {edition_for(first, "c1"), edition_for(again(to), "c2")},
                     {"Written.", "", {}}));
  EXPECT_EQ(again(to).edition, 2);
}

TEST_F(Digests, thatEndAtTheSameMomentExcludeEachOther) {
  const Recipient to = must(recipient(*database_, kent(), "head@kent.example"));
  std::vector<Claim> claims;
  for (int i = 0; i < 4; ++i) claims.push_back(claimed_digest().claim);
  std::vector<ExitCode> ends(claims.size(), ExitCode::ok);
  std::vector<std::thread> programs;
  for (std::size_t i = 0; i < claims.size(); ++i)
    programs.emplace_back([&, i, this] {
      Database own = must(Database::open(url_));
      const auto end = finish_digest(own, claims[i], {edition_for(to, std::to_string(i))}, {"Written.", "", {}});
      if (!end) ends[i] = end.error().exit;
    });
  for (auto& program : programs) program.join();
  EXPECT_EQ(std::count(ends.begin(), ends.end(), ExitCode::ok), 1);
  EXPECT_EQ(std::count(ends.begin(), ends.end(), ExitCode::try_again), 3);
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.message"), "1");
  EXPECT_EQ(again(to).edition, 1);
}

TEST_F(Digests, writeNothingUnderAnOldToken) {
  const Recipient to = must(recipient(*database_, kent(), "head@kent.example"));
  const Claimed claimed = claimed_digest();
  const auto wrong = finish_digest(*database_, {claimed.claim.id, 2}, {edition_for(to, "a")}, {"Written.", "", {}});
  EXPECT_EQ(wrong.error().exit, ExitCode::try_again);
  EXPECT_EQ(everything(), "0 0 0:0 running running");
  move_clock("2 minutes");
  must(beat(*database_, claimant_.program));
  const auto late =
      finish_digest(*database_, claimed.claim, {edition_for(to, "a", {told_of(1, "x")})}, {"Written.", "", {}});
  EXPECT_EQ(late.error().exit, ExitCode::try_again);
  EXPECT_EQ(everything(), "0 0 0:0 failed lost");
}

TEST_F(Digests, leaveNothingWhereTheLastOfThemCannotBeWritten) {
  const Recipient to = must(recipient(*database_, kent(), "head@kent.example"));
  const Recipient other = must(recipient(*database_, kent(), "sip@kent.example"));
  const Claimed claimed = claimed_digest();
  for (const auto& broken : {edition_for(other, "a", {told_of(1, "Oak.")}),
                             edition_for(other, "b", {told_of(1, "Oak."), told_of(1, "Elm.")}), edition_for(to, "b")}) {
    const auto end = finish_digest(*database_, claimed.claim, {edition_for(to, "a", {told_of(1, "Oak.")}), broken},
                                   {"Written.", "", {}});
    EXPECT_FALSE(end.ok());
    EXPECT_EQ(everything(), "0 0 0:0,0:0 running running");
  }
}

// ---- What is said of the files ------------------------------------------------------------------------------------

TEST_F(Digests, knowTheErrorsAndOpenQueriesOfAnLasFiles) {
  BatchWriter writer = must(BatchWriter::begin(*database_, batch_of(*database_, "one"), measures()));
  send(writer, "one");
  must(writer.write(school_record(2, 900001, {number(1), number(2, 1), number(3)})));
  for (std::uint32_t line = 2; line < 5; ++line)
    must(writer.issue({school::Severity::query, "odd", line, 1, "URN", "", std::nullopt, "Look at it."}));
  for (std::uint32_t line = 2; line < 4; ++line)
    must(writer.issue({school::Severity::error, "bad", line, 1, "URN", "", std::nullopt, "Mend it."}));
  must(writer.issue({school::Severity::repair, "comma", 2, 1, "URN", "", std::nullopt, "Looked past it."}));
  school::Sums sums;
  sums.rows = sums.accepted = 1;
  const BatchId first = must(writer.commit(sums));
  load(*database_, "surrey", {school_record(2, 900003, {number(1), number(2, 1), number(3)}, "936")});
  school::Record of_the_la = school_record(2, 0, {number(1), number(2, 1), number(3)});
  of_the_la.subject = school::SubjectKind::la;
  of_the_la.urn.reset();
  of_the_la.population = "all-schools";
  load(*database_, "only Kent's own sums", {of_the_la});
  const BatchId last = load(*database_, "two", {school_record(2, 900001, {number(1), number(2, 1), number(3)})}, 2018);

  const std::int64_t query = std::stoll(scalar("SELECT min(id) FROM termwise.quality_issue WHERE severity = 2"));
  must(explain_issue(*database_, query, "The school closed.", "a.smith"));
  const auto files = must(files_of_la(*database_, kent()));
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(files[0].batch, last);
  EXPECT_EQ(files[0].year.label(), "2017/18");
  EXPECT_EQ(files[0].errors + files[0].queries + files[0].repairs, 0);
  EXPECT_EQ(files[1].batch, first);
  EXPECT_EQ(files[1].file_name, "ks2.csv");
  EXPECT_EQ(files[1].dataset, "ks2");
  EXPECT_EQ(files[1].layout, "ks2-test");
  EXPECT_EQ(files[1].year.label(), "2016/17");
  EXPECT_EQ(files[1].errors, 2);
  EXPECT_EQ(files[1].queries, 3);
  EXPECT_EQ(files[1].unexplained, 2) << "of three, one has its explanation";
  EXPECT_EQ(files[1].repairs, 1);
}

}  // namespace
}  // namespace termwise::store::test
