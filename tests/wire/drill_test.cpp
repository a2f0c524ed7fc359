#include <gtest/gtest.h>

#include "wire/drill.h"

namespace termwise::wire {
namespace {

TEST(Drill, RequestsAndReportsSurvive) {
  DrillRequest request{{DrillKind::refuse, 5}, {}};
  request.input.year = 2017;
  request.input.la_code = "926";
  request.input.rules = {"a-rule"};
  const auto decoded = decode_drill_request(encode(request));
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded->drill, request.drill);
  EXPECT_EQ(decoded->input, request.input);
  std::string odd = encode(request);
  odd[0] = 9;
  EXPECT_FALSE(decode_drill_request(odd).ok());
  const DrillReport report{TW_FAILED, 3, 1'000, "tw.rules/10"};
  EXPECT_EQ(decode_drill_report(encode(report)).value(), report);
  EXPECT_FALSE(decode_drill_report(encode(report) + "x").ok());
  EXPECT_FALSE(decode_drill_report("").ok());
}

}  // namespace
}  // namespace termwise::wire
