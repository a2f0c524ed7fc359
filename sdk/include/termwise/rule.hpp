// A rule: what it is called, where it is published, what it may answer and in which sentences, what it reads, and the
// function that decides it for one school.
//
//   const Rule kFewLeavers{
//       .id = "few-leavers",
//       .job = "concern-flag",
//       .title = "Few leavers",
//       .source = "LA protocol 2017, page 3",
//       .outcomes = {{"FEW", "Only {KS2_COHORT} left {school} in {year}, and fewer than {few} are few."},
//                    {"NOT_KNOWN", "How many left {school} in {year} is {KS2_COHORT}."},
//                    {"ENOUGH", "{KS2_COHORT} left {school} in {year}."}},
//       .reads = {kLeavers},
//       .parameters = {kFew},
//       .judge = [](Case& school) { school.answer(school.is(kLeavers < kFew), "FEW", "ENOUGH", "NOT_KNOWN"); }};
//
// In a sentence stand, without any work: {school}, {year}, {la}, each parameter of the rule by its name, and each measure
// that it reads by its code, in words with its unit ("31 pupils", or "suppressed to protect pupils"); a measure N years
// earlier as {CODE-N}. Anything else is given by Case::fill(). Two braces are one that is meant.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/item.hpp>
#include <termwise/manifest.hpp>
#include <termwise/measure.hpp>
#include <termwise/parameter.hpp>

namespace termwise {

class Case;
class Facts;
class Reminders;

// A measure that a rule reads, and how far back.
struct Read {
  std::string code;
  int years_before = 0;  // 0: the run's own year only; 2: that one and the two before it
  std::string_view unit = {};
  History history = History::own;  // over which links at most

  Read() = default;
  template <class Unit>
  Read(const Measure<Unit>& measure)
      : code(measure.code), years_before(measure.years_before), unit(Unit::name), history(measure.history) {}
};

// "KS2_EXS_RWM_PREV1": what a file repeats of a measure of one year before its own.
inline std::string repeated_code(std::string_view code, int years_before) {
  return std::string(code) + "_PREV" + std::to_string(years_before);
}

// What Case::repeated() reads of a measure, back to so many years before the run's own.
template <class Unit>
std::vector<Read> reads_repeated(const Measure<Unit>& measure) {
  std::vector<Read> all{Read(measure)};
  for (int years = 1; years <= measure.years_before; ++years) {
    Read again;
    again.code = repeated_code(measure.code, years);
    again.unit = Unit::name;
    all.push_back(std::move(again));
  }
  return all;
}

// One answer of a rule, and its sentence. The sentence may be empty where others of the rule speak for it.
struct Outcome {
  std::string code;
  std::string sentence = {};
};

// Decides one school: answers once, by Case::answer(). It is called again with single figures changed, to find out which
// change would have led to another outcome, so that what it says must follow from the case alone.
using Judge = std::function<void(Case&)>;

// All of one rule. What has no default must be given.
struct Rule {
  std::string id;                        // "few-leavers": a to z, 0 to 9, '-', '_'; unique in the plugin
  std::string job;                       // that evaluates it: "floor-check"; abi.h lists them (tw_rule)
  std::string version = "1";             // of its logic
  std::string title;                     // "Few leavers"
  std::string source;                    // where the rule is published
  std::vector<Outcome> outcomes;         // most important first
  std::vector<Template> sentences = {};  // others: "exempt-closed" speaks for EXEMPT with the reason CLOSED
  std::uint32_t listed = 1;  // how many outcomes, from the first, put a school on the list people are told of
  std::vector<Read> reads = {};
  std::vector<Items> items = {};  // tables with several rows about a school: inspections, targets
  std::vector<Parameter> parameters = {};
  std::optional<Read> cohort = {};  // the measure that counts the pupils behind each finding
  bool national_standards = false;  // whether it reads Facts::standard()
  bool calendar = false;            // whether it reads Facts::calendar()
  Judge judge = {};
  // In place of `judge`, where something is worked out once for all schools: returns the function that judges each. What
  // would have changed a finding is then the rule's own to say, by Case::add_flip().
  std::function<Judge(const Facts&)> prepare = {};
  // In place of both, of a rule of the job qa-reminders: gives its reminders (reminder.hpp).
  std::function<void(const Facts&, Reminders&)> remind = {};
};

}  // namespace termwise
