#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "base/sha256.h"
#include "ingest/ingest.h"
#include "jobs/inbox.h"
#include "report/quality_text.h"
#include "store/batches.h"

namespace termwise::jobs {
namespace {

namespace fs = std::filesystem;

constexpr int kMostCopies = 10'000;  // of one name in accepted/ or refused/

// The data-quality report of a file that is loaded.
Result<std::string> quality_of(store::Reader& reader, const fs::path& path) {
  TERMWISE_TRY(const auto scanned, ingest::scan(path));
  TERMWISE_TRY(auto issues, store::list_issues(reader, scanned.sha256));
  std::vector<report::QualityRow> rows;
  for (auto& stored : issues)
    rows.push_back({stored.id, std::move(stored.file_name), std::move(stored.issue), std::move(stored.explanation)});
  return report::quality_text(rows);
}

Result<void> write_report(const fs::path& path, const std::string& text) {
  const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (fd && ::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size())) return {};
  return Error{ExitCode::io, fmt::format("The report {} cannot be written: {}. Make room for it, and let Termwise's "
                                         "user write there.",
                                         path.string(), system_message(errno))};
}

// NAME, or NAME.2 and so on where a file of that name stands there already: nothing is overwritten.
fs::path free_name(const fs::path& folder, const std::string& name) {
  fs::path candidate = folder / name;
  std::error_code ignored;
  for (int copy = 2; fs::exists(candidate, ignored) && copy < kMostCopies; ++copy)
    candidate = folder / fmt::format("{}.{}", name, copy);
  return candidate;
}

}  // namespace

Result<void> file_away(store::Reader& reader, const fs::path& inbox, const std::string& file, bool succeeded,
                       const std::string& sentence) {
  const fs::path source = inbox / file;
  std::error_code failure;
  if (!fs::exists(source, failure)) return {};
  std::string text = fmt::format("{} was {}.\n{}\n", file, succeeded ? "accepted" : "refused", sentence);
  if (succeeded) {
    TERMWISE_TRY(const std::string quality, quality_of(reader, source));
    text += "\n" + quality;
  } else {
    text +=
        "\nPut a corrected file of the same name into the inbox, or remove this one: until then, what comes after "
        "ingest is held back.\n";
  }
  const fs::path target = free_name(inbox / (succeeded ? "accepted" : "refused"), fs::path(file).filename().string());
  // The report first: a file that stands in its folder always has one.
  TERMWISE_CHECK(write_report(fs::path(target).concat(".report.txt"), text));
  fs::rename(source, target, failure);
  // Another daemon of this host may have been faster.
  if (!failure || failure == std::errc::no_such_file_or_directory) return {};
  return Error{ExitCode::io, fmt::format("{} cannot be moved to {}: {}. Let Termwise's user write in both.",
                                         source.string(), target.string(), failure.message())};
}

bool still_refused(const fs::path& inbox, const std::string& file) {
  std::error_code ignored;
  return fs::exists(inbox / "refused" / fs::path(file).filename(), ignored);
}

}  // namespace termwise::jobs
