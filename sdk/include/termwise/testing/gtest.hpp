// For tests with GoogleTest.
#pragma once

#include <filesystem>

#include <gtest/gtest.h>

#include <termwise/testing/golden.hpp>

namespace termwise::testing {

// For EXPECT_TRUE: holds a run against a golden file, and shows what differs.
inline ::testing::AssertionResult matches_golden(const RunResult& run, const std::filesystem::path& file) {
  const GoldenResult result = compare_with_golden(run, file);
  return result.same ? ::testing::AssertionSuccess() : ::testing::AssertionFailure() << result.message;
}

}  // namespace termwise::testing
