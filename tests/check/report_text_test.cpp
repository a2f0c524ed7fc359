// A report as people and programs get it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/report_text.h"

namespace termwise::check {
namespace {

TEST(Notebook, keeps_few_of_one_kind_counts_the_others_and_puts_errors_first) {
  Notebook notes("facts");
  notes.note("b", "a note", "r");
  for (int i = 0; i < 8; ++i) notes.error("a", "error " + std::to_string(i), "r");
  const Check check = std::move(notes).finish("detail");
  ASSERT_EQ(check.findings.size(), 6u);
  EXPECT_EQ(check.findings[0].id, "facts.a");
  EXPECT_EQ(check.findings[4].sentence, "error 4 (3 more findings of the same kind)");
  EXPECT_EQ(check.findings[5].severity, Severity::note);
  EXPECT_EQ(check.verdict(), Verdict::errors);
}

TEST(Report, the_worst_finding_decides_and_notes_pass) {
  Report report;
  Notebook notes("a");
  notes.note("x", "s", "r");
  report.checks.push_back(std::move(notes).finish(""));
  report.checks.push_back(skipped("b", "why"));
  EXPECT_EQ(report.verdict(), Verdict::passed);
  Notebook worse("c");
  worse.warning("x", "s", "r");
  report.checks.push_back(std::move(worse).finish(""));
  EXPECT_EQ(report.verdict(), Verdict::warnings);
}

TEST(Report, as_text_and_json) {
  Report report;
  report.file = "termwise-x.so";
  report.sha256 = std::string(64, 'a');
  report.plugin = "x";
  report.version = "1.0.0";
  report.time = std::chrono::milliseconds(1500);
  Notebook notes("imports");
  notes.error("network", "The plugin imports 'socket'.", "Do not.");
  report.checks.push_back(std::move(notes).finish("2 imported symbols"));
  EXPECT_EQ(
      report_text(report),
      "termwise-x.so\nsha256 " + std::string(64, 'a') +
          "\n\n  imports      errors    2 imported symbols\n\nerror [imports.network]: The plugin imports "
          "'socket'.\n    Do not.\n\nThe plugin x 1.0.0 should not be installed: 1 error, 0 warnings and 0 notes. "
          "(1.5 seconds)\n");
  EXPECT_THAT(report_json(report), ::testing::AllOf(::testing::HasSubstr("\"verdict\": \"errors\""),
                                                    ::testing::HasSubstr("\"id\": \"imports.network\""),
                                                    ::testing::HasSubstr("\"seconds\": 1.5")));
}

}  // namespace
}  // namespace termwise::check
