// Data-quality issues on their way to the sink: each with its place in the file, in bounded number and size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "ingest/csv_reader.h"
#include "ingest/ingest.h"
#include "school/record.h"

namespace termwise::ingest {

class Issues {
 public:
  // An issue about a row as a whole has no column.
  static constexpr std::size_t kWholeRow = static_cast<std::size_t>(-1);

  // Whether an issue quotes what stands in its cell.
  enum class Quoting { raw_value, nothing };

  Issues(const ScannedFile& file, RecordSink& sink, Quoting quoting = Quoting::raw_value)
      : file_(file), sink_(sink), quoting_(quoting) {}

  // The row, and the school it is about, that the following issues belong to.
  void about(const CsvRow& row, const std::optional<Urn>& urn);

  // `column` counts from 0. `advice` is one or two sentences: what is wrong and what to do. Errors: the
  // sink's, and 65 over kMaximumIssues.
  Result<void> raise(school::Severity severity, std::string_view rule, std::size_t column, std::string_view raw,
                     std::string advice);

 private:
  const ScannedFile& file_;
  RecordSink& sink_;
  const Quoting quoting_;
  std::uint32_t line_ = 0;
  std::optional<Urn> urn_;
  std::int64_t count_ = 0;
};

}  // namespace termwise::ingest
