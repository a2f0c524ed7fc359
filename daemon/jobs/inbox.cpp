#include "jobs/inbox.h"

#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"

namespace termwise::jobs {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kEvents = IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE;
constexpr std::size_t kMostFiles = 10'000;  // looked at in one turn; the others wait for the next

// What a copying program is still writing, or an editor keeps.
bool is_unfinished_name(std::string_view name) {
  const auto ends = [&](std::string_view ending) {
    return name.size() >= ending.size() && name.substr(name.size() - ending.size()) == ending;
  };
  return name.front() == '.' || ends("~") || ends(".part") || ends(".tmp") || ends(".filepart") || ends(".crdownload");
}

// The same name with the same moment of change is the same file: renaming, copying and writing all set that moment.
std::string name_of(const std::string& file, const struct stat& status) {
  return fmt::format("{} {}.{:09} {} bytes", file, status.st_ctim.tv_sec, status.st_ctim.tv_nsec, status.st_size);
}

std::optional<LaCode> la_of(const std::string& file) {
  const auto slash = file.find('/');
  return slash == std::string::npos ? std::nullopt : LaCode::parse(file.substr(0, slash));
}

Result<void> make_directory(const fs::path& directory) {
  std::error_code failure;
  fs::create_directories(directory, failure);
  if (!failure) return {};
  return Error{failure == std::errc::permission_denied ? ExitCode::not_allowed : ExitCode::cannot_create,
               fmt::format("The inbox {} cannot be made: {}. Make it, let Termwise's user write there, or correct "
                           "directory under [inbox].",
                           directory.string(), failure.message())};
}

}  // namespace

std::optional<std::string> identity_of(const fs::path& inbox, const std::string& file) {
  struct stat status {};
  if (::lstat((inbox / file).c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return name_of(file, status);
}

Result<InboxWatch> InboxWatch::open(const settings::Inbox& inbox, const std::string& host) {
  for (const char* folder : {"accepted", "refused"}) TERMWISE_CHECK(make_directory(inbox.directory / folder));
  // Without events (a network drive sends none) the directory is looked at in every turn all the same.
  InboxWatch watch(inbox, fmt::format("{}:{}", host, inbox.directory.string()),
                   UniqueFd(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)));
  watch.watch("");
  watch.watch("refused");
  return watch;
}

void InboxWatch::watch(const std::string& folder) {
  if (events_) ::inotify_add_watch(events_.get(), (inbox_.directory / folder).c_str(), kEvents | IN_ONLYDIR);
}

void InboxWatch::drain() {
  char buffer[4096];
  while (::read(events_.get(), buffer, sizeof buffer) > 0) {
  }
}

InboxWatch::Found InboxWatch::look(std::chrono::steady_clock::time_point now) {
  Found found;
  std::map<std::string, Seen> seen;
  look_into("", now, found, seen);
  seen_ = std::move(seen);
  return found;
}

void InboxWatch::look_into(const std::string& folder, std::chrono::steady_clock::time_point now, Found& found,
                           std::map<std::string, Seen>& seen) {
  std::error_code failure;
  for (fs::directory_iterator entry(inbox_.directory / folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    const std::string file = folder.empty() ? name : folder + "/" + name;
    struct stat status {};
    if (is_unfinished_name(name) || ::lstat(entry->path().c_str(), &status) != 0) continue;
    if (S_ISDIR(status.st_mode) && folder.empty() && LaCode::parse(name)) {
      watch(name);
      look_into(name, now, found, seen);
      continue;
    }
    if (!S_ISREG(status.st_mode) || seen.size() >= kMostFiles) continue;
    const std::string identity = name_of(file, status);
    const auto known = seen_.find(file);
    const bool same = known != seen_.end() && known->second.identity == identity;
    const auto since = same ? known->second.since : now;
    seen[file] = {identity, since};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(since + inbox_.settle - now);
    if (left.count() <= 0) {
      found.whole.push_back({la_of(file), identity, place_, file});
    } else {
      found.look_again = std::min(found.look_again.value_or(left), left);
    }
  }
  if (!failure) return;
  found.unreadable.push_back(
      {ExitCode::no_input, fmt::format("The inbox {} cannot be read: {}. Let Termwise's user read it, or correct "
                                       "directory under [inbox].",
                                       (inbox_.directory / folder).string(), failure.message())});
}

}  // namespace termwise::jobs
