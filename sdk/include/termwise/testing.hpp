// The authors' test harness: say what the schools are like, run the plugin in the test's own process, look at
// what it found. A run takes milliseconds; neither a database nor a daemon is needed.
//
//   testing::World world(2017, "886");
//   world.standard({"floor", "ks2", "2017", "set", "KS2_EXS_RWM", "<", "65", "attainment", "and", ...});
//   world.school(900001).measure("KS2_COHORT", "31").measure("KS2_EXS_RWM", "58");
//   EXPECT_EQ(world.run(testing::load("termwise-mine.so")).of(900001).outcome, "BELOW");
//
// Schools that have come from others, and inspections:
//
//   world.link(900011, 900001, "converted", "2016-09-01").ancestor(900011, 2016).measure("KS2_EXS_RWM", "61");
//   world.item("inspection/1", 900001, 2017, "425578").measure("OFSTED_OE", "3").attribute("started_on", "2016-10-12");
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <termwise/date.hpp>
#include <termwise/measure.hpp>
#include <termwise/testing/host.hpp>
#include <termwise/testing/tables.hpp>

namespace termwise::testing {

// One school in one year: a mainstream school that is open, unless told otherwise.
class SchoolFacts {
 public:
  // "name", "kind", "status" and the others of school/1; returns itself, so that calls follow each other.
  SchoolFacts& attribute(const std::string& name, Cell cell) {
    attributes_[name] = std::move(cell);
    return *this;
  }
  // A published figure, written as in a file ("58", "-5.2"), or why there is none.
  SchoolFacts& measure(std::string_view code, Cell cell) {
    measures_[std::string(code)] = std::move(cell);
    return *this;
  }
  // The same by its declaration.
  template <class Unit>
  SchoolFacts& measure(const Measure<Unit>& measured, Cell cell) {
    return measure(measured.code, std::move(cell));
  }

 private:
  friend class World;
  std::map<std::string, Cell> attributes_;
  std::map<std::string, Cell> measures_;
};

// One row of a table of items, such as an inspection. Names that begin with a capital letter are measures, as in the real
// facts, and others attributes.
class ItemFacts {
 public:
  // A word or a day ("2011-09-01") of it, or why there is none; returns itself, so that calls follow each other.
  ItemFacts& attribute(const std::string& name, Cell cell) {
    cells_[name] = std::move(cell);
    return *this;
  }
  // A figure of it.
  ItemFacts& measure(std::string_view code, Cell cell) { return attribute(std::string(code), std::move(cell)); }
  // The same by its declaration.
  template <class Unit>
  ItemFacts& measure(const Measure<Unit>& measured, Cell cell) {
    return measure(measured.code, std::move(cell));
  }

 private:
  friend class World;
  std::map<std::string, Cell> cells_;
};

// One row of the table standard/1. The later fields of a row whose state is not "set" may be left empty.
struct StandardRow {
  std::string standard;
  std::string stage;
  std::string year;  // the summer
  std::string state;
  std::string measure;
  std::string operation;
  std::string value;
  std::string limb;
  std::string within;
  std::string source;
  std::string in_force;
  std::string confidence;
};

// The facts of one run: an LA and a year with what its schools are like.
class World {
 public:
  World(int year, std::string la_code) : year_(year), la_code_(std::move(la_code)) {}

  // A school in the run's year, or in another one.
  SchoolFacts& school(std::int64_t urn) { return school(urn, year_); }
  // Any other year has a record of its own.
  SchoolFacts& school(std::int64_t urn, int year) {
    const auto [at, is_new] = schools_.try_emplace({urn, year});
    if (is_new)
      at->second.attribute("name", "School " + std::to_string(urn))
          .attribute("kind", "mainstream")
          .attribute("status", "open");
    return at->second;
  }
  // A school that is none of the run's, in a year: one from which another has come, since closed or elsewhere.
  SchoolFacts& ancestor(std::int64_t urn, int year) {
    elsewhere_.insert(urn);
    return school(urn, year);
  }
  // That one school came from another: "converted", "sponsored", "merged", "split", "renamed" or "succeeded", on a day
  // ("2011-09-01") or without one.
  World& link(std::int64_t earlier, std::int64_t later, const std::string& kind, Cell on = {}) {
    links_[{later, earlier}] = {kind, std::move(on)};
    return *this;
  }
  // A row of a table of items: of a school, or, where the URN is 0, of an adviser.
  ItemFacts& item(const std::string& table, std::int64_t urn, int year, const std::string& key) {
    return items_[table][{urn, year, key}];
  }
  // Days since 1970-01-01: "today" for the rules; without it that is 1970-01-01.
  World& reference_date(std::int32_t day) {
    reference_date_ = day;
    return *this;
  }
  // The same, written "2012-02-23".
  World& today(std::string_view day) { return reference_date(static_cast<std::int32_t>(number_of(day))); }
  // A term of the Local Authority, days written "2012-01-04"; its half-term may be left out. Without any term and bank
  // holiday every Monday to Friday is a working day, and none a school day.
  World& term(const std::string& name, std::string_view first, std::string_view last, std::string_view half_first = {},
              std::string_view half_last = {}) {
    terms_.push_back({name, number_of(first), number_of(last), half_first.empty() ? 0 : number_of(half_first),
                      half_last.empty() ? -1 : number_of(half_last)});
    return *this;
  }
  // A bank holiday, written "2011-12-26".
  World& bank_holiday(std::string_view day) {
    bank_holidays_.insert(number_of(day));
    return *this;
  }
  // A row of the national standards.
  World& standard(StandardRow row) {
    standards_.push_back(std::move(row));
    return *this;
  }
  // An LA's own value; other parameters have their defaults.
  World& parameter(const std::string& name, const std::string& value) {
    parameters_[name] = value;
    return *this;
  }
  // The host says stop after that many findings.
  World& stop_after(std::size_t findings) {
    stop_after_ = findings;
    return *this;
  }

  // "900001 2017 KS2_COHORT" for the evidence token of a cell; empty for an unknown one.
  std::string cell(std::uint32_t token) const {
    const auto found = cells_.find(token);
    return found == cells_.end() ? std::string() : found->second;
  }

  // One rule, or all that the plugin declares. Throws a Failure where it declares no such rule, or asks for something that
  // the ABI does not have.
  RunResult run(const tw_plugin& plugin, const std::string& only_rule = {}) {
    const Manifest manifest = describe(plugin);
    cells_.clear();
    next_token_ = 1;
    std::deque<TableBuilder> builders;
    for (const Need& need : manifest.needs) {
      if (need.table == "school/1")
        add_schools(need, builders);
      else if (need.table == "measure/1")
        add_measures(need, builders);
      else if (need.table == "standard/1")
        add_standards(builders);
      else if (need.table == "lineage/1")
        add_lineages(builders);
      else if (need.table == "calendar/1")
        add_calendar(builders);
      else
        add_items(need, builders);
    }
    std::vector<tw_table> tables;
    for (TableBuilder& builder : builders) tables.push_back(builder.table());

    std::map<std::string, std::string> values = parameters_;
    for (const Parameter& parameter : manifest.parameters)
      if (!parameter.default_value.empty()) values.try_emplace(parameter.name, parameter.default_value);
    std::vector<tw_setting> settings;
    for (const auto& [name, value] : values) settings.push_back({sizeof(tw_setting), 0, borrow(name), borrow(value)});

    std::set<std::int64_t> subjects;
    for (const auto& [key, facts] : schools_)
      if (elsewhere_.count(key.first) == 0) subjects.insert(key.first);
    std::vector<tw_text> rules;
    for (const DeclaredRule& rule : manifest.rules)
      if (only_rule.empty() || rule.id == only_rule) rules.push_back(borrow(rule.id));
    if (rules.empty()) throw Failure("The plugin has no rule " + only_rule + ".");
    const tw_input input{sizeof(tw_input),
                         year_,
                         borrow(la_code_),
                         reference_date_,
                         static_cast<std::uint32_t>(tables.size()),
                         tables.data(),
                         settings.data(),
                         static_cast<std::uint32_t>(settings.size()),
                         static_cast<std::uint32_t>(rules.size()),
                         rules.data()};
    return Host(manifest, std::move(subjects), stop_after_).run(plugin, input);
  }

 private:
  using Key = std::pair<std::int64_t, int>;                    // URN and year: the order of the tables
  using ItemKey = std::tuple<std::int64_t, int, std::string>;  // with what tells items apart

  std::vector<std::pair<Key, const SchoolFacts*>> rows(const Need& need) const {
    std::vector<std::pair<Key, const SchoolFacts*>> rows;
    for (const auto& [key, facts] : schools_)
      if (key.second <= year_ && key.second >= year_ - static_cast<int>(need.years_before))
        rows.emplace_back(key, &facts);
    return rows;
  }

  TableBuilder& begin(const Need& need, std::deque<TableBuilder>& builders) {
    const auto all = rows(need);
    TableBuilder& table = builders.emplace_back(need.table, all.size());
    std::vector<Cell> urns;
    std::vector<Cell> years;
    for (const auto& [key, facts] : all) {
      urns.emplace_back(std::to_string(key.first));
      years.emplace_back(std::to_string(key.second));
    }
    table.add_decimals("urn", urns);
    table.add_decimals("year", years);
    return table;
  }

  // One column of what `member` holds under a name, with evidence for each of its cells.
  std::vector<Cell> column(const Need& need, const std::string& name, std::map<std::string, Cell> SchoolFacts::*member,
                           std::uint32_t& first_token) {
    std::vector<Cell> cells;
    first_token = next_token_;
    for (const auto& [key, facts] : rows(need)) {
      const auto found = (facts->*member).find(name);
      cells.push_back(found == (facts->*member).end() ? Cell() : found->second);
      cells_[next_token_++] = std::to_string(key.first) + " " + std::to_string(key.second) + " " + name;
    }
    return cells;
  }

  void add_schools(const Need& need, std::deque<TableBuilder>& builders) {
    TableBuilder& table = begin(need, builders);
    for (const char* name : {"name", "la_code", "estab", "kind", "status", "type", "age_range"}) {
      std::uint32_t token = 0;
      const auto cells = column(need, name, &SchoolFacts::attributes_, token);
      table.add_strings(name, cells, token);
    }
  }

  void add_measures(const Need& need, std::deque<TableBuilder>& builders) {
    TableBuilder& table = begin(need, builders);
    for (const std::string& name : need.names) {
      std::uint32_t token = 0;
      const auto cells = column(need, name, &SchoolFacts::measures_, token);
      table.add_decimals(name, cells, token);
    }
  }

  struct Term {
    std::string name;
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t half_first = 0;
    std::int64_t half_last = -1;
  };

  static std::int64_t number_of(std::string_view text) {
    const auto day = parse_day(text);
    if (!day) throw Failure("The test gives the day \"" + std::string(text) + "\".");
    return std::chrono::sys_days(*day).time_since_epoch().count();
  }

  void add_calendar(std::deque<TableBuilder>& builders) {
    const std::string first = std::to_string(year_ - 2) + "-09-01", last = std::to_string(year_ + 1) + "-08-31";
    std::vector<Cell> days, working, school, known, names, halves;
    for (std::int64_t at = number_of(first); at <= number_of(last); ++at) {
      const std::chrono::weekday weekday{std::chrono::sys_days(std::chrono::days(at))};
      const bool works = weekday.iso_encoding() <= 5 && bank_holidays_.count(at) == 0;
      const auto term = std::find_if(terms_.begin(), terms_.end(),
                                     [&](const Term& one) { return one.first <= at && at <= one.last; });
      const bool away = term != terms_.end() && term->half_first <= at && at <= term->half_last;
      days.emplace_back(std::to_string(at));
      working.emplace_back(works ? "1" : "0");
      school.emplace_back(works && term != terms_.end() && !away ? "1" : "0");
      known.emplace_back(terms_.empty() ? "0" : "1");
      names.push_back(term == terms_.end() ? Cell(Missing::not_applicable) : Cell(term->name));
      halves.push_back(term == terms_.end() || away ? Cell(Missing::not_applicable)
                                                    : Cell(at > term->half_last && term->half_last > 0 ? "2" : "1"));
    }
    TableBuilder& table = builders.emplace_back("calendar/1", days.size());
    table.add_decimals("day", days);
    table.add_decimals("working", working);
    table.add_decimals("school", school);
    table.add_decimals("known", known);
    table.add_strings("term", names);
    table.add_strings("half", halves);
  }

  struct Step {
    std::int64_t ancestor = 0;
    std::int64_t via = 0;
    int distance = 0;
  };

  // Each school once, by the shortest way.
  std::vector<Step> steps_back(std::int64_t urn) const {
    std::vector<Step> all;
    std::set<std::int64_t> seen{urn};
    std::vector<std::int64_t> generation{urn};
    for (int distance = 1; !generation.empty(); ++distance) {
      std::map<std::int64_t, std::int64_t> found;
      for (const std::int64_t via : generation)
        for (const auto& [ends, link] : links_)
          if (ends.first == via && seen.insert(ends.second).second) found.emplace(ends.second, via);
      generation.clear();
      for (const auto& [ancestor, via] : found) {
        generation.push_back(ancestor);
        all.push_back({ancestor, via, distance});
      }
    }
    return all;
  }

  void add_lineages(std::deque<TableBuilder>& builders) {
    std::set<std::int64_t> subjects;
    for (const auto& [key, facts] : schools_)
      if (key.second == year_ && elsewhere_.count(key.first) == 0) subjects.insert(key.first);
    std::map<std::string, std::vector<Cell>> columns;
    std::size_t rows = 0;
    for (const std::int64_t urn : subjects)
      for (const Step& step : steps_back(urn)) {
        ++rows;
        const auto& [kind, on] = links_.at({step.via, step.ancestor});
        columns["urn"].emplace_back(std::to_string(urn));
        columns["ancestor_urn"].emplace_back(std::to_string(step.ancestor));
        columns["via_urn"].emplace_back(std::to_string(step.via));
        columns["distance"].emplace_back(std::to_string(step.distance));
        columns["judged"].emplace_back(subjects.count(step.ancestor) == 0 ? "0" : "1");
        columns["cut"].emplace_back("0");
        columns["link_type"].emplace_back(kind);
        columns["linked_on"].push_back(on);
      }
    TableBuilder& table = builders.emplace_back("lineage/1", rows);
    for (const char* name : {"urn", "ancestor_urn", "via_urn", "distance", "judged", "cut"})
      table.add_decimals(name, columns[name]);
    for (const char* name : {"link_type", "linked_on"}) table.add_strings(name, columns[name]);
  }

  void add_items(const Need& need, std::deque<TableBuilder>& builders) {
    std::vector<std::pair<const ItemKey*, const ItemFacts*>> all;
    for (const auto& [key, facts] : items_[need.table])
      if (std::get<1>(key) >= year_ - static_cast<int>(need.years_before)) all.emplace_back(&key, &facts);
    const bool of_advisers = !all.empty() && std::get<0>(*all.front().first) == 0;
    TableBuilder& table = builders.emplace_back(need.table, all.size());
    std::vector<Cell> urns, years, keys;
    for (const auto& [key, facts] : all) {
      urns.emplace_back(std::to_string(std::get<0>(*key)));
      years.emplace_back(std::to_string(std::get<1>(*key)));
      keys.emplace_back(std::get<2>(*key));
    }
    if (!of_advisers) table.add_decimals("urn", urns);
    table.add_decimals("year", years);
    table.add_strings("item", keys);
    for (const std::string& name : need.names) {
      std::vector<Cell> cells;
      const std::uint32_t first_token = next_token_;
      for (const auto& [key, facts] : all) {
        const auto found = facts->cells_.find(name);
        cells.push_back(found == facts->cells_.end() ? Cell() : found->second);
        cells_[next_token_++] = std::to_string(std::get<0>(*key)) + " " + std::get<2>(*key) + " " + name;
      }
      if (name.front() >= 'A' && name.front() <= 'Z')
        table.add_decimals(name, cells, first_token);
      else
        table.add_strings(name, cells, first_token);
    }
  }

  void add_standards(std::deque<TableBuilder>& builders) {
    TableBuilder& table = builders.emplace_back("standard/1", standards_.size());
    const auto cells = [&](std::string StandardRow::*field) {
      std::vector<Cell> all;
      for (const StandardRow& row : standards_) all.push_back((row.*field).empty() ? Cell() : Cell(row.*field));
      return all;
    };
    table.add_strings("standard", cells(&StandardRow::standard));
    table.add_strings("stage", cells(&StandardRow::stage));
    table.add_decimals("year", cells(&StandardRow::year));
    table.add_strings("state", cells(&StandardRow::state));
    table.add_strings("measure", cells(&StandardRow::measure));
    table.add_strings("operator", cells(&StandardRow::operation));
    table.add_decimals("value", cells(&StandardRow::value));
    table.add_strings("limb", cells(&StandardRow::limb));
    table.add_strings("within", cells(&StandardRow::within));
    table.add_strings("source", cells(&StandardRow::source));
    table.add_strings("in_force", cells(&StandardRow::in_force));
    table.add_strings("confidence", cells(&StandardRow::confidence));
  }

  int year_;
  std::string la_code_;
  std::map<Key, SchoolFacts> schools_;
  std::set<std::int64_t> elsewhere_;  // URNs of none of the run's schools
  std::map<std::pair<std::int64_t, std::int64_t>, std::pair<std::string, Cell>> links_;  // by the later and the earlier
  std::map<std::string, std::map<ItemKey, ItemFacts>> items_;                            // by table
  std::int32_t reference_date_ = 0;
  std::vector<Term> terms_;
  std::set<std::int64_t> bank_holidays_;
  std::vector<StandardRow> standards_;
  std::map<std::string, std::string> parameters_;
  std::size_t stop_after_ = std::numeric_limits<std::size_t>::max();
  std::map<std::uint32_t, std::string> cells_;
  std::uint32_t next_token_ = 1;
};

}  // namespace termwise::testing
