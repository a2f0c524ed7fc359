#include "ingest/pupil_figures.h"

#include <cstring>
#include <limits>

namespace termwise::ingest {

// The first and the last half, which may overlap: no byte beyond the text is touched.
std::uint64_t PupilFigures::packed(std::string_view text) {
  const std::size_t size = text.size();
  if (size < sizeof(std::uint32_t)) {
    const auto byte = [&](std::size_t place) { return std::uint64_t{static_cast<unsigned char>(text[place])}; };
    return byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16;
  }
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::memcpy(&first, text.data(), sizeof first);
  std::memcpy(&last, text.data() + size - sizeof last, sizeof last);
  return std::uint64_t{first} | std::uint64_t{last} << 32;
}

PupilFigure PupilFigures::work_out(std::string_view text) const {
  const auto [value, fault] = column_.read(text);
  const Decimal* const number = value.number();
  if (number == nullptr) return {0, static_cast<std::uint8_t>(*value.missing()), fault};
  using Limits = std::numeric_limits<std::int32_t>;
  if (number->units() < Limits::min() || number->units() > Limits::max())
    return {0, static_cast<std::uint8_t>(school::Missing::unparseable), CellFault::too_large};
  return {static_cast<std::int32_t>(number->units()), 0, fault};
}

}  // namespace termwise::ingest
