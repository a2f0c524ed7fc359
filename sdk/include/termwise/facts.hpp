// What a rule may know: one LA, one year, the facts its manifest asked for, and the LA's parameter values.
// Everything here borrows from the host and lives as long as evaluate() runs.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <termwise/abi.h>
#include <termwise/calendar.hpp>
#include <termwise/item.hpp>
#include <termwise/lineage.hpp>
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
  bool crossed = false;  // the figure is that of a school from which this one has come
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
  // The same by its name ("kind") in the run's year or an earlier one, as far back as measures are asked for: lists of schools
  // of one year may say what results of another do not. Not supplied where the school itself has no record of that year.
  Text attribute(std::string_view name, int year) const;
  // The name, or "URN 900001" where the file gives none.
  std::string called() const;

  // What was published for a measure in a year (the summer). Throws a Failure for a measure that the manifest
  // does not ask for; a year without a record is Missing::not_supplied.
  Value measure(std::string_view code, int year) const;
  // The same over links: where the school itself has no record, or is said to be new, what was published of the one school
  // it then was. Value::evidence().crossed says which that is. Of several such schools (a merger) it is
  // Missing::not_applicable, since figures of two schools are never added: measures() has each.
  Value measure(std::string_view code, int year, History history) const;
  // Each of them: the school's own alone where it has one, else those of the schools it then was.
  std::vector<Value> measures(std::string_view code, int year, History history) const;
  // By its declaration, with its unit, and over links where the declaration says so.
  template <class Unit>
  Figure<Unit> operator[](const Measure<Unit>& wanted) const {
    return Figure<Unit>(measure(wanted.code, year_ - wanted.years_before, wanted.history));
  }
  // Whether a file of that year has a row about the school that could say the measure, be the cell empty or not.
  bool on_record(std::string_view code, int year) const { return published(code, year).evidence().token != 0; }

  // The schools from which it has come, nearest first. Throws a Failure where no rule of the plugin crosses links.
  std::vector<Ancestor> ancestors() const;
  // Whether there are more, beyond what Termwise follows: a hundred schools, twenty steps.
  bool has_more_ancestors() const;

  // Its items, by year and key, after them those of the schools from which it has come where the declaration says so.
  // Throws a Failure for a table that no rule of the plugin reads.
  std::vector<Item> items(const Items& wanted) const;

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
  Value published(std::string_view code, int year) const;
  static bool is_there(const Value& value) {
    return value.missing() == nullptr ||
           (*value.missing() != Missing::not_supplied && *value.missing() != Missing::new_school);
  }
  Value supposed(const Value& value) const;

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
      } else if (view(table.name) == "lineage/1") {
        read_lineages(Table(table));
      } else if (view(table.name) == "calendar/1") {
        calendar_.emplace(Table(table));
      } else {
        items_.emplace(view(table.name), table);
      }
    }
  }
  Facts(const Facts&) = delete;
  Facts& operator=(const Facts&) = delete;

  int year() const { return input_->year; }  // the summer
  // "886"
  std::string_view la_code() const { return view(input_->la_code); }
  std::int32_t reference_date() const { return input_->reference_date; }  // days since 1970-01-01
  // The same as a day: "today" for the rules.
  Day reference_day() const { return day_of(reference_date()); }

  // Whether this run wants the rule: findings of another fail it.
  bool asks_for(std::string_view rule) const {
    for (std::uint32_t i = 0; i < input_->rule_count; ++i)
      if (view(input_->rules[i]) == rule) return true;
    return false;
  }

  // The run's schools, which are those of the LA with a record in the run's own year, by URN. Schools from which they have
  // come are not among them, unless they are the LA's in that year themselves.
  std::vector<School> schools() const {
    const Table& table = required(schools_, "school/1");
    const std::int64_t* urns = Table::keys(table.decimals("urn"));
    const std::int64_t* years = Table::keys(table.decimals("year"));
    std::vector<School> schools;
    schools.reserve(table.rows());
    const std::uint64_t measure_rows = measures_ ? measures_->rows() : 0;
    std::uint64_t measure_row = 0;  // both tables are sorted by school, so one pass finds every school's figures
    for (std::uint64_t row = 0; row < table.rows(); ++row) {
      if (years[row] != year() || only_ancestors_.count(urns[row]) != 0) continue;
      while (measure_row < measure_rows && measure_urns_[measure_row] < urns[row]) ++measure_row;
      schools.push_back(School(*this, row, measure_row, urns[row], year()));
    }
    return schools;
  }

  // Those of a table about advisers, by year and key. Throws a Failure for a table that no rule of the plugin reads.
  std::vector<Item> items(const Items& wanted) const {
    const Table& table = items_of(wanted.table);
    const std::int64_t* years = Table::keys(table.decimals("year"));
    std::vector<Item> items;
    for (std::uint64_t row = 0; row < table.rows(); ++row)
      if (years[row] >= year() - wanted.years_before)
        items.emplace_back(table, row, 0, static_cast<int>(years[row]), nullptr);
    return items;
  }

  // The Local Authority's days. Throws a Failure where no rule of the plugin says that it reads them.
  const Calendar& calendar() const {
    if (!calendar_)
      throw Failure("The plugin reads the calendar, which no rule of it asks for: give the rule .calendar = true.");
    return *calendar_;
  }

  // Whether any file gives any school of this run a figure, or says why there is none, for one of these measures in a year.
  bool any_school_has(const std::vector<std::string>& codes, int year) const {
    const Table& table = required(measures_, "measure/1");
    for (const std::string& code : codes) {
      const tw_column& column = table.decimals(code);
      for (std::uint64_t row = 0; row < table.rows(); ++row)
        if (measure_years_[row] == year && column.reason[row] != TW_NOT_SUPPLIED) return true;
    }
    return false;
  }

  // Empty where the standards have no row at all for it.
  std::optional<Standard> standard(std::string_view id, std::string_view stage, int year) const;
  // The same. Throws a Failure where they have none: nobody has said what applies, and a rule does not guess.
  Standard required_standard(std::string_view id, std::string_view stage, int year) const;

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
  // One of the run's schools and those from which it has come.
  struct Lineage {
    std::vector<Ancestor> ancestors;  // by (distance, urn)
    bool cut = false;
  };

  void read_lineages(const Table& table) {
    const auto numbers = [&](const char* column) { return Table::keys(table.decimals(column)); };
    const std::int64_t* urns = numbers("urn");
    for (std::uint64_t row = 0; row < table.rows(); ++row) {
      Lineage& lineage = lineages_[urns[row]];
      const bool judged = numbers("judged")[row] != 0;
      const std::int64_t urn = numbers("ancestor_urn")[row];
      lineage.ancestors.push_back({urn, numbers("via_urn")[row], static_cast<std::size_t>(numbers("distance")[row]),
                                   Table::text(table.strings("link_type"), row, 0),
                                   Date(Table::text(table.strings("linked_on"), row, 0)), judged});
      lineage.cut = lineage.cut || numbers("cut")[row] != 0;
      if (!judged) only_ancestors_.insert(urn);
    }
    has_lineages_ = true;
  }
  // Null where the school has come from no other.
  const Lineage* lineage_of(std::int64_t urn) const {
    if (!has_lineages_)
      throw Failure(
          "The plugin asks from which schools one has come, and no rule of it crosses links: declare a measure "
          "with .linked(), or items with a history.");
    const auto found = lineages_.find(urn);
    return found == lineages_.end() ? nullptr : &found->second;
  }
  const Table& items_of(std::string_view name) const {
    const auto found = items_.find(name);
    if (found == items_.end())
      throw Failure("The plugin reads the table " + std::string(name) +
                    ", which no rule of it asks for: name it among a rule's items.");
    return found->second;
  }
  static bool is_set_after(const Table& table, std::string_view id, std::string_view stage, int year);

  const tw_input* input_;
  std::vector<Parameter> parameters_;
  std::map<std::int64_t, Lineage> lineages_;
  std::set<std::int64_t> only_ancestors_;  // that are none of the run's schools
  bool has_lineages_ = false;
  std::map<std::string_view, Table> items_;  // by the table's name
  std::optional<Table> schools_;
  std::optional<Table> measures_;
  std::optional<Table> standards_;
  std::optional<Calendar> calendar_;
  const std::int64_t* measure_urns_ = nullptr;
  const std::int64_t* measure_years_ = nullptr;
};

inline Text School::attribute(std::string_view name) const {
  return Table::text(facts_->schools_->strings(name), row_, year_);
}

inline Text School::attribute(std::string_view name, int year) const {
  const Table& table = *facts_->schools_;
  const std::int64_t* urns = Table::keys(table.decimals("urn"));
  const std::int64_t* years = Table::keys(table.decimals("year"));
  for (std::uint64_t row = row_ + 1; row > 0 && urns[row - 1] == urn_; --row)
    if (years[row - 1] == year) return Table::text(table.strings(name), row - 1, year);
  return Text(Missing::not_supplied, {view(table.strings(name).name), year, 0});
}

inline std::string School::called() const {
  const Text text = name();
  return text.text() ? std::string(*text.text()) : "URN " + std::to_string(urn_);
}

inline Value School::published(std::string_view code, int year) const {
  const Table& table = Facts::required(facts_->measures_, "measure/1");
  const tw_column& column = table.decimals(code);
  for (std::uint64_t row = first_measure_row_; row < table.rows() && facts_->measure_urns_[row] == urn_; ++row)
    if (facts_->measure_years_[row] == year) return Table::value(column, row, year);
  return Value(Missing::not_supplied, {view(column.name), year, 0});
}

inline Value School::supposed(const Value& value) const {
  const Evidence& evidence = value.evidence();
  const bool is_it = supposition_ != nullptr && supposition_->year == evidence.year &&
                     supposition_->measure == evidence.name && supposition_->crossed == (evidence.crossed != nullptr);
  return is_it ? Value(supposition_->number, evidence) : value;
}

inline Value School::measure(std::string_view code, int year) const { return supposed(published(code, year)); }

inline Value School::measure(std::string_view code, int year, History history) const {
  const std::vector<Value> found = measures(code, year, history);
  if (found.size() == 1) return found.front();
  return Value(Missing::not_applicable, {found.front().evidence().name, year, 0});
}

inline std::vector<Value> School::measures(std::string_view code, int year, History history) const {
  const Value own = published(code, year);
  const Facts::Lineage* lineage = history == History::own || is_there(own) ? nullptr : facts_->lineage_of(urn_);
  if (lineage == nullptr) return {supposed(own)};
  const auto of = [&](const Ancestor& ancestor) {
    const std::int64_t* urns = facts_->measure_urns_;
    const auto first = std::lower_bound(urns, urns + facts_->measures_->rows(), ancestor.urn) - urns;
    return School(*facts_, row_, static_cast<std::uint64_t>(first), ancestor.urn, year_).published(code, year);
  };
  std::vector<Value> found;
  for (const Ancestor* ancestor : nearest(
           urn_, lineage->ancestors, [&](const Ancestor& each) { return each.may_be_reached_by(history); },
           [&](const Ancestor& each) { return is_there(of(each)); })) {
    const Value value = of(*ancestor);
    Evidence evidence = value.evidence();
    evidence.crossed = ancestor;
    found.push_back(
        supposed(value.number() != nullptr ? Value(*value.number(), evidence) : Value(*value.missing(), evidence)));
  }
  if (found.empty()) found.push_back(supposed(own));
  return found;
}

inline std::vector<Ancestor> School::ancestors() const {
  const Facts::Lineage* lineage = facts_->lineage_of(urn_);
  return lineage == nullptr ? std::vector<Ancestor>() : lineage->ancestors;
}

inline bool School::has_more_ancestors() const {
  const Facts::Lineage* lineage = facts_->lineage_of(urn_);
  return lineage != nullptr && lineage->cut;
}

inline std::vector<Item> School::items(const Items& wanted) const {
  const Table& table = facts_->items_of(wanted.table);
  const std::int64_t* urns = Table::keys(table.decimals("urn"));
  const std::int64_t* years = Table::keys(table.decimals("year"));
  std::vector<Item> items;
  const auto add = [&](std::int64_t urn, const Ancestor* crossed) {
    const auto first = std::lower_bound(urns, urns + table.rows(), urn) - urns;
    for (auto row = static_cast<std::uint64_t>(first); row < table.rows() && urns[row] == urn; ++row)
      if (years[row] >= year_ - wanted.years_before)
        items.emplace_back(table, row, urn, static_cast<int>(years[row]), crossed);
  };
  add(urn_, nullptr);
  if (wanted.history == History::own) return items;
  const Facts::Lineage* lineage = facts_->lineage_of(urn_);
  if (lineage == nullptr) return items;
  for (const Ancestor* ancestor : reachable(
           urn_, lineage->ancestors, [&](const Ancestor& each) { return each.may_be_reached_by(wanted.history); }))
    add(ancestor->urn, ancestor);
  return items;
}

// A standard that is set for a later year was not removed.
inline bool Facts::is_set_after(const Table& table, std::string_view id, std::string_view stage, int year) {
  const std::int64_t* years = Table::keys(table.decimals("year"));
  const tw_column& ids = table.strings("standard");
  const tw_column& stages = table.strings("stage");
  const tw_column& states = table.strings("state");
  for (std::uint64_t row = 0; row < table.rows(); ++row)
    if (years[row] > year && Table::plain(ids, row) == id && Table::plain(stages, row) == stage &&
        Table::plain(states, row) == "set")
      return true;
  return false;
}

inline Standard Facts::required_standard(std::string_view id, std::string_view stage, int year) const {
  auto found = standard(id, stage, year);
  if (found) return *std::move(found);
  std::string key_stage(stage);
  for (char& c : key_stage) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  throw Failure("The national standards say nothing about a " + key_stage + " " + std::string(id) + " standard in " +
                academic_year(year) +
                ": add its thresholds to config/standards, or an entry that says that there was none.");
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
      standard->state = state != "removed"                     ? StandardState::no_data
                        : is_set_after(table, id, stage, year) ? StandardState::none_set
                                                               : StandardState::removed;
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
    standard->thresholds.push_back({text("measure", row), *operation, shortest(*value.number()), text("limb", row),
                                    text("within", row), text("source", row), text("in_force", row),
                                    text("confidence", row)});
  }
  return standard;
}

}  // namespace termwise
