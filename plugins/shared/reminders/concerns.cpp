#include "reminders/concerns.h"

#include <algorithm>

#include "reminders/desk.h"

namespace termwise::reminders {
namespace {

constexpr auto kPlanRaise =
    working_days("plan_working_days", "15",
                 "A school that causes concern has a support plan so many working days after it began to.");
constexpr auto kPlanHead =
    working_days("plan_head_working_days", "10",
                 "So many working days after a support plan should have been there the head of service is told.");
constexpr auto kReviewLead =
    working_days("plan_review_lead_working_days", "10",
                 "So many working days after a plan's review was due the lead for schools causing concern is told.");
constexpr auto kFlagRaise =
    working_days("flag_working_days_before", "10",
                 "So many working days before a flag expires its owner is asked whether it is still needed.");

// Plans, flags and notices stay in the year in which they began, for as long as they last.
constexpr int kYearsBack = 3;
const Items kFlags{"flag/1", {"flag_weight", "flag_owner", "raised_on", "expires_on", "flag_closed_on"}, kYearsBack};
const Items kPlans{"support_plan/1", {"plan_recorded_on", "plan_ended_on"}, kYearsBack};
const Items kReviews{"plan_review/1", {"support_plan", "due_on", "reviewed_on"}, kYearsBack};
const Items kInspections{"inspection/1", {"category", "started_on", "published_on"}, kYearsBack};

// When and by what a school came to cause concern, and the cell that says so.
struct Entry {
  Day on;
  Date evidence;
  std::string words;
};

bool is_known(const Item& inspection, const Day& today) {
  const auto published = day(inspection, "published_on");
  return published && *published <= today;
}

// The latest inspection whose report is out; null where there is none.
const Item* latest_of(const std::vector<Item>& inspections, const Day& today) {
  const Item* latest = nullptr;
  for (const Item& inspection : inspections)
    if (const auto began = day(inspection, "started_on"); began && is_known(inspection, today))
      if (latest == nullptr || *began > *day(*latest, "started_on")) latest = &inspection;
  return latest;
}

// The earliest of what still stands: flags of concern, which only their owners close, and a category of concern from Ofsted.
std::optional<Entry> entry_of(const School& school, const std::vector<Item>& inspections, const Day& today) {
  std::optional<Entry> entry;
  const auto take = [&](const Item& item, std::string_view column, std::string words) {
    const auto on = day(item, column);
    if (on && (!entry || *on < entry->on)) entry = {*on, item.date(column), std::move(words)};
  };
  for (const Item& flag : school.items(kFlags)) {
    const auto closed = day(flag, "flag_closed_on");
    if (word(flag, "flag_weight") == "soft signal" || (closed && *closed <= today)) continue;
    take(flag, "raised_on", "the LA's flag " + std::string(flag.key()));
  }
  if (const Item* latest = latest_of(inspections, today); latest != nullptr && !word(*latest, "category").empty())
    take(*latest, "published_on", "the category of concern of its latest inspection");
  return entry;
}

// The first day of a plan that runs on that day or begins after it.
std::optional<Day> planned_from(const std::vector<Item>& plans, const Day& on) {
  std::optional<Day> first;
  for (const Item& plan : plans) {
    const auto recorded = day(plan, "plan_recorded_on");
    const auto ended = day(plan, "plan_ended_on");
    if (recorded && !(ended && *ended < on) && (!first || *recorded < *first)) first = recorded;
  }
  return first;
}

// A review that is due: the day that the register gives for it, else the last working day of the half-term.
struct Due {
  Day on;
  std::optional<Day> reviewed;
  std::optional<Item> row;
};

Due due_in(const Calendar& calendar, const TermDays& half, const Item& plan, const std::vector<Item>& reviews) {
  Due due{calendar.working_days_from(days_from(half.last, 1), -1).value_or(half.last), std::nullopt, std::nullopt};
  for (const Item& review : reviews) {
    if (review.year() != plan.year() || word(review, "support_plan") != plan.key()) continue;
    const auto planned = day(review, "due_on");
    const auto reviewed = day(review, "reviewed_on");
    if (planned && *planned >= half.first && *planned <= half.last) {
      due.on = *planned;
      due.row = review;
      if (reviewed) due.reviewed = due.reviewed ? std::min(*due.reviewed, *reviewed) : *reviewed;
    }
    if (reviewed && *reviewed >= half.first)
      due.reviewed = due.reviewed ? std::min(*due.reviewed, *reviewed) : *reviewed;
  }
  return due;
}

// An LA may number its plans anew each year.
std::string plan_in_words(const School& school, const Item& plan) {
  const std::string key(plan.key());
  return plan.year() == school.year() ? key : key + " of " + academic_year(plan.year());
}

void remind_of_reviews(const Desk& desk, const School& school, const Item& plan, const std::vector<Item>& reviews,
                       const TermDays& half) {
  const auto recorded = day(plan, "plan_recorded_on");
  const auto ended = day(plan, "plan_ended_on");
  if (!recorded || *recorded > half.first || (ended && *ended <= half.last)) return;
  const Due due = due_in(desk.calendar(), half, plan, reviews);
  Reminder reminder = desk.about(school, due.on, plan_in_words(school, plan));
  const Origin origin = desk.origin(kOurDefault, kReviewLead);
  reminder.compare(plan.date("plan_recorded_on"), Operator::less_or_equal, half.first, origin);
  if (due.row) reminder.compare(due.row->date("reviewed_on"), Operator::less, due.on, origin);
  if (due.reviewed) reminder.done(*due.reviewed);
  const std::string adviser = desk.adviser_of(school, desk.today());
  desk.give(reminder, {{due.on, desk.protocol().sip, adviser}, {desk.after(due.on, kReviewLead), kConcernLead}});
}

// A role's code consists of small letters, digits and dashes.
bool is_role(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Step with_owner(const Desk& desk, const Item& flag, const std::optional<Day>& from) {
  constexpr Role kOwner{"flag-owner", "the owner of the flag"};
  const std::string_view owner = word(flag, "flag_owner");
  if (desk.is_adviser(owner)) return {from, kOwner, std::string(owner)};
  return {from, is_role(owner) ? Role{owner, kOwner.words} : kOwner};
}

}  // namespace

Rule concern_without_plan(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r23", protocol, [](const Desk& desk) {
    for (const School& school : desk.schools()) {
      const std::vector<Item> inspections = school.items(kInspections);
      const std::vector<Item> plans = school.items(kPlans);
      const auto entry = entry_of(school, inspections, desk.today());
      const auto raised = entry ? desk.after(entry->on, kPlanRaise) : std::nullopt;
      if (!raised) continue;
      Reminder reminder = desk.about(school, entry->on);
      const Origin origin = desk.origin(kOurDefault, kPlanRaise);
      reminder.compare(entry->evidence, Operator::less_or_equal, desk.today(), origin);
      for (const Item& plan : plans) reminder.compare(plan.date("plan_recorded_on"), Operator::less, *raised, origin);
      if (const auto planned = planned_from(plans, entry->on)) reminder.done(*planned);
      reminder.fill("why", entry->words);
      desk.give(reminder, {{raised, kConcernLead}, {desk.after(raised, kPlanHead), kHeadOfService}});
    }
  });
  rule.title = "School causing concern without a support plan";
  rule.outcomes = {
      {"OPEN",
       "{school} causes concern since {reference} ({why}) and has no support plan. The LA's lead for schools causing "
       "concern is to agree one with the school and record it. This is now with {to}."},
      {"CLOSED",
       "{school}, which causes concern since {reference} ({why}), now has a support plan; by {raised} it had none."}};
  rule.items.insert(rule.items.end(), {kFlags, kPlans, kInspections});
  rule.parameters = {kPlanRaise, kPlanHead};
  return rule;
}

Rule plan_review_due(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r24", protocol, [](const Desk& desk) {
    // With the last half-term of the year before, whose review may still be open.
    std::vector<TermDays> halves = desk.calendar().halves(desk.year());
    const std::vector<TermDays> before = desk.calendar().halves(desk.year() - 1);
    if (!before.empty()) halves.insert(halves.begin(), before.back());
    for (const School& school : desk.schools()) {
      const std::vector<Item> reviews = school.items(kReviews);
      for (const Item& plan : school.items(kPlans))
        for (const TermDays& half : halves) remind_of_reviews(desk, school, plan, reviews, half);
    }
  });
  rule.title = "Review of a support plan due";
  rule.outcomes = {
      {"OPEN",
       "The progress of {school} against its support plan {item} is reviewed every half-term; the review due on "
       "{reference} is not on record. The {adviser} is to review it and record the day. This is now with {to}."},
      {"CLOSED", "The review of the support plan {item} of {school} that was due on {reference} is on record."}};
  rule.items.insert(rule.items.end(), {kPlans, kReviews});
  rule.parameters = {kReviewLead};
  return rule;
}

Rule flag_expires(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r30", protocol, [](const Desk& desk) {
    for (const School& school : desk.schools())
      for (const Item& flag : school.items(kFlags)) {
        const auto expires = day(flag, "expires_on");
        const auto raised = desk.before(expires, kFlagRaise);
        if (!raised) continue;
        Reminder reminder = desk.about(school, *expires, std::string(flag.key()));
        const Origin origin = desk.origin(kOurDefault, kFlagRaise);
        reminder.compare(flag.date("expires_on"), Operator::greater, *raised, origin);
        reminder.compare(flag.date("flag_closed_on"), Operator::less, *raised, origin);
        if (const auto closed = day(flag, "flag_closed_on")) reminder.done(*closed);
        desk.give(reminder, {with_owner(desk, flag, raised), {expires, kConcernLead}});
      }
  });
  rule.title = "Flag of concern about to expire";
  rule.outcomes = {{"OPEN",
                    "The flag {item} about {school} expires on {reference}. Its owner is to look at it, and either "
                    "close it or enter a later day; data alone never clears it. This is now with {to}."},
                   {"CLOSED", "The flag {item} about {school}, which was to expire on {reference}, has been closed."}};
  rule.items.push_back(kFlags);
  rule.parameters = {kFlagRaise};
  return rule;
}

}  // namespace termwise::reminders
