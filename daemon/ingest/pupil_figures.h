// One column of a pupil-level file: cells to 32-bit figures. Such a column says the same few things again and again, so
// what it said is remembered.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "ingest/cell.h"

namespace termwise::ingest {

struct PupilFigure {
  std::int32_t units = 0;   // at the measure's scale
  std::uint8_t reason = 0;  // 0: there is a figure; else the number of its Missing
  CellFault fault = CellFault::none;
};

class PupilFigures {
 public:
  explicit PupilFigures(FigureColumn column) : column_(std::move(column)) {}

  // As FigureColumn::read; a figure that 32 bits do not hold is too_large.
  PupilFigure read(std::string_view text) {
    if (text.empty() || text.size() > kRemembered) return work_out(text);
    const std::uint64_t bytes = packed(text);
    Entry& entry = entries_[static_cast<std::size_t>(bytes * kSpread >> (64 - kPlaceBits))];
    if (entry.bytes != bytes || entry.size != text.size()) {
      const PupilFigure figure = work_out(text);
      if (figure.fault != CellFault::none) return figure;
      entry = {bytes, figure.units, figure.reason, static_cast<std::uint8_t>(text.size())};
    }
    return {entry.units, entry.reason, CellFault::none};
  }
  const FigureColumn& column() const { return column_; }

 private:
  static constexpr std::size_t kRemembered = 8;                 // bytes of a cell
  static constexpr std::size_t kPlaceBits = 6;                  // all columns' places fit the processor's nearest cache
  static constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15;  // the golden ratio's, as Knuth has it
  struct Entry {
    std::uint64_t bytes = 0;
    std::int32_t units = 0;
    std::uint8_t reason = 0;
    std::uint8_t size = 0;  // 0: nothing is remembered here
  };

  // Different for different texts of one length.
  static std::uint64_t packed(std::string_view text);
  PupilFigure work_out(std::string_view text) const;

  FigureColumn column_;
  std::array<Entry, std::size_t{1} << kPlaceBits> entries_{};
};

}  // namespace termwise::ingest
