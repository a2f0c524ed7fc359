// The watched directory. A file is left alone until it has not changed for a while; once its ingest has ended it stands
// in accepted/ or refused/ with its report beside it. Files in a folder named by an LA's code belong to that LA.
//
//   inbox/2017-2018_886_ks2final.csv           belongs to no one LA
//   inbox/886/extra.csv                        belongs to LA 886
//   inbox/accepted/NAME, NAME.report.txt       loaded
//   inbox/refused/NAME, NAME.report.txt        holds back what comes after ingest, until it is removed
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/unique_fd.h"
#include "settings/settings.h"
#include "store/database.h"
#include "store/inbox.h"

namespace termwise::jobs {

class InboxWatch {
 public:
  // `host` names this machine. Makes the directory and its two folders where they are missing. Errors: 73, 77.
  static Result<InboxWatch> open(const settings::Inbox& inbox, const std::string& host);

  const std::filesystem::path& directory() const { return inbox_.directory; }
  const std::string& place() const { return place_; }  // "HOST:/var/lib/termwise/inbox"
  int descriptor() const { return events_.get(); }     // readable when something happened in the directory; a hint only
  void drain();                                        // takes what is readable there

  struct Found {
    std::vector<store::ArrivedFile> whole;                // have not changed for as long as the inbox asks
    std::optional<std::chrono::milliseconds> look_again;  // when a changing one may be whole
    std::vector<Error> unreadable;                        // folders (exit 66); the others were looked into
  };
  // Looks at the directory now.
  Found look(std::chrono::steady_clock::time_point now);

 private:
  struct Seen {
    std::string identity;
    std::chrono::steady_clock::time_point since;
  };

  InboxWatch(settings::Inbox inbox, std::string place, UniqueFd events)
      : inbox_(std::move(inbox)), place_(std::move(place)), events_(std::move(events)) {}
  void look_into(const std::string& folder, std::chrono::steady_clock::time_point now, Found& found,
                 std::map<std::string, Seen>& seen);
  void watch(const std::string& folder);

  settings::Inbox inbox_;
  std::string place_;
  UniqueFd events_;
  std::map<std::string, Seen> seen_;  // by path below the inbox
};

// What names the file as it is now: its path below the inbox, the moment of its change and its size. None: it is gone.
std::optional<std::string> identity_of(const std::filesystem::path& inbox, const std::string& file);

// Moves a file whose ingest has ended out of the inbox and writes its report beside it. `succeeded` and `sentence` are
// the occurrence's. Where `identity` no longer names what lies there (it is gone, or another has taken its place), nothing
// is done. Errors: 69, 73, 74.
Result<void> file_away(store::Reader& reader, const std::filesystem::path& inbox, const std::string& file,
                       const std::string& identity, bool succeeded, const std::string& sentence);

// Whether a refused file still stands in refused/.
bool still_refused(const std::filesystem::path& inbox, const std::string& file);

}  // namespace termwise::jobs
