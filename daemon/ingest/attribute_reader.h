// One cell of words to an attribute, as its column declares it: a text, a code, a date, or a URN.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "ingest/cell.h"
#include "ingest/issues.h"
#include "school/record.h"
#include "settings/settings.h"

namespace termwise::ingest {

class AttributeReader {
 public:
  // The arguments must outlive the reader.
  AttributeReader(const settings::SourceLayout& layout, Issues& issues);

  struct Read {
    school::Attribute attribute = school::Missing::not_supplied;
    bool repaired = false;  // the reader had to deviate from the layout
  };
  // A code of the column comes before a missing code, and that before a text. What cannot be read is unparseable, with
  // an error. `place`: the column's, from 0. Errors: the sink's.
  Result<Read> read(const settings::AttributeColumn& column, std::size_t place, std::string_view raw);

 private:
  Result<Read> refuse(std::string_view rule, std::size_t place, std::string_view raw, std::string advice);
  Result<Read> read_text(std::size_t place, std::string_view raw);
  Result<Read> read_date(std::size_t place, std::string_view raw);
  Result<Read> read_urn(std::size_t place, std::string_view raw);

  const settings::SourceLayout& layout_;
  const MissingCodes missing_;
  Issues& issues_;
};

}  // namespace termwise::ingest
