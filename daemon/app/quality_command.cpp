#include <pwd.h>
#include <unistd.h>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/known_on.h"
#include "app/workspace.h"
#include "base/text.h"
#include "jobs/quality_rows.h"
#include "store/batches.h"
#include "store/quality.h"

namespace termwise::app {
namespace {

// The one batch whose file's hash begins so.
Result<std::optional<BatchId>> file_argument(store::Reader& reader, const std::string& text) {
  if (text.empty()) return std::optional<BatchId>();
  TERMWISE_TRY(const auto batches, store::list_batches(reader));
  std::vector<BatchId> matches;
  for (const auto& batch : batches)
    if (batch.file.hex().starts_with(text)) matches.push_back(batch.id);
  if (matches.size() == 1) return std::optional<BatchId>(matches.front());
  return Error{ExitCode::data, fmt::format("{} of the loaded files has a hash that begins with {}. 'termwise ingest' "
                                           "prints each file's.",
                                           matches.empty() ? "None" : "More than one", quote(text))};
}

// A rule that found nothing anywhere is more likely misspelt.
Result<std::optional<std::string>> rule_argument(store::Reader& reader, const std::string& text) {
  if (text.empty()) return std::optional<std::string>();
  TERMWISE_TRY(const auto rules, store::rules_with_issues(reader, std::nullopt));
  if (std::find(rules.begin(), rules.end(), text) != rules.end()) return std::optional(text);
  if (rules.empty()) return std::optional(text);
  return Error{ExitCode::data, fmt::format("No issue is of the rule {}.{} Those that found something are: {}.",
                                           quote(text), did_you_mean(text, rules), fmt::join(rules, ", "))};
}

Result<void> leave_out_later(store::Reader& reader, BatchId known, store::IssueFilter& filter) {
  if (!filter.batches) {
    filter.batches.emplace();
    TERMWISE_TRY(const auto all, store::list_batches(reader));
    for (const auto& batch : all) filter.batches->push_back(batch.id);
  }
  std::erase_if(*filter.batches, [&](BatchId batch) { return batch.value > known.value; });
  return {};
}

Result<store::IssueFilter> to_filter(store::Reader& reader, const QualityOptions& options) {
  store::IssueFilter filter;
  TERMWISE_TRY(const auto file, file_argument(reader, options.file));
  TERMWISE_TRY(filter.la, la_argument(options.la));
  TERMWISE_TRY(filter.rule, rule_argument(reader, options.rule));
  filter.severity = school::severity_named(options.severity);
  if (options.unexplained) filter.explained = false;
  if (filter.la) {
    TERMWISE_TRY(const auto files, store::files_of_la(reader, *filter.la));
    filter.batches.emplace();
    for (const auto& of_la : files)
      if (!file || *file == of_la.batch) filter.batches->push_back(of_la.batch);
  } else if (file) {
    filter.batches = std::vector{*file};
  }
  TERMWISE_TRY(const auto known, known_on_argument(reader, options.known_on));
  if (known) TERMWISE_CHECK(leave_out_later(reader, *known, filter));
  return filter;
}

std::string scope_in_words(const QualityOptions& options) {
  std::string scope = options.file.empty() ? "Of all files" : fmt::format("Of the file {}", options.file);
  if (!options.la.empty()) scope += fmt::format(", Local Authority {}", options.la);
  if (!options.rule.empty()) scope += fmt::format(", the rule {}", options.rule);
  if (!options.severity.empty()) scope += fmt::format(", kind {}", options.severity);
  if (options.unexplained) scope += ", without a notepad explanation";
  if (!options.known_on.empty()) scope += fmt::format(", of files loaded by the end of {}", options.known_on);
  return scope + ".";
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
  const auto filter = to_filter(*reader, options);
  if (!filter) return fail(filter.error());
  const auto rows = jobs::quality_rows(*reader, *filter, store::FileOrder::oldest_first);
  if (!rows) return fail(rows.error());
  return put_out(options.output,
                 {[&] { return report::quality_text(*rows); }, [&] { return report::quality_json(*rows); },
                  [&] { return report::quality_csv(*rows); },
                  [&] { return report::quality_report_page(*rows, scope_in_words(options)); }});
}

int quality_show_command(const settings::Settings& settings, const QualityShowOptions& options) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto issue = jobs::explained_issue(*reader, options.id);
  if (!issue) return fail(issue.error());
  fmt::print("{}", options.json ? report::quality_issue_json(issue->row, issue->history)
                                : report::quality_issue_text(issue->row, issue->history));
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
