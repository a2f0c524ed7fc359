// What a digest says, decided before any of it is worded for a message: which schools came onto the list since this
// recipient was last told, which changed, left it, or stay on it by a new year's results. Pure: the same input gives the
// same digest. Whether there is anything to say is decided here, too.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/bar_chart.h"
#include "report/finding_json.h"
#include "report/wording.h"

namespace termwise::report {

// No figure of so few pupils, or fewer, or of a number of pupils that is not known, stands in a mail: it would tell of
// single children.
inline constexpr std::int64_t kSmallCohort = 5;
// Of one section; how many more there are is said, with a link.
inline constexpr std::size_t kMostEntries = 40;

// ---- Input --------------------------------------------------------------------------------------------------------

// One rule's present verdict on one subject.
struct CurrentFinding {
  FindingRow row;
  std::int64_t lineage = 0;     // the subject's first URN
  bool listed = false;          // its outcome puts it on the list
  int since = 0;                // the first summer of those in a row in which it was listed; 0: it is not listed
  bool since_is_first = false;  // nothing is known of the year before that
};

// What this recipient was last told.
struct ToldFinding {
  std::string rule;
  std::int64_t lineage = 0;
  std::string school;
  int year = 0;
  std::string outcome;
  std::string reason;
  std::string sentence;
  bool withheld = false;  // its figures were not for mails
};

// How a rule stands in an LA.
struct RuleStanding {
  std::string rule;
  std::string title;  // "KS2 floor standard"
  int year = 0;       // the summer it judges now
  std::int64_t run = 0;
  std::string plugin;        // "kent 1.0.0"
  std::vector<Bar> history;  // of each year checked: how many are listed, of all
  std::string note;          // "No standard is set for 2018/19." or empty
};

// A file loaded since.
struct LoadedFile {
  std::string name;
  std::string source;  // what it is and of which year: "DfE key stage 2 performance tables, 2016/17"
  std::chrono::year_month_day loaded;
  std::int64_t errors = 0;
  std::int64_t queries = 0;  // without a notepad explanation
};

// What became of a reminder since, or that it is open at the start.
struct ReminderEntry {
  std::int64_t id = 0;
  std::string kind;     // "raised", "escalated", "reopened", "open"; "done", "withdrawn", "waived"
  std::string subject;  // "Oak Primary (URN 900001)", "Jo Field (A17)"
  std::string sentence;
  std::string with;  // "with the role sip since 23 February 2012"; empty where it is over
};

struct DigestInput {
  std::string la_code;
  std::string la_name;
  std::chrono::sys_seconds now;                        // by the database's clock
  std::optional<std::chrono::year_month_day> told_on;  // none: a starting position
  std::vector<CurrentFinding> findings;                // most important first, listed or not
  std::vector<ToldFinding> told;
  std::vector<RuleStanding> rules;  // in the order in which they are told; those of all findings are among them
  std::vector<LoadedFile> files;
  std::vector<std::string> problems;          // what went wrong and was not made good, a sentence each
  std::vector<ReminderEntry> reminders = {};  // that this recipient is to be told of, the most pressing first
  std::int64_t open_reminders = 0;            // of the LA
};

// ---- The digest ---------------------------------------------------------------------------------------------------

enum class Change { added, changed, cleared, still };

struct Figure {
  std::string label;      // "Reading progress score"
  std::string observed;   // "-5.6"
  std::string threshold;  // "below -5"
};

struct Entry {
  Change change = Change::added;
  std::string school;
  std::int64_t urn = 0;
  std::string rule;
  std::string rule_title;
  int year = 0;
  std::string outcome;
  std::string sentence;  // with figures only where the cohort allows
  std::string before;    // of what changed or was cleared: what was told last; empty otherwise, or where withheld
  std::vector<Figure> figures;
  std::string cohort;     // "55 pupils"; empty
  std::string interval;   // "Reading progress score, 95% confidence interval: -7.3 to -3.9"; empty
  std::string since;      // "2015/16, the first year checked"; empty
  bool withheld = false;  // figures of so few pupils are behind it that none is given
};

struct Section {
  Change change = Change::added;
  std::vector<Entry> entries;  // at most kMostEntries
  std::size_t total = 0;       // entries, those that are not given included
  std::size_t schools = 0;     // a school may have an entry for each of several rules
};

struct Digest {
  std::string la_code;
  std::string la_name;
  std::chrono::sys_seconds now;
  std::optional<std::chrono::year_month_day> told_on;
  bool starting() const { return !told_on; }
  std::vector<Section> sections;           // those that have entries, in the order of Change
  std::size_t count(Change change) const;  // schools
  std::size_t listed = 0;                  // schools on the list now
  std::size_t unchanged = 0;               // schools that are on it as they were told last
  std::vector<RuleStanding> rules;
  std::vector<LoadedFile> files;
  std::vector<std::string> problems;
  // What this recipient will have been told: what is on the list, and what they were told by rules that this digest is
  // not about, so that these lists are compared when it is about them again.
  std::vector<ToldFinding> told;
  std::vector<ReminderEntry> reminders;  // at most kMostEntries
  std::size_t reminders_in_all = 0;      // those that are not given included
  std::int64_t open_reminders = 0;
  // Whether there is anything to say beside that nothing has changed.
  bool empty() const { return !starting() && sections.empty() && reminders.empty(); }
};

Digest make_digest(const DigestInput& input, const Vocabulary& vocabulary);

// "3 schools newly on the list, 1 removed"; "no change since 2 November 2026"; "starting position: 9 schools on the
// list".
std::string bottom_line(const Digest& digest);

// Of the first rule that has more than one year, otherwise of the first; none where there is no rule.
std::optional<BarChart> chart_of(const Digest& digest);

}  // namespace termwise::report
