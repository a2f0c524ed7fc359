// The files of terms/, each read once however often it is named.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "settings/icalendar.h"
#include "settings/report.h"

namespace termwise::settings {

class TermFiles {
 public:
  // `shown` is the path as the user would type it. The content outlives this.
  void add(std::string path, std::string shown, const std::string& content);

  std::vector<std::string> paths() const;
  bool has(const std::string& path) const { return files_.count(path) != 0; }
  // The events of a file that is there, or null where it could not be read; the first call reports why.
  const std::vector<CalendarEvent>* events(const std::string& path, Report& report);
  // Files that nobody has asked for are errors.
  void report_unused(std::vector<Error>& errors) const;

 private:
  struct File {
    std::string shown;
    const std::string* content = nullptr;
    bool asked = false;
    std::optional<std::vector<CalendarEvent>> events;
  };
  std::map<std::string, File> files_;
};

}  // namespace termwise::settings
