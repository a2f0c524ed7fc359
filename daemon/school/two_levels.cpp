#include "school/two_levels.h"

namespace termwise::school {
namespace {

constexpr int kLevelFour = 4;

int needed_after(int level, const TwoLevelsRule& rule) {
  if (level == kLevelFour && !rule.level_6_tested) return level + 1;
  return level + 2;
}

Level counting(const Level& result, const Level& by_teacher) {
  const bool below = result.kind == LevelKind::below_test || result.kind == LevelKind::none_awarded;
  return below && whole_level(by_teacher) ? by_teacher : result;
}

bool left_out(const Level& result) {
  return result.kind == LevelKind::unable || result.kind == LevelKind::disapplied || result.kind == LevelKind::unknown;
}

}  // namespace

Progress two_levels(const Level& at_key_stage_1, const Level& at_key_stage_2, const Level& by_teacher,
                    const TwoLevelsRule& rule) {
  const Level result = counting(at_key_stage_2, by_teacher);
  const auto reached = whole_level(result);
  const auto before = whole_level(at_key_stage_1);
  if (!before) {
    const bool made = rule.count_missing_ks1_l4_as_made && reached && *reached >= kLevelFour;
    return made ? Progress::made : Progress::excluded;
  }
  if (left_out(result)) return Progress::excluded;
  return reached && *reached >= needed_after(*before, rule) ? Progress::made : Progress::not_made;
}

void TwoLevels::add(Progress progress) {
  if (progress == Progress::excluded) {
    ++excluded;
    return;
  }
  ++counted;
  if (progress == Progress::made) ++made;
}

}  // namespace termwise::school
