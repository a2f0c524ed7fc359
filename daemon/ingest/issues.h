// Data-quality issues on their way to the sink: each with its place in the file and with what it is about, in bounded
// number and size. Of one rule only the first kMaximumIssuesOfRule are listed one by one; at the end one more says how
// many there were beyond them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ingest/binding.h"
#include "ingest/csv_reader.h"
#include "ingest/ingest.h"
#include "ingest/subject.h"
#include "school/record.h"

namespace termwise::ingest {

class Issues {
 public:
  // An issue about a row as a whole has no column.
  static constexpr std::size_t kWholeRow = static_cast<std::size_t>(-1);

  // Whether an issue quotes what stands in its cell.
  enum class Quoting { raw_value, nothing };

  // The row, and whom it is about.
  struct About {
    std::uint32_t line = 0;
    std::optional<school::SubjectKind> kind;  // none: the file as a whole, or nobody knows
    std::optional<Urn> urn;
    std::optional<LaCode> la_code;
    std::string population;
    std::string item;
    int summer = 0;
  };

  Issues(const ScannedFile& file, const Binding& binding, RecordSink& sink, Quoting quoting = Quoting::raw_value);

  // What the following issues are about.
  void about(const CsvRow& row, const Subject& subject);
  void about(About about) { about_ = std::move(about); }
  // Where it was found out later.
  void place_in(const std::optional<LaCode>& la) { about_.la_code = la; }
  const About& current() const { return about_; }

  // `column` counts from 0. `advice` is one or two sentences: what is wrong and what to do. `against`: the measure that
  // the cell is held against. Errors: the sink's, and 65 over kMaximumIssues.
  Result<void> raise(school::Severity severity, std::string_view rule, std::size_t column, std::string_view raw,
                     std::string advice, std::string_view against = {});
  // About the file as a whole.
  Result<void> raise_file(school::Severity severity, std::string_view rule, std::string advice);

  // At the file's end, once: what was not listed one by one.
  Result<void> finish();

 private:
  struct OfRule {
    std::string rule;
    std::array<std::int64_t, 4> beyond{};  // by severity
    std::int64_t count = 0;
  };
  OfRule& of_rule(std::string_view rule);

  const ScannedFile& file_;
  RecordSink& sink_;
  const Quoting quoting_;
  std::vector<std::string> fields_;  // of each column
  About about_;
  std::vector<OfRule> rules_;
  std::int64_t count_ = 0;
};

}  // namespace termwise::ingest
