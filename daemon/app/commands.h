// The commands of `termwise`, one file each. Each prints its result on standard output, errors on standard error, and
// returns the program's exit code.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/over_time_output.h"
#include "settings/settings.h"

namespace termwise::app {

struct CheckOptions {
  std::filesystem::path config;
  bool json = false;
};
int check_command(const CheckOptions& options);

struct IngestOptions {
  std::vector<std::string> files;
  std::string source;
  std::string year;
  bool dry_run = false;
  bool json = false;
};
int ingest_command(const settings::Settings& settings, const IngestOptions& options);

struct TemplateOptions {
  std::string name;  // empty: list them
  bool explain = false;
  bool json = false;
};
int template_command(const settings::Settings& settings, const TemplateOptions& options);

struct SourceOptions {
  std::string file;
  std::string source;
  std::string year;
  bool json = false;
};
int source_drift_command(const settings::Settings& settings, const SourceOptions& options);
int source_accept_command(const settings::Settings& settings, const SourceOptions& options);

struct SourceListOptions {
  bool json = false;
};
int source_list_command(const settings::Settings& settings, const SourceListOptions& options);

struct RunOptions {
  std::string job;
  std::string la;
  std::string year;
  std::string as_at;
  std::string known_on;  // in a dry run only
  bool dry_run = false;
  bool mail = false;  // also send the digests of what changed
  bool json = false;
};
int run_command(const settings::Settings& settings, const RunOptions& options);

struct FindingsOptions {
  std::string la;
  std::string year;
  std::string job;
  std::string rule;
  std::string outcome;
  std::string known_on;
  std::int64_t run = 0;  // 0: the latest
  std::size_t most = 0;  // 0: all
  bool json = false;
};
int findings_command(const settings::Settings& settings, const FindingsOptions& options);

struct ExplainOptions {
  std::int64_t urn = 0;
  std::string rule;
  std::string year;
  std::string la;
  std::string known_on;
  bool json = false;
};
int explain_command(const settings::Settings& settings, const ExplainOptions& options);

struct SchoolOptions {
  std::int64_t urn = 0;
  std::vector<std::string> measures;
  std::string history = "linked";  // or "own"
  std::string known_on;
  bool json = false;
};
int school_command(const settings::Settings& settings, const SchoolOptions& options);

struct ReportOptions {
  std::string name;  // empty: list them
  std::string la;
  std::string year;
  std::int64_t urn = 0;              // 0: all of the Authority's
  std::string audience = "outside";  // "team", "outside", "public"
  std::string gap;
  std::string from;
  std::string to;
  std::string known_on;
  OutputOptions output;
};
int report_command(const settings::Settings& settings, const ReportOptions& options);

struct ReplayOptions {
  std::int64_t run = 0;
  bool json = false;
};
int replay_command(const settings::Settings& settings, const ReplayOptions& options);

struct QualityOptions {
  std::string file;  // a sha256, or the first digits of one; empty: all files
  std::string severity;
  std::string rule;
  std::string la;
  bool unexplained = false;
  std::string known_on;
  OutputOptions output;
};
int quality_command(const settings::Settings& settings, const QualityOptions& options);

struct QualityExplainOptions {
  std::int64_t id = 0;
  std::string text;
};
int quality_explain_command(const settings::Settings& settings, const QualityExplainOptions& options);

struct QualityShowOptions {
  std::int64_t id = 0;
  bool json = false;
};
int quality_show_command(const settings::Settings& settings, const QualityShowOptions& options);

struct RunsOptions {
  std::size_t most = 20;
  bool json = false;
};
int runs_command(const settings::Settings& settings, const RunsOptions& options);

struct PlanOptions {
  std::string la;
  std::string from;
  std::string to;
  std::string schedule;  // of `plan why`; empty: all
  bool why = false;
  bool json = false;
};
int plan_command(const settings::Settings& settings, const PlanOptions& options);

struct CalendarOptions {
  std::string la;
  std::int64_t urn = 0;  // 0: the Authority's own
  std::string year;      // empty: today's
  bool json = false;
};
int calendar_command(const settings::Settings& settings, const CalendarOptions& options);

struct StatusOptions {
  std::string la;
  bool json = false;
};
int status_command(const settings::Settings& settings, const StatusOptions& options);

struct DigestOptions {
  std::string la;
  std::string to;               // a role or an address; empty: all who get one
  std::string format = "text";  // of a preview: "eml", "html", "text"
  bool json = false;
};
int digest_preview_command(const settings::Settings& settings, const DigestOptions& options);
int digest_send_command(const settings::Settings& settings, const DigestOptions& options);

struct OutboxOptions {
  std::string la;
  bool all = false;  // also what was sent or dropped
  std::size_t most = 50;
  std::int64_t id = 0;               // of show, resend, drop
  std::string reason = "no reason";  // of drop
  bool json = false;
};
int outbox_command(const settings::Settings& settings, const OutboxOptions& options);
int outbox_show_command(const settings::Settings& settings, std::int64_t id);
int outbox_resend_command(const settings::Settings& settings, std::int64_t id, bool json);
int outbox_drop_command(const settings::Settings& settings, std::int64_t id, const std::string& reason);

struct ReminderOptions {
  std::string la;
  std::string rule;
  std::string role;
  bool all = false;     // also those that are not open
  std::int64_t id = 0;  // of show, snooze, waive
  std::string until;    // of snooze
  std::string reason;   // of snooze and waive
  std::string by;       // likewise; empty: who is logged in
  bool json = false;
};
int reminder_list_command(const settings::Settings& settings, const ReminderOptions& options);
int reminder_show_command(const settings::Settings& settings, const ReminderOptions& options);
int reminder_snooze_command(const settings::Settings& settings, const ReminderOptions& options);
int reminder_waive_command(const settings::Settings& settings, const ReminderOptions& options);

struct ConcernOptions {
  std::string la;
  std::string rule;
  bool all = false;      // also those that have left
  std::int64_t id = 0;   // of all but list
  std::string category;  // of override
  std::string until;     // likewise
  std::string reason;    // of a decision
  std::string by;        // likewise; empty: who is logged in
  bool json = false;
};
int concern_list_command(const settings::Settings& settings, const ConcernOptions& options);
int concern_show_command(const settings::Settings& settings, const ConcernOptions& options);
int concern_sign_off_command(const settings::Settings& settings, const ConcernOptions& options);
int concern_override_command(const settings::Settings& settings, const ConcernOptions& options);
int concern_lift_command(const settings::Settings& settings, const ConcernOptions& options);
int concern_let_go_command(const settings::Settings& settings, const ConcernOptions& options);

struct RegisterOptions {
  std::string name;  // of the register, as ingest --template lists them
  std::string la;
  std::string year;
  std::int64_t urn = 0;            // 0: of all
  bool replaced = false;           // also rows that later ones have replaced
  bool csv = false;                // as a file that can be edited and loaded
  std::vector<std::string> cells;  // of set: "COLUMN=TEXT"
  std::string reason;              // likewise
  std::string by;                  // likewise; empty: who is logged in
  bool json = false;
};
int register_show_command(const settings::Settings& settings, const RegisterOptions& options);
int register_set_command(const settings::Settings& settings, const RegisterOptions& options);

struct RetentionOptions {
  bool dry_run = false;
  bool json = false;
};
int retention_command(const settings::Settings& settings, const RetentionOptions& options);

struct DoctorOptions {
  std::filesystem::path config;
  bool json = false;
};
int doctor_command(const DoctorOptions& options);

int db_start_command(const settings::Settings& settings);
int db_stop_command(const settings::Settings& settings);
int db_migrate_command(const settings::Settings& settings);
int db_psql_command(const settings::Settings& settings, const std::vector<std::string>& arguments);

}  // namespace termwise::app
