// Any bytes as a publisher's file, from scanning to records: every row is accepted, repaired, rejected or about an
// aggregate, what is left out has an error, the cell that an issue is about is found again, and the archive gets the bytes.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/ingest.h"
#include "settings/sections.h"

using namespace termwise;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

constexpr std::string_view kMeasures = R"(
[ks2]
KS2_COHORT  = { label = "Pupils", unit = "pupils", scale = 0, direction = "neutral" }
KS2_EXS_RWM = { label = "Expected", unit = "percent", scale = 0, direction = "higher", denominator = "KS2_COHORT" }
KS2_PROG_R  = { label = "Reading", unit = "points", scale = 1, direction = "higher" }
[attributes]
name      = "School name"
status    = "Open or closed"
opened_on = "Opened on"
successor = "Successor"
)";
constexpr std::string_view kLayout = R"(
id = "fuzz"
title = "Every kind of column"
dataset = "ks2"
encodings = ["utf-8", "cp1252"]
delimiter = ","
dates = ["dd/mm/yyyy", "excel"]
optional = ["NAME"]
required = ["N"]
[subject]
record_type = "T"
urn = "URN"
la = "LA"
key = ["KEY"]
year = "YEAR"
[record_types]
1 = { subject = "school", kind = "mainstream" }
3 = { subject = "la", kind = "la" }
4 = { subject = "national", kind = "all-schools" }
[missing]
SUPP = "suppressed"
[attributes]
NAME = "name"
OPEN = { attribute = "status", codes = { 0 = "open", 1 = "closed" } }
DAY  = { attribute = "opened_on", type = "date" }
NEXT = { attribute = "successor", type = "urn" }
[measures]
N = "KS2_COHORT"
P = { measure = "KS2_EXS_RWM", missing = { 9 = "not_entered" } }
R = "KS2_PROG_R"
)";

settings::Settings every_kind_of_column() {
  settings::Settings settings;
  std::vector<Error> errors;
  settings::Report report("fuzz.toml", errors);
  const auto measures = settings::parse_toml(kMeasures, "fuzz.toml");
  const auto layout = settings::parse_toml(kLayout, "fuzz.toml");
  require(measures.ok() && layout.ok());
  const settings::Vocabulary vocabulary = settings::read_measures(*measures, report);
  auto read = settings::read_layout(*layout, &vocabulary, report);
  require(read && errors.empty());
  settings.measures = vocabulary.measures;
  for (const auto& [name, label] : vocabulary.attributes) settings.attributes[name] = label;
  settings.layouts.push_back(std::move(*read));
  return settings;
}

class Heard final : public ingest::RecordSink {
 public:
  Result<void> record(const school::Record& record) override {
    require(record.line > 1 && record.values.size() <= 3 && record.item.size() <= ingest::kMaximumItemBytes);
    for (const auto& attribute : record.attributes)
      require(attribute.text() == nullptr || attribute.text()->size() <= ingest::kMaximumAttributeBytes);
    lines.insert(record.line);
    return {};
  }
  Result<void> issue(const school::QualityIssue& issue) override {
    require(!issue.rule.empty() && !issue.advice.empty());
    require(issue.raw_value.size() <= ingest::kMaximumRawValueBytes);
    if (issue.severity == school::Severity::error) wrong.insert(issue.line);
    issues.push_back(issue);
    return {};
  }
  Result<void> bytes(std::span<const std::byte> bytes) override {
    archived.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return {};
  }

  std::set<std::uint32_t> lines;
  std::set<std::uint32_t> wrong;
  std::vector<school::QualityIssue> issues;
  std::string archived;
};

void find_again(std::string_view bytes, const ingest::ScannedFile& file, const school::QualityIssue& issue) {
  bool given = false;
  const auto raw = ingest::raw_cell(
      [&]() -> Result<std::string> {
        if (given) return std::string();
        given = true;
        return std::string(bytes);
      },
      file.delimiter, issue.line, issue.column);
  require(raw.ok());
  const std::string cell = raw.value().value_or("");
  require(std::string_view(cell).substr(0, issue.raw_value.size()) == issue.raw_value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const settings::Settings settings = every_kind_of_column();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const UniqueFd fd(::memfd_create("file", MFD_CLOEXEC));
  require(fd && ::write(fd.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  auto file = ingest::scan("/proc/self/fd/" + std::to_string(fd.get()));
  if (!file) return 0;
  const auto recognised = ingest::recognise(*file, settings, std::nullopt, std::nullopt);
  if (!recognised) {
    require(!recognised.error().message.empty() && recognised.error().where.has_value());
    return 0;
  }
  Heard heard;
  const auto sums = ingest::read_records(*file, *recognised, settings, heard);
  require(sums.ok() && sums->add_up() && heard.archived == bytes);
  require(heard.lines.size() == static_cast<std::size_t>(sums->rows - sums->rejected));
  for (const auto& issue : heard.issues)
    if (issue.column > 0 && !file->text) find_again(bytes, *file, issue);
  require(static_cast<std::int64_t>(std::count_if(heard.wrong.begin(), heard.wrong.end(), [&](std::uint32_t line) {
            return heard.lines.count(line) == 0;
          })) >= sums->rejected);
  return 0;
}
