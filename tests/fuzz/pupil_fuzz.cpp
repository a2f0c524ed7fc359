// A column of a file of pupils on any cells: what it remembers of cells before never changes what a cell says. And UPNs: a
// text that passes is thirteen characters whose letter is the sum's of the others. Cells are separated by line ends.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ingest/pupil_figures.h"
#include "school/upn.h"

using termwise::ingest::CellFault;
using termwise::ingest::FigureColumn;
using termwise::ingest::MissingCodes;
using termwise::ingest::PupilFigures;
using termwise::school::Missing;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_figure(PupilFigures& remembering, std::string_view cell) {
  const auto told = remembering.read(cell);
  const auto [value, fault] = remembering.column().read(cell);
  const auto* const number = value.number();
  if (number == nullptr) {
    require(told.reason == static_cast<std::uint8_t>(*value.missing()) && told.units == 0 && told.fault == fault);
  } else if (told.fault == CellFault::too_large) {
    require(number->units() > INT32_MAX || number->units() < INT32_MIN);
  } else {
    require(told.reason == 0 && told.units == number->units());
  }
}

void check_upn(std::string_view cell) {
  const auto upn = termwise::school::parse_upn(cell);
  if (!upn) return;
  static constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";
  const std::string_view text = upn->view();
  require(cell.size() == 13 && text.size() == 13);
  std::size_t sum = 0;
  for (std::size_t i = 1; i < 13; ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    require(digit || i == 12);
    require(upn->temporary == !digit || i < 12);
    sum += (i + 1) * (digit ? static_cast<std::size_t>(text[i] - '0') : kLetters.find(text[i]));
  }
  require(text[0] == kLetters[sum % 23]);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const MissingCodes missing({{"SUPP", Missing::suppressed}, {"NA", Missing::not_applicable}});
  static const termwise::school::Measure measure{
      "PUPIL_X", "pupil", termwise::school::Unit::points, 2, "X", termwise::school::Direction::neutral, ""};
  static const termwise::settings::MeasureColumn plain{"X", "PUPIL_X", {{"A", Missing::not_entered}}, {}, {}};
  static const termwise::settings::MeasureColumn ranged{
      "X", "PUPIL_X", {}, {}, termwise::settings::FigureRange{-5, 120}};
  static const termwise::settings::MeasureColumn coded{
      "X", "PUPIL_X", {{"A", Missing::not_entered}}, {{"Y", 1}, {"2C", 13}, {"GREATER DEPTH", 4}}, {}};
  PupilFigures columns[] = {PupilFigures(FigureColumn(plain, measure, missing)),
                            PupilFigures(FigureColumn(ranged, measure, missing)),
                            PupilFigures(FigureColumn(coded, measure, missing))};
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  while (true) {
    const std::size_t end = rest.find('\n');
    const std::string cell(rest.substr(0, end));  // a copy, so that a read beyond it is seen
    for (auto& column : columns) check_figure(column, cell);
    check_upn(cell);
    if (end == std::string_view::npos) return 0;
    rest.remove_prefix(end + 1);
  }
}
