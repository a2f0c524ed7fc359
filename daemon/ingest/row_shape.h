// What a row's shape says about it: cells that are empty or beyond the header, line ends inside cells, an end that looks cut.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "ingest/csv_reader.h"
#include "ingest/issues.h"

namespace termwise::ingest {

// All cells are empty or white space.
bool is_blank(const CsvRow& row);

// An error for each of the `required` columns, from 0, whose cell says nothing.
Result<void> check_required(const CsvRow& row, const std::vector<std::size_t>& required,
                            const std::vector<std::string>& header, Issues& issues);

// Cells beyond the header: true, with a repair, where one of them says something.
Result<bool> drop_extra_cells(const CsvRow& row, std::size_t columns, char delimiter, Issues& issues);

// A query where the row runs over several lines: a missing quotation mark swallows the rows that follow.
Result<void> question_line_ends(const CsvRow& row, Issues& issues);

// A query where the file ends in this row, before the row does.
Result<void> question_cut(const CsvRow& row, std::size_t columns, Issues& issues);

}  // namespace termwise::ingest
