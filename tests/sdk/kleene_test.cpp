#include <gtest/gtest.h>

#include <termwise/kleene.hpp>

namespace termwise {
namespace {

constexpr Truth F = Truth::no;
constexpr Truth T = Truth::yes;
constexpr Truth U = Truth::unknown;

TEST(Kleene, and_or_and_not_follow_kleenes_strong_tables) {
  constexpr Truth values[] = {F, U, T};
  constexpr Truth both[3][3] = {{F, F, F}, {F, U, U}, {F, U, T}};
  constexpr Truth either[3][3] = {{F, U, T}, {U, U, T}, {T, T, T}};
  for (int a = 0; a < 3; ++a)
    for (int b = 0; b < 3; ++b) {
      EXPECT_EQ(values[a] && values[b], both[a][b]) << a << b;
      EXPECT_EQ(values[a] || values[b], either[a][b]) << a << b;
    }
  EXPECT_EQ(!F, T);
  EXPECT_EQ(!T, F);
  EXPECT_EQ(!U, U);
}

TEST(Kleene, worlds_know_what_operators_cannot) {
  // "a or not a" holds in every world.
  EXPECT_EQ(U || !U, U);
  const auto tautology = [](const std::array<bool, 1>& facts) { return facts[0] || !facts[0]; };
  EXPECT_EQ(in_every_world(std::array{U}, tautology), T);
  EXPECT_FALSE(matters(std::array{U}, 0, tautology));
}

TEST(Kleene, a_fact_matters_only_where_the_others_leave_it_a_say) {
  const auto both = [](const std::array<bool, 2>& facts) { return facts[0] && facts[1]; };
  EXPECT_TRUE(matters(std::array{U, T}, 0, both));
  EXPECT_TRUE(matters(std::array{U, U}, 0, both));
  EXPECT_FALSE(matters(std::array{U, F}, 0, both));
  EXPECT_FALSE(matters(std::array{T, U}, 0, both)) << "what is known needs no knowing";
  EXPECT_EQ(in_every_world(std::array{U, F}, both), F);
  EXPECT_EQ(in_every_world(std::array{T, T}, both), T);
  EXPECT_EQ(in_every_world(std::array{U, T}, both), U);
}

}  // namespace
}  // namespace termwise
