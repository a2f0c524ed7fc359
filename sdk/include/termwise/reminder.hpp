// How a rule reminds: somebody is to do something, from a day on; if it is not done, others are told as well. What was done
// in time is never said.
//
//   void remind(const Facts& facts, Reminders& reminders) {
//     for (const School& school : facts.schools())
//       for (const Item& visit : school.items(kVisits)) {
//         const Date date = visit.date("visited_on");
//         if (date.missing() != nullptr) continue;
//         const auto due = facts.calendar().working_days_from(*date.day(), 10);
//         if (!due) continue;
//         Reminder reminder = reminders.about(school, *date.day(), std::string(visit.key()));
//         reminder.to(*due, {"sip", "the SIP"}).to(..., {"line-manager", "the line manager"});
//         if (...) reminder.done(day);
//         reminders.give(reminder);
//       }
//   }
//
// Its outcomes are OPEN and CLOSED, with a sentence each. In a sentence stand, without any work: {school} (also the adviser or
// the Local Authority that it is about), {item}, {reference}, {raised}, {to}, {year}, {la} and each parameter of the rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <termwise/facts.hpp>
#include <termwise/finding.hpp>
#include <termwise/rule.hpp>
#include <termwise/wording.hpp>

namespace termwise {

// With whom a reminder is.
struct Role {
  std::string_view code;   // as people in the LA's file have it: "head-teacher"
  std::string_view words;  // "the head teacher"
};

// One reminder as it is built up. compare() of Finding keeps evidence.
class Reminder : public Finding {
 public:
  // From that day on it is with them. The first call raises it; each further one, of a later day, escalates it, twice at most.
  // `addressee` is the key of an item of adviser/1, where it is one of them.
  Reminder& to(const Day& from, const Role& role, std::string addressee = {}) {
    steps_.push_back({from, role, std::move(addressee)});
    return *this;
  }
  // That what it asks for was done on that day; `how` is a reason code ("LATE") or empty. What was done before it was raised is
  // no reminder.
  Reminder& done(const Day& on, std::string_view how = {}) {
    done_ = on;
    how_ = how;
    return *this;
  }
  // What a placeholder of the sentence stands for.
  Reminder& fill(std::string placeholder, std::string words) {
    filled_.emplace_back(std::move(placeholder), std::move(words));
    return *this;
  }

 private:
  friend class Reminders;
  struct Step {
    Day from;
    Role role;
    std::string addressee;
  };

  Reminder(std::string_view rule, std::uint32_t kind, std::int64_t urn, int year, const Day& reference,
           std::string called, std::string person, std::string item)
      : Finding(rule, kind, urn, year),
        reference_(reference),
        called_(std::move(called)),
        person_(std::move(person)),
        item_(std::move(item)) {}

  Day reference_;
  std::string called_;
  std::string person_;
  std::string item_;
  std::vector<Step> steps_;
  std::optional<Day> done_;
  std::string_view how_;
  std::vector<std::pair<std::string, std::string>> filled_;
};

// Where finished reminders go: to the host, which copies each.
class Reminders {
 public:
  Reminders(const Rule& rule, const Facts& facts, Findings& findings)
      : rule_(&rule), facts_(&facts), findings_(&findings), wording_(rule) {}

  // About a school. `reference` is the day that it is reckoned from; together with rule, school and item it names the reminder
  // for ever, so that a visit that is moved has another one.
  Reminder about(const School& school, const Day& reference, std::string item = {}) const {
    return {rule_->id, TW_SUBJECT_SCHOOL, school.urn(), facts_->year(),
            reference, school.called(),   {},           std::move(item)};
  }
  // About an adviser: `key` is that of an item of adviser/1, which the rule must read, and `name` how sentences call them.
  Reminder about_adviser(std::string_view key, std::string name, const Day& reference, std::string item = {}) const {
    return {rule_->id,        TW_SUBJECT_ADVISER, 0, facts_->year(), reference, std::move(name),
            std::string(key), std::move(item)};
  }
  // About the run's Local Authority.
  Reminder about_la(const Day& reference, std::string item = {}) const {
    return {rule_->id, TW_SUBJECT_LA, 0, facts_->year(), reference, "the Local Authority", {}, std::move(item)};
  }

  // Hands it over, if it stands on the run's reference date or has stood before. Throws a Failure where it is with nobody, or
  // its days are not in order, and Findings::Stopped.
  void give(Reminder& reminder) const {
    const Day today = facts_->reference_day();
    const auto& steps = reminder.steps_;
    if (steps.empty() || steps.size() > TW_MAX_LEVEL)
      throw Failure("The rule " + rule_->id + " gives a reminder to nobody, or escalates it more than twice.");
    for (std::size_t i = 1; i < steps.size(); ++i)
      if (steps[i].from <= steps[i - 1].from)
        throw Failure("The rule " + rule_->id + " escalates a reminder on " + written(steps[i].from) +
                      ", which is not after " + written(steps[i - 1].from) + ".");
    const std::optional<Day> done = reminder.done_ && *reminder.done_ <= today ? reminder.done_ : std::nullopt;
    if (steps.front().from > today || (done && *done < steps.front().from)) return;
    const Day until = done.value_or(today);
    std::size_t level = 1;
    while (level < steps.size() && steps[level].from <= until) ++level;
    const auto& step = steps[level - 1];

    tw_reminder image{};
    image.size = sizeof image;
    image.level = static_cast<std::uint32_t>(level);
    image.person = borrow(reminder.person_);
    image.item = borrow(reminder.item_);
    image.reference_date = days(reminder.reference_);
    image.raised_on = days(steps.front().from);
    image.level_since = days(step.from);
    image.next_on = done || level == steps.size() ? TW_NO_DAY : days(steps[level].from);
    image.closed_on = done ? days(*done) : TW_NO_DAY;
    image.role = borrow(step.role.code);
    image.addressee = borrow(step.addressee);
    reminder.set_outcome(done ? "CLOSED" : "OPEN", done ? reminder.how_ : std::string_view());
    word(reminder, step.role);
    findings_->emit(reminder, &image);
  }

 private:
  static std::int32_t days(const Day& day) {
    return static_cast<std::int32_t>(std::chrono::sys_days(day).time_since_epoch().count());
  }

  void word(Reminder& reminder, const Role& role) const {
    const Wording::Sentence& sentence = wording_.sentence(wording_.sentence_for(reminder.outcome(), reminder.how_));
    reminder.set_template(sentence.template_id);
    for (const std::string& placeholder : sentence.placeholders)
      reminder.add_argument(placeholder, words_for(placeholder, reminder, role));
  }
  std::string words_for(const std::string& placeholder, const Reminder& reminder, const Role& role) const {
    for (auto each = reminder.filled_.rbegin(); each != reminder.filled_.rend(); ++each)
      if (each->first == placeholder) return each->second;
    if (placeholder == "school") return reminder.called_;
    if (placeholder == "item") return reminder.item_;
    if (placeholder == "reference") return in_words(reminder.reference_);
    if (placeholder == "raised") return in_words(reminder.steps_.front().from);
    if (placeholder == "to") return std::string(role.words);
    if (placeholder == "year") return academic_year(facts_->year());
    if (placeholder == "la") return std::string(facts_->la_code());
    if (facts_->declared(placeholder) != nullptr)
      return std::string(facts_->text_of(placeholder).value_or(std::string_view("not set")));
    throw Failure("The rule " + rule_->id + " has a sentence with the placeholder {" + placeholder +
                  "}, and nothing says what stands there: fill(\"" + placeholder + "\", ...).");
  }

  const Rule* rule_;
  const Facts* facts_;
  Findings* findings_;
  Wording wording_;
};

}  // namespace termwise
