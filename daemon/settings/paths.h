// Which files make up a configuration.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace termwise::settings {

inline constexpr std::string_view kMeasuresFile = "measures.toml";
inline constexpr std::string_view kQualityFile = "quality.toml";  // may be missing
inline constexpr std::string_view kLasFolder = "las";
inline constexpr std::string_view kSourcesFolder = "sources";
inline constexpr std::string_view kStandardsFolder = "standards";
inline constexpr std::string_view kCalendarsFolder = "calendars";
inline constexpr std::string_view kTermsFolder = "terms";
inline constexpr std::array kFolders{kCalendarsFolder, kLasFolder, kSourcesFolder, kStandardsFolder, kTermsFolder};
inline constexpr std::string_view kTomlEnding = ".toml";
inline constexpr std::string_view kJsonEnding = ".json";     // in calendars/: GOV.UK's bank holidays
inline constexpr std::string_view kCalendarEnding = ".ics";  // in terms/: iCalendar

// "886.toml", and not a hidden file, an editor's copy, or what lies in a folder below.
inline bool has_ending(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && name.front() != '.' && name.find('/') == std::string_view::npos &&
         name.ends_with(ending);
}

// Whether a folder's file of that name is read.
inline bool is_read(std::string_view folder, std::string_view name) {
  if (folder == kTermsFolder) return has_ending(name, kCalendarEnding);
  return has_ending(name, kTomlEnding) || (folder == kCalendarsFolder && has_ending(name, kJsonEnding));
}

// Of a path like "las/886.toml" its folder, one of kFolders; empty for a file that has no place in a configuration.
inline std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return {};
  const auto* found = std::find(kFolders.begin(), kFolders.end(), path.substr(0, slash));
  return found != kFolders.end() && is_read(*found, path.substr(slash + 1)) ? *found : std::string_view();
}

}  // namespace termwise::settings
