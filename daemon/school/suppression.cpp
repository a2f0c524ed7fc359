#include "school/suppression.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <queue>
#include <utility>

#include <fmt/format.h>

// A table with its totals is a flow: the grand total goes from the last column to the rows, each row's total from there to its
// cells, each column's cells on to the last row, and back. What is hidden may be any other flow that agrees with what is shown.
// A hidden count can differ just where more, or less, of it can be made up for by other hidden counts: where there is a way
// back from its end to its beginning along them. Counts are never below 0, so that one of 0 cannot give anything up.
namespace termwise::school {
namespace {

using Place = std::pair<std::size_t, std::size_t>;

struct Arc {
  std::size_t from = 0;
  std::size_t to = 0;
};

// Nodes: each row and the row of totals, then each column and the column of totals.
class Flow {
 public:
  Flow(const CountTable& table, const Hidden& hidden) : table_(table), hidden_(hidden) {}

  std::size_t nodes() const { return table_.rows() + table_.columns() + 2; }

  Arc arc(const Place& place) const {
    const std::size_t row = place.first;
    const std::size_t column = table_.rows() + 1 + place.second;
    const bool forward = (place.first == table_.rows()) == (place.second == table_.columns());
    return forward ? Arc{row, column} : Arc{column, row};
  }

  // The neighbours of a node, each with the place between them and whether it is left forward.
  template <typename Visit>
  void each_neighbour(std::size_t node, const Visit& visit) const {
    const bool is_row = node <= table_.rows();
    const std::size_t count = is_row ? table_.columns() + 1 : table_.rows() + 1;
    for (std::size_t i = 0; i < count; ++i) {
      const Place place = is_row ? Place(node, i) : Place(i, node - table_.rows() - 1);
      const Arc along = arc(place);
      visit(place, along.from == node ? along.to : along.from, along.from == node);
    }
  }

  bool is_hidden(const Place& place) const { return hidden_.at(place.first, place.second); }
  std::int64_t count(const Place& place) const { return table_.at(place.first, place.second); }

 private:
  const CountTable& table_;
  const Hidden& hidden_;
};

using Cost = std::int64_t;
constexpr Cost kNoWay = std::numeric_limits<Cost>::max();

struct Way {
  Cost cost = kNoWay;
  std::vector<Place> newly_hidden;
};

// What it costs to hide another count: the smallest go first, totals after all counts, the grand total last.
Cost cost_of(const CountTable& table, const Flow& flow, const Place& place) {
  constexpr Cost kTotal = 4 * kMostCounted;
  constexpr Cost kGrandTotal = 1'000'000 * kTotal;
  const bool of_row = place.second == table.columns();
  const bool of_column = place.first == table.rows();
  const Cost own = 1 + flow.count(place);
  if (of_row && of_column) return kGrandTotal + own;
  return of_row || of_column ? kTotal + own : own;
}

// The cheapest way between two nodes that does not use `without`.
class Search {
 public:
  Search(const CountTable& table, const Flow& flow, bool only_hidden)
      : table_(table), flow_(flow), only_hidden_(only_hidden) {}

  Way cheapest(std::size_t from, std::size_t to, const Place& without) const {
    std::vector<Cost> reached(flow_.nodes(), kNoWay);
    std::vector<std::pair<std::size_t, Place>> before(flow_.nodes());
    using Entry = std::pair<Cost, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    reached[from] = 0;
    open.emplace(0, from);
    while (!open.empty()) {
      const auto [cost, node] = open.top();
      open.pop();
      if (cost > reached[node]) continue;
      if (node == to) break;
      flow_.each_neighbour(node, [&, cost = cost, node = node](const Place& place, std::size_t next, bool forward) {
        const bool hidden = flow_.is_hidden(place);
        const bool open_way = place != without && (hidden || !only_hidden_) && (forward || flow_.count(place) > 0);
        if (!open_way) return;
        const Cost further = cost + (hidden ? 0 : cost_of(table_, flow_, place));
        if (further >= reached[next]) return;
        reached[next] = further;
        before[next] = {node, place};
        open.emplace(further, next);
      });
    }
    Way way;
    way.cost = reached[to];
    if (way.cost == kNoWay) return way;
    for (std::size_t node = to; node != from; node = before[node].first)
      if (!flow_.is_hidden(before[node].second)) way.newly_hidden.push_back(before[node].second);
    return way;
  }

  // Over which other counts this one could be more, or less.
  Way around(const Place& place) const {
    const Arc arc = flow_.arc(place);
    Way more = cheapest(arc.to, arc.from, place);
    if (flow_.count(place) == 0) return more;
    Way less = cheapest(arc.from, arc.to, place);
    return less.cost < more.cost ? less : more;
  }

 private:
  const CountTable& table_;
  const Flow& flow_;
  bool only_hidden_;
};

std::vector<Place> places_of(const CountTable& table) {
  std::vector<Place> places;
  for (std::size_t row = 0; row <= table.rows(); ++row)
    for (std::size_t column = 0; column <= table.columns(); ++column) places.emplace_back(row, column);
  return places;
}

bool any_worked_out(const CountTable& table, const Hidden& hidden, const std::vector<Place>& places) {
  return std::any_of(places.begin(), places.end(), [&](const Place& place) {
    return hidden.at(place.first, place.second) && can_be_worked_out(table, hidden, place.first, place.second);
  });
}

// What was hidden for a count that later ones hide as well may be shown again: the largest first.
void show_what_may_be(const CountTable& table, Hidden& hidden, std::vector<Place> complementary,
                      const std::vector<Place>& places) {
  std::stable_sort(complementary.begin(), complementary.end(), [&](const Place& a, const Place& b) {
    return table.at(a.first, a.second) > table.at(b.first, b.second);
  });
  for (const auto& [row, column] : complementary) {
    hidden.set(row, column, false);
    if (any_worked_out(table, hidden, places)) hidden.set(row, column, true);
  }
}

bool hidden_by_itself(const Share& group, const SuppressionRule& rule) {
  const bool uniform = group.part == 0 || group.part == group.whole;
  return group.whole <= rule.largest_hidden || (uniform && group.whole <= rule.largest_uniform_hidden);
}

// The hidden groups together, which the whole less the others gives, are a group that must be hidden as well.
bool told_together(const CountTable& table, const std::vector<bool>& rows, const SuppressionRule& rule) {
  Share together;
  bool any = false;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (!rows[row]) continue;
    any = true;
    together.part += table.at(row, 0);
    together.whole += table.at(row, 2);
  }
  return any && !rows[table.rows()] && hidden_by_itself(together, rule);
}

Hidden by_rows(const CountTable& table, const std::vector<bool>& rows) {
  Hidden hidden(table.rows(), table.columns());
  for (std::size_t row = 0; row <= table.rows(); ++row)
    for (std::size_t column = 0; column <= table.columns(); ++column) hidden.set(row, column, rows[row]);
  return hidden;
}

}  // namespace

SuppressionRule suppression_for(Audience audience) {
  switch (audience) {
    case Audience::team:
      return {-1, -1};
    case Audience::outside:
      return {5, 10};
    case Audience::everybody:
      return {10, 10};
  }
  return {};
}

void CountTable::add(std::size_t row, std::size_t column, std::int64_t count) {
  for (const std::size_t r : {row, rows_})
    for (const std::size_t c : {column, columns_}) counts_[r * (columns_ + 1) + c] += count;
}

bool can_be_worked_out(const CountTable& table, const Hidden& hidden, std::size_t row, std::size_t column) {
  const Flow flow(table, hidden);
  return Search(table, flow, true).around({row, column}).cost == kNoWay;
}

Result<Hidden> suppress(const CountTable& table, const SuppressionRule& rule) {
  const auto places = places_of(table);
  if (places.size() > kMostSuppressedCells)
    return Error{ExitCode::data,
                 fmt::format("The table has {} figures with its totals, and at most {} can be checked for "
                             "small ones. Ask for fewer.",
                             places.size(), kMostSuppressedCells)};
  Hidden hidden(table.rows(), table.columns());
  for (const auto& [row, column] : places) hidden.set(row, column, table.at(row, column) <= rule.largest_hidden);
  const Flow flow(table, hidden);
  const Search search(table, flow, false);
  std::vector<Place> complementary;
  std::vector<Place> waiting;
  for (const auto& place : places)
    if (flow.is_hidden(place)) waiting.push_back(place);
  while (!waiting.empty()) {
    const Place place = waiting.back();
    waiting.pop_back();
    for (const auto& other : search.around(place).newly_hidden) {
      hidden.set(other.first, other.second, true);
      complementary.push_back(other);
      waiting.push_back(other);
    }
  }
  show_what_may_be(table, hidden, std::move(complementary), places);
  return hidden;
}

Result<std::vector<bool>> suppress_groups(const std::vector<GroupCount>& groups, const SuppressionRule& rule) {
  if (groups.size() > kMostSuppressedGroups)
    return Error{ExitCode::data,
                 fmt::format("{} groups are to be shown, and at most {} can be checked for small ones. Ask "
                             "for fewer.",
                             groups.size(), kMostSuppressedGroups)};
  CountTable table(groups.size(), 2);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    table.add(i, 0, groups[i].reached.part);
    table.add(i, 1, groups[i].reached.whole - groups[i].reached.part);
  }
  std::vector<bool> rows;
  for (const auto& group : groups) rows.push_back(hidden_by_itself(group.reached, rule));
  rows.push_back(hidden_by_itself({table.at(groups.size(), 0), table.at(groups.size(), 2)}, rule));
  std::vector<std::size_t> by_size(groups.size());
  std::iota(by_size.begin(), by_size.end(), 0);
  std::stable_sort(by_size.begin(), by_size.end(),
                   [&](std::size_t a, std::size_t b) { return groups[a].reached.whole < groups[b].reached.whole; });
  by_size.push_back(groups.size());
  const auto places = places_of(table);
  auto next = by_size.begin();
  const auto told = [&] {
    return told_together(table, rows, rule) || any_worked_out(table, by_rows(table, rows), places);
  };
  while (next != by_size.end() && told()) {
    while (next != by_size.end() && rows[*next]) ++next;
    if (next != by_size.end()) rows[*next] = true;
  }
  return rows;
}

}  // namespace termwise::school
