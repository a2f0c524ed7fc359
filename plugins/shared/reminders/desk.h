// What each rule works with: the facts of a run, who is who among the advisers, the days of the LA's calendar, and the
// reminder that it fills in and hands over. A rule itself says only what it looks for, from which day, and with whom it is.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

#include "reminders/days.h"
#include "reminders/protocol.h"
#include "reminders/registers.h"
#include "reminders/roles.h"

namespace termwise::reminders {

inline constexpr std::string_view kJob = "qa-reminders";
// The source of a rule whose days nobody has published.
inline constexpr std::string_view kOurDefault = "Termwise's default; tunable by the LA";

// A visit that has not been cancelled and has a date.
struct Visit {
  Item row;
  Day date;
};

// An adviser's time with a school, both days belonging to it. Without a first or last day it is the register's academic year;
// one that has ended nobody knows when is no longer than its first day.
struct Spell {
  Item row;
  Day first;
  Day last;
};

// From when on a reminder is with somebody. Without a day it never comes: the calendar ends before.
struct Step {
  std::optional<Day> from;
  Role role;
  std::string addressee = {};  // the key of an adviser, where it is known to be one
};

// Of one rule in one run. Borrows all of it.
class Desk {
 public:
  Desk(const Facts& facts, const Reminders& reminders, const Protocol& protocol);

  const Facts& facts() const { return *facts_; }
  const Protocol& protocol() const { return *protocol_; }
  const Calendar& calendar() const { return facts_->calendar(); }
  Day today() const { return today_; }
  // The summer of the academic year in which today lies; the run's own may be an earlier one, with the latest results.
  int year() const { return year_; }

  // Schools that are not said to be closed.
  std::vector<School> schools() const;
  // A school's visits with a date, in the order of their dates.
  std::vector<Visit> visits(const School& school) const;
  // Who serves a school, when; proposed and disputed assignments are none. In the order of their first days.
  std::vector<Spell> spells(const School& school) const;

  // The adviser who visits, else the one who serves the school on the visit's day; empty where neither is known.
  std::string adviser_of(const School& school, const Visit& visit) const;
  // The one who serves the school on a day; empty where nobody is known to.
  std::string adviser_of(const School& school, const Day& on) const;
  // The adviser's line manager, where that is an adviser too; else empty.
  std::string line_manager_of(std::string_view adviser) const;
  // Whether somebody is in the register of advisers.
  bool is_adviser(std::string_view key) const { return advisers_.count(key) != 0; }
  // Rows of the register of advisers of this academic year.
  std::vector<Item> advisers() const;
  // As sentences call an adviser: by name, else by the register's reference.
  static std::string called(const Item& adviser);

  // So many working days after a day or before it. Empty where the calendar does not reach.
  std::optional<Day> after(const std::optional<Day>& day, const Number<WorkingDays>& parameter) const;
  std::optional<Day> before(const std::optional<Day>& day, const Number<WorkingDays>& parameter) const;
  // So many days of the calendar.
  Day after(const Day& day, const Number<Days>& parameter) const;
  Day before(const Day& day, const Number<Days>& parameter) const;

  Reminder about(const School& school, const Day& reference, std::string item = {}) const;
  Reminder about_adviser(const Item& adviser, const Day& reference, std::string item = {}) const;
  Reminder about_la(const Day& reference, std::string item = {}) const;
  // Whose day it is that a comparison rests on: the LA's own where it has set the parameter, else `source`.
  Origin origin(std::string_view source, const Parameter& parameter, std::string_view confidence = "local") const;

  // That a register has no row of what is expected, as evidence. Texts are borrowed.
  static void keep_missing(Reminder& reminder, std::string_view column, int year, std::string_view expected,
                           const Origin& origin);
  // Raises it by the first step and escalates it by the others, as far as the calendar reaches, and hands it over.
  void give(Reminder& reminder, const std::vector<Step>& steps) const;

 private:
  const Facts* facts_;
  const Reminders* reminders_;
  const Protocol* protocol_;
  Day today_;
  int year_;
  std::map<std::string_view, Item> advisers_;  // the latest row of each
};

// A rule of the job, as far as they are all alike. `remind` is called with what it works with.
Rule reminder_rule(std::string id, const Protocol& protocol, std::function<void(const Desk&)> remind);

}  // namespace termwise::reminders
