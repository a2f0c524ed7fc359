// The authors' test harness: say what the schools are like, run the plugin in the test's own process, look at
// what it found. A run takes milliseconds; neither a database nor a daemon is needed.
//
//   testing::World world(2017, "886");
//   world.standard({"floor", "ks2", "2017", "set", "KS2_EXS_RWM", "<", "65", "attainment", "and", ...});
//   world.school(900001).measure("KS2_COHORT", "31").measure("KS2_EXS_RWM", "58");
//   EXPECT_EQ(world.run(testing::load("termwise-mine.so")).of(900001).outcome, "BELOW");
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
      else
        throw Failure("The harness has no table " + need.table + ".");
    }
    std::vector<tw_table> tables;
    for (TableBuilder& builder : builders) tables.push_back(builder.table());

    std::map<std::string, std::string> values = parameters_;
    for (const Parameter& parameter : manifest.parameters)
      if (!parameter.default_value.empty()) values.try_emplace(parameter.name, parameter.default_value);
    std::vector<tw_setting> settings;
    for (const auto& [name, value] : values) settings.push_back({sizeof(tw_setting), 0, borrow(name), borrow(value)});

    std::set<std::int64_t> subjects;
    for (const auto& [key, facts] : schools_) subjects.insert(key.first);
    std::vector<tw_text> rules;
    for (const DeclaredRule& rule : manifest.rules)
      if (only_rule.empty() || rule.id == only_rule) rules.push_back(borrow(rule.id));
    if (rules.empty()) throw Failure("The plugin has no rule " + only_rule + ".");
    const tw_input input{sizeof(tw_input),
                         year_,
                         borrow(la_code_),
                         0,
                         static_cast<std::uint32_t>(tables.size()),
                         tables.data(),
                         settings.data(),
                         static_cast<std::uint32_t>(settings.size()),
                         static_cast<std::uint32_t>(rules.size()),
                         rules.data()};
    return Host(manifest, std::move(subjects), stop_after_).run(plugin, input);
  }

 private:
  using Key = std::pair<std::int64_t, int>;  // URN and year: the order of the tables

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
  std::vector<StandardRow> standards_;
  std::map<std::string, std::string> parameters_;
  std::size_t stop_after_ = std::numeric_limits<std::size_t>::max();
  std::map<std::uint32_t, std::string> cells_;
  std::uint32_t next_token_ = 1;
};

}  // namespace termwise::testing
