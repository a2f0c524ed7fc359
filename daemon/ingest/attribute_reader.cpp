#include "ingest/attribute_reader.h"

#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "base/visible_text.h"
#include "ingest/date.h"
#include "ingest/encoding.h"
#include "ingest/layout.h"
#include "ingest/subject.h"

namespace termwise::ingest {

using school::Missing;
using school::Severity;
using settings::AttributeType;

AttributeReader::AttributeReader(const settings::SourceLayout& layout, Issues& issues)
    : layout_(layout), missing_(layout.missing), issues_(issues) {}

Result<AttributeReader::Read> AttributeReader::read(const settings::AttributeColumn& column, std::size_t place,
                                                    std::string_view raw) {
  const std::string_view trimmed = trim(raw);
  if (trimmed.empty()) return Read{};
  if (!column.codes.empty())
    if (const auto code = column.codes.find(column_key(trimmed)); code != column.codes.end()) return Read{code->second};
  if (const auto missing = missing_.find(trimmed)) return Read{*missing};
  if (!column.codes.empty())
    return refuse("unknown-code", place, raw,
                  fmt::format("{} is not a code that the layout '{}' knows for {}. Correct the cell, or add the "
                              "code to the layout.",
                              quote(trimmed), layout_.id, quote(column.attribute)));
  switch (column.type) {
    case AttributeType::date:
      return read_date(place, raw);
    case AttributeType::urn:
      return read_urn(place, raw);
    case AttributeType::text:
      break;
  }
  return read_text(place, raw);
}

Result<AttributeReader::Read> AttributeReader::refuse(std::string_view rule, std::size_t place, std::string_view raw,
                                                      std::string advice) {
  TERMWISE_CHECK(issues_.raise(Severity::error, rule, place, raw, std::move(advice)));
  return Read{Missing::unparseable};
}

Result<AttributeReader::Read> AttributeReader::read_text(std::size_t place, std::string_view raw) {
  const std::string_view trimmed = trim(raw);
  Read read{std::string(cut_text(trimmed, kMaximumAttributeBytes))};
  if (read.attribute.text()->size() < trimmed.size()) {
    TERMWISE_CHECK(
        issues_.raise(Severity::repair, "text-too-long", place, raw,
                      fmt::format("the text has more than {} bytes and was cut there. Check that no quotation "
                                  "mark is missing, or shorten it.",
                                  kMaximumAttributeBytes)));
    read.repaired = true;
  }
  if (!hidden_character(*read.attribute.text())) return read;
  std::string line = on_one_line(*read.attribute.text());  // a line end in a cell is questioned with its row
  if (const auto hidden = hidden_character(line)) {
    TERMWISE_CHECK(
        issues_.raise(Severity::repair, "hidden-character", place, raw,
                      fmt::format("the text holds {}, a character that nobody sees, and was read without it. "
                                  "Check how the text reads, and write it without.",
                                  *hidden)));
    line = without_hidden_characters(line);
    read.repaired = true;
  }
  read.attribute = line.empty() ? school::Attribute(Missing::unparseable) : school::Attribute(std::move(line));
  return read;
}

Result<AttributeReader::Read> AttributeReader::read_date(std::size_t place, std::string_view raw) {
  if (const auto date = parse_date(trim(raw), layout_.dates)) return Read{iso_date(*date)};
  return refuse(
      "unreadable-date", place, raw,
      fmt::format("{} is not a day from 1900 to 2199 as the layout '{}' writes dates. Correct the cell, or add "
                  "the way it is written to the layout's dates.",
                  quote(trim(raw)), layout_.id));
}

Result<AttributeReader::Read> AttributeReader::read_urn(std::size_t place, std::string_view raw) {
  const std::string_view trimmed = trim(raw);
  if (parse_urn(trimmed)) return Read{std::string(trimmed)};
  return refuse("unreadable-urn", place, raw,
                fmt::format("{} is not a URN (a number from 100000 to 9999999). Correct the cell.", quote(trimmed)));
}

}  // namespace termwise::ingest
