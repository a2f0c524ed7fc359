// What the rules about visits look at: one school in the academic year in which the run's reference day lies. The run's own year
// may be an earlier one, with the latest results.
#pragma once

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
// "school data and results" of {"school data", "results"}; with "; " between, for parts that have commas.
std::string listed(const std::vector<std::string>& parts);

// One school under one rule. Borrows the case.
class Look {
 public:
  Look(Case& school, const Programme& programme);

  Case& school() { return *school_; }
  const Programme& programme() const { return *programme_; }
  const Facts& facts() const { return school_->facts(); }
  const Calendar& calendar() const { return facts().calendar(); }
  Day today() const { return today_; }
  // The summer of the academic year that today lies in.
  int year() const { return year_; }

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
  Origin origin() const { return {programme_->source, {}, "verified"}; }

 private:
  Case* school_;
  const Programme* programme_;
  Day today_;
  int year_;
};

}  // namespace termwise::visits
