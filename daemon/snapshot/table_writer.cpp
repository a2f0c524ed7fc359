#include "snapshot/table_writer.h"

namespace termwise::snapshot {

TableWriter::TableWriter(wire::ImageBuilder& image, EvidenceLedger& ledger, std::string_view table, std::size_t rows)
    : image_(image), ledger_(ledger), present_(rows, TW_PRESENT) {
  image_.begin_table(table, rows);
}

void TableWriter::keys(std::string_view name, const std::vector<std::int64_t>& values) {
  image_.add_decimals(name, 0, values, present_, {});
}

void TableWriter::texts(std::string_view name, const std::vector<std::string>& values) {
  image_.add_strings(name, values, present_, {});
}

void TableWriter::attributes(std::string_view name, const std::vector<school::Attribute>& values,
                             const std::vector<Row>& sources) {
  std::vector<std::string> texts;
  std::vector<std::uint8_t> reasons;
  for (const auto& value : values) {
    const std::string* text = value.text();
    texts.push_back(text ? *text : std::string());
    reasons.push_back(text ? std::uint8_t{TW_PRESENT} : static_cast<std::uint8_t>(*value.missing()));
  }
  image_.add_strings(name, texts, reasons,
                     sources.empty() ? std::vector<std::uint32_t>() : ledger_.issue(std::string(name), sources));
}

void TableWriter::values(std::string_view name, int scale, const std::vector<school::Value>& column,
                         const std::vector<Row>& sources) {
  std::vector<std::int64_t> units;
  std::vector<std::uint8_t> reasons;
  for (const auto& value : column) {
    const Decimal* number = value.number();
    units.push_back(number ? number->rescaled(scale).value_or(*number).units() : 0);
    reasons.push_back(number ? std::uint8_t{TW_PRESENT} : static_cast<std::uint8_t>(*value.missing()));
  }
  image_.add_decimals(name, static_cast<std::uint32_t>(scale), units, reasons,
                      ledger_.issue(std::string(name), sources));
}

}  // namespace termwise::snapshot
