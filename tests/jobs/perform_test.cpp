#include "jobs/perform.h"

#include <gtest/gtest.h>

namespace termwise::jobs {
namespace {

using namespace std::chrono_literals;

TEST(PauseAfter, doublesUpToAnHour) {
  EXPECT_EQ(pause_after(0, 60s), 60s);
  EXPECT_EQ(pause_after(1, 60s), 120s);
  EXPECT_EQ(pause_after(5, 60s), 1920s);
  EXPECT_EQ(pause_after(6, 60s), 3600s);
  EXPECT_EQ(pause_after(1'000'000, 60s), 3600s);
  EXPECT_EQ(pause_after(3, 3600s), 3600s);
}

}  // namespace
}  // namespace termwise::jobs
