// What a rule sees of the schools from which one has come, and of tables with several rows about a school.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <termwise/plugin.hpp>
#include <termwise/testing.hpp>

namespace termwise {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::World;

constexpr Measure<Percent> kReached{"KS2_EXS_RWM"};
constexpr Measure<Plain> kOverall{"OFSTED_OE"};
constexpr Number<Percent> kFloor{.name = "floor", .by_default = "65", .meaning = "A floor."};
const Items kInspections{"inspection/1", {"OFSTED_OE", "category", "started_on"}, 5, History::linked};

template <Plugin (*make)()>
const tw_plugin& entry() {
  static const tw_plugin entry{
      sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, &PluginEntry<make>::describe, &PluginEntry<make>::extension};
  return entry;
}

Plugin one_rule(std::vector<Read> reads, std::vector<Items> items, Judge judge) {
  return {.id = "small",
          .version = "1.0.0",
          .title = "A plugin for tests",
          .rules = {{.id = "small",
                     .job = "concern-flag",
                     .title = "Small",
                     .source = "Small print",
                     .outcomes = {{"YES", "{school}: {words}"}, {"NO", "{school}: {words}"}},
                     .reads = std::move(reads),
                     .items = std::move(items),
                     .parameters = {kFloor},
                     .judge = std::move(judge)}}};
}

// ---- Figures --------------------------------------------------------------------------------------------------------

// Says the figure of the year before, whose it is, and how it was reached.
std::string told(const Figure<Percent>& figure) {
  return figure.words() + (figure.crossed() == nullptr ? ", its own" : ", of " + figure.crossed()->words());
}

Plugin looks_back() {
  return one_rule({kReached.before(2).linked()}, {}, [](Case& school) {
    school.fill("words", told(school[kReached.before(1)]) + "; linked: " + told(school[kReached.before(1).linked()]) +
                             "; the same school: " + told(school[kReached.before(1).linked(History::same_school)]));
    school.answer("YES");
  });
}

std::string looked_back(World& world, std::int64_t urn = 900002) {
  return world.run(entry<looks_back>()).of(urn).sentence;
}

TEST(History, is_a_schools_own_unless_a_rule_crosses_a_link) {
  World world(2012, "886");
  world.school(900002).attribute("name", "Ash Academy");
  world.ancestor(900001, 2011).measure(kReached, "58");
  world.link(900001, 900002, "converted", "2011-09-01");
  EXPECT_EQ(
      looked_back(world),
      "Ash Academy: not in the file, its own; linked: 58%, of URN 900001, which was converted on 1 September 2011; "
      "the same school: 58%, of URN 900001, which was converted on 1 September 2011");
}

TEST(History, of_a_sponsored_academy_is_not_that_of_the_same_school) {
  World world(2012, "886");
  world.school(900002).attribute("name", "Ash Academy");
  world.ancestor(900001, 2011).measure(kReached, "58");
  world.link(900001, 900002, "sponsored");
  EXPECT_EQ(looked_back(world),
            "Ash Academy: not in the file, its own; linked: 58%, of URN 900001, which became a sponsored academy; the "
            "same school: not in the file, its own");
}

TEST(History, is_not_crossed_where_the_school_has_a_record_of_its_own) {
  World world(2012, "886");
  world.school(900002).attribute("name", "Ash Academy");
  world.school(900002, 2011).measure(kReached, Missing::suppressed);
  world.ancestor(900001, 2011).measure(kReached, "58");
  world.link(900001, 900002, "converted");
  EXPECT_THAT(looked_back(world), HasSubstr("linked: suppressed to protect pupils, its own;"));
  world.school(900002, 2011).measure(kReached, Missing::new_school);
  EXPECT_THAT(looked_back(world), HasSubstr("linked: 58%, of URN 900001"));
}

// An infant school's figure is none: the history is the junior school's, and never a sum.
TEST(History, of_a_merger_is_that_of_the_school_which_had_the_figure) {
  World world(2012, "886");
  world.school(900003).attribute("name", "Oak Primary");
  world.ancestor(900001, 2011).measure(kReached, Missing::not_supplied);
  world.ancestor(900002, 2011).measure(kReached, "70");
  world.link(900001, 900003, "merged").link(900002, 900003, "merged");
  EXPECT_THAT(looked_back(world, 900003), HasSubstr("linked: 70%, of URN 900002, which was merged;"));
  world.school(900001, 2011).measure(kReached, "40");
  EXPECT_THAT(looked_back(world, 900003), HasSubstr("linked: not applicable, its own;"));
}

TEST(History, goes_back_to_the_nearest_that_has_the_figure_and_no_further) {
  World world(2012, "886");
  world.school(900003).attribute("name", "Oak Primary");
  world.ancestor(900001, 2011).measure(kReached, "40");
  world.link(900001, 900002, "converted").link(900002, 900003, "converted");
  EXPECT_THAT(looked_back(world, 900003), HasSubstr("linked: 40%, of URN 900001"));
  world.ancestor(900002, 2011).measure(kReached, Missing::suppressed);
  EXPECT_THAT(looked_back(world, 900003), HasSubstr("linked: suppressed to protect pupils, of URN 900002"));
}

// One link that is not crossed shuts off what lies behind it.
TEST(History, does_not_go_round_a_link_that_is_not_crossed) {
  World world(2012, "886");
  world.school(900003).attribute("name", "Oak Primary");
  world.ancestor(900001, 2011).measure(kReached, "40");
  world.link(900001, 900002, "converted").link(900002, 900003, "merged");
  EXPECT_THAT(looked_back(world, 900003), HasSubstr("the same school: not in the file, its own"));
}

Plugin compares() {
  return one_rule({kReached.before(1).linked()}, {}, [](Case& school) {
    school.fill("words", "asked");
    school.answer(school.is(kReached.before(1).linked() < kFloor), "YES", "NO", "NO");
  });
}

TEST(History, is_noted_in_the_finding_and_its_flips_are_of_that_figure) {
  World world(2012, "886");
  world.school(900002);
  world.ancestor(900001, 2011).measure(kReached, "58");
  world.link(900001, 900002, "converted");
  const auto run = world.run(entry<compares>());
  const auto& finding = run.of(900002);
  EXPECT_EQ(finding.outcome, "YES");
  EXPECT_THAT(finding.notes, ElementsAre("LINKED_HISTORY"));
  EXPECT_EQ(world.cell(finding.predicate("KS2_EXS_RWM").evidence), "900001 2011 KS2_EXS_RWM");
  ASSERT_EQ(finding.flips.size(), 1u);
  EXPECT_EQ(finding.flips[0].change, "7");
  EXPECT_EQ(finding.flips[0].outcome, "NO");
  EXPECT_EQ(run.findings.size(), 1u) << "the school from which it has come is none of the run's";
}

TEST(History, of_a_school_that_is_judged_itself_counts_for_both) {
  World world(2011, "886");
  world.school(900001).attribute("name", "Ash Primary");
  world.school(900001, 2010).measure(kReached, "58");
  world.school(900002).attribute("name", "Ash Academy");
  world.link(900001, 900002, "converted", "2011-01-01");
  const auto run = world.run(entry<looks_back>());
  EXPECT_EQ(run.findings.size(), 2u);
  EXPECT_THAT(run.of(900001).sentence, HasSubstr("Ash Primary: 58%, its own; linked: 58%, its own;"));
  EXPECT_THAT(run.of(900002).sentence, HasSubstr("linked: 58%, of URN 900001"));
}

Plugin reads_own_only() {
  return one_rule({kReached.before(1)}, {}, [](Case& school) {
    school.fill("words", school[kReached.before(1).linked()].words());
    school.answer("YES");
  });
}

TEST(History, is_crossed_only_by_a_rule_that_says_so) {
  World world(2012, "886");
  world.school(900002);
  EXPECT_THAT(world.run(entry<reads_own_only>()).failure, HasSubstr("add it to reads with .before(1).linked()."));
}

Plugin lists_each() {
  return one_rule({kReached.before(1).linked()}, {}, [](Case& school) {
    std::string words;
    for (const Value& value : school.school().measures("KS2_EXS_RWM", 2011, History::linked))
      words += Figure<Percent>(value).words() + " ";
    for (const Ancestor& ancestor : school.school().ancestors())
      words += std::to_string(ancestor.distance) + ":" + std::to_string(ancestor.urn) + " ";
    school.fill("words", words + (school.school().has_more_ancestors() ? "and more" : "and no more"));
    school.answer("YES");
  });
}

TEST(History, of_each_of_several_schools_can_be_asked_for) {
  World world(2012, "886");
  world.school(900003).attribute("name", "Oak");
  world.ancestor(900001, 2011).measure(kReached, "40");
  world.ancestor(900002, 2011).measure(kReached, "70");
  world.link(900001, 900003, "merged").link(900002, 900003, "merged");
  EXPECT_EQ(world.run(entry<lists_each>()).of(900003).sentence, "Oak: 40% 70% 1:900001 1:900002 and no more");
}

// ---- Schools that are left out --------------------------------------------------------------------------------------

Plugin leaves_out() {
  return one_rule({kReached}, {}, [](Case& school) {
    if (!school.on_record(kReached)) return school.leave_out();
    school.fill("words", school[kReached].words());
    school.answer("YES");
  });
}

// Whether a table has evidence for a cell is what tells an empty cell from a school that no file of figures names.
TEST(LeftOut, is_a_school_that_no_file_of_the_measure_names) {
  testing::TableBuilder schools("school/1", 2);
  testing::TableBuilder measures("measure/1", 2);
  for (auto* table : {&schools, &measures}) {
    table->add_decimals("urn", {"900001", "900002"});
    table->add_decimals("year", {"2017", "2017"});
  }
  for (const char* name : {"name", "la_code", "estab", "kind", "status", "type", "age_range"})
    schools.add_strings(name, {"a", "b"});
  measures.add_decimals("KS2_EXS_RWM", {Missing::not_supplied, Missing::not_supplied});
  tw_table tables[] = {schools.table(), measures.table()};
  const std::uint32_t tokens[] = {7, 0};
  auto columns = std::vector<tw_column>(tables[1].columns, tables[1].columns + tables[1].column_count);
  columns[2].evidence = tokens;
  tables[1].columns = columns.data();
  tw_input input{};
  input.size = sizeof(input);
  input.year = 2017;
  input.tables = tables;
  input.table_count = 2;
  const Facts facts(input, {});
  const auto all = facts.schools();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_TRUE(all[0].on_record("KS2_EXS_RWM", 2017));
  EXPECT_FALSE(all[1].on_record("KS2_EXS_RWM", 2017));
  EXPECT_FALSE(all[0].on_record("KS2_EXS_RWM", 2016));
}

TEST(LeftOut, has_no_finding) {
  World world(2017, "886");
  world.school(900001).measure(kReached, "58");
  world.school(900002).measure(kReached, Missing::not_supplied);
  EXPECT_EQ(world.run(entry<leaves_out>()).findings.size(), 2u) << "an empty cell is a row all the same";
}

Plugin leaves_all_out() {
  return one_rule({kReached}, {}, [](Case& school) { school.leave_out(); });
}

TEST(LeftOut, may_be_every_school) {
  World world(2017, "886");
  world.school(900001);
  const auto run = world.run(entry<leaves_all_out>());
  EXPECT_TRUE(run.completed);
  EXPECT_THAT(run.findings, IsEmpty());
}

// ---- Attributes of other years ----

Plugin says_its_kinds() {
  return one_rule({kReached.before(2)}, {}, [](Case& school) {
    std::string words;
    for (const int year : {2017, 2016, 2015}) {
      const Text kind = school.school().attribute("kind", year);
      words += (kind.text() != nullptr ? std::string(*kind.text()) : std::string(in_words(*kind.missing()))) + "; ";
    }
    school.fill("words", words);
    school.answer("YES");
  });
}

TEST(Attributes, of_another_year_are_those_that_the_school_had_then) {
  World world(2017, "886");
  world.school(900001, 2015).attribute("kind", "other");
  world.school(900002, 2015).attribute("kind", "special");
  world.school(900002, 2017).attribute("kind", "mainstream");
  world.school(900003, 2016).attribute("kind", "other");
  EXPECT_EQ(world.run(entry<says_its_kinds>()).of(900002).sentence,
            "School 900002: mainstream; not in the file; special; ");
}

// ---- Items ----------------------------------------------------------------------------------------------------------

constexpr Origin kBriefing{"A briefing", "2008", "local"};

// In a category at some time in the cycle, its own or that of a school from which it has come.
Plugin had_a_category() {
  return one_rule({}, {kInspections}, [](Case& school) {
    std::string words;
    Truth any = Truth::no;
    const Day start(std::chrono::year(2005), std::chrono::September, std::chrono::day(1));
    for (const Item& inspection : school.items(kInspections)) {
      const Date began = inspection.date("started_on");
      words += std::to_string(inspection.urn()) + "/" + std::string(inspection.key()) + " " +
               std::to_string(inspection.year()) + " grade " + inspection[kOverall].words() + " " +
               (began.day() != nullptr ? in_words(*began.day()) : std::string(in_words(*began.missing()))) + "; ";
      if (school.compare(began, Operator::greater_or_equal, start, kBriefing) == Truth::no) continue;
      any = any || school.compare(inspection.text("category"), "SM", kBriefing);
    }
    school.fill("words", words);
    school.answer(any, "YES", "NO", "NO");
  });
}

TEST(Items, of_both_schools_of_a_merger_are_there) {
  World world(2011, "886");
  world.school(900003).attribute("name", "Oak Primary");
  world.link(900001, 900003, "merged", "2010-09-01").link(900002, 900003, "merged", "2010-09-01");
  world.item("inspection/1", 900003, 2011, "30").measure(kOverall, "2").attribute("started_on", "2011-03-01");
  world.item("inspection/1", 900001, 2007, "9")
      .measure(kOverall, "4")
      .attribute("started_on", "2006-10-12")
      .attribute("category", "SM");
  world.item("inspection/1", 900002, 2009, "10")
      .measure(kOverall, Missing::not_entered)
      .attribute("started_on", Missing::unparseable);
  world.item("inspection/1", 900001, 2005, "8").measure(kOverall, "1").attribute("started_on", "2005-01-20");
  const auto run = world.run(entry<had_a_category>());
  const auto& finding = run.of(900003);
  EXPECT_EQ(finding.sentence,
            "Oak Primary: 900003/30 2011 grade 2 1 March 2011; 900001/9 2007 grade 4 12 October 2006; 900002/10 2009 "
            "grade missing because no pupil was entered unreadable; ");
  EXPECT_EQ(finding.outcome, "YES") << "the infant school's category counts";
  ASSERT_EQ(finding.predicates.size(), 6u);
  EXPECT_EQ(finding.predicates[0].observed_text, "2011-03-01");
  EXPECT_EQ(finding.predicates[0].threshold_text, "2005-09-01");
  EXPECT_EQ(finding.predicates[0].operation, Operator::greater_or_equal);
  EXPECT_EQ(finding.predicates[0].truth, Truth::yes);
  EXPECT_EQ(world.cell(finding.predicates[3].evidence), "900001 9 category");
  EXPECT_EQ(finding.predicates[4].truth, Truth::unknown);
  EXPECT_EQ(finding.predicates[4].observed_text, "");
}

TEST(Items, are_asked_for_as_far_as_any_rule_reads_them) {
  const Manifest manifest = testing::describe(entry<had_a_category>());
  ASSERT_EQ(manifest.needs.size(), 3u);
  EXPECT_EQ(manifest.needs[1].table, "lineage/1");
  EXPECT_EQ(manifest.needs[2].table, "inspection/1");
  EXPECT_EQ(manifest.needs[2].years_before, 5u);
  EXPECT_THAT(manifest.needs[2].names, ElementsAre("OFSTED_OE", "category", "started_on"));
}

const Items kAdvisers{"adviser/1", {"accreditation"}};

Plugin reads_advisers() {
  return one_rule({}, {kAdvisers}, [](Case& school) {
    std::string words;
    for (const Item& adviser : school.facts().items(kAdvisers))
      words += std::string(adviser.key()) + " " + std::string(*adviser.text("accreditation").text()) + "; ";
    school.fill("words", words);
    school.answer("YES");
  });
}

TEST(Items, about_advisers_belong_to_no_school) {
  World world(2011, "886");
  world.school(900001).attribute("name", "Oak");
  world.item("adviser/1", 0, 2011, "S2").attribute("accreditation", "active");
  world.item("adviser/1", 0, 2011, "S1").attribute("accreditation", "suspended");
  world.item("adviser/1", 0, 2010, "S3").attribute("accreditation", "removed");
  EXPECT_EQ(world.run(entry<reads_advisers>()).of(900001).sentence, "Oak: S1 suspended; S2 active; ");
}

Plugin reads_undeclared_items() {
  return one_rule({}, {}, [](Case& school) {
    school.items(kInspections);
    school.answer("YES");
  });
}

TEST(Items, that_a_rule_does_not_name_fail_its_run) {
  World world(2011, "886");
  world.school(900001);
  EXPECT_THAT(world.run(entry<reads_undeclared_items>()).failure, HasSubstr("add it to the rule's items"));
}

// ---- Days -----------------------------------------------------------------------------------------------------------

TEST(Days, are_real_or_none) {
  EXPECT_EQ(parse_day("2012-02-29"), Day(std::chrono::year(2012) / 2 / 29));
  for (const char* wrong :
       {"2011-02-29", "2011-13-01", "2011-00-01", "2011-1-01", "01/09/2011", "2011-09-01 ", "", "2o11-09-01"})
    EXPECT_FALSE(parse_day(wrong)) << wrong;
  EXPECT_EQ(written(Day(std::chrono::year(2011) / 9 / 1)), "2011-09-01");
  EXPECT_EQ(in_words(Day(std::chrono::year(2012) / 10 / 28)), "28 October 2012");
}

// 13,903 days after 1970-01-01 is 2008-01-25, by Python's datetime; the clocks' changes do not matter.
TEST(Days, of_the_reference_date_are_counted_from_1970) {
  EXPECT_EQ(written(day_of(13'903)), "2008-01-25");
  EXPECT_EQ(written(day_of(13'968)), "2008-03-30");
  EXPECT_EQ(written(day_of(14'178)), "2008-10-26");
}

TEST(Days, that_are_missing_compare_as_unknown) {
  const Day limit(std::chrono::year(2011) / 9 / 1);
  EXPECT_EQ(Date(Text(Missing::not_supplied)) < limit, Truth::unknown);
  EXPECT_EQ(Date(Text("2011-08-31")) < limit, Truth::yes);
  EXPECT_EQ(Date(Text("2011-09-01")) < limit, Truth::no);
  EXPECT_EQ(Date(Text("2011-09-01")) <= limit, Truth::yes);
  EXPECT_EQ(Date(Text("2011-09-01")) == limit, Truth::yes);
  EXPECT_EQ(Date(Text("2011-09-02")) > limit, Truth::yes);
  EXPECT_EQ(Date(Text("soon")) >= limit, Truth::unknown);
  EXPECT_EQ(*Date(Text("soon")).missing(), Missing::unparseable);
}

}  // namespace
}  // namespace termwise
