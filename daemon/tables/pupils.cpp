#include "tables/pupils.h"

#include <algorithm>

#include <fmt/format.h>

namespace termwise::tables {
namespace {

using school::Missing;
using school::Value;

constexpr std::string_view kPupilDataset = "pupil";

std::vector<Partition> partitions() {
  return {{"Sex", "PUPIL_GIRL", {{1, 1, "Girls"}, {0, 0, "Boys"}}},
          {"Pupil premium", "PUPIL_PREMIUM", {{1, 1, "With"}, {0, 0, "Without"}}, About::need},
          {"Free school meals in six years", "PUPIL_FSM6", {{1, 1, "Entitled"}, {0, 0, "Not entitled"}}, About::need},
          {"Free school meals", "PUPIL_FSM", {{1, 1, "Entitled"}, {0, 0, "Not entitled"}}, About::need},
          {"Care", "PUPIL_LOOKED_AFTER", {{1, 1, "Looked after or adopted"}, {0, 0, "Not"}}, About::need},
          {"Language", "PUPIL_EAL", {{1, 1, "Additional to English"}, {0, 0, "English"}}},
          {"Special needs", "PUPIL_SEN", {{0, 0, "None"}, {1, 3, "Action or support"}, {4, 4, "Statement or plan"}}}};
}

// Who was absent or got no result has not reached it. Empty where a result that decides is not in the file.
std::optional<bool> reached(const Standard& standard, const store::PupilFigures& pupil, const PlaceOf& place) {
  bool open = false;
  for (const auto& [measure, least] : standard.at_least) {
    const Value& value = place.in(pupil, measure);
    if (const auto number = whole_number(value)) {
      if (*number < least) return false;
    } else if (*value.missing() == Missing::not_entered || *value.missing() == Missing::not_applicable) {
      return false;
    } else {
      open = true;
    }
  }
  if (open) return std::nullopt;
  return true;
}

}  // namespace

Result<AcademicYear> pupil_year(Desk& desk) {
  const auto& request = desk.request();
  if (request.year) return *request.year;
  TERMWISE_TRY(const auto latest,
               store::latest_pupil_year(desk.reader(), kPupilDataset, request.la, desk.highest(), request.school));
  if (!latest) return desk.nothing("pupils");
  return *latest;
}

Result<std::vector<store::PupilFigures>> pupils_of(Desk& desk, const AcademicYear& year,
                                                   const std::vector<std::string>& measures) {
  const auto& request = desk.request();
  TERMWISE_TRY(auto figures, store::latest_pupils(desk.reader(), kPupilDataset, request.la, year.summer(),
                                                  desk.highest(), request.school, measures));
  if (figures.empty()) return desk.nothing("pupils");
  for (const auto& pupil : figures) desk.has_read(pupil.batch);
  return figures;
}

std::optional<std::int64_t> whole_number(const Value& value) {
  if (value.number() == nullptr) return std::nullopt;
  return value.number()->units();
}

Standard standard_of(int summer) {
  constexpr std::int64_t kExpectedScore = 100;
  constexpr std::int64_t kExpectedWriting = 3;
  if (summer > kLastSummerOfLevels)
    return {"the expected standard in reading, writing and maths",
            {{"PUPIL_SCORE_R", kExpectedScore}, {"PUPIL_TA_W", kExpectedWriting}, {"PUPIL_SCORE_M", kExpectedScore}}};
  if (summer >= kFirstSummerOfReadingAndWriting)
    return {"level 4 or above in reading, writing and maths",
            {{"PUPIL_LEVEL_R", 4}, {"PUPIL_LEVEL_W", 4}, {"PUPIL_LEVEL_M", 4}}};
  return {"level 4 or above in English and maths", {{"PUPIL_LEVEL_E", 4}, {"PUPIL_LEVEL_M", 4}}};
}

Result<JudgedPupils> judged_pupils(Desk& desk) {
  TERMWISE_TRY(const AcademicYear year, pupil_year(desk));
  JudgedPupils judged{year, standard_of(year.summer()), {}, {}, 0};
  const auto every = partitions();
  std::vector<std::string> measures;
  for (const auto& [measure, least] : judged.standard.at_least) measures.push_back(measure);
  for (const auto& partition : every) measures.push_back(partition.measure);
  const PlaceOf place(measures);
  TERMWISE_TRY(const auto figures, pupils_of(desk, year, place.measures()));
  bool need_shown = false;
  for (const auto& partition : every) {
    if (partition.about == About::need && need_shown && !desk.for_team()) continue;
    const bool said = std::any_of(figures.begin(), figures.end(), [&](const store::PupilFigures& pupil) {
      return reached(judged.standard, pupil, place) && whole_number(place.in(pupil, partition.measure));
    });
    if (!said) continue;
    need_shown = need_shown || partition.about == About::need;
    judged.partitions.push_back(partition);
  }
  for (const auto& pupil : figures) {
    const auto has = reached(judged.standard, pupil, place);
    if (!has) {
      ++judged.left_out;
      continue;
    }
    JudgedPupil one{pupil.urn, {}, *has};
    for (const auto& partition : judged.partitions)
      one.bands.push_back(whole_number(place.in(pupil, partition.measure)));
    judged.pupils.push_back(std::move(one));
  }
  if (judged.pupils.empty())
    return Error{ExitCode::data,
                 fmt::format("The files of pupils of {} in {} do not have the results for {}. Load one that has them.",
                             desk.whom(), year.label(), judged.standard.words)};
  return judged;
}

std::vector<school::GroupCount> groups_of(const JudgedPupils& judged, std::size_t partition,
                                          const std::optional<Urn>& school) {
  const auto& bands = judged.partitions[partition].bands;
  std::vector<school::GroupCount> groups;
  for (const auto& band : bands) groups.push_back({band.name, {}});
  school::GroupCount unknown{"Not recorded", {}};
  bool any = false;
  for (const auto& pupil : judged.pupils) {
    if (school && pupil.school != *school) continue;
    const auto number = pupil.bands[partition];
    school::GroupCount* group = &unknown;
    for (std::size_t i = 0; number && i < bands.size(); ++i)
      if (*number >= bands[i].from && *number <= bands[i].to) group = &groups[i];
    any = any || group != &unknown;
    ++group->reached.whole;
    group->reached.part += pupil.reached ? 1 : 0;
  }
  if (!any) return {};
  if (unknown.reached.whole > 0) groups.push_back(std::move(unknown));
  return groups;
}

std::string gap_in_words(const Decimal& gap) {
  return fmt::format(
      "The gap is the group's percentage less that of all other pupils. It is wide where the group is more than {} "
      "percentage points behind: the limit that this report was asked for, not a national one.",
      gap.to_string());
}

std::string left_out_in_words(const Desk& desk, std::size_t pupils) {
  if (!desk.for_team()) return "Pupils whose results the file lacks are left out.";
  return fmt::format("{} left out, since the file lacks their results.",
                     pupils == 1 ? "1 pupil is" : fmt::format("{} pupils are", pupils));
}

}  // namespace termwise::tables
