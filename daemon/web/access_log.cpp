#include "web/access_log.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include <fmt/format.h>

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "web/printable.h"

namespace termwise::web {
namespace {

constexpr std::size_t kShownOfToken = 4;

std::string utc(std::chrono::system_clock::time_point time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day day(midnight);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::milliseconds>(time - midnight));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

std::string cut(std::string_view text, std::size_t limit) {
  return text.size() <= limit ? std::string(text) : std::string(text.substr(0, limit)) + "...";
}

std::string in_quotes(std::string_view text) { return text.empty() ? "-" : fmt::format("\"{}\"", escaped(text)); }

// Percent-decoded where that is possible.
std::string loosely_decoded(std::string_view raw) {
  std::string text;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    unsigned value = 0;
    const auto digit = [&](char c) {
      if (c >= '0' && c <= '9') return value = value * 16 + static_cast<unsigned>(c - '0'), true;
      const char upper = static_cast<char>(c & ~0x20);
      if (upper >= 'A' && upper <= 'F') return value = value * 16 + static_cast<unsigned>(upper - 'A' + 10), true;
      return false;
    };
    if (raw[i] == '%' && i + 2 < raw.size() && digit(raw[i + 1]) && digit(raw[i + 2])) {
      text += static_cast<char>(value);
      i += 2;
    } else {
      text += raw[i];
    }
  }
  return text;
}

}  // namespace

std::string without_token(std::string_view target) {
  // Escapes are undone before the search, or "/%75nsubscribe/TOKEN" would tell.
  const std::string decoded = loosely_decoded(target);
  constexpr std::string_view kWord = "UNSUBSCRIBE";
  const std::size_t word = to_upper_ascii(decoded).find(kWord);
  if (word == std::string::npos) return std::string(target);
  const std::size_t token = std::min(decoded.find_first_not_of('/', word + kWord.size()), decoded.size());
  if (decoded.size() - token <= kShownOfToken) return decoded;
  return decoded.substr(0, token + kShownOfToken) + "...";
}

std::string access_line(const AccessEntry& entry) {
  const std::string method = entry.method.empty() ? "-" : escaped(cut(entry.method, kMaximumLoggedMethod));
  return fmt::format("{} {} {} {} {} {} {} {}", utc(entry.time), entry.peer, in_quotes(entry.identity), method,
                     in_quotes(cut(without_token(entry.target), kMaximumLoggedTarget)), entry.status, entry.bytes,
                     entry.duration.count());
}

Result<std::unique_ptr<AccessLog>> AccessLog::open(const std::filesystem::path& path) {
  std::unique_ptr<AccessLog> log(new AccessLog(path));
  if (!path.empty()) TERMWISE_CHECK(log->reopen());
  return log;
}

void AccessLog::write(const AccessEntry& entry) {
  if (path_.empty()) {
    log(LogLevel::info, "A request was answered.",
        {{"peer", entry.peer},
         {"identity", escaped(entry.identity)},
         {"method", escaped(cut(entry.method, kMaximumLoggedMethod))},
         {"target", escaped(cut(without_token(entry.target), kMaximumLoggedTarget))},
         {"status", std::to_string(entry.status)},
         {"bytes", std::to_string(entry.bytes)},
         {"milliseconds", std::to_string(entry.duration.count())}});
    return;
  }
  const std::string line = access_line(entry) + '\n';
  const std::lock_guard lock(mutex_);
  Result<void> opened;
  if (!still_there()) opened = reopen();  // fails: the old file is kept and gets the line
  ssize_t written = -1;
  do {
    written = ::write(file_.get(), line.data(), line.size());  // one call, so that lines of several daemons never mix
  } while (written < 0 && errno == EINTR);
  const int error_number = errno;
  const bool fails = !opened.ok() || written < 0;
  if (fails && !failing_)
    log(LogLevel::error, opened.ok() ? "The access log cannot be written." : opened.error().message,
        {{"file", path_.string()}, {"cause", opened.ok() ? system_message(error_number) : ""}});
  failing_ = fails;
}

Result<void> AccessLog::reopen() {
  UniqueFd file(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0640));
  if (!file)
    return Error{
        ExitCode::cannot_create,
        fmt::format("The access log {} cannot be opened: {}. Make its directory writable for the user who runs "
                    "Termwise, or set another file under [web].",
                    path_.string(), system_message(errno))};
  file_ = std::move(file);
  return {};
}

bool AccessLog::still_there() const {
  struct stat there {};
  struct stat open {};
  return ::stat(path_.c_str(), &there) == 0 && ::fstat(file_.get(), &open) == 0 && there.st_ino == open.st_ino &&
         there.st_dev == open.st_dev;
}

}  // namespace termwise::web
