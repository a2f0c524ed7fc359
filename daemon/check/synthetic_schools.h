// The made-up schools, where each has rows, and the words that files have for them. For this folder only.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/scene.h"
#include "wire/tables.h"

namespace termwise::check {

struct School {
  std::int64_t urn = 0;
  std::int64_t behind = 0;  // what all its texts and figures follow from; the URN, unless the scene is renumbered
};

struct Row {
  School school;
  std::int64_t year = 0;
  int item = 0;  // from 1, of a table of items
};

// A step back of a lineage.
struct Step {
  School school;
  School ancestor;
  School via;
  int distance = 0;
};

inline constexpr std::int64_t kPerItem = 100'000'000;  // so that the items of a school differ from it and each other

// The run's schools.
std::vector<School> schools_of(const Scene& scene);

// From which schools they have come: some from one, some from two, some by two steps.
std::vector<Step> lineages_of(const Scene& scene);

// Every school of the run has a row for the run's own year, and most have one for the years before; one that has come from
// others has none from before it came to be where `lineages` are asked for, and the others have theirs then.
std::vector<Row> rows_of(const Scene& scene, std::uint32_t years_before, bool lineages);

// No, one or two for each school and year; ten for each year of advisers, of whom `school` is nothing.
std::vector<Row> items_of(const Scene& scene, std::uint32_t years_before, const wire::ItemTable& table, bool lineages);

// What a file says in a column of words: a day where its name ends in "_on", "_from" or "_to", of the LA's registers one of the
// words that they know.
struct Words {
  std::string text;
  std::uint8_t reason = TW_PRESENT;
};
Words words_of(const Scene& scene, std::string_view column, const Row& row, const std::string& la_code);

}  // namespace termwise::check
