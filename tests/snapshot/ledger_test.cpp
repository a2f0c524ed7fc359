#include <gtest/gtest.h>

#include "snapshot/snapshot.h"

namespace termwise::snapshot {
namespace {

using Row = EvidenceLedger::Row;

TEST(EvidenceLedger, EachTokenLeadsToItsOwnCell) {
  EvidenceLedger ledger;
  const auto cohort = ledger.issue("KS2_COHORT", {Row{BatchId{1}, 2, 900001}, Row{BatchId{3}, 9, 900002}});
  const auto nobody = ledger.issue("empty", {});
  const auto score = ledger.issue("KS2_PROG_R", {Row{BatchId{1}, 2, 900001}, Row{BatchId{3}, 9, 900002}});
  EXPECT_TRUE(nobody.empty());

  const auto cell = ledger.find(score[1]);
  ASSERT_TRUE(cell);
  EXPECT_EQ(cell->batch, BatchId{3});
  EXPECT_EQ(cell->line, 9u);
  EXPECT_EQ(cell->subject, 900002);
  EXPECT_EQ(cell->name, "KS2_PROG_R");
  EXPECT_EQ(ledger.find(cohort[1])->name, "KS2_COHORT");
}

TEST(EvidenceLedger, WhatWasNotHandedOutLeadsNowhere) {
  EvidenceLedger ledger;
  const auto tokens = ledger.issue("KS2_COHORT", {Row{}, Row{BatchId{1}, 2, 900001}});
  EXPECT_EQ(tokens[0], 0u);  // a row without a source
  EXPECT_FALSE(ledger.find(0));
  EXPECT_FALSE(ledger.find(tokens[1] - 1));
  EXPECT_TRUE(ledger.find(tokens[1]));
  EXPECT_FALSE(ledger.find(tokens[1] + 1));
}

}  // namespace
}  // namespace termwise::snapshot
