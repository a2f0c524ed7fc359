// Made-up facts for check runs, laid out as the snapshot lays out real ones. The same scene gives the same bytes, and
// every figure depends on nothing but its school, year and measure, so that leaving a school out, or giving it another URN,
// changes no other's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "check/scene.h"
#include "settings/settings.h"
#include "wire/messages.h"

namespace termwise::check {

inline constexpr std::int32_t kRunYear = 2017;         // a year for which the national floor standard was set
inline constexpr std::int32_t kReferenceDate = 17532;  // 1 January 2018
inline constexpr std::int64_t kFirstUrn = 900'001;     // no real school has a number from here on

// Where an evidence token stands.
struct Cell {
  std::uint64_t number = 0;  // among all cells of the image, in whatever order the tokens are
  std::int64_t school = 0;   // 0: an adviser's
  std::string_view column;
};

struct Facts {
  Scene scene;
  std::vector<std::byte> image;
  std::vector<std::int64_t> subjects;        // sorted
  std::vector<std::int64_t> schools_behind;  // for each of them its URN where nothing is renumbered
  // Where the plugin asks for lineages: the schools from which a subject has come, which are no subjects.
  std::map<std::int64_t, std::set<std::int64_t>> ancestors;
  std::optional<Cell> cell(std::uint32_t token) const;  // empty for tokens that were not given out

  struct Column {
    std::uint64_t first = 0;  // cell
    std::string name;
    std::size_t table = 0;  // in `schools`
  };
  std::vector<Column> columns;                     // those with evidence, in the order of their cells
  std::vector<std::vector<std::int64_t>> schools;  // of each row of a table
  std::uint64_t cells = 0;
};

// `settings` is null where there is no configuration: measures are then guessed from their codes, and the standards are
// the national floor standard of key stage 2. Error (exit 65): the image would be larger than an image may be.
Result<Facts> make_facts(const wire::Manifest& manifest, const Scene& scene, const settings::Settings* settings);

// The run's input with every parameter at its default.
wire::Input usual_input(const wire::Manifest& manifest);

}  // namespace termwise::check
