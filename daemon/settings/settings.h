// The accepted configuration, immutable. Paths are absolute. Nothing here is secret except database.url,
// which stays in the main file and is never part of a settings revision.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/sha256.h"
#include "calendar/schedule_rule.h"
#include "calendar/school_calendar.h"
#include "school/link.h"
#include "school/record.h"
#include "school/value.h"
#include "settings/measure_list.h"
#include "settings/quality_rules.h"

namespace termwise::settings {

inline constexpr std::size_t kMaximumFilesInFolder = 1000;   // of calendars/, las/, sources/, standards/, terms/
inline constexpr std::size_t kMaximumTerms = 300;            // of one LA; 300 are a hundred years
inline constexpr std::size_t kMaximumClosures = 2000;        // of one LA
inline constexpr std::size_t kMaximumTermFiles = 50;         // of one LA, and of one [[school_calendar]]
inline constexpr std::size_t kMaximumIgnoredEvents = 200;    // likewise
inline constexpr std::size_t kMaximumSchoolCalendars = 500;  // of one LA
inline constexpr std::size_t kMaximumCalendarUrns = 2000;    // of one LA's [[school_calendar]] tables together
inline constexpr std::size_t kMaximumSchedules = 200;        // of one LA
inline constexpr std::size_t kMaximumPeople = 500;           // of one LA
inline constexpr std::size_t kMaximumKeptRules = 50;         // of one LA
inline constexpr std::size_t kMaximumKeptOutcomes = 20;      // of one such rule, in each list
inline constexpr std::size_t kMaximumDomains = 100;          // that one LA's mail may go to
inline constexpr std::size_t kMaximumLanguages = 20;         // of one LA's subject prefixes
inline constexpr std::size_t kLongestSubjectPrefix = 60;     // bytes
inline constexpr std::size_t kLongestPersonName = 100;       // bytes; also of the sender's name
inline constexpr std::size_t kMaximumBreaks = 40;            // of one measure over the years
inline constexpr std::size_t kMaximumRefusedWords = 500;     // of one layout
inline constexpr std::size_t kMaximumBankHolidays = 1000;    // of all calendar files
inline constexpr std::size_t kMaximumPublications = 1000;    // of all calendar files
inline constexpr std::size_t kMaximumLinkTypes = 200;        // of schools, of which a layout says how they came about
inline constexpr std::size_t kLongestEventName = 200;      // bytes; of a bank holiday or event in a published calendar
inline constexpr std::size_t kMaximumJsonValues = 20'000;  // of GOV.UK's file, of which all divisions are read over
inline constexpr std::size_t kMaximumJsonNesting = 8;      // of GOV.UK's file; it has 4

// ---- config/sources/*.toml: how one publisher lays out one dataset in one year ----------------------------

enum class Encoding { utf8, cp1252 };

// Cell text (trimmed, ASCII letters folded to upper case) -> why there is no value.
using MissingCodeMap = std::map<std::string, school::Missing>;

// Whole figures between which a cell must lie, both among them.
struct FigureRange {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

struct MeasureColumn {
  std::string column;           // as the layout spells it
  std::string measure;          // a code of measures.toml
  MissingCodeMap missing = {};  // codes of this column alone
  // Publisher's code, folded like a missing code -> the figure that it stands for; other figures are then unreadable.
  std::map<std::string, std::int64_t> codes = {};
  std::optional<FigureRange> range = {};
};

enum class AttributeType { text, date, urn };

struct AttributeColumn {
  std::string column;
  std::string attribute;  // a name of measures.toml
  AttributeType type = AttributeType::text;
  std::map<std::string, std::string> codes = {};  // publisher's code, folded like a missing code -> Termwise's term
  std::string refers_to = {};                     // the dataset that has a row of this key; empty: none
};

// How a publisher writes a date.
enum class DateFormat { day_month_year_slashes, day_month_year_hyphens, year_month_day, year_month_day_hyphens, excel };

// How far a publisher stands by a file; a later one supersedes an earlier one. None: the publisher has no such stages.
enum class Release { none, provisional, revised, final };
std::string_view name(Release release);  // "provisional"; "" for none

struct IgnoredColumn {
  std::string column;
  std::string reason;
};

// Columns that a pupil-level file must not have, by the words in their names.
struct RefusedColumns {
  std::string what;                // they hold: "names of pupils"
  std::vector<std::string> words;  // "SURNAME", "DATE OF BIRTH"
};

// What a RECTYPE code means.
struct RecordType {
  school::SubjectKind subject = school::SubjectKind::school;
  std::string kind;  // "mainstream", "special"; of aggregates "all-schools", "state-funded"; empty: not said
};

inline constexpr std::string_view kAnyOtherRecordType = "*";  // the code of every row with none of the others

struct SourceLayout {
  std::string id;                   // "ks2-2016-17"
  std::string title;                // "DfE KS2 final performance tables 2016/17"
  std::string dataset;              // "ks2"
  std::string template_name;        // under which an LA asks for it, "visit"; empty: a publisher's
  std::vector<AcademicYear> years;  // that have these columns; empty: each row says its year, or whoever loads the file
  std::vector<std::string> names;   // what such a file is usually called: "{year}_*_ks2final.csv"
  Release release = Release::none;
  std::vector<Encoding> encodings;  // tried in this order
  std::vector<DateFormat> dates;    // tried in this order
  char delimiter = ',';

  // Whom a row is about. Names of columns; empty where there is none.
  std::string record_type_column;  // its kind becomes the attribute "kind", after those below
  std::map<std::string, RecordType, std::less<>> record_types;  // by code
  RecordType every_row;                                         // where there is no column of record types
  std::string urn_column;                                       // of schools
  std::string la_column;                                        // the LA's code
  std::string laestab_column;                                   // whose first three digits are the LA's code
  std::string upn_column;                // of pupils, whose school is the URN; nobody but the reader sees what is in it
  std::vector<std::string> key_columns;  // what tells several rows about one subject apart
  std::string year_column;               // each row's own year

  MissingCodeMap missing;
  std::map<std::string, std::string> aliases;  // another name, folded -> the column as the layout spells it
  std::vector<std::string> optional;           // columns that a file may lack
  std::vector<std::string> required;           // columns whose cells say something in every row
  std::vector<MeasureColumn> measures;
  std::vector<AttributeColumn> attributes;
  std::vector<IgnoredColumn> ignored;
  std::vector<RefusedColumns> refused;  // of a pupil-level layout; never empty there, empty elsewhere
  // Of links between schools: the later school's type, as the list of schools has it -> how it came from the earlier, where
  // the publisher's code does not say.
  std::map<std::string, school::LinkKind> kinds_by_type;
  Location where;

  bool is_pupil_level() const { return every_row.subject == school::SubjectKind::pupil; }
};

// ---- config/standards/*.toml: national thresholds by year -------------------------------------------------

enum class StandardState { set, removed, no_data };

struct StandardRow {
  std::string standard;  // "floor"
  std::string stage;     // "ks2"
  AcademicYear year;
  StandardState state = StandardState::set;
  std::string measure;    // empty unless set, as are the following
  std::string operation;  // "<"
  std::optional<Decimal> value;
  std::string limb;    // "attainment", "progress"
  std::string within;  // "and", "any-sig1"
  std::string source;
  std::string in_force;
  std::string confidence;  // "verified", "memory"
};

// ---- config/las/*.toml: one Local Authority ---------------------------------------------------------------

struct ParameterSetting {
  std::string name;
  std::string value;  // text, decimals without losing digits; flags as "true" or "false"
  Location where;
};

struct PluginUse {
  std::string plugin;  // "kent": the file termwise-kent.so in the plugin directory
  std::vector<ParameterSetting> parameters;
  Location where;
};

// What to do about runs that were missed: run the latest of them, all in their order, or none.
enum class CatchUp { latest, all, none };
// What to do when the one before is still running: wait for its end, or skip this one.
enum class Overlap { wait, skip };

struct Schedule {
  std::string name;  // a slug, unique in its LA; "manual" and "inbox" are taken
  std::string job;   // "floor-check"; one of wire::plugin_jobs(), or "digest"
  std::string rule_text;
  calendar::ScheduleRule rule;
  std::vector<std::string> after;  // jobs of this LA whose failure holds this one back: "ingest"
  CatchUp catch_up = CatchUp::latest;
  Overlap overlap = Overlap::wait;
  std::chrono::days window{14};       // how long after its time it is still worth running; 1 to 366
  int attempts = 3;                   // 1 to 20
  std::chrono::seconds timeout{600};  // of one attempt, 1 to 86400
  Location where;                     // of its rule
};

// Somebody who is told what changed. A plugin names roles, never people.
struct Person {
  std::string role;               // a slug: "head-of-school-improvement"; several people may share one
  std::string name;               // may be empty
  std::string address;            // in one of the LA's allowed domains; once in the LA
  std::string language = "en";    // of the subject's prefix: a key of LaMail::subject_prefix, or "en"
  std::vector<std::string> jobs;  // that the digest is about; empty: all
  std::string schedule;           // of the job digest: when this person's is due; empty: gets none
  bool unchanged = false;         // also wants to hear that nothing has changed
  bool outside_team = false;      // is told of a concern only once it is signed off
  std::string owner;              // the role that answers for this digest; never empty once read
  Location where;
};

// A rule whose listed outcomes, its categories, the register of concerns keeps until they have gone for good.
struct KeptRule {
  std::string rule;
  std::vector<std::string> clears;  // outcomes by which a term counts towards leaving; any other leaves all as it is
  std::vector<std::string> kept;    // categories that only a person ends
  int leave_after = 2;              // terms in a row, 1 to 9
  Location where;
};

struct LaMail {
  std::string owner;  // the role that is told of failures; empty: nobody
  std::vector<std::string> allowed_domains;
  std::map<std::string, std::string> subject_prefix;  // language -> text; empty: "Termwise NAME"
  bool directory_only = false;                        // whatever the main file says: of an LA without a file
};

// Dates of schools that set their own, as church and foundation schools may.
struct SchoolDates {
  std::vector<Urn> urns;
  calendar::SchoolCalendar calendar;  // theirs where they have dates of their own, the Authority's elsewhere
  std::vector<AcademicYear> years;    // in which all dates are their own
  Location where;
};

struct LocalAuthority {
  LaCode code;
  std::string name;
  std::vector<PluginUse> plugins;     // the first that declares a rule serves it
  calendar::SchoolCalendar calendar;  // its own terms and closures, everybody's bank holidays and publications
  std::vector<Schedule> schedules;    // in the order of the file
  std::vector<Person> people;         // in the order of the file
  LaMail mail;
  Location where;
  std::vector<SchoolDates> school_dates;  // in the order of the file; a school is in one of them at most
  std::vector<KeptRule> concerns = {};    // in the order of the file

  // How the register of concerns keeps a rule, or null where it does not.
  const KeptRule* concern_of(const std::string& rule) const;

  // The dates of its own that a school has, or null.
  const SchoolDates* dates_of(Urn school) const;
  // Theirs, or the Authority's.
  const calendar::SchoolCalendar& calendar_of(Urn school) const;
};

// ---- termwise.toml ----------------------------------------------------------------------------------------

struct DatabaseSettings {
  bool embedded = true;
  std::string url;  // when not embedded
};

struct RunLimits {
  std::chrono::seconds deadline{60};
  std::uint64_t memory_megabytes = 1024;
};

// How termwised works.
struct DaemonSettings {
  int workers = 2;                 // jobs at the same time, 1 to 16
  std::chrono::seconds lease{90};  // how long a claim stands without a sign of life, 2 to 3600
  // Before the second attempt, doubled before each further one up to an hour; 1 to 3600.
  std::chrono::seconds retry{60};
};

// The directory that termwised takes files from.
struct Inbox {
  std::filesystem::path directory;
  std::chrono::seconds settle{10};  // a file that has not changed for so long is whole; 1 to 3600
};

enum class Tls { required, if_offered, never };

// The mail relay that messages are handed to.
struct Relay {
  std::string host;  // an IPv6 address without brackets
  std::uint16_t port = 587;
  bool implicit_tls = false;  // smtps://: TLS from the first byte
  Tls starttls = Tls::required;
  std::string user;                     // empty: no authentication
  std::filesystem::path password_file;  // read at each attempt, so that a new password needs no restart
  std::filesystem::path ca_file;        // empty: the system's
  std::chrono::seconds timeout{30};     // of one message, 1 to 600
};

struct MailSettings {
  std::optional<Relay> relay;                                  // none: into the directory
  std::filesystem::path directory = "/var/lib/termwise/mail";  // without a relay; by default STATE/mail
  std::string from_name = "Termwise";
  std::string from_address = "termwise@termwise.invalid";
  std::string operator_address;    // is told of failures that belong to no LA; empty: nobody
  std::chrono::hours give_up{72};  // how long a relay's "later" is followed, 1 to 240
  std::chrono::seconds retry{60};  // before the second attempt, doubled up to an hour; 1 to 3600
};

// The report pages.
struct WebSettings {
  std::string address;               // of this machine itself: "127.0.0.1" or "::1"; empty with a socket
  std::uint16_t port = 0;            // 0: any
  std::filesystem::path socket;      // a Unix socket, instead
  std::string identity_header;       // that the reverse proxy sets and this server trusts; empty: none
  std::filesystem::path access_log;  // empty: the daemon's own log
};

// How pupil-level files are taken in.
struct PupilSettings {
  std::filesystem::path key_file;  // under whose bytes UPNs become pseudonyms; empty: such files are refused
};

// How long what may not be kept for ever is kept; then the job `retention` removes it.
struct RetentionSettings {
  std::chrono::days messages{90};   // bodies of e-mails, once they were sent or dropped; 1 to 3650
  std::chrono::years pupils{2};     // figures of pupils, after 31 August of their academic year; 1 to 50
  std::chrono::years reminders{3};  // reminders that are over; 1 to 50
};

// One configuration file as it was read: part of the settings revision.
struct SettingsFile {
  std::string path;  // relative to the configuration directory: "las/886.toml"
  std::string content;
};

struct Settings {
  std::filesystem::path main_file;
  std::filesystem::path config_directory;
  std::filesystem::path state_directory = "/var/lib/termwise";
  std::filesystem::path plugin_directory = "/usr/lib/termwise/plugins";
  DatabaseSettings database;
  RunLimits limits;
  DaemonSettings daemon;
  std::optional<Inbox> inbox;  // none: no directory is watched
  PupilSettings pupils;
  RetentionSettings retention;
  MailSettings mail;
  std::optional<WebSettings> web;  // none: no pages
  std::string public_url;  // under which readers reach the pages, without a final slash; empty: mails carry no links

  MeasureList measures;                           // in the order of the file
  std::map<std::string, std::string> attributes;  // name -> label
  QualityRules quality;                           // of quality.toml; none where there is no such file
  std::vector<SourceLayout> layouts;
  std::vector<StandardRow> standards;  // sorted by (standard, stage, year, measure)
  std::vector<LocalAuthority> las;     // sorted by code
  std::vector<SettingsFile> files;     // sorted by path; the main file is not among them

  const school::Measure* measure(std::string_view code) const;
  // The LA's own settings, or, for an LA without a file, the plugin "national" with its defaults
  // and one person of the role "school-improvement", whose mail goes into the directory only.
  LocalAuthority la(const LaCode& code) const;
};

struct Loaded {
  std::optional<Settings> settings;  // none when there is an error
  std::vector<Error> errors;         // sorted by file, line, column; each exit 78 with a location
};

// Reads and validates the main file and everything it leads to.
Loaded load(const std::filesystem::path& main_file);

// The same from the files of a stored settings revision, for replaying a run; the main file's settings are
// defaults.
Loaded load_revision(const std::vector<SettingsFile>& files);

}  // namespace termwise::settings
