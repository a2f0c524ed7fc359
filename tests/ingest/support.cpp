#include "support.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <ostream>
#include <sstream>

namespace termwise::ingest::testing {

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "termwise-ingest-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) std::abort();
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() { std::filesystem::remove_all(path_); }

std::filesystem::path TemporaryDirectory::write(const std::string& name, std::string_view bytes) const {
  const auto file = path_ / name;
  std::ofstream(file, std::ios::binary) << bytes;
  return file;
}

std::ostream& operator<<(std::ostream& out, const Row& row) {
  out << row.line << "-" << row.last_line << " [";
  for (const auto& cell : row.cells) out << ::testing::PrintToString(cell) << " ";
  return out << "]";
}

std::vector<Row> rows_of(std::string_view bytes, std::size_t piece, char delimiter) {
  CsvReader reader(delimiter, {kMaximumLineBytes, kMaximumColumns});
  std::vector<Row> rows;
  CsvRow row;
  const bool ends_in_line_end = !bytes.empty() && (bytes.back() == '\n' || bytes.back() == '\r');
  const auto drain = [&] {
    CsvReader::Step step;
    while ((step = reader.next(row)) == CsvReader::Step::row)
      rows.push_back({row.line, row.last_line, {row.cells.begin(), row.cells.end()}});
    // Inside quotes the reader is on a new line at once after a line end, Python only when something stands
    // there.
    if (step == CsvReader::Step::end && row.ended_inside_quotes && ends_in_line_end) --rows.back().last_line;
    EXPECT_TRUE(step == CsvReader::Step::more || step == CsvReader::Step::end);
  };
  if (piece == 0) piece = bytes.size();
  while (!bytes.empty()) {
    reader.feed(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    drain();
  }
  reader.finish();
  drain();
  return rows;
}

std::string run_python(const std::string& script, const std::vector<std::string>& arguments) {
  std::string command = "/usr/bin/python3 '" TERMWISE_INGEST_TESTS "/" + script + "'";
  for (const auto& argument : arguments) command += " '" + argument + "'";
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) std::abort();
  std::string output;
  char buffer[65536];
  std::size_t count = 0;
  while ((count = std::fread(buffer, 1, sizeof buffer, pipe)) > 0) output.append(buffer, count);
  EXPECT_EQ(::pclose(pipe), 0) << command;
  return output;
}

std::vector<std::vector<Row>> rows_by_python(const std::vector<std::string>& inputs) {
  std::string bytes;
  for (const auto& input : inputs) bytes += std::to_string(input.size()) + "\n" + input;
  const TemporaryDirectory directory;
  std::istringstream output(run_python("csv_oracle.py", {directory.write("inputs", bytes).string()}));
  std::vector<std::vector<Row>> results;
  std::size_t count = 0;
  while (output >> count) {
    std::vector<Row> rows(count);
    for (Row& row : rows) {
      output >> row.line >> row.last_line >> count;
      row.cells.resize(count);
      for (std::string& cell : row.cells) {
        output >> count;
        output.get();
        cell.resize(count);
        output.read(cell.data(), static_cast<std::streamsize>(count));
      }
    }
    results.push_back(std::move(rows));
  }
  EXPECT_EQ(results.size(), inputs.size());
  return results;
}

settings::Settings small_settings() {
  using school::Unit;
  settings::Settings settings;
  settings.measures = {
      {"KS2_COHORT", "ks2", Unit::pupils, 0, "Pupils", school::Direction::neutral, ""},
      {"KS2_EXS_RWM", "ks2", Unit::percent, 0, "Expected", school::Direction::higher_is_better, "KS2_COHORT"},
      {"KS2_PROG_R", "ks2", Unit::score, 1, "Reading", school::Direction::higher_is_better, ""}};
  settings.quality.count = {{"KS2_EXS_RWM", "KS2_COHORT"}};
  settings.attributes = {{"name", "School name"}, {"status", "Open or closed"}};
  settings::SourceLayout layout;
  layout.id = "ks2-2016-17";
  layout.title = "KS2 2016/17";
  layout.dataset = "ks2";
  layout.years = {*AcademicYear::parse("2016/17")};
  layout.encodings = {settings::Encoding::utf8, settings::Encoding::cp1252};
  layout.record_type_column = "RECTYPE";
  layout.urn_column = "URN";
  layout.la_column = "LEA";
  layout.record_types = {{"1", {school::SubjectKind::school, "mainstream"}},
                         {"2", {school::SubjectKind::school, "special"}},
                         {"3", {school::SubjectKind::la, "la"}},
                         {"4", {school::SubjectKind::national, "all-schools"}},
                         {"5", {school::SubjectKind::national, "state-funded"}}};
  using school::Missing;
  layout.missing = {{"SUPP", Missing::suppressed},  {"NA", Missing::not_applicable},   {"NE", Missing::not_entered},
                    {"NP", Missing::not_published}, {"LOWCOV", Missing::low_coverage}, {"NEW", Missing::new_school},
                    {"NULL", Missing::not_supplied}};
  layout.measures = {{"TELIG", "KS2_COHORT"}, {"PTRWM_EXP", "KS2_EXS_RWM"}, {"READPROG", "KS2_PROG_R"}};
  layout.attributes = {{"SCHNAME", "name"},
                       {"ICLOSE", "status", settings::AttributeType::text, {{"0", "open"}, {"1", "closed"}}}};
  layout.ignored = {{"TELNUM", "contact detail"}};
  settings.layouts = {layout};
  return settings;
}

Result<void> Memory::record(const school::Record& record) {
  records.push_back(record);
  return {};
}

Result<void> Memory::issue(const school::QualityIssue& issue) {
  issues.push_back(issue);
  return {};
}

Result<void> Memory::bytes(std::span<const std::byte> bytes) {
  archived.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return {};
}

const school::QualityIssue* Memory::issue_of(std::string_view rule) const {
  for (const auto& issue : issues)
    if (issue.rule == rule) return &issue;
  return nullptr;
}

const school::Record* Memory::record_on(std::uint32_t line) const {
  for (const auto& record : records)
    if (record.line == line) return &record;
  return nullptr;
}

Outcome ingest(std::string_view bytes, const settings::Settings& settings, const SchoolDirectory* schools,
               LoadedFigures* figures) {
  const TemporaryDirectory directory;
  Outcome outcome;
  auto file = scan(directory.write("file.csv", bytes));
  if (!file) {
    outcome.error = file.error();
    return outcome;
  }
  const auto layout = recognise(*file, settings, std::nullopt, std::nullopt);
  if (!layout) {
    outcome.error = layout.error();
    return outcome;
  }
  const auto sums = read_records(*file, *layout, settings, outcome.memory, {schools, figures});
  if (!sums) {
    outcome.error = sums.error();
    return outcome;
  }
  outcome.sums = *sums;
  EXPECT_TRUE(outcome.sums.add_up());
  EXPECT_EQ(outcome.memory.archived, bytes);
  return outcome;
}

Error scan_error(std::string_view bytes) {
  const TemporaryDirectory directory;
  const auto file = scan(directory.write("file.csv", bytes));
  if (file) {
    ADD_FAILURE() << "the file was accepted";
    return Error{};
  }
  return file.error();
}

school::Value number(std::int64_t units, int scale) { return school::Value(Decimal(units, scale)); }

}  // namespace termwise::ingest::testing
