#include "school/measure.h"

#include <array>
#include <utility>

namespace termwise::school {
namespace {

constexpr std::array kUnits{
    std::pair{Unit::pupils, std::string_view("pupils")}, std::pair{Unit::percent, std::string_view("percent")},
    std::pair{Unit::points, std::string_view("points")}, std::pair{Unit::score, std::string_view("score")},
    std::pair{Unit::band, std::string_view("band")},     std::pair{Unit::count, std::string_view("count")}};
constexpr std::array kDirections{std::pair{Direction::higher_is_better, std::string_view("higher")},
                                 std::pair{Direction::lower_is_better, std::string_view("lower")},
                                 std::pair{Direction::neutral, std::string_view("neutral")}};

template <typename Table, typename Key>
std::string_view name_in(const Table& table, Key key) {
  for (const auto& [entry, text] : table)
    if (entry == key) return text;
  return {};
}

template <typename Key, typename Table>
std::optional<Key> named_in(const Table& table, std::string_view name) {
  for (const auto& [entry, text] : table)
    if (text == name) return entry;
  return std::nullopt;
}

}  // namespace

std::string_view name(Unit unit) { return name_in(kUnits, unit); }
std::optional<Unit> unit_named(std::string_view name) { return named_in<Unit>(kUnits, name); }
std::string_view name(Direction direction) { return name_in(kDirections, direction); }
std::optional<Direction> direction_named(std::string_view name) { return named_in<Direction>(kDirections, name); }

}  // namespace termwise::school
