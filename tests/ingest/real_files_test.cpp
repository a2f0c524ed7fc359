// DfE's own files, cell by cell against Python's reading of the same bytes.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "support.h"

namespace termwise::ingest::testing {
namespace {

constexpr std::uintmax_t kLargestCompared = 2u << 20;  // the larger files have no shape of their own, and take long

class RealFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("TERMWISE_REAL_DATA");
    if (folder == nullptr)
      GTEST_SKIP() << "TERMWISE_REAL_DATA is not set, so the readers are NOT held against the publishers' real files";
    folder_ = folder;
  }

  std::filesystem::path folder_;
};

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(RealFiles, EveryCellIsPythons) {
  std::vector<std::string> inputs;
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
    if (entry.path().extension() != ".csv" || entry.file_size() > kLargestCompared) continue;
    names.push_back(entry.path().filename());
    inputs.push_back(bytes_of(entry.path()));
  }
  ASSERT_GE(inputs.size(), 15u);
  const auto expected = rows_by_python(inputs);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto rows = rows_of(inputs[i], 65'536);
    ASSERT_EQ(rows.size(), expected[i].size()) << names[i];
    for (std::size_t row = 0; row < rows.size(); ++row) ASSERT_EQ(rows[row], expected[i][row]) << names[i];
  }
}

// What the oracle says of one file, and the layout that follows from it.
struct Oracle {
  struct OracleRow {
    std::uint32_t line = 0;
    std::string record_type;
    std::string urn;
    std::size_t cells = 0;
    std::vector<std::string> figures;
  };
  settings::Settings settings = small_settings();
  std::vector<OracleRow> rows;
};

Oracle ask_oracle(const std::filesystem::path& path) {
  Oracle oracle;
  settings::SourceLayout& layout = oracle.settings.layouts.front();
  layout.measures.clear();
  layout.ignored.clear();
  oracle.settings.measures = {};
  oracle.settings.quality.count = {{"PTRWM_EXP", "TELIG"}};
  layout.attributes = {{"SCHNAME", "name", {}}};
  std::istringstream output(run_python("ks2_oracle.py", {path.string()}));
  std::string word;
  while (output >> word) {
    if (word == "column") {
      std::string name;
      std::string unit;
      int scale = 0;
      output >> name >> unit >> scale;
      if (unit != "text") {
        layout.measures.push_back({name, name});
        oracle.settings.measures.push_back({name, "ks2", *school::unit_named(unit), scale, "",
                                            school::Direction::neutral, name == "PTRWM_EXP" ? "TELIG" : ""});
      } else if (name != "RECTYPE" && name != "URN" && name != "LEA" && name != "SCHNAME") {
        layout.ignored.push_back({name, "text"});
      }
      continue;
    }
    Oracle::OracleRow row;
    output >> row.line >> row.record_type >> row.urn >> row.cells;
    row.figures.resize(layout.measures.size());
    for (auto& figure : row.figures) output >> figure;
    oracle.rows.push_back(std::move(row));
  }
  return oracle;
}

class RealKs2Files : public RealFiles, public ::testing::WithParamInterface<const char*> {};

TEST_P(RealKs2Files, NoMissingCellIsANumberAndNoNumberIsMissing) {
  const auto path = folder_ / "ks2" / GetParam();
  const Oracle oracle = ask_oracle(path);
  const Outcome outcome = ingest(bytes_of(path), oracle.settings);
  ASSERT_EQ(outcome.error, std::nullopt) << outcome.error->text();
  ASSERT_EQ(outcome.memory.records.size(), oracle.rows.size());
  EXPECT_EQ(outcome.sums.rejected, 0);
  EXPECT_EQ(outcome.sums.repaired, 0);
  EXPECT_EQ(outcome.sums.aggregate, 3);
  std::size_t numbers = 0;
  for (std::size_t i = 0; i < oracle.rows.size(); ++i) {
    const auto& expected = oracle.rows[i];
    const auto& record = outcome.memory.records[i];
    ASSERT_EQ(record.line, expected.line);
    ASSERT_EQ(record.urn ? std::to_string(record.urn->value) : "-", expected.urn);
    for (std::size_t m = 0; m < expected.figures.size(); ++m) {
      const auto* number = record.values[m].number();
      const std::string read =
          number != nullptr ? std::to_string(number->units()) : std::string(school::name(*record.values[m].missing()));
      ASSERT_EQ(read, expected.figures[m]) << expected.line << " " << oracle.settings.measures[m].code;
      numbers += number != nullptr;
    }
  }
  EXPECT_GT(numbers, 10'000u);
}

INSTANTIATE_TEST_SUITE_P(All, RealKs2Files,
                         ::testing::Values("2016-2017_850_ks2final.csv", "2016-2017_936_ks2final.csv",
                                           "2017-2018_936_ks2final.csv"));

TEST_F(RealFiles, HampshireHasAPercentageThatNoCountGives) {
  const auto path = folder_ / "ks2" / "2016-2017_850_ks2final.csv";
  const Outcome outcome = ingest(bytes_of(path), ask_oracle(path).settings);
  std::vector<std::int64_t> urns;
  for (const auto& issue : outcome.memory.issues)
    if (issue.rule == "count-mismatch" && issue.column_name == "PTRWM_EXP") urns.push_back(issue.urn->value);
  EXPECT_EQ(urns, std::vector<std::int64_t>{116237});
}

}  // namespace
}  // namespace termwise::ingest::testing
