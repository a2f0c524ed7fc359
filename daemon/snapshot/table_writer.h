// Writes one table of the facts image, column by column, and hands out the evidence tokens that stand beside its cells.
// For this folder only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "school/record.h"
#include "snapshot/snapshot.h"
#include "wire/image.h"

namespace termwise::snapshot {

class TableWriter {
 public:
  using Row = EvidenceLedger::Row;

  TableWriter(wire::ImageBuilder& image, EvidenceLedger& ledger, std::string_view table, std::size_t rows);

  // Of these none is missing, and no cell is behind them.
  void keys(std::string_view name, const std::vector<std::int64_t>& values);
  void texts(std::string_view name, const std::vector<std::string>& values);
  // Texts of which some are missing; `sources` are empty where no cell is behind them.
  void attributes(std::string_view name, const std::vector<school::Attribute>& values, const std::vector<Row>& sources);
  void values(std::string_view name, int scale, const std::vector<school::Value>& column,
              const std::vector<Row>& sources);

 private:
  wire::ImageBuilder& image_;
  EvidenceLedger& ledger_;
  std::vector<std::uint8_t> present_;
};

}  // namespace termwise::snapshot
