// Datasets with several rows about one school: inspections, targets, visits. Each row is an item; the facts have them in a
// table for each dataset, and abi.h lists the tables.
//
//   const Items kInspections{"inspection/1", {"OFSTED_OE", "category", "started_on"}, 5};   // and in .items of the rule
//   constexpr Measure<Plain> kOverall{"OFSTED_OE"};
//   for (const Item& inspection : school.items(kInspections))
//     if ((inspection.date("started_on") <= facts.reference_day()) == Truth::yes) ... inspection[kOverall] ...
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/date.hpp>
#include <termwise/lineage.hpp>
#include <termwise/measure.hpp>
#include <termwise/table.hpp>

namespace termwise {

// What a rule reads of one table of items.
struct Items {
  std::string table;               // "inspection/1"
  std::vector<std::string> names;  // measures by their codes, attributes by their names
  int years_before = 0;            // as far back as the items' own years go: those of their dates, mostly
  // Whose: with History::linked also those of the schools from which this one has come.
  History history = History::own;
};

// One row: one inspection, one target. Borrows the facts.
class Item {
 public:
  // One of `table`; `crossed` is null where the item is the school's own.
  Item(const Table& table, std::uint64_t row, std::int64_t urn, int year, const Ancestor* crossed)
      : table_(&table), row_(row), urn_(urn), year_(year), crossed_(crossed) {}

  // Of the school that it is about; 0 where it is about an adviser.
  std::int64_t urn() const { return urn_; }
  // The summer of the academic year that it belongs to.
  int year() const { return year_; }
  // What tells it from the others of its school: "425578".
  std::string_view key() const { return Table::plain(table_->strings("item"), row_); }
  // Null where it is the school's own; else the school from which it has come and whose item it is.
  const Ancestor* crossed() const { return crossed_; }

  // A figure of it. Throws a Failure for a measure that no rule names among what it reads of the table.
  Value measure(std::string_view code) const {
    const Value value = Table::value(table_->decimals(code), row_, year_);
    return value.number() != nullptr ? Value(*value.number(), of(value.evidence()))
                                     : Value(*value.missing(), of(value.evidence()));
  }
  // The same by its declaration, with its unit.
  template <class Unit>
  Figure<Unit> operator[](const Measure<Unit>& wanted) const {
    return Figure<Unit>(measure(wanted.code));
  }
  // A word of it, such as "category".
  Text text(std::string_view name) const {
    const Text text = Table::text(table_->strings(name), row_, year_);
    return text.text() != nullptr ? Text(*text.text(), of(text.evidence()))
                                  : Text(*text.missing(), of(text.evidence()));
  }
  // A day of it, such as "started_on".
  Date date(std::string_view name) const { return Date(text(name)); }

 private:
  Evidence of(Evidence evidence) const {
    evidence.crossed = crossed_;
    return evidence;
  }

  const Table* table_;
  std::uint64_t row_;
  std::int64_t urn_;
  int year_;
  const Ancestor* crossed_;
};

}  // namespace termwise
