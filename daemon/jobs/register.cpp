#include "jobs/register.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "calendar/london.h"
#include "ingest/ingest.h"
#include "ingest/own_template.h"
#include "ingest/subject.h"
#include "report/csv.h"
#include "store/archive.h"
#include "store/batches.h"

namespace termwise::jobs {
namespace {

constexpr std::string_view kByHand = "-by-hand.csv";
constexpr std::string_view kEntered = "Entered by ";

std::string folded(std::string_view text) { return to_upper_ascii(trim(text)); }

std::vector<std::string> columns_of(const settings::SourceLayout& layout, const settings::Settings& settings) {
  std::vector<std::string> names;
  for (auto& column : ingest::template_columns(layout, settings)) names.push_back(std::move(column.name));
  return names;
}

// For each column of the register its place in the file's header, or none.
std::vector<std::optional<std::size_t>> places_in(const std::vector<std::string>& header,
                                                  const std::vector<std::string>& columns) {
  std::vector<std::optional<std::size_t>> places;
  for (const auto& column : columns) {
    const auto found = std::find_if(header.begin(), header.end(),
                                    [&](const std::string& name) { return folded(name) == folded(column); });
    places.push_back(found == header.end() ? std::nullopt
                                           : std::optional(static_cast<std::size_t>(found - header.begin())));
  }
  return places;
}

// What stands above the header of an entry by hand.
std::string entered_in(const store::Batch& batch, const ingest::RawRows& rows) {
  const auto title = rows.find(1);
  const bool by_hand = batch.file_name.ends_with(kByHand) && title != rows.end() && !title->second.empty() &&
                       title->second.front().starts_with(kEntered);
  return by_hand ? title->second.front() : std::string();
}

// A directory for one file, removed with it.
class OneFile {
 public:
  static Result<OneFile> write(const std::string& name, const std::string& content) {
    std::string pattern = std::filesystem::temp_directory_path() / "termwise-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr)
      return Error{ExitCode::cannot_create,
                   fmt::format("No file can be made in {}. Make room, or let this account write there.",
                               std::filesystem::temp_directory_path().string())};
    OneFile file(pattern);
    std::ofstream out(file.path(name), std::ios::binary);
    if (!(out << content) || !out.flush())
      return Error{ExitCode::io, fmt::format("{} cannot be written. Make room.", file.path(name).string())};
    return file;
  }
  ~OneFile() {
    std::error_code ignored;
    if (!directory_.empty()) std::filesystem::remove_all(directory_, ignored);
  }
  OneFile(OneFile&& other) noexcept : directory_(std::exchange(other.directory_, {})) {}
  OneFile& operator=(OneFile&&) = delete;
  std::filesystem::path path(const std::string& name) const { return directory_ / name; }

 private:
  explicit OneFile(std::filesystem::path directory) : directory_(std::move(directory)) {}
  std::filesystem::path directory_;
};

// What tells the row from others: whom it is about, in which year, and its key.
std::vector<std::string> identity_of(const settings::SourceLayout& layout) {
  std::vector<std::string> columns = layout.key_columns;
  for (const auto& column : {layout.urn_column, layout.year_column})
    if (!column.empty()) columns.push_back(column);
  if (layout.urn_column.empty() && !layout.la_column.empty()) columns.push_back(layout.la_column);
  return columns;
}

class Row {
 public:
  Row(const settings::SourceLayout& layout, std::vector<std::string> columns, const Entry& entry)
      : layout_(layout), columns_(std::move(columns)), entry_(entry), cells_(columns_.size()) {}

  // The cells that are given, over those of the row that has the same key now.
  Result<std::vector<std::string>> cells(store::Reader& reader, const settings::Settings& settings) {
    TERMWISE_CHECK(place_given());
    store::RegisterFilter filter{.dataset = layout_.dataset, .la = {}, .year = {}, .urn = {}};
    if (!layout_.urn_column.empty()) filter.urn = ingest::parse_urn(trim(*given_[place(layout_.urn_column)]));
    TERMWISE_TRY(const Register standing, read_register(reader, settings, layout_, filter));
    for (const auto& line : standing.lines)
      if (is_the_same(line)) cells_ = line.cells;
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (given_[i]) cells_[i] = *given_[i];
    return cells_;
  }

 private:
  std::size_t place(const std::string& column) const {
    const auto found = std::find_if(columns_.begin(), columns_.end(),
                                    [&](const auto& name) { return folded(name) == folded(column); });
    return static_cast<std::size_t>(found - columns_.begin());
  }

  Result<void> place_given() {
    given_.resize(columns_.size());
    for (const auto& [column, text] : entry_.cells) {
      const std::size_t at = place(column);
      if (at == columns_.size())
        return Error{ExitCode::usage,
                     fmt::format("The register {} has no column {}.{} Its columns are: {}.", layout_.template_name,
                                 quote(column), did_you_mean(to_upper_ascii(column), columns_), listed(columns_))};
      given_[at] = text;
    }
    for (const auto& column : identity_of(layout_))
      if (!given_[place(column)] || trim(*given_[place(column)]).empty())
        return Error{ExitCode::usage,
                     fmt::format("{} is missing, by which the rows of {} are told apart. Give all of: {}.", column,
                                 layout_.template_name, listed(identity_of(layout_)))};
    return {};
  }

  bool is_the_same(const RegisterLine& line) const {
    const auto identity = identity_of(layout_);
    return std::all_of(identity.begin(), identity.end(), [&](const std::string& column) {
      return folded(line.cells[place(column)]) == folded(*given_[place(column)]);
    });
  }

  const settings::SourceLayout& layout_;
  const std::vector<std::string> columns_;
  const Entry& entry_;
  std::vector<std::optional<std::string>> given_;
  std::vector<std::string> cells_;
};

// A cell as the reader gets it back: a quotation mark within is doubled.
std::string in_quotes(const std::string& cell) {
  std::string text = "\"";
  for (const char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

std::string line_of(const std::vector<std::string>& cells, char delimiter) {
  std::string text;
  for (const auto& cell : cells) {
    if (!text.empty()) text += delimiter;
    text += in_quotes(cell);
  }
  return text + "\r\n";
}

}  // namespace

Result<Register> read_register(store::Reader& reader, const settings::Settings& settings,
                               const settings::SourceLayout& layout, store::RegisterFilter filter) {
  filter.dataset = layout.dataset;
  Register read{columns_of(layout, settings), {}};
  TERMWISE_TRY(const auto rows, store::register_rows(reader, filter));
  std::map<BatchId, std::set<std::uint32_t>> lines;
  for (const auto& row : rows) lines[row.batch].insert({1, row.line});
  std::map<BatchId, std::pair<store::Batch, ingest::RawRows>> files;
  for (const auto& [id, of_file] : lines) {
    TERMWISE_TRY(store::Batch batch, store::read_batch(reader, id));
    TERMWISE_TRY(store::ArchiveReader archive, store::ArchiveReader::open(reader, batch.file));
    TERMWISE_TRY(auto raw, ingest::raw_rows([&] { return archive.next(); }, batch.delimiter, of_file));
    files.emplace(id, std::pair(std::move(batch), std::move(raw)));
  }
  for (const auto& row : rows) {
    const auto& [batch, raw] = files.at(row.batch);
    RegisterLine line{{}, batch.file_name, row.line, batch.committed_at, entered_in(batch, raw)};
    const auto& cells = raw.at(row.line);
    for (const auto& place : places_in(batch.header, read.columns))
      line.cells.push_back(place && *place < cells.size() ? std::string(trim(cells[*place])) : std::string());
    read.lines.push_back(std::move(line));
  }
  return read;
}

Result<void> enter(store::Database& database, const settings::Settings& settings, const AcceptRevision& accept,
                   const settings::SourceLayout& layout, const Entry& entry,
                   std::chrono::system_clock::time_point now) {
  const auto columns = columns_of(layout, settings);
  TERMWISE_TRY(const auto cells, Row(layout, columns, entry).cells(database, settings));
  const std::string title =
      fmt::format("{}{} on {}:{:02}: {}", kEntered, entry.author, calendar::london_minute(now),
                  std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() % 60, entry.reason);
  const std::string name = layout.template_name + std::string(kByHand);
  const char delimiter = layout.delimiter;
  TERMWISE_TRY(const OneFile file, OneFile::write(name, line_of({title}, delimiter) + line_of(columns, delimiter) +
                                                            line_of(cells, delimiter)));
  const IngestChoice choice{layout.id, std::nullopt};
  TERMWISE_TRY(const IngestReport checked, preview_file(database, settings, file.path(name), choice));
  if (!checked.first_error.empty())
    return Error{ExitCode::data, fmt::format("Nothing was entered. {}", checked.first_error)};
  TERMWISE_CHECK(ingest_file(database, settings, accept, file.path(name), choice));
  return {};
}

}  // namespace termwise::jobs
