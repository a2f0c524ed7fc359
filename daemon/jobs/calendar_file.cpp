#include "jobs/calendar_file.h"

#include <unistd.h>

#include <array>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"

namespace termwise::jobs {
namespace {

// Enough for a byte order mark and the first words of either kind.
constexpr std::size_t kLookedAt = 1000;

std::string first_bytes(const std::filesystem::path& path) {
  const auto file = open_regular_file(path);
  if (!file) return {};
  std::array<char, kLookedAt> bytes;
  const ssize_t got = ::pread(file->get(), bytes.data(), bytes.size(), 0);
  return got > 0 ? std::string(bytes.data(), static_cast<std::size_t>(got)) : std::string();
}

std::string_view beginning(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  while (!bytes.empty() && trim(bytes.substr(0, 1)).empty()) bytes.remove_prefix(1);
  return bytes;
}

bool is_bank_holidays(std::string_view text) {
  return text.starts_with('{') && text.find("\"division\"") != std::string_view::npos &&
         text.find("\"events\"") != std::string_view::npos;
}

}  // namespace

Result<void> refuse_calendar(const std::filesystem::path& path, const std::filesystem::path& config_directory) {
  const std::string bytes = first_bytes(path);
  const std::string_view text = beginning(bytes);
  const Location where{path.string(), 1};
  const auto folder = [&](const char* name) { return (config_directory / name).string(); };
  if (to_upper_ascii(text.substr(0, 15)) == "BEGIN:VCALENDAR")
    return Error{
        ExitCode::data,
        fmt::format("this is a calendar and no file of results. Term dates are configuration: put it into {}/, "
                    "name it in 'terms_files' of the Local Authority's file in {}/, and run 'termwise check'.",
                    folder("terms"), folder("las")),
        where};
  if (is_bank_holidays(text))
    return Error{ExitCode::data,
                 fmt::format("this is GOV.UK's calendar of bank holidays and no file of results. Bank holidays are "
                             "configuration: put it into {}/ and run 'termwise check'.",
                             folder("calendars")),
                 where};
  return {};
}

}  // namespace termwise::jobs
