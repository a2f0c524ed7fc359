// Whom a failure is told to, once, and in which words.
#include "jobs/notices.h"

#include <thread>

#include "digest_case.h"
#include "letter_text.h"

namespace termwise::jobs {
namespace {

using namespace std::chrono_literals;
using store::TryEnd;
using store::test::must;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Notices : public store::test::DigestCase {
 protected:
  void SetUp() override {
    DigestCase::SetUp();
    settings::LocalAuthority la{kent(), "Kent", {}, {}, {}, {}, {}, {}, {}};
    for (const std::string role : {"head-of-school-improvement", "data-manager", "data-manager"}) {
      settings::Person person;
      person.role = role;
      person.owner = "data-manager";
      person.address = "reader" + std::to_string(la.people.size()) + "@kent.example";
      la.people.push_back(person);
    }
    la.mail.owner = "data-manager";
    settings_.las.push_back(la);
    settings_.mail.operator_address = "it@kent.example";
  }

  int tell() { return must(tell_owners(*database_, settings_)); }
  // Of the notices: "886 reader1@kent.example".
  std::string told() const {
    return scalar(
        "SELECT coalesce(string_agg(coalesce(la_code, '-') || ' ' || address, ', ' ORDER BY id), '') "
        "FROM termwise.message WHERE kind = 'notice'");
  }
  std::string text() {
    const MessageId id{std::stoll(scalar("SELECT max(id) FROM termwise.message WHERE kind = 'notice'"))};
    return letter_text(must(store::message_content(*database_, id)));
  }

  settings::Settings settings_;
};

TEST_F(Notices, tellTheFirstWhoHoldsTheOwnersRoleOnce) {
  failed("daily");
  EXPECT_EQ(tell(), 1);
  EXPECT_EQ(told(), "886 reader1@kent.example");
  EXPECT_EQ(scalar("SELECT concat_ws(' ', state, occurrence, recipient, role, directory_only, sender) "
                   "FROM termwise.message"),
            "waiting 1 data manager f termwise@termwise.invalid");
  EXPECT_EQ(tell(), 0);
  EXPECT_EQ(told(), "886 reader1@kent.example");
  EXPECT_THAT(text(), AllOf(HasSubstr("The floor check of Kent for 2026-11-23 failed on "), HasSubstr("3 attempts"),
                            HasSubstr("Cause\r\nThe plugin crashed."), HasSubstr("What to do\r\n"),
                            HasSubstr("termwise run floor-check --la 886")));
}

TEST_F(Notices, areMadeOnceByTwoDaemons) {
  for (int i = 0; i < 10; ++i) failed("daily" + std::to_string(i));
  std::vector<int> counts(2);
  std::vector<std::thread> daemons;
  for (auto& count : counts)
    daemons.emplace_back([&count, this] {
      store::Database own = must(store::Database::open(url_));
      count = must(tell_owners(own, settings_));
    });
  for (auto& daemon : daemons) daemon.join();
  EXPECT_EQ(counts[0] + counts[1], 10);
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.message"), "10");
}

TEST_F(Notices, ofAFileOfNoOneLaAreTheOperators) {
  failed_file();
  settings_.mail.operator_address = "";
  EXPECT_EQ(tell(), 0);
  settings_.mail.operator_address = "it@kent.example";
  EXPECT_EQ(tell(), 1) << "as soon as there is one";
  EXPECT_EQ(told(), "- it@kent.example");
  EXPECT_THAT(text(), AllOf(HasSubstr("The file odd.csv could not be loaded"), HasSubstr("No such layout."),
                            HasSubstr("What to do"), HasSubstr("Mend the file")));
}

TEST_F(Notices, areMadeForNobodyWhereNobodyOwnsThem) {
  failed("daily");
  settings_.las[0].mail.owner = "";
  EXPECT_EQ(tell(), 0);
  settings_.las[0].mail.owner = "nobody-has-this-role";
  EXPECT_EQ(tell(), 0);
  EXPECT_EQ(told(), "");
}

// One that nobody owns keeps no other from being told.
TEST_F(Notices, goPastWhatNobodyOwns) {
  settings_.mail.operator_address = "";
  failed_file();
  failed("daily");
  EXPECT_EQ(tell(), 1);
  EXPECT_EQ(told(), "886 reader1@kent.example");
}

TEST_F(Notices, ofAnLaWithoutAFileStayInTheDirectory) {
  failed("daily", "936");
  EXPECT_EQ(tell(), 1);
  EXPECT_EQ(told(), "936 school-improvement@la-936.invalid");
  EXPECT_EQ(scalar("SELECT directory_only::text FROM termwise.message"), "true");
}

TEST_F(Notices, ofADigestSayWhatToDecideAndNothingOfIt) {
  const auto to = must(store::recipient(*database_, kent(), "reader0@kent.example"));
  auto edition = edition_for(to, "digest-1", {told_of(900001, "Oak Primary: 40% against 65%.")});
  edition.message.content = "Oak Primary: 40% against 65%.";
  must(store::finish_digest(*database_, claimed_digest().claim, {edition}, {"Written.", "", {}}));
  const auto first = claim_one();
  must(store::begin_data(*database_, first));
  must(store::end_try(*database_, first, TryEnd::unknown, "The connection ended.", 0s));
  EXPECT_EQ(tell(), 1);
  EXPECT_EQ(told(), "886 reader1@kent.example");
  EXPECT_EQ(scalar("SELECT about_message FROM termwise.message WHERE kind = 'notice'"), "1");
  EXPECT_THAT(text(), AllOf(HasSubstr("A digest may not have arrived at reader0@kent.example"),
                            HasSubstr("The connection ended."), HasSubstr("Ask reader0@kent.example"),
                            HasSubstr("termwise outbox resend 1"), HasSubstr("termwise outbox drop 1"),
                            Not(HasSubstr("Oak")), Not(HasSubstr("40%"))));

  ended("digest-2", TryEnd::refused);
  EXPECT_EQ(tell(), 1);
  EXPECT_THAT(text(), AllOf(HasSubstr("A digest could not be delivered to digest-2@kent.example"),
                            HasSubstr("So it ended."), HasSubstr("Correct the address")));
  // A notice that is refused itself is no failure of which there would be another one.
  while (const auto claimed = claim_next()) must(store::end_try(*database_, *claimed, TryEnd::refused, "No.", 0s));
  EXPECT_EQ(tell(), 0);
}

}  // namespace
}  // namespace termwise::jobs
