// One function for each kind of configuration file: TOML tree to settings, everything wrong with it reported.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "settings/measure_list.h"
#include "settings/report.h"
#include "settings/settings.h"
#include "settings/table_reader.h"
#include "settings/term_files.h"
#include "settings/toml_tree.h"

namespace termwise::settings {

// [paths] config as the main file has it.
struct ConfigPath {
  std::string written = ".";
  Location where;  // line 1, column 1 where the file does not say
};

// termwise.toml, its paths resolved against its own directory. Empty where [paths] config cannot be read.
std::optional<ConfigPath> read_main(const TomlValue& root, const std::filesystem::path& directory, Report& report,
                                    Settings& settings);

// A path of the main file against its directory.
inline std::filesystem::path resolved(const std::filesystem::path& directory, const std::string& written) {
  return (directory / written).lexically_normal();
}

// [mail] and [web] of the main file. Nothing that stands in a URL of theirs is repeated in a message: it may hold a
// password.
void read_mail(const TomlValue& table, const std::filesystem::path& directory, Report& report, Settings& settings);
void read_web(const TomlValue& table, const std::filesystem::path& directory, Report& report, Settings& settings);

// [retention] of the main file.
void read_retention(const TomlValue& table, Report& report, Settings& settings);

// The words that the other files may use. Null where measures.toml could not be read: nothing is then
// unknown.
struct Vocabulary {
  std::vector<std::string> datasets;  // in the order of the file
  MeasureList measures;
  std::map<std::string, std::string> attributes;  // name -> label
};

// measures.toml. A measure with an error is still in the vocabulary, so that its users are not called wrong
// too.
Vocabulary read_measures(const TomlValue& root, Report& report);

// quality.toml.
QualityRules read_quality(const TomlValue& root, const Vocabulary* vocabulary, Report& report);

// sources/*.toml. Empty only where the layout has no id.
std::optional<SourceLayout> read_layout(const TomlValue& root, const Vocabulary* vocabulary, Report& report);

// A row of standards/*.toml before its years are expanded: `row.year` is the first of them.
struct StandardSpan {
  StandardRow row;
  AcademicYear last;
  Location where;
};

// standards/*.toml: appends its rows in the order of the file.
void read_standard(const TomlValue& root, const Vocabulary* vocabulary, Report& report,
                   std::vector<StandardSpan>& spans);

// One row per year, sorted by (standard, stage, year, measure); an overlap is an error at the later span.
std::vector<StandardRow> expand_standards(const std::vector<StandardSpan>& spans, std::vector<Error>& errors);

// Where a day was first called a bank holiday.
struct BankHolidayPlace {
  Location where;
  std::string name;
  bool published = false;  // in GOV.UK's own file
};

// What the files of calendars/ hold together, for every Local Authority.
struct SharedDates {
  std::vector<calendar::BankHoliday> bank_holidays;
  std::vector<calendar::Publication> publications;
  bool complete = true;  // false where an error hides a date: no release or bank holiday is then unknown
  std::map<calendar::Date, BankHolidayPlace> bank_holiday_places;
  std::map<std::pair<std::string, AcademicYear>, Location> publication_places;
  std::size_t bank_holiday_entries = 0;  // those with an error too
  std::size_t publication_entries = 0;
};

// calendars/*.toml: adds one file's dates.
void read_calendar(const TomlValue& root, Report& report, SharedDates& dates);

// calendars/*.json: adds the bank holidays of England and Wales out of GOV.UK's own file. `file` is its shown path.
void read_bank_holidays(std::string_view content, const std::string& file, Report& report, SharedDates& dates);

// That two entries are about the same day. Two that agree are an error only within one file, or in TOML twice.
std::string already_a_bank_holiday(calendar::Date day, const BankHolidayPlace& first, std::string_view name);

// [[term]], [[closure]] and terms_files of one Local Authority, or of some of its schools.
struct LocalDates {
  std::vector<calendar::Term> terms;
  std::vector<calendar::Closure> closures;
  bool complete = true;  // false where an error hides a term: none is then missing
};

// What dates may be taken from, or held against.
struct DateSources {
  TermFiles& files;
  const SharedDates& shared;
};

// Of an LA's file, or of one of its [[school_calendar]] tables.
LocalDates read_local_dates(TableReader& reader, const TomlValue& root, const DateSources& sources, Report& report);

// [[school_calendar]] of one Local Authority, in the order of the file. `local` are the Authority's own dates.
std::vector<SchoolDates> read_school_calendars(TableReader& reader, const LocalDates& local, const DateSources& sources,
                                               Report& report);

// What a schedule's rule may refer to.
struct RuleContext {
  const LocalDates& local;
  const SharedDates& shared;
};

// [[schedule]] of one Local Authority, in the order of the file.
std::vector<Schedule> read_schedules(TableReader& reader, const RuleContext& context, Report& report);

// [mail] and [[person]] of one Local Authority.
struct LaPeople {
  LaMail mail;
  std::vector<Person> people;
};

LaPeople read_people(TableReader& reader, const TomlValue& root, const std::vector<Schedule>& schedules,
                     Report& report);

// [[concern]] of one Local Authority, in the order of the file.
std::vector<KeptRule> read_concerns(TableReader& reader, Report& report);

// A rule that refers to terms, half-terms or releases that are not there is an error at that character of its text.
void check_rule(const TomlValue& text, const calendar::ScheduleRule& rule, const RuleContext& context, Report& report);

// las/STEM.toml. Empty where the code is missing or wrong.
std::optional<LocalAuthority> read_la(const TomlValue& root, const std::string& stem, const DateSources& sources,
                                      Report& report);

// Empty, with an error, for anything but "2016/17".
std::optional<AcademicYear> read_year(const TomlValue& value, std::string_view text, Report& report);

}  // namespace termwise::settings
