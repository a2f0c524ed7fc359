// Which files make up a configuration.
#pragma once

#include <array>
#include <string_view>

namespace termwise::settings {

inline constexpr std::string_view kMeasuresFile = "measures.toml";
inline constexpr std::string_view kLasFolder = "las";
inline constexpr std::string_view kSourcesFolder = "sources";
inline constexpr std::string_view kStandardsFolder = "standards";
inline constexpr std::string_view kCalendarsFolder = "calendars";
inline constexpr std::array kFolders{kCalendarsFolder, kLasFolder, kSourcesFolder, kStandardsFolder};
inline constexpr std::string_view kTomlEnding = ".toml";

// "886.toml", and not a hidden file, an editor's copy, or what lies in a folder below.
inline bool is_toml_name(std::string_view name) {
  return name.size() > kTomlEnding.size() && name.front() != '.' && name.find('/') == std::string_view::npos &&
         name.substr(name.size() - kTomlEnding.size()) == kTomlEnding;
}

}  // namespace termwise::settings
