// The job `digest` on a real database: what each person is told, compared with what they were told last.
#include "jobs/digest_job.h"

#include "digest_case.h"
#include "jobs/perform.h"
#include "letter_text.h"
#include "store/archive.h"
#include "wire/codec.h"

namespace termwise::jobs {
namespace {

using namespace std::chrono_literals;
using report::Change;
using store::test::must;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Verdict {
  std::int64_t urn = 0;
  std::string school;
  std::string outcome;
  std::string sentence;
  std::int64_t cohort = 30;
};

class DigestJob : public store::test::DigestCase {
 protected:
  void SetUp() override {
    DigestCase::SetUp();
    wire::Manifest manifest;
    manifest.id = "kent";
    manifest.version = "1.0.0";
    manifest.title = "Kent";
    manifest.rules = {
        {"ks2-floor", "floor-check", "1", "KS2 floor standard", "", {"BELOW", "NOT_BELOW", "NO_STANDARD"}, 1},
        {"concern", "concern-flag", "1", "Schools causing concern", "", {"URGENT", "WATCH", "NONE"}, 2}};
    must(store::save_plugin(*database_, sha256("kent 1"), "kent", "kent 1", wire::encode(manifest)));

    settings::LocalAuthority la{kent(), "Kent", {}, {}, {}, {}, {}, {}, {}};
    la.people = {person("head@kent.example", "weekly"), person("Sip@Kent.example", "weekly"),
                 person("it@kent.example", "")};
    la.people[1].unchanged = true;
    configuration_.settings.las = {la};
    configuration_.settings.public_url = "https://termwise.kent.example";
    configuration_.revision = revision_;
    batch_ = load("2017.csv");
  }

  static settings::Person person(const std::string& address, const std::string& schedule) {
    settings::Person person;
    person.role = "head";
    person.owner = "head";
    person.address = address;
    person.schedule = schedule;
    return person;
  }
  std::vector<settings::Person>& people() { return configuration_.settings.las[0].people; }

  BatchId load(const std::string& content) {
    return store::test::load(
        *database_, content,
        {store::test::school_record(2, 900001,
                                    {store::test::number(1), store::test::number(2, 1), store::test::number(3)})});
  }

  // A job's findings by one rule in one year.
  void publish(const std::string& rule, int summer, const std::vector<Verdict>& verdicts,
               const std::string& plugin = "kent 1") {
    store::NewRun run = store::test::run_of(*database_, batch_, "886", summer);
    run.job = rule == "concern" ? "concern-flag" : "floor-check";
    run.plugin_sha256 = sha256(plugin);
    run.rules = {{rule, "1"}};
    std::vector<store::NamedFinding> findings;
    for (const auto& verdict : verdicts) {
      school::Finding finding;
      finding.rule = rule;
      finding.subject = verdict.urn;
      finding.year = summer;
      finding.outcome = verdict.outcome;
      finding.sentence = verdict.sentence;
      finding.cohort = store::test::number(verdict.cohort);
      findings.push_back({finding, verdict.school});
    }
    must(store::test::end_run(*database_, must(store::test::begin_run(*database_, run)), findings));
  }
  void start() {
    publish("ks2-floor", 2017,
            {{900001, "Oak", "BELOW", "Oak is below."},
             {900002, "Elm", "BELOW", "Elm is below."},
             {900003, "Ash", "NOT_BELOW", "Ash is not below."}});
  }

  // One scheduled digest, from its claim to its end.
  Performed send(const std::string& schedule = "weekly") {
    const auto claimed = claimed_digest();
    StopFlag stop;
    const sandbox::PluginHost no_plugin_is_run("/nonexistent");
    return must(perform_digest(Workplace{*database_, configuration_, no_plugin_is_run, stop}, claimed,
                               readers_of(configuration_.settings.las[0], schedule)));
  }

  // What this person would be told now.
  WrittenDigest preview(std::size_t who = 0) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    store::Reader reader = must(store::Reader::open(url_));
    return must(preview_digest(reader, configuration_.settings, kent(), people()[who], now));
  }
  // "Oak Elm", in their order.
  static std::string schools(const WrittenDigest& written, Change change) {
    std::string names;
    for (const auto& section : written.digest.sections)
      if (section.change == change)
        for (const auto& entry : section.entries) names += (names.empty() ? "" : " ") + entry.school;
    return names;
  }
  std::vector<std::string> told_to(std::size_t who) {
    std::vector<std::string> names;
    const auto to = must(store::find_recipient(*database_, kent(), people()[who].address));
    for (const auto& row : must(store::told(*database_, to->id))) names.push_back(row.subject_name);
    return names;
  }
  // Addresses of all messages, oldest first.
  std::string written_to() const {
    return scalar("SELECT coalesce(string_agg(address, ' ' ORDER BY id), '') FROM termwise.message");
  }
  std::string last_letter() {
    const MessageId id{std::stoll(scalar("SELECT max(id) FROM termwise.message"))};
    return letter_text(must(store::message_content(*database_, id)));
  }

  Configuration configuration_;
  BatchId batch_;
};

TEST_F(DigestJob, readersAreThoseOfTheSchedule) {
  const auto addresses = [&](const std::string& schedule) {
    std::vector<std::string> found;
    for (const auto& reader : readers_of(configuration_.settings.las[0], schedule)) found.push_back(reader.address);
    return found;
  };
  EXPECT_THAT(addresses("weekly"), ElementsAre("head@kent.example", "Sip@Kent.example"));
  EXPECT_THAT(addresses("at-once"), IsEmpty());
  EXPECT_THAT(addresses("manual"), ElementsAre("head@kent.example", "Sip@Kent.example"));
  people() = {person("it@kent.example", "")};
  EXPECT_THAT(addresses("manual"), ElementsAre("it@kent.example")) << "an LA's only person";
  EXPECT_THAT(addresses("weekly"), IsEmpty());
}

TEST_F(DigestJob, beginsWithAStartingPosition) {
  start();
  const Performed performed = send();
  EXPECT_EQ(performed.end, AttemptEnd::succeeded);
  EXPECT_THAT(performed.sentence, HasSubstr("head@kent.example: starting position"));
  EXPECT_EQ(written_to(), "head@kent.example Sip@Kent.example");
  EXPECT_THAT(told_to(0), ElementsAre("Oak", "Elm"));
  EXPECT_THAT(told_to(1), ElementsAre("Oak", "Elm"));
  EXPECT_EQ(scalar("SELECT string_agg(concat_ws(' ', edition, last_batch), ', ') FROM termwise.recipient"), "1 1, 1 1");
  const auto token = must(store::find_recipient(*database_, kent(), "sip@kent.example"))->token;
  EXPECT_THAT(last_letter(), AllOf(HasSubstr("Oak is below."), HasSubstr("Elm is below."), Not(HasSubstr("Ash")),
                                   HasSubstr("ks2.csv"), HasSubstr(token)))
      << "their own link, and not another's";
  EXPECT_EQ(scalar("SELECT count(DISTINCT message_id) FROM termwise.message"), "2");
  EXPECT_EQ(scalar("SELECT concat_ws(' ', la_code, sender, role, directory_only, state) FROM termwise.message LIMIT 1"),
            "886 termwise@termwise.invalid head f waiting");
}

TEST_F(DigestJob, saysNothingNewOnlyToThoseWhoWantToHearIt) {
  start();
  send();
  const Performed performed = send();
  EXPECT_THAT(performed.sentence, HasSubstr("1 person was told nothing"));
  EXPECT_EQ(written_to(), "head@kent.example Sip@Kent.example Sip@Kent.example");
  EXPECT_THAT(last_letter(), HasSubstr("No change since "));
  EXPECT_EQ(scalar("SELECT string_agg(address || ' ' || edition, ', ' ORDER BY id) FROM termwise.recipient"),
            "head@kent.example 1, sip@kent.example 2");
  people()[1].unchanged = false;
  EXPECT_THAT(send().sentence, HasSubstr("No digest was written; 2 people were told nothing"));
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.message"), "3");
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.occurrence WHERE job = 'digest' AND state = 'succeeded'"), "3");
}

TEST_F(DigestJob, tellsWhatIsNewChangedAndCleared) {
  start();
  send();
  publish("ks2-floor", 2017,
          {{900001, "Oak", "BELOW", "Oak is far below."},
           {900002, "Elm", "NOT_BELOW", "Elm is not below any more."},
           {900003, "Ash", "BELOW", "Ash is below now."}});
  const WrittenDigest written = preview();
  EXPECT_EQ(schools(written, Change::added), "Ash");
  EXPECT_EQ(schools(written, Change::changed), "Oak");
  EXPECT_EQ(schools(written, Change::cleared), "Elm");
  EXPECT_EQ(schools(written, Change::still), "");
  people().pop_back();
  send();
  EXPECT_THAT(told_to(0), ElementsAre("Oak", "Ash"));
  EXPECT_THAT(last_letter(), AllOf(HasSubstr("Elm is not below any more."), HasSubstr("Elm is below."),
                                   HasSubstr("Oak is far below."), HasSubstr("Ash is below now.")))
      << "what was told before stands beside what is";
  EXPECT_TRUE(preview().digest.sections.empty());
}

TEST_F(DigestJob, comparesWithWhatThisPersonWasTold) {
  start();
  people()[1].schedule = "termly";
  send();
  publish("ks2-floor", 2017, {{900001, "Oak", "BELOW", "Oak is below."}, {900002, "Elm", "NOT_BELOW", "Elm is not."}});
  send();
  send("termly");
  EXPECT_EQ(written_to(), "head@kent.example head@kent.example Sip@Kent.example");
  EXPECT_THAT(last_letter(), Not(HasSubstr("Elm"))) << "a starting position, without what it never said";
}

TEST_F(DigestJob, callsANewYearsResultStill) {
  start();
  send();
  publish("ks2-floor", 2018,
          {{900001, "Oak", "BELOW", "Oak is below again."}, {900002, "Elm", "NOT_BELOW", "Elm is not."}});
  // Nothing is judged in a year without a standard, so nobody is cleared by it.
  publish("ks2-floor", 2019, {{900001, "Oak", "NO_STANDARD", "None."}, {900002, "Elm", "NO_STANDARD", "None."}});
  const WrittenDigest written = preview();
  EXPECT_EQ(schools(written, Change::still), "Oak");
  EXPECT_EQ(schools(written, Change::cleared), "Elm");
  ASSERT_EQ(written.digest.sections.size(), 2u);
  EXPECT_EQ(written.digest.sections[1].entries[0].since, "2016/17, the first year checked");
  ASSERT_EQ(written.digest.rules.size(), 1u);
  EXPECT_EQ(written.digest.rules[0].year, 2018);
  EXPECT_EQ(written.digest.rules[0].history.size(), 2u);
  EXPECT_THAT(written.digest.rules[0].note, HasSubstr("2018/19"));
  send();
  EXPECT_THAT(told_to(0), ElementsAre("Oak"));
}

// On the list in 2015/16, off it in 2016/17, on it again since.
TEST_F(DigestJob, countsSinceFromTheFirstYearInARow) {
  publish("ks2-floor", 2016, {{900001, "Oak", "BELOW", "B."}, {900002, "Elm", "NOT_BELOW", "N."}});
  publish("ks2-floor", 2017, {{900001, "Oak", "NOT_BELOW", "N."}, {900002, "Elm", "BELOW", "B."}});
  publish("ks2-floor", 2018, {{900001, "Oak", "BELOW", "B."}, {900002, "Elm", "BELOW", "B."}});
  const auto written = preview();
  ASSERT_EQ(schools(written, Change::added), "Elm Oak");
  EXPECT_EQ(written.digest.sections[0].entries[0].since, "2016/17");
  EXPECT_EQ(written.digest.sections[0].entries[1].since, "2017/18");
}

TEST_F(DigestJob, tellsEachPersonOfTheirJobs) {
  start();
  publish("concern", 2017,
          {{900003, "Ash", "WATCH", "Ash is watched."},
           {900001, "Oak", "NONE", "Oak is not."},
           {900002, "Elm", "URGENT", "Elm is urgent."}});
  people()[0].jobs = {"concern-flag"};
  EXPECT_EQ(schools(preview(0), Change::added), "Elm Ash") << "the most important first; both outcomes are listed";
  EXPECT_EQ(preview(0).digest.rules.size(), 1u);
  EXPECT_EQ(preview(1).digest.rules.size(), 2u);
  send();
  EXPECT_THAT(told_to(0), ElementsAre("Elm", "Ash"));
  EXPECT_EQ(told_to(1).size(), 4u);
  publish("ks2-floor", 2017, {{900001, "Oak", "BELOW", "Oak is below."}, {900002, "Elm", "NOT_BELOW", "Elm is not."}});
  send();
  EXPECT_EQ(written_to(), "head@kent.example Sip@Kent.example Sip@Kent.example");
}

TEST_F(DigestJob, tellsNothingToThoseWhoHaveStoppedIt) {
  start();
  send();
  const auto to = must(store::find_recipient(*database_, kent(), "head@kent.example"));
  must(store::set_stopped(*database_, to->id, true));
  publish("ks2-floor", 2017, {{900001, "Oak", "BELOW", "Oak is below."}, {900002, "Elm", "NOT_BELOW", "Elm is not."}});
  EXPECT_THAT(preview().skipped, HasSubstr("head@kent.example has stopped this digest"));
  send();
  EXPECT_EQ(written_to(), "head@kent.example Sip@Kent.example Sip@Kent.example");
  EXPECT_THAT(told_to(0), ElementsAre("Oak", "Elm"));
  must(store::set_stopped(*database_, to->id, false));
  EXPECT_EQ(schools(preview(), Change::cleared), "Elm") << "since what they were told last";
}

TEST_F(DigestJob, namesTheFilesSinceTheLastDigestAndWhatCouldNotBeLoaded) {
  start();
  send();
  EXPECT_THAT(preview().digest.files, IsEmpty());
  load("a later file");
  failed_file();
  EXPECT_EQ(preview().digest.files.size(), 1u);
  EXPECT_THAT(preview().digest.problems, ElementsAre(HasSubstr("odd.csv could not be loaded")));
  publish("ks2-floor", 2017, {{900001, "Oak", "BELOW", "Oak is below."}});
  send();
  EXPECT_THAT(preview().digest.files, IsEmpty());
  EXPECT_EQ(scalar("SELECT last_batch FROM termwise.recipient WHERE address = 'head@kent.example'"), "2");
}

// DfE suppresses figures of five pupils or fewer.
TEST_F(DigestJob, givesNoFigureOfFivePupilsOrFewer) {
  publish("ks2-floor", 2017,
          {{900001, "Oak", "BELOW", "Oak: 20% of 5 pupils.", 5}, {900002, "Elm", "BELOW", "Elm: 33% of 6 pupils.", 6}});
  send();
  EXPECT_THAT(last_letter(), AllOf(HasSubstr("Oak"), Not(HasSubstr("20%")), HasSubstr("Elm: 33% of 6 pupils.")));
  publish("ks2-floor", 2017,
          {{900001, "Oak", "NOT_BELOW", "Oak: 80% of 30 pupils."},
           {900002, "Elm", "NOT_BELOW", "Elm: 90% of 5 pupils.", 5}});
  send();
  EXPECT_THAT(last_letter(), AllOf(HasSubstr("Oak: 80%"), Not(HasSubstr("20%")), Not(HasSubstr("90%"))))
      << "neither now nor as what was told before";
}

TEST_F(DigestJob, failsRatherThanClearEverySchoolWhereThePluginCannotBeRead) {
  start();
  send();
  must(store::save_plugin(*database_, sha256("kent 2"), "kent", "kent 2", "not a manifest"));
  publish("ks2-floor", 2017, {{900001, "Oak", "BELOW", "Oak is below."}, {900002, "Elm", "BELOW", "Elm is below."}},
          "kent 2");
  const Performed performed = send();
  EXPECT_EQ(performed.end, AttemptEnd::failed);
  EXPECT_THAT(performed.sentence, HasSubstr("cannot be read"));
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.message"), "2");
  EXPECT_THAT(told_to(0), ElementsAre("Oak", "Elm"));
}

TEST_F(DigestJob, staysInTheDirectoryWhereTheLaDoes) {
  start();
  configuration_.settings.las[0].mail.directory_only = true;
  send();
  EXPECT_EQ(scalar("SELECT bool_and(directory_only)::text FROM termwise.message"), "true");
}

TEST_F(DigestJob, previewsWithoutWritingAnything) {
  start();
  const WrittenDigest written = preview();
  EXPECT_TRUE(written.mail.has_value());
  EXPECT_FALSE(written.edition.has_value());
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.recipient"), "0");
  send();
  EXPECT_TRUE(preview().mail.has_value()) << "that nothing has changed is shown to whoever asks";
}

}  // namespace
}  // namespace termwise::jobs
