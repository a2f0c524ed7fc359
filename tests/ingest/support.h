// What the ingest tests share: files in a directory of their own, a small KS2-like layout, a sink that
// remembers, and Python's csv module as the oracle.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/csv_reader.h"
#include "ingest/ingest.h"

namespace termwise::ingest::testing {

// A directory that is removed with everything in it.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  std::filesystem::path write(const std::string& name, std::string_view bytes) const;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

struct Row {
  std::uint32_t line = 0;
  std::uint32_t last_line = 0;
  std::vector<std::string> cells;
  bool operator==(const Row&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Row& row);

// All rows of the bytes; `piece` is the size of the pieces that they are fed in, 0 for one.
std::vector<Row> rows_of(std::string_view bytes, std::size_t piece = 0, char delimiter = ',');

// The same by Python's csv module, for each of the inputs; blank lines left out.
std::vector<std::vector<Row>> rows_by_python(const std::vector<std::string>& inputs);

// Runs a script of this folder with /usr/bin/python3 and gives its standard output; fails the test if it
// fails.
std::string run_python(const std::string& script, const std::vector<std::string>& arguments);

// RECTYPE, URN, LEA, SCHNAME, ICLOSE, TELIG, PTRWM_EXP, READPROG, TELNUM: measures TELIG (pupils), PTRWM_EXP
// (percent of TELIG), READPROG (one decimal); attributes SCHNAME and ICLOSE (coded); TELNUM ignored.
settings::Settings small_settings();
inline constexpr std::string_view kHeader = "RECTYPE,URN,LEA,SCHNAME,ICLOSE,TELIG,PTRWM_EXP,READPROG,TELNUM\r\n";

class Memory : public RecordSink {
 public:
  Result<void> record(const school::Record& record) override;
  Result<void> issue(const school::QualityIssue& issue) override;
  Result<void> bytes(std::span<const std::byte> bytes) override;

  const school::QualityIssue* issue_of(std::string_view rule) const;  // null where there is none
  const school::Record* record_on(std::uint32_t line) const;

  std::vector<school::Record> records;
  std::vector<school::QualityIssue> issues;
  std::string archived;
};

struct Outcome {
  std::optional<Error> error;
  school::Sums sums;
  Memory memory;
};

// Scans, recognises and reads the bytes as a file with the small layout.
Outcome ingest(std::string_view bytes, const settings::Settings& settings = small_settings(),
               const SchoolDirectory* schools = nullptr, LoadedFigures* figures = nullptr);

// The error of scanning the bytes as a file; fails the test if there is none.
Error scan_error(std::string_view bytes);

school::Value number(std::int64_t units, int scale = 0);

}  // namespace termwise::ingest::testing
