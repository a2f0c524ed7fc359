// All files of a configuration directory, already in memory, to settings: each file by itself, then against
// the others.
#pragma once

#include <string>
#include <vector>

#include "settings/settings.h"

namespace termwise::settings {

// A file with the name that errors give it.
struct NamedFile {
  SettingsFile file;
  std::string shown;  // as the user would type it
};

// Fills in everything but the main file's part of `settings`. `files` are sorted by path.
void validate(const std::vector<NamedFile>& files, Settings& settings, std::vector<Error>& errors);

// By file, line, column.
void sort_errors(std::vector<Error>& errors);

}  // namespace termwise::settings
