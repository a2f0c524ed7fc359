#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/workspace.h"
#include "base/text.h"
#include "jobs/ingest_file.h"

namespace termwise::app {
namespace {

std::int64_t issue_count(const jobs::IngestReport& report, school::Severity severity) {
  const auto found = report.issues.find(severity);
  return found == report.issues.end() ? 0 : found->second;
}

void print_text(const jobs::IngestReport& report, bool dry_run) {
  const std::string year = report.year ? report.year->label() : "";
  if (report.already_loaded) {
    fmt::print("{}: already loaded as batch {} ({} {}); nothing was changed\n", report.path.string(),
               report.batch->value, report.layout, year);
    return;
  }
  const std::string done = dry_run ? "would be loaded" : fmt::format("loaded as batch {}", report.batch->value);
  fmt::print("{}: {} ({})\n", report.path.string(), done, report.layout_title);
  fmt::print("    recognised {}\n", report.recognised);
  fmt::print("    {}\n", jobs::sums_text(report.sums));
  const auto errors = issue_count(report, school::Severity::error);
  const auto queries = issue_count(report, school::Severity::query);
  const auto repairs = issue_count(report, school::Severity::repair);
  if (errors + queries + repairs > 0)
    fmt::print("    {} to fix, {} to explain, {}{}\n", counted(errors, "error", "errors"),
               counted(queries, "query", "queries"), counted(repairs, "repair", "repairs"),
               dry_run ? "" : fmt::format(": termwise quality {}", report.file.hex().substr(0, 12)));
  if (report.pupil_level && !dry_run) fmt::print("    {}\n", jobs::kNoCopyKept);
}

nlohmann::ordered_json to_json(const jobs::IngestReport& report, bool dry_run) {
  nlohmann::ordered_json json;
  json["file"] = report.path.string();
  json["sha256"] = report.file.hex();
  json["status"] = report.already_loaded ? "already-loaded" : (dry_run ? "dry-run" : "loaded");
  json["batch"] = report.batch ? nlohmann::ordered_json(report.batch->value) : nlohmann::ordered_json(nullptr);
  json["layout"] = report.layout;
  json["recognised"] = report.recognised;
  json["year"] = report.year ? report.year->label() : "";
  json["las"] = report.las;
  json["rows"] = report.sums.rows;
  json["accepted"] = report.sums.accepted;
  json["repaired"] = report.sums.repaired;
  json["rejected"] = report.sums.rejected;
  json["aggregate"] = report.sums.aggregate;
  json["errors"] = issue_count(report, school::Severity::error);
  json["queries"] = issue_count(report, school::Severity::query);
  json["repairs"] = issue_count(report, school::Severity::repair);
  return json;
}

nlohmann::ordered_json refusal_json(const std::string& file, const Error& error) {
  return {{"file", file}, {"status", "refused"}, {"exit", static_cast<int>(error.exit)}, {"message", error.text()}};
}

// One file after the other; a refused one does not undo the others, and the first refusal decides the exit code.
template <typename Load>
int for_each_file(const IngestOptions& options, const Load& load) {
  int exit_code = 0;
  auto list = nlohmann::ordered_json::array();
  std::size_t number = 0;
  const bool watched = ::isatty(STDERR_FILENO) == 1 && options.files.size() > 1;
  for (const auto& file : options.files) {
    ++number;
    if (watched) fmt::print(stderr, "[{}/{}] {}\n", number, options.files.size(), file);
    const Result<jobs::IngestReport> report = load(file);
    if (report) {
      if (options.json)
        list.push_back(to_json(report.value(), options.dry_run));
      else
        print_text(report.value(), options.dry_run);
      continue;
    }
    if (exit_code == 0) exit_code = static_cast<int>(report.error().exit);
    fmt::print(stderr, "{}\n", report.error().text());
    if (options.json) list.push_back(refusal_json(file, report.error()));
  }
  if (options.json) fmt::print("{}\n", list.dump(2));
  return exit_code;
}

}  // namespace

int ingest_command(const settings::Settings& settings, const IngestOptions& options) {
  jobs::IngestChoice choice;
  choice.source = text_argument(options.source);
  auto year = year_argument(options.year);
  if (!year) return fail(year.error());
  choice.year = *year;

  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  if (options.dry_run) {
    auto reader = store::Reader::open(access->url());
    if (!reader) return fail(reader.error());
    return for_each_file(options,
                         [&](const std::string& file) { return jobs::preview_file(*reader, settings, file, choice); });
  }
  auto database = store::Database::open(access->url());
  if (!database) return fail(database.error());
  // Files do not depend on plugins, so a plugin that is wrong does not keep them out; `check` and `run` say so.
  const auto accept = [&] {
    return jobs::accept_settings(*database, settings, jobs::load_catalogue(settings, plugin_host()).catalogue);
  };
  return for_each_file(
      options, [&](const std::string& file) { return jobs::ingest_file(*database, settings, accept, file, choice); });
}

}  // namespace termwise::app
