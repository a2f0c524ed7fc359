// The queue: occurrences claimed, renewed and ended, each change one guarded statement or transaction. The row and its
// token are the authority; what a program holds here is a claim that may have passed to another.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"
#include "store/planning.h"
#include "store/reminders.h"
#include "store/runs.h"

namespace termwise::store {

// What a beat found: how long there is nothing to do, and whether there is something now.
struct Beat {
  std::chrono::milliseconds until_next{0};
  bool work = false;
  Instant now;               // by the database's clock
  std::int64_t waiting = 0;  // due, and not started
  std::optional<RevisionId> newest_active;
  bool mail = false;  // a message is due, a try to deliver one has lapsed, or an owner is to be told of a failure
};

// One message to the server: this program's sign of life, what dead programs left (reaped), missed runs (skipped with
// a reason), schedules that follow ingest (planned).
Result<Beat> beat(Database& database, ProgramId program);

struct Claimed {
  Claim claim;
  std::optional<LaCode> la;
  std::string schedule;
  std::string period;
  std::string job;
  Instant due;
  std::string file;  // of ingest: below the inbox
  std::optional<AcademicYear> year;
  std::optional<std::chrono::year_month_day> reference_date;
  int failures = 0;  // before this attempt
  int attempts = 1;  // how often it may fail
  std::chrono::seconds timeout{600};
  Instant started;  // by the database's clock
};

struct Claimant {
  ProgramId program;
  RevisionId revision;
  std::chrono::seconds lease{90};
  std::string place;  // whose inbox it can see; empty: none
};

// The occurrence that has been due longest and may start; none if there is none. Its attempt is recorded.
Result<std::optional<Claimed>> claim(Database& database, const Claimant& claimant);

struct Request {
  std::string job;
  std::optional<LaCode> la;  // none: of all, as retention is
  std::optional<AcademicYear> year;
  std::chrono::year_month_day reference_date;
  std::chrono::seconds timeout{600};
};
// A run asked for by hand: made and claimed at once. It has one attempt.
Result<Claimed> request(Database& database, const Claimant& claimant, const Request& wanted);

// Prolongs the claims and returns those that still stand.
Result<std::vector<Claim>> renew(Database& database, const Claimant& claimant, const std::vector<Claim>& claims);

// How an attempt went, for its row.
struct AttemptReport {
  std::string sentence;
  std::string standard_error;
  ResourceUse use;
};

// How the register of concerns follows one rule of a run.
struct ConcernRule {
  std::string rule;
  std::vector<std::string> lists;   // outcomes that put a school on the register
  std::vector<std::string> clears;  // by which a term counts towards leaving
  std::vector<std::string> kept;    // categories that only a person ends
  int leave_after = 2;              // terms in a row
  // The first days of the term of the run's reference date and of the term before; none where the calendar does not say.
  std::optional<std::chrono::year_month_day> term_began;
  std::optional<std::chrono::year_month_day> term_before_began;
};

struct FinishedRun {
  RunId id;
  bool succeeded = false;
  std::string ending;  // as in Run
  std::string sentence;
  std::string standard_error = {};
  ResourceUse use = {};
  std::vector<NamedFinding> findings = {};
  std::vector<NamedReminder> reminders = {};
  std::vector<ConcernRule> concerns = {};
  bool crashed = false;  // by the plugin's own doing: counts towards its quarantine (quarantine.h)
};

// The finishing transaction: checks the token first, then writes every run with its findings, the attempt and the
// occurrence, together. Error (exit 75): the claim has passed to another; nothing is written.
Result<void> finish(Database& database, const Claim& claim, bool succeeded, const std::vector<FinishedRun>& runs,
                    const AttemptReport& report);

// Ends the attempt as failed and lets the occurrence be claimed again after `pause`.
Result<void> fail_attempt(Database& database, const Claim& claim, const std::vector<FinishedRun>& runs,
                          const AttemptReport& report, std::chrono::seconds pause);

// Gives the claim back as if it had not been made: this program was told to stop.
Result<void> release(Database& database, const Claim& claim, std::string_view sentence);

}  // namespace termwise::store
