#include "store/finding_list.h"

#include "fixture.h"

namespace termwise::store::test {
namespace {

using school::Finding;
using school::Missing;
using school::Value;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const std::vector<std::string> kOutcomes{"BELOW", "NOT_EVALUABLE", "NOT_BELOW"};

class FindingList : public StoreTest {
 protected:
  static school::Predicate compared(school::Truth truth, Value observed) {
    school::Predicate predicate;
    predicate.measure = "KS2_EXS_RWM";
    predicate.year = 2017;
    predicate.truth = truth;
    predicate.observed = observed;
    predicate.threshold = Value(Decimal(65));
    return predicate;
  }

  static NamedFinding finding(std::int64_t urn, const std::string& outcome, const std::string& name,
                              std::vector<school::Predicate> predicates = {}, const std::string& rule = "ks2-floor",
                              int year = 2017) {
    Finding finding;
    finding.rule = rule;
    finding.subject = urn;
    finding.year = year;
    finding.outcome = outcome;
    finding.sentence = name + ".";
    finding.predicates = std::move(predicates);
    return {finding, name};
  }

  // A succeeded run; batches are told apart by their year.
  RunId run(Database& database, const std::vector<NamedFinding>& findings, int summer = 2017,
            const std::vector<RunRule>& rules = {{"ks2-floor", "1"}}, const std::string& la = "886") {
    NewRun run = run_of(database, load(database, std::to_string(++files_), {}, summer), la, summer);
    run.rules = rules;
    const StartedRun started = must(begin_run(database, run));
    must(end_run(database, started, findings));
    return started.id;
  }

  static std::vector<std::int64_t> subjects(const Result<std::vector<ListedFinding>>& listed) {
    std::vector<std::int64_t> found;
    for (const auto& one : listed.value()) found.push_back(one.finding.subject);
    return found;
  }

  int files_ = 0;
};

TEST_F(FindingList, servesTheLatestRunOfEachYearAndRule) {
  Database database = open();
  const LaCode kent = *LaCode::parse("886");
  EXPECT_THAT(must(served_rules(database, kent, std::nullopt)), IsEmpty());
  const RunId old = run(database, {finding(900001, "BELOW", "A")});
  const RunId latest =
      run(database, {finding(900001, "BELOW", "A"), finding(900001, "NO_STANDARD", "A", {}, "ks2-other")}, 2017,
          {{"ks2-floor", "2"}, {"ks2-other", "1"}});
  const RunId later = run(database, {finding(900001, "NO_STANDARD", "A", {}, "ks2-floor", 2018)}, 2018);
  run(database, {finding(900001, "BELOW", "A")}, 2017, {{"ks2-floor", "1"}}, "926");

  const auto served = must(served_rules(database, kent, std::nullopt));
  ASSERT_EQ(served.size(), 3u);
  EXPECT_EQ(served[0].run, later);
  EXPECT_EQ(served[0].year.summer(), 2018);
  EXPECT_FALSE(served[0].judged);
  EXPECT_EQ(served[1].run, latest);
  EXPECT_EQ(served[1].rule, "ks2-floor");
  EXPECT_EQ(served[1].version, "2");
  EXPECT_TRUE(served[1].judged);
  EXPECT_EQ(served[2].rule, "ks2-other");
  EXPECT_FALSE(served[2].judged);

  const auto asked_for = must(served_rules(database, kent, old));
  ASSERT_EQ(asked_for.size(), 1u);
  EXPECT_EQ(asked_for[0].run, old);
  EXPECT_THAT(must(served_rules(database, *LaCode::parse("926"), old)), IsEmpty());
}

TEST_F(FindingList, comesInTheOrderOfImportance) {
  using school::Truth;
  Database database = open();
  const RunId id =
      run(database, {finding(900001, "NOT_BELOW", "A"),
                     finding(900002, "BELOW", "B", {compared(Truth::yes, Value(Decimal(500, 1)))}),
                     // What does not hold, or has no figure, says nothing about how low it is.
                     finding(900003, "BELOW", "C",
                             {compared(Truth::no, Value(Decimal(1))), compared(Truth::yes, Missing::suppressed),
                              compared(Truth::yes, Value(Decimal(49)))}),
                     finding(900004, "BELOW", "a"), finding(900005, "BELOW", "Z"), finding(900006, "UNHEARD_OF", "A"),
                     finding(900007, "BELOW", "D", {compared(Truth::yes, Value(Decimal(-1, 9)))}),
                     finding(900008, "NOT_EVALUABLE", "A"), finding(900009, "BELOW", "Z")});
  const ListQuery all{{{id, "ks2-floor", kOutcomes}}, "", ""};
  EXPECT_THAT(subjects(list_findings(database, all)),
              ElementsAre(900007, 900003, 900002, 900005, 900009, 900004, 900008, 900001, 900006));
  EXPECT_THAT(subjects(list_findings(database, all, 2, 3)), ElementsAre(900002, 900005, 900009));
  EXPECT_THAT(subjects(list_findings(database, all, 9, 3)), IsEmpty());
  EXPECT_THAT(must(count_outcomes(database, all)),
              ElementsAre(Pair("BELOW", 6), Pair("NOT_EVALUABLE", 1), Pair("NOT_BELOW", 1), Pair("UNHEARD_OF", 1)));
  const auto first = must(list_findings(database, all, 0, 1)).front();
  EXPECT_EQ(first.run, id);
  EXPECT_EQ(first.subject_name, "D");
  EXPECT_EQ(first.finding.sentence, "D.");
}

TEST_F(FindingList, isFilteredByOutcomeNameAndUrn) {
  Database database = open();
  const RunId id = run(database, {finding(900001, "BELOW", "Oak 100%_\\ School"),
                                  finding(900002, "NOT_BELOW", "OAKFIELD"), finding(900011, "BELOW", "Elm")});
  const auto found = [&](const std::string& search, const std::string& outcome) {
    return subjects(list_findings(database, {{{id, "ks2-floor", kOutcomes}}, search, outcome}));
  };
  EXPECT_THAT(found("oak", ""), ElementsAre(900001, 900002));
  EXPECT_THAT(found("oak", "BELOW"), ElementsAre(900001));
  EXPECT_THAT(found("%_\\", ""), ElementsAre(900001));
  EXPECT_THAT(found("o_k", ""), IsEmpty());
  EXPECT_THAT(found("90000", ""), ElementsAre(900001, 900002));
  EXPECT_THAT(found("00001", ""), IsEmpty());
  EXPECT_THAT(found("'; --", ""), IsEmpty());
  EXPECT_THAT(found("", "below"), IsEmpty());
  // Counts are of every outcome, so that a reader sees what else there is.
  EXPECT_THAT(must(count_outcomes(database, {{{id, "ks2-floor", kOutcomes}}, "oak", "BELOW"})),
              ElementsAre(Pair("BELOW", 1), Pair("NOT_BELOW", 1)));
  EXPECT_THAT(must(list_findings(database, {{}, "", ""})), IsEmpty());
}

}  // namespace
}  // namespace termwise::store::test
