// Where everything lies in the structures of the ABI's version 1, added up by hand for the 64-bit platforms.
// What stands here never changes: plugins are compiled to it. A later minor version only makes structures
// longer at their end.
#include <cstddef>

#include <gtest/gtest.h>

#include <termwise/abi.h>

namespace termwise {
namespace {

TEST(AbiLayout, structures_have_their_sizes) {
  EXPECT_EQ(sizeof(tw_text), 16u);
  EXPECT_EQ(sizeof(tw_number), 16u);
  EXPECT_EQ(sizeof(tw_column), 72u);
  EXPECT_EQ(sizeof(tw_table), 40u);
  EXPECT_EQ(sizeof(tw_need), 40u);
  EXPECT_EQ(sizeof(tw_rule), 104u);  // 96 in version 1.0
  EXPECT_EQ(sizeof(tw_parameter), 120u);
  EXPECT_EQ(sizeof(tw_template), 40u);
  EXPECT_EQ(sizeof(tw_manifest), 120u);
  EXPECT_EQ(sizeof(tw_describe_host), 32u);
  EXPECT_EQ(sizeof(tw_predicate), 152u);
  EXPECT_EQ(sizeof(tw_flip), 72u);
  EXPECT_EQ(sizeof(tw_argument), 40u);
  EXPECT_EQ(sizeof(tw_finding), 216u);
  EXPECT_EQ(sizeof(tw_emit_host), 40u);
  EXPECT_EQ(sizeof(tw_setting), 40u);
  EXPECT_EQ(sizeof(tw_input), 64u);
  EXPECT_EQ(sizeof(tw_rules), 16u);
  EXPECT_EQ(sizeof(tw_plugin), 32u);
}

TEST(AbiLayout, members_stand_in_their_places) {
  EXPECT_EQ(offsetof(tw_column, name), 16u);
  EXPECT_EQ(offsetof(tw_column, values), 32u);
  EXPECT_EQ(offsetof(tw_column, reason), 40u);
  EXPECT_EQ(offsetof(tw_column, evidence), 48u);
  EXPECT_EQ(offsetof(tw_column, bytes), 56u);
  EXPECT_EQ(offsetof(tw_rule, id), 8u);
  EXPECT_EQ(offsetof(tw_rule, job), 24u);
  EXPECT_EQ(offsetof(tw_rule, outcomes), 88u);
  EXPECT_EQ(offsetof(tw_rule, listed_count), 96u);
  EXPECT_EQ(offsetof(tw_manifest, la_codes), 56u);
  EXPECT_EQ(offsetof(tw_manifest, needs), 72u);
  EXPECT_EQ(offsetof(tw_manifest, rule_count), 104u);
  EXPECT_EQ(offsetof(tw_predicate, observed), 32u);
  EXPECT_EQ(offsetof(tw_predicate, observed_text), 64u);
  EXPECT_EQ(offsetof(tw_predicate, evidence), 144u);
  EXPECT_EQ(offsetof(tw_finding, subject), 8u);
  EXPECT_EQ(offsetof(tw_finding, rule), 24u);
  EXPECT_EQ(offsetof(tw_finding, notes), 88u);
  EXPECT_EQ(offsetof(tw_finding, predicate_count), 120u);
  EXPECT_EQ(offsetof(tw_finding, has_cohort), 132u);
  EXPECT_EQ(offsetof(tw_finding, interval_lower), 168u);
  EXPECT_EQ(offsetof(tw_finding, cohort), 200u);
  EXPECT_EQ(offsetof(tw_input, tables), 32u);
  EXPECT_EQ(offsetof(tw_input, rules), 56u);
}

}  // namespace
}  // namespace termwise
