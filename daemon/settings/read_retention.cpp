// [retention] of the main file: how long what may not be kept for ever is kept.
#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

constexpr std::int64_t kMostMessageDays = 3650;
constexpr std::int64_t kMostYears = 50;

// 0 stands for the default: nobody removes everything at once by one digit too few.
template <typename Duration>
void read_duration(TableReader& reader, std::string_view key, std::int64_t most, Duration& kept) {
  const auto number = reader.integer(key, 0, most, Presence::optional);
  if (number && *number > 0) kept = Duration(*number);
}

}  // namespace

void read_retention(const TomlValue& table, Report& report, Settings& settings) {
  TableReader reader(table, "[retention]", report);
  read_duration(reader, "messages_days", kMostMessageDays, settings.retention.messages);
  read_duration(reader, "pupils_years", kMostYears, settings.retention.pupils);
  read_duration(reader, "reminders_years", kMostYears, settings.retention.reminders);
  reader.finish();
}

}  // namespace termwise::settings
