// Each wrong plugin is found out, by the check that is there for it, in a sentence that names the culprit.
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/check_plugin.h"
#include "check/report_text.h"

namespace termwise::check {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFewSchools = 500;  // what is wrong shows with these, but for one plugin
#ifdef TERMWISE_SANITIZED
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::path(::testing::TempDir()) / "termwise-check-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() { fs::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// A copy that nobody else may write to, whatever the umask of the build was.
fs::path private_copy(const fs::path& file, const TemporaryFolder& folder) {
  const fs::path copy = folder.path() / file.filename();
  fs::copy_file(file, copy);
  fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write);
  return copy;
}

Options with_schools(std::size_t schools) {
  Options options;
  options.schools = schools;
  return options;
}

Report check_file(const fs::path& file, const Options& options = with_schools(kFewSchools)) {
  const TemporaryFolder folder;
  auto report = check_plugin(private_copy(file, folder), sandbox::PluginHost(TERMWISE_PLUGIN_HOST), options);
  if (!report.ok()) throw std::runtime_error(report.error().text());
  return std::move(report).value();
}

fs::path wrong(const std::string& name) { return fs::path(TERMWISE_WRONG_FOLDER) / (name + ".so"); }

std::vector<Finding> findings_of(const Report& report, const std::string& id) {
  std::vector<Finding> found;
  for (const auto& check : report.checks)
    for (const auto& finding : check.findings)
      if (finding.id == id) found.push_back(finding);
  return found;
}

struct Case {
  const char* plugin;
  const char* id;
  Severity severity;
  const char* words;  // in the sentence
};
std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.plugin << ' ' << one.id; }

class WrongPlugins : public ::testing::TestWithParam<Case> {};

TEST_P(WrongPlugins, are_found_out_by_name) {
  const Case& expected = GetParam();
  const Report report = check_file(wrong(expected.plugin));
  const auto found = findings_of(report, expected.id);
  ASSERT_FALSE(found.empty()) << report_text(report);
  EXPECT_EQ(found.front().severity, expected.severity);
  EXPECT_THAT(found.front().sentence, ::testing::HasSubstr(expected.words));
  EXPECT_FALSE(found.front().remedy.empty());
  EXPECT_EQ(report.verdict() == Verdict::errors, expected.severity == Severity::error) << report_text(report);
}

constexpr Case kCases[] = {
    {"exports_more", "exports.extra", Severity::error, "'count_leavers'"},
    {"imports_socket", "imports.network", Severity::error, "'socket'"},
    {"counts_cycles", "determinism.repeat", Severity::error, "rule 'few-leavers' gave school 900"},
    {"shows_address", "determinism.repeat", Severity::error, "the argument 'answer'"},
    {"reads_clock", "imports.clock", Severity::error, "'clock_gettime'"},
    {"trusts_figures", "facts.gaps", Severity::error, "figures missing, the plugin"},
    {"remembers", "determinism.place", Severity::warning, "the argument 'answer'"},
    {"needs_a_school", "facts.no-schools", Severity::error, "divided by zero"},
    {"deaf", "drills.goes-on", Severity::error, "answers TW_STOP to the first finding"},
    {"misspelt", "templates.placeholder", Severity::error, "'answr'"},
    {"open_brace", "templates.syntax", Severity::error, "'said'"},
    {"cuts_names", "facts.hostile-texts", Severity::error, "not UTF-8"},
    {"undeclared", "parameters.undeclared", Severity::error, "'hidden_tolerance'"},
    {"by_place", "parameters.by-place", Severity::note, "by its place"},
    {"idle_parameter", "parameters.never-matters", Severity::note, "'weight'"},
    {"dies_at_maximum", "parameters.crashed", Severity::error, "With limit = '500'"},
    {"changes_itself", "abi.describe-changes", Severity::error, "'wrong'"},
    {"ranks", "determinism.other-schools", Severity::note, "the argument 'answer'"},
    {"others_evidence", "templates.evidence", Severity::error, "the token of school 900001"},
    {"invents_extension", "drills.extension", Severity::error, "'tw.rules/"},
    {"does_not_ask", "drills.no-rules", Severity::error, "'few-leavers'"},
    {"says_little", "manifest.rule-source", Severity::warning, "'few-leavers'"},
    {"says_little", "manifest.rule-title", Severity::warning, "'few-leavers'"},
    {"says_little", "manifest.parameter-unit", Severity::warning, "'limit'"},
    {"says_little", "manifest.parameter-meaning", Severity::warning, "'limit'"},
    {"says_little", "manifest.parameter-range", Severity::warning, "'limit' has no minimum"},
    {"future_table", "manifest.table", Severity::error, "'school/2'"},
    {"executable_stack", "build.stack", Severity::error, "stack"},
    {"loosely_linked", "build.relro", Severity::warning, "RELRO"},
    {"loosely_linked", "build.bind-now", Severity::warning, "BIND_NOW"},
    {"loosely_linked", "imports.library", Severity::warning, "'libzstd.so.1'"},
};

INSTANTIATE_TEST_SUITE_P(Each, WrongPlugins, ::testing::ValuesIn(kCases), [](const auto& each) {
  std::string name = std::string(each.param.plugin) + "_" + each.param.id;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
});

TEST(CheckPlugin, says_nothing_about_a_good_plugin) {
  const Report report = check_file(wrong("good"));
  EXPECT_EQ(report.verdict(), Verdict::passed);
  EXPECT_EQ(report.count(Severity::error) + report.count(Severity::warning) + report.count(Severity::note), 0u)
      << report_text(report);
  for (const auto& check : report.checks) EXPECT_EQ(check.verdict(), Verdict::passed) << check.id;
}

TEST(CheckPlugin, finds_no_error_in_a_real_one) {
  const Report report = check_file(TERMWISE_NATIONAL_PLUGIN);
  for (const auto& check : report.checks) {
    if (kSanitized && check.id == "imports") continue;  // the sanitizers' own libraries
    EXPECT_EQ(check.verdict(), Verdict::passed) << report_text(report);
  }
  // The made-up facts lead to every sentence that they can say.
  EXPECT_TRUE(findings_of(report, "templates.unused").empty()) << report_text(report);
  for (const auto& check : report.checks)
    for (const auto& finding : check.findings) {
      EXPECT_THAT(finding.sentence, ::testing::Not(::testing::ContainsRegex("[.]'?[.]|: The |templates '[^']*'[.]$")));
    }
}

// Their rules hold for other years and days than those of the made-up facts, so that most of their sentences are not said
// there.
void expect_no_error(const char* file) {
  const Report report = check_file(file);
  for (const auto& check : report.checks) {
    if (kSanitized && check.id == "imports") continue;  // the sanitizers' own libraries
    EXPECT_EQ(check.verdict(), Verdict::passed) << report_text(report);
  }
  EXPECT_EQ(report.count(Severity::error), 0u) << report_text(report);
}

TEST(CheckPlugin, finds_no_error_in_kents_protocol) { expect_no_error(TERMWISE_KENT_PLUGIN); }

TEST(CheckPlugin, finds_no_error_in_the_modern_local_protocol) { expect_no_error(TERMWISE_MODERN_LOCAL_PLUGIN); }

TEST(CheckPlugin, sees_time_that_grows_with_the_square_of_the_schools) {
  const Report report = check_file(wrong("quadratic"), {});
  const auto found = findings_of(report, "scale.growth");
  ASSERT_FALSE(found.empty()) << report_text(report);
  EXPECT_THAT(found.front().sentence, ::testing::HasSubstr("2,500 schools"));
}

TEST(CheckPlugin, holds_all_england_against_the_limits) {
  Options options;
  options.limits.deadline = std::chrono::milliseconds(500);
  options.limits.grace = std::chrono::milliseconds(50);
  const Report report = check_file(wrong("quadratic"), options);
  const auto found = findings_of(report, "scale.timed_out");
  ASSERT_FALSE(found.empty()) << report_text(report);
  EXPECT_THAT(found.front().sentence, ::testing::HasSubstr("With 25,000 schools"));
}

TEST(CheckPlugin, gives_a_plugin_up_that_never_ends) {
  Options options;
  options.limits.deadline = std::chrono::milliseconds(200);
  options.limits.grace = std::chrono::milliseconds(50);
  const Report report = check_file(wrong("never_ends"), options);
  const auto found = findings_of(report, "facts.timed_out");
  ASSERT_EQ(found.size(), 1u) << report_text(report);
  EXPECT_THAT(found.front().remedy, ::testing::HasSubstr("a loop that never ends"));
  for (const auto& check : report.checks)
    if (check.id == "determinism") {
      EXPECT_EQ(check.verdict(), Verdict::skipped);
    }
}

const Check& check_named(const Report& report, const std::string& id) {
  for (const auto& check : report.checks)
    if (check.id == id) return check;
  throw std::runtime_error("no check " + id);
}

// In sanitizer builds, which are not confined, a plugin may start processes.
#ifdef TERMWISE_SANITIZED
constexpr const char* kHopeless[] = {"crashes"};
#else
constexpr const char* kHopeless[] = {"crashes", "forks"};
#endif

TEST(CheckPlugin, says_that_checks_passed_only_where_they_ran) {
  for (const char* plugin : kHopeless) {
    const Report report = check_file(wrong(plugin));
    for (const char* id : {"scale", "determinism", "parameters", "drills"}) {
      EXPECT_EQ(check_named(report, id).verdict(), Verdict::skipped) << plugin << ' ' << id;
      EXPECT_EQ(check_named(report, id).detail, "no run came to its end") << plugin << ' ' << id;
    }
    EXPECT_EQ(check_named(report, "templates").verdict(), Verdict::skipped) << plugin;
    EXPECT_EQ(check_named(report, "templates").detail, "no run gave a finding") << plugin;
  }
}

// It gets through the Local Authorities without schools and without gaps, and not through those that are run again.
TEST(CheckPlugin, compares_only_what_the_plugin_gets_through) {
  const Report report = check_file(wrong("trusts_figures"));
  EXPECT_EQ(check_named(report, "determinism").verdict(), Verdict::skipped);
  EXPECT_EQ(check_named(report, "drills").verdict(), Verdict::skipped);
  EXPECT_NE(check_named(report, "templates").verdict(), Verdict::skipped);
  const Report without_schools = check_file(wrong("crashes_over_schools"));
  for (const char* id : {"determinism", "parameters", "drills", "templates"})
    EXPECT_EQ(check_named(without_schools, id).verdict(), Verdict::skipped) << id;
  EXPECT_EQ(without_schools.count(Severity::error), 2u) << report_text(without_schools);  // facts and scale
}

TEST(CheckPlugin, says_once_what_many_runs_show_with_a_remedy_for_how_they_ended) {
  const Report crashing = check_file(wrong("crashes"));
  EXPECT_EQ(crashing.count(Severity::error), 1u) << report_text(crashing);
  const auto crashed = findings_of(crashing, "facts.crashed");
  ASSERT_EQ(crashed.size(), 1u);
  EXPECT_THAT(crashed.front().sentence,
              ::testing::HasSubstr("The same in 9 others: one-school, usual, gaps and 6 more."));
  EXPECT_THAT(crashed.front().remedy, ::testing::HasSubstr("debugger"));

#ifndef TERMWISE_SANITIZED
  const auto forked = findings_of(check_file(wrong("forks")), "facts.forbidden");
  ASSERT_EQ(forked.size(), 1u);
  EXPECT_THAT(forked.front().sentence, ::testing::HasSubstr("start a thread or process"));
  EXPECT_THAT(forked.front().remedy, ::testing::StartsWith("Take the call out"));
#endif

  // Where other facts do not show it, the facts are what to look at.
  const auto missing = findings_of(check_file(wrong("trusts_figures")), "facts.gaps");
  ASSERT_EQ(missing.size(), 1u);
  EXPECT_THAT(missing.front().remedy, ::testing::HasSubstr("a column's reason before its value"));
}

TEST(CheckPlugin, sees_a_clock_that_is_the_same_within_a_second) {
  const Report report = check_file(wrong("reads_clock"));
  EXPECT_FALSE(findings_of(report, "determinism.repeat").empty()) << report_text(report);
}

TEST(CheckPlugin, looks_at_a_file_that_others_may_write_to_and_does_not_run_it) {
  const TemporaryFolder folder;
  const fs::path copy = private_copy(wrong("exports_more"), folder);
  fs::permissions(copy, fs::perms::all);
  const auto report = check_plugin(copy, sandbox::PluginHost("/no/such/host"), {});  // which it would have to start
  ASSERT_TRUE(report.ok()) << report.error().text();
  EXPECT_EQ(findings_of(*report, "file.owner-or-mode").size(), 1u);
  EXPECT_EQ(findings_of(*report, "exports.extra").size(), 1u);
  for (const auto& check : report->checks)
    if (check.id == "facts" || check.id == "abi") {
      EXPECT_EQ(check.verdict(), Verdict::skipped) << check.id;
    }
}

TEST(CheckPlugin, reports_a_file_that_is_no_library) {
  const TemporaryFolder folder;
  const fs::path page = folder.path() / "error-page.so";
  std::ofstream(page) << "<html>404 Not Found</html>";
  const Report report = check_file(page);
  EXPECT_EQ(findings_of(report, "exports.unreadable").size(), 1u) << report_text(report);
  EXPECT_EQ(findings_of(report, "abi.refused").size(), 1u);
}

TEST(CheckPlugin, has_no_report_without_a_file) {
  const auto report = check_plugin("/no/such/plugin.so", sandbox::PluginHost(TERMWISE_PLUGIN_HOST), {});
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().exit, ExitCode::no_input);
}

}  // namespace
}  // namespace termwise::check
