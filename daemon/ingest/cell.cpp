#include "ingest/cell.h"

#include <algorithm>

#include "base/text.h"

namespace termwise::ingest {
namespace {

using school::Missing;
using school::Unit;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What is wrong with a text that Decimal did not read: "1.0000000001" and "99999999999999999999" are numbers
// too.
CellFault fault_of(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const auto all_digits = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
  };
  if (!all_digits(whole)) return CellFault::not_a_number;
  if (point == std::string_view::npos) return CellFault::too_large;
  const std::string_view decimals = text.substr(point + 1);
  if (!all_digits(decimals)) return CellFault::not_a_number;
  return decimals.size() > Decimal::kMaximumScale ? CellFault::too_many_decimals : CellFault::too_large;
}

bool in_range(const Decimal& number, Unit unit) {
  if (unit == Unit::percent) return number >= Decimal(0) && number <= Decimal(100);
  if (unit == Unit::pupils) return number.units() >= 0;
  return true;
}

bool same_folded(std::string_view text, std::string_view code) {
  return std::equal(text.begin(), text.end(), code.begin(), code.end(), [](char a, char b) { return upper(a) == b; });
}

}  // namespace

MissingCodes::MissingCodes(const std::map<std::string, Missing>& codes) {
  for (const auto& [code, reason] : codes) {
    if (code.empty()) continue;
    codes_.emplace_back(to_upper_ascii(code), reason);
    for (int byte = 0; byte < 256; ++byte)
      if (upper(static_cast<char>(byte)) == codes_.back().first.front())
        may_start_[static_cast<std::size_t>(byte)] = true;
  }
}

std::optional<Missing> MissingCodes::find(std::string_view trimmed) const {
  if (trimmed.empty() || !may_start_[static_cast<unsigned char>(trimmed.front())]) return std::nullopt;
  for (const auto& [code, reason] : codes_)
    if (same_folded(trimmed, code)) return reason;
  return std::nullopt;
}

std::optional<std::int64_t> FigureCodes::find(std::string_view trimmed) const {
  for (const auto& [code, figure] : codes_)
    if (same_folded(trimmed, code)) return figure;
  return std::nullopt;
}

NumberCell read_number(std::string_view text, const school::Measure& measure, const MissingCodes& missing,
                       const MissingCodes* own) {
  text = trim(text);
  if (text.empty()) return {Missing::not_supplied};
  if (own != nullptr)
    if (const auto reason = own->find(text)) return {*reason};
  if (const auto reason = missing.find(text)) return {*reason};
  if (measure.unit == Unit::percent && text.back() == '%') text.remove_suffix(1);
  const auto number = Decimal::parse(text);
  if (!number) return {Missing::unparseable, fault_of(text)};
  const auto scaled = number->rescaled(measure.scale);
  if (!scaled)
    return {Missing::unparseable,
            number->scale() > measure.scale ? CellFault::too_many_decimals : CellFault::too_large};
  // A figure that cannot be is nothing to judge a school by.
  if (!in_range(*scaled, measure.unit)) return {Missing::unparseable, CellFault::out_of_range};
  return {*scaled};
}

FigureColumn::FigureColumn(const settings::MeasureColumn& column, const school::Measure& measure,
                           const MissingCodes& missing)
    : measure_(&measure), missing_(&missing), range_(column.range) {
  if (!column.missing.empty()) own_.emplace(column.missing);
  if (!column.codes.empty()) codes_.emplace(column.codes);
}

NumberCell FigureColumn::read(std::string_view text) const {
  if (codes_) {
    text = trim(text);
    if (const auto figure = codes_->find(text)) return {*Decimal(*figure).rescaled(measure_->scale)};
  }
  const NumberCell cell = read_number(text, *measure_, *missing_, own_ ? &*own_ : nullptr);
  if (codes_ && (cell.value.number() != nullptr || cell.fault != CellFault::none))
    return {Missing::unparseable, CellFault::not_a_code};
  const Decimal* const number = cell.value.number();
  if (range_ && number != nullptr && (*number < Decimal(range_->least) || *number > Decimal(range_->most)))
    return {Missing::unparseable, CellFault::out_of_range};
  return cell;
}

}  // namespace termwise::ingest
