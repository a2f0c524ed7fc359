#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include <fmt/format.h>

#include "base/file.h"
#include "base/sha256.h"
#include "ingest/ingest.h"
#include "jobs/inbox.h"
#include "jobs/ingest_file.h"
#include "jobs/quality_rows.h"
#include "report/quality.h"
#include "store/batches.h"

namespace termwise::jobs {
namespace {

namespace fs = std::filesystem;

constexpr int kMostCopies = 10'000;  // of one name in accepted/ or refused/

// Of a file that is loaded: whether a copy is kept, and the data-quality report.
Result<std::string> more_about(store::Reader& reader, const fs::path& path) {
  TERMWISE_TRY(const auto scanned, ingest::scan(path));
  TERMWISE_TRY(const auto batch, store::find_batch(reader, scanned.sha256));
  std::string text;
  if (batch && batch->pupil_level) text = fmt::format("{}\n", kNoCopyKept);
  store::IssueFilter filter;
  filter.batches.emplace();
  if (batch) filter.batches->push_back(batch->id);
  TERMWISE_TRY(const auto rows, quality_rows(reader, filter, store::FileOrder::oldest_first));
  return text + "\n" + report::quality_text(rows);
}

// Whether the report was written: false where one of that name stands there already.
Result<bool> write_report(const fs::path& path, const std::string& text) {
  const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!fd && errno == EEXIST) return false;
  if (fd && ::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size())) return true;
  return Error{ExitCode::io, fmt::format("The report {} cannot be written: {}. Make room for it, and let Termwise's "
                                         "user write there.",
                                         path.string(), system_message(errno))};
}

// NAME, or NAME.2 and so on.
std::string numbered(const std::string& name, int copy) { return copy == 1 ? name : fmt::format("{}.{}", name, copy); }

// Moves the file to a name that is free, with its report; nothing is overwritten, whoever else is moving files.
Result<void> move_with_report(const fs::path& source, const fs::path& folder, const std::string& text) {
  for (int copy = 1; copy < kMostCopies; ++copy) {
    const fs::path target = folder / numbered(source.filename().string(), copy);
    const fs::path report = fs::path(target).concat(".report.txt");
    // The report first: a file that stands in its folder always has one.
    TERMWISE_TRY(const bool written, write_report(report, text));
    if (!written) continue;
    if (::renameat2(AT_FDCWD, source.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) return {};
    const int problem = errno;
    ::unlink(report.c_str());
    if (problem == ENOENT) return {};  // another daemon of this host was faster
    if (problem != EEXIST)
      return Error{ExitCode::io, fmt::format("{} cannot be moved to {}: {}. Let Termwise's user write in both.",
                                             source.string(), target.string(), system_message(problem))};
  }
  return Error{ExitCode::cannot_create, fmt::format("{} holds {} files of the name {}. Remove some.", folder.string(),
                                                    kMostCopies, source.filename().string())};
}

}  // namespace

Result<void> file_away(store::Reader& reader, const fs::path& inbox, const std::string& file,
                       const std::string& identity, bool succeeded, const std::string& sentence) {
  if (identity_of(inbox, file) != identity) return {};
  const fs::path source = inbox / file;
  std::string text = fmt::format("{} was {}.\n{}\n", file, succeeded ? "accepted" : "refused", sentence);
  if (succeeded) {
    TERMWISE_TRY(const std::string more, more_about(reader, source));
    text += more;
  } else {
    text +=
        "\nPut a corrected file of the same name into the inbox, or remove this one: until then, what comes after "
        "ingest is held back.\n";
  }
  return move_with_report(source, inbox / (succeeded ? "accepted" : "refused"), text);
}

bool still_refused(const fs::path& inbox, const std::string& file) {
  const std::string name = fs::path(file).filename().string();
  std::error_code ignored;
  for (int copy = 1; copy < kMostCopies; ++copy) {
    const std::string candidate = numbered(name, copy);
    if (fs::exists(inbox / "refused" / candidate, ignored)) return true;
    if (!fs::exists(inbox / "refused" / (candidate + ".report.txt"), ignored)) return false;
  }
  return false;
}

}  // namespace termwise::jobs
