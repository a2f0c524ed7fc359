#include "settings/term_files.h"

namespace termwise::settings {

void TermFiles::add(std::string path, std::string shown, const std::string& content) {
  files_.emplace(std::move(path), File{std::move(shown), &content, false, std::nullopt});
}

std::vector<std::string> TermFiles::paths() const {
  std::vector<std::string> paths;
  for (const auto& [path, file] : files_) paths.push_back(path);
  return paths;
}

const std::vector<CalendarEvent>* TermFiles::events(const std::string& path, Report& report) {
  File& file = files_.at(path);
  if (!file.asked) file.events = read_icalendar(*file.content, file.shown, report);
  file.asked = true;
  return file.events ? &*file.events : nullptr;
}

void TermFiles::report_unused(std::vector<Error>& errors) const {
  for (const auto& [path, file] : files_)
    if (!file.asked)
      errors.push_back({ExitCode::configuration,
                        "no Local Authority uses this file. Name it in 'terms_files' of a file in las/, or move it "
                        "elsewhere.",
                        Location{file.shown}});
}

}  // namespace termwise::settings
