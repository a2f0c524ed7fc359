// Tables for tests, laid out as a host lays them out.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/abi.h>
#include <termwise/decimal.hpp>
#include <termwise/text.hpp>
#include <termwise/value.hpp>

namespace termwise::testing {

// A cell: a number or a text as written in a file, or the reason why there is none.
struct Cell {
  std::string text;
  std::optional<Missing> missing = Missing::not_supplied;

  Cell() = default;
  Cell(std::string present) : text(std::move(present)), missing(std::nullopt) {}
  Cell(const char* present) : text(present), missing(std::nullopt) {}
  Cell(Missing reason) : missing(reason) {}
};

// Makes one table of facts as the host would.
class TableBuilder {
 public:
  TableBuilder(std::string name, std::uint64_t rows) : name_(std::move(name)), rows_(rows) {}
  TableBuilder(const TableBuilder&) = delete;
  TableBuilder& operator=(const TableBuilder&) = delete;

  // One cell a row; `first_token`, unless 0, is the evidence token of the first row, and the others follow
  // it. Throws a Failure where a cell is not a number.
  void add_decimals(std::string_view name, const std::vector<Cell>& cells, std::uint32_t first_token = 0) {
    Column& column = add(name, cells, first_token);
    std::vector<Decimal> numbers;
    int scale = 0;
    for (const Cell& cell : cells) {
      const auto number = cell.missing ? Decimal(0) : Decimal::parse(cell.text);
      if (!number) throw Failure("The test gives " + column.name + " the value \"" + cell.text + "\".");
      numbers.push_back(*number);
      scale = std::max(scale, number->scale());
    }
    for (const Decimal& number : numbers) column.numbers.push_back(number.rescaled(scale).value().units());
    column.image.type = TW_DECIMAL;
    column.image.scale = static_cast<std::uint32_t>(scale);
    column.image.values = column.numbers.data();
  }

  // A column of texts, with evidence tokens from `first_token` on; 0: without evidence.
  void add_strings(std::string_view name, const std::vector<Cell>& cells, std::uint32_t first_token = 0) {
    Column& column = add(name, cells, first_token);
    column.offsets.push_back(0);
    for (const Cell& cell : cells) {
      if (!cell.missing) column.bytes += cell.text;
      column.offsets.push_back(static_cast<std::uint32_t>(column.bytes.size()));
    }
    column.image.type = TW_STRING;
    column.image.values = column.offsets.data();
    column.image.bytes = column.bytes.data();
    column.image.byte_count = column.bytes.size();
  }

  // Borrows from the builder.
  tw_table table() {
    images_.clear();
    for (const Column& column : columns_) images_.push_back(column.image);
    return {sizeof(tw_table), static_cast<std::uint32_t>(images_.size()), rows_, borrow(name_), images_.data()};
  }

 private:
  struct Column {
    std::string name;
    std::vector<std::int64_t> numbers;
    std::vector<std::uint32_t> offsets;
    std::string bytes;
    std::vector<std::uint8_t> reasons;
    std::vector<std::uint32_t> tokens;
    tw_column image{};
  };

  Column& add(std::string_view name, const std::vector<Cell>& cells, std::uint32_t first_token) {
    Column& column = columns_.emplace_back();
    column.name = name;
    for (const Cell& cell : cells) {
      column.reasons.push_back(cell.missing ? static_cast<std::uint8_t>(*cell.missing) : TW_PRESENT);
      column.tokens.push_back(first_token == 0 ? 0 : first_token++);
    }
    column.image.size = sizeof(tw_column);
    column.image.name = borrow(column.name);
    column.image.reason = column.reasons.data();
    column.image.evidence = column.tokens.data();
    return column;
  }

  std::string name_;
  std::uint64_t rows_;
  std::deque<Column> columns_;  // addresses must stay
  std::vector<tw_column> images_;
};

}  // namespace termwise::testing
