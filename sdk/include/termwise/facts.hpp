// What a rule may know: one LA, one year, the facts its manifest asked for, and the LA's parameter values.
// Everything here borrows from the host and lives as long as evaluate() runs.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <termwise/abi.h>
#include <termwise/measure.hpp>
#include <termwise/parameter.hpp>
#include <termwise/standard.hpp>
#include <termwise/table.hpp>
#include <termwise/text.hpp>
#include <termwise/value.hpp>

namespace termwise {

class Facts;

// A figure taken to be another than it is, for asking what would then have been answered.
struct Supposition {
  std::string_view measure;
  int year = 0;  // the summer
  Decimal number;
};

// One school in one year.
class School {
 public:
  // What names a school for ever.
  std::int64_t urn() const { return urn_; }
  int year() const { return year_; }  // the summer
  // Attributes as the publisher has them in that year; each may be missing.
  Text name() const { return attribute("name"); }
  // The establishment number within its LA.
  Text estab() const { return attribute("estab"); }
  Text kind() const { return attribute("kind"); }      // "mainstream", "special"
  Text status() const { return attribute("status"); }  // "open", "closed"
  Text type() const { return attribute("type"); }      // the publisher's code
  // "4-11".
  Text age_range() const { return attribute("age_range"); }
  // The name, or "URN 900001" where the file gives none.
  std::string called() const;

  // What was published for a measure in a year (the summer). Throws a Failure for a measure that the manifest
  // does not ask for; a year without a record is Missing::not_supplied.
  Value measure(std::string_view code, int year) const;
  // The same by its declaration, with its unit.
  template <class Unit>
  Figure<Unit> operator[](const Measure<Unit>& wanted) const {
    return Figure<Unit>(measure(wanted.code, year_ - wanted.years_before));
  }

  // The same school, had that figure of it been another; `supposition` must outlive it.
  School supposing(const Supposition& supposition) const {
    School other = *this;
    other.supposition_ = &supposition;
    return other;
  }

 private:
  friend class Facts;
  School(const Facts& facts, std::uint64_t row, std::uint64_t first_measure_row, std::int64_t urn, int year)
      : facts_(&facts), row_(row), first_measure_row_(first_measure_row), urn_(urn), year_(year) {}
  Text attribute(std::string_view name) const;

  const Facts* facts_;
  std::uint64_t row_;
  std::uint64_t first_measure_row_;  // of this school, or where it would stand
  std::int64_t urn_;
  int year_;
  const Supposition* supposition_ = nullptr;
};

// All that one run is given.
class Facts {
 public:
  // `parameters` are those that the plugin declares.
  Facts(const tw_input& input, std::vector<Parameter> parameters) : input_(&input), parameters_(std::move(parameters)) {
    for (std::uint32_t i = 0; i < input.table_count; ++i) {
      const tw_table& table = element(input.tables, i);
      if (view(table.name) == "school/1") {
        schools_.emplace(table);
        check_order(*schools_, "school/1");
      } else if (view(table.name) == "measure/1") {
        measures_.emplace(table);
        check_order(*measures_, "measure/1");
        measure_urns_ = Table::keys(measures_->decimals("urn"));
        measure_years_ = Table::keys(measures_->decimals("year"));
      } else if (view(table.name) == "standard/1") {
        standards_.emplace(table);
      }
    }
  }
  Facts(const Facts&) = delete;
  Facts& operator=(const Facts&) = delete;

  int year() const { return input_->year; }  // the summer
  // "886"
  std::string_view la_code() const { return view(input_->la_code); }
  std::int32_t reference_date() const { return input_->reference_date; }  // days since 1970-01-01

  // Whether this run wants the rule: findings of another fail it.
  bool asks_for(std::string_view rule) const {
    for (std::uint32_t i = 0; i < input_->rule_count; ++i)
      if (view(input_->rules[i]) == rule) return true;
    return false;
  }

  // The schools with a record in the run's own year, by URN.
  std::vector<School> schools() const {
    const Table& table = required(schools_, "school/1");
    const std::int64_t* urns = Table::keys(table.decimals("urn"));
    const std::int64_t* years = Table::keys(table.decimals("year"));
    std::vector<School> schools;
    schools.reserve(table.rows());
    const std::uint64_t measure_rows = measures_ ? measures_->rows() : 0;
    std::uint64_t measure_row = 0;  // both tables are sorted by school, so one pass finds every school's figures
    for (std::uint64_t row = 0; row < table.rows(); ++row) {
      if (years[row] != year()) continue;
      while (measure_row < measure_rows && measure_urns_[measure_row] < urns[row]) ++measure_row;
      schools.push_back(School(*this, row, measure_row, urns[row], year()));
    }
    return schools;
  }

  // Empty where the standards have no row at all for it.
  std::optional<Standard> standard(std::string_view id, std::string_view stage, int year) const;

  // What the LA has set, or the default. Each throws a Failure for a parameter that no rule of the plugin declares.
  bool setting(const Flag& parameter) const { return text_of(parameter.name) == "true"; }
  // The word that was chosen.
  std::string_view setting(const Choice& parameter) const {
    return text_of(parameter.name).value_or(std::string_view());
  }
  // Empty where the LA has set none and there is no default.
  template <class Unit>
  std::optional<Decimal> setting(const Number<Unit>& parameter) const {
    return decimal_setting(parameter.name);
  }
  // The same by its name.
  std::optional<Decimal> decimal_setting(std::string_view name) const {
    const auto text = text_of(name);
    if (!text) return std::nullopt;
    const auto number = Decimal::parse(*text);
    if (!number)
      throw Failure("The parameter " + std::string(name) + " is \"" + std::string(*text) +
                    "\", which is not a number: write it like -5 or 64.5.");
    return number;
  }
  // Null for a parameter that no rule of the plugin declares.
  const Parameter* declared(std::string_view name) const {
    const auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                    [&](const Parameter& parameter) { return parameter.name == name; });
    return found == parameters_.end() ? nullptr : &*found;
  }
  // As it is written in the LA's file, or its default; empty where it has neither. Throws as setting() does.
  std::optional<std::string_view> text_of(std::string_view name) const {
    const Parameter* parameter = declared(name);
    if (parameter == nullptr)
      throw Failure("The plugin reads the parameter " + std::string(name) +
                    ", which none of its rules declares: add it to the rule's parameters.");
    for (std::uint32_t i = 0; i < input_->setting_count; ++i) {
      const tw_setting& setting = element(input_->settings, i);
      if (view(setting.name) == name) return view(setting.value);
    }
    if (parameter->default_value.empty()) return std::nullopt;
    return parameter->default_value;
  }

 private:
  friend class School;

  static const Table& required(const std::optional<Table>& table, std::string_view name) {
    if (!table)
      throw Failure("The plugin reads the table " + std::string(name) +
                    ", which no rule of it asks for: name it among what a rule reads.");
    return *table;
  }
  // Lookups trust the order that the ABI promises; a table out of order would read as missing figures.
  static void check_order(const Table& table, std::string_view name) {
    const std::int64_t* urns = Table::keys(table.decimals("urn"));
    const std::int64_t* years = Table::keys(table.decimals("year"));
    for (std::uint64_t row = 1; row < table.rows(); ++row)
      if (urns[row] < urns[row - 1] || (urns[row] == urns[row - 1] && years[row] <= years[row - 1]))
        throw Failure("The table " + std::string(name) + " is not sorted by school and year at row " +
                      std::to_string(row) + ": this host breaks the plugin ABI.");
  }
  const tw_input* input_;
  std::vector<Parameter> parameters_;
  std::optional<Table> schools_;
  std::optional<Table> measures_;
  std::optional<Table> standards_;
  const std::int64_t* measure_urns_ = nullptr;
  const std::int64_t* measure_years_ = nullptr;
};

inline Text School::attribute(std::string_view name) const {
  return Table::text(facts_->schools_->strings(name), row_, year_);
}

inline std::string School::called() const {
  const Text text = name();
  return text.text() ? std::string(*text.text()) : "URN " + std::to_string(urn_);
}

inline Value School::measure(std::string_view code, int year) const {
  const Table& table = Facts::required(facts_->measures_, "measure/1");
  const tw_column& column = table.decimals(code);
  for (std::uint64_t row = first_measure_row_; row < table.rows() && facts_->measure_urns_[row] == urn_; ++row)
    if (facts_->measure_years_[row] == year) {
      const Value value = Table::value(column, row, year);
      const bool supposed = supposition_ != nullptr && supposition_->year == year && supposition_->measure == code;
      return supposed ? Value(supposition_->number, value.evidence()) : value;
    }
  return Value(Missing::not_supplied, {view(column.name), year, 0});
}

inline std::optional<Standard> Facts::standard(std::string_view id, std::string_view stage, int year) const {
  const Table& table = required(standards_, "standard/1");
  const auto text = [&](std::string_view column, std::uint64_t row) {
    return Table::plain(table.strings(column), row);
  };
  std::optional<Standard> standard;
  for (std::uint64_t row = 0; row < table.rows(); ++row) {
    if (Table::keys(table.decimals("year"))[row] != year || text("standard", row) != id || text("stage", row) != stage)
      continue;
    if (!standard) standard.emplace();
    const std::string_view state = text("state", row);
    if (state != "set") {
      standard->state = state == "removed" ? StandardState::removed : StandardState::no_data;
      standard->source = text("source", row);
      standard->in_force = text("in_force", row);
      standard->confidence = text("confidence", row);
      continue;
    }
    const auto operation = operator_named(text("operator", row));
    const Value value = Table::value(table.decimals("value"), row, year);
    if (!operation || !value.number())
      throw Failure("The standard " + std::string(id) + " of " + academic_year(year) + " has a row for " +
                    std::string(text("measure", row)) +
                    " without a known operator and a value: mend it in config/standards.");
    standard->thresholds.push_back({text("measure", row), *operation, *value.number(), text("limb", row),
                                    text("within", row), text("source", row), text("in_force", row),
                                    text("confidence", row)});
  }
  return standard;
}

}  // namespace termwise
