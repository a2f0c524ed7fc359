// What the rules about visits look at: one school in the academic year in which the run's reference day lies. The run's own year
// may be an earlier one, with the latest results.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

#include "reminders/days.h"
#include "reminders/registers.h"
#include "visits/programme.h"
#include "visits/registers.h"

namespace termwise::visits {

// What pupils in England reached is on record by these measures, each in its own years.
struct Attainment {
  Measure<Percent> measure;
  std::string_view standard;
  std::string_view words;
};
inline constexpr std::array<Attainment, 2> kAttainment{
    {{{"KS2_L4_EM"}, "national-levels", "level 4 in English and maths"},
     {{"KS2_EXS_RWM"}, "national-figure", "the expected standard in reading, writing and maths"}}};

// Where a visit stands. A day to come is planned, whatever the register says.
enum class State { undated, planned, not_confirmed, held };

struct Standing {
  State state = State::undated;
  std::optional<Item> row = {};  // of the register of visits; empty where it has none that was not cancelled
  std::optional<Day> date = {};
  bool was_cancelled = false;  // and no other one has taken its place
};

// "Thursday 8 March 2012"
std::string with_weekday(const Day& day);
// "visit 2" as a sentence begins: "Visit 2".
std::string capital(std::string_view words);
// So many rows of a register are named in a sentence or kept as evidence at most, so that a finding stays readable, and within
// its limits, whatever a register holds.
inline constexpr std::size_t kMostNamed = 20;
// With "; " between, for parts that have commas. Beyond the most it says how many more there are.
std::string listed(const std::vector<std::string>& parts);

// What is the same for every school of a run. Borrows the facts.
struct Round {
  Round(const Facts& facts, const Programme& programme);

  const Facts* facts;
  const Programme* programme;
  Day today;
  int year;  // the summer of the academic year that today lies in
  std::vector<TermDays> terms;
  std::vector<Item> advisers;
  // By the code of a measure: what pupils in England reached in the summer before, where it is known.
  std::map<std::string_view, Threshold> england;
};

// One school under one rule. Borrows the case and the round.
class Look {
 public:
  Look(Case& school, const Round& round) : school_(&school), round_(&round) {}

  Case& school() { return *school_; }
  const Programme& programme() const { return *round_->programme; }
  const Round& round() const { return *round_; }
  const Facts& facts() const { return school_->facts(); }
  const Calendar& calendar() const { return facts().calendar(); }
  Day today() const { return round_->today; }
  // The summer of the academic year that today lies in.
  int year() const { return round_->year; }
  // One of its terms. Empty where it is not loaded.
  std::optional<TermDays> term(std::string_view name) const;

  // Whether the school is open and has a visit or a current adviser in this year: others do not take part in the programme.
  bool takes_part() const;
  // Of several visits of a type the latest that was held, else the first that has a day. The register's row is of this year.
  Standing standing(std::string_view type) const;
  // Rows of a register about a visit.
  std::vector<Item> rows_about(const Items& table, const Standing& visit) const;
  // Empty where the register has none.
  std::optional<Item> record_of(const Standing& visit) const;
  // Who visits, else who serves the school; empty where neither is in the register of advisers.
  std::optional<Item> adviser_of(const Standing& visit) const;
  // Whether something in a column of days has happened by today, and on which day.
  std::optional<Day> by_today(const Item& row, std::string_view column) const;

  // That a register has nothing where something is expected, as evidence.
  void keep_missing(std::string_view column, int year, std::string_view expected);
  // Whose evidence it is: the programme's.
  Origin origin() const { return {programme().source, {}, "verified"}; }

 private:
  Case* school_;
  const Round* round_;
};

// What a rule does for each school; to be a rule's `prepare`.
using JudgeLook = std::function<void(Look&)>;
std::function<Judge(const Facts&)> each_school(const Programme& programme, JudgeLook judge);

}  // namespace termwise::visits
