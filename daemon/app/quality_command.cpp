#include <pwd.h>
#include <unistd.h>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/known_on.h"
#include "app/workspace.h"
#include "base/text.h"
#include "jobs/quality_rows.h"
#include "store/batches.h"

namespace termwise::app {
namespace {

// The one batch whose file's hash begins so.
Result<std::optional<Sha256>> file_argument(store::Reader& reader, const std::string& text) {
  if (text.empty()) return std::optional<Sha256>();
  TERMWISE_TRY(const auto batches, store::list_batches(reader));
  std::vector<Sha256> matches;
  for (const auto& batch : batches)
    if (batch.file.hex().starts_with(text)) matches.push_back(batch.file);
  if (matches.size() == 1) return std::optional<Sha256>(matches.front());
  return Error{ExitCode::data, fmt::format("{} of the loaded files has a hash that begins with {}. 'termwise ingest' "
                                           "prints each file's.",
                                           matches.empty() ? "None" : "More than one", quote(text))};
}

std::string author_name() {
  const passwd* user = ::getpwuid(::getuid());
  return user ? std::string(user->pw_name) : std::to_string(::getuid());
}

}  // namespace

int quality_command(const settings::Settings& settings, const QualityOptions& options) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto file = file_argument(*reader, options.file);
  if (!file) return fail(file.error());
  const auto known = known_on_argument(*reader, options.known_on);
  if (!known) return fail(known.error());
  const auto rows = jobs::quality_rows(*reader, file.value(), known.value());
  if (!rows) return fail(rows.error());
  fmt::print("{}", options.json ? report::quality_json(*rows) : report::quality_text(*rows));
  return 0;
}

int quality_explain_command(const settings::Settings& settings, const QualityExplainOptions& options) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto database = store::Database::open(access->url());
  if (!database) return fail(database.error());
  const auto done = store::explain_issue(*database, options.id, options.text, author_name());
  if (!done) return fail(done.error());
  fmt::print("The explanation of issue {} is stored.\n", options.id);
  return 0;
}

}  // namespace termwise::app
