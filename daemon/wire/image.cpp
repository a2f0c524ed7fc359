#include "wire/image.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "wire/image_layout.h"
#include "wire/limits.h"

namespace termwise::wire {
namespace {

struct Column {
  std::string name;
  std::uint32_t type = TW_DECIMAL;
  std::uint32_t scale = 0;
  std::vector<std::int64_t> decimals;
  std::vector<std::uint32_t> offsets;
  std::string bytes;
  std::vector<std::uint8_t> reasons;
  std::vector<std::uint32_t> evidence;
};

struct Table {
  std::string name;
  std::uint64_t rows = 0;
  std::vector<Column> columns;
};

// Hands out aligned places in the image to come.
class Places {
 public:
  explicit Places(std::uint64_t used) : end_(used) {}
  std::uint64_t take(std::uint64_t bytes) {
    const std::uint64_t place = aligned(end_);
    end_ = place + bytes;
    return place;
  }
  std::uint64_t end() const { return end_; }

 private:
  std::uint64_t end_;
};

template <typename Items>
std::uint64_t size_in_bytes(const Items& items) {
  return items.size() * sizeof(*items.data());
}

}  // namespace

struct ImageBuilder::Layout {
  std::vector<Table> tables;
  std::uint64_t content_bytes = 0;
  std::optional<Error> error;

  void fail(ExitCode exit, std::string message) {
    if (!error) error = Error{exit, std::move(message)};
  }

  // What both kinds of column share. Null once anything has failed.
  Column* add_column(std::string_view name, std::uint64_t entries, std::span<const std::uint8_t> reasons,
                     std::span<const std::uint32_t> evidence) {
    if (error) return nullptr;
    const auto refuse = [&](ExitCode exit, std::string_view problem) {
      const std::string table = tables.empty() ? "" : tables.back().name;
      fail(exit, fmt::format("The facts for the plugin cannot be laid out: column {} of table {} {}.", quote(name),
                             quote(table), problem));
      return nullptr;
    };
    if (tables.empty()) return refuse(ExitCode::internal, "comes before any table");
    Table& table = tables.back();
    if (entries != table.rows || reasons.size() != entries || (!evidence.empty() && evidence.size() != entries))
      return refuse(ExitCode::internal, fmt::format("does not have one entry for each of the {} rows", table.rows));
    if (table.columns.size() >= kMaximumColumns)
      return refuse(ExitCode::data, fmt::format("is one more than the {} that a table may have", kMaximumColumns));
    if (name.empty() || name.size() > kMaximumNameBytes || !is_utf8(name))
      return refuse(ExitCode::data, fmt::format("needs a name of 1 to {} bytes of UTF-8 text", kMaximumNameBytes));
    if (std::any_of(reasons.begin(), reasons.end(), [](std::uint8_t r) { return r > TW_UNPARSEABLE; }))
      return refuse(ExitCode::internal, "has a reason for a missing value that does not exist");
    Column& column = table.columns.emplace_back();
    column.name = name;
    column.reasons.assign(reasons.begin(), reasons.end());
    column.evidence.assign(evidence.begin(), evidence.end());
    return &column;
  }

  // Refuses early what finish() could only refuse after it had all been copied.
  void account(std::uint64_t bytes) {
    content_bytes += bytes;
    if (content_bytes > kMaximumImageBytes)
      fail(ExitCode::data, fmt::format("The facts for the plugin are larger than the {} bytes allowed. Split the run, "
                                       "or have the plugin ask for fewer years and measures.",
                                       kMaximumImageBytes));
  }
};

ImageBuilder::ImageBuilder() : layout_(std::make_unique<Layout>()) {}
ImageBuilder::~ImageBuilder() = default;
ImageBuilder::ImageBuilder(ImageBuilder&&) noexcept = default;
ImageBuilder& ImageBuilder::operator=(ImageBuilder&&) noexcept = default;

void ImageBuilder::begin_table(std::string_view name, std::uint64_t rows) {
  if (layout_->error) return;
  const auto refuse = [&](std::string_view problem) {
    layout_->fail(ExitCode::data,
                  fmt::format("The facts for the plugin cannot be laid out: table {} {}.", quote(name), problem));
  };
  if (layout_->tables.size() >= kMaximumTables)
    return refuse(fmt::format("is one more than the {} allowed", kMaximumTables));
  if (rows > kMaximumRows) return refuse(fmt::format("has {} rows, and at most {} are allowed", rows, kMaximumRows));
  if (name.empty() || name.size() > kMaximumNameBytes || !is_utf8(name))
    return refuse(fmt::format("needs a name of 1 to {} bytes of UTF-8 text", kMaximumNameBytes));
  layout_->tables.push_back({std::string(name), rows, {}});
}

void ImageBuilder::add_decimals(std::string_view name, std::uint32_t scale, std::span<const std::int64_t> values,
                                std::span<const std::uint8_t> reasons, std::span<const std::uint32_t> evidence) {
  if (scale > kMaximumScale)
    return layout_->fail(ExitCode::internal,
                         fmt::format("The facts for the plugin cannot be laid out: column {} has {} decimals, and at "
                                     "most {} are allowed.",
                                     quote(name), scale, kMaximumScale));
  Column* column = layout_->add_column(name, values.size(), reasons, evidence);
  if (column == nullptr) return;
  column->type = TW_DECIMAL;
  column->scale = scale;
  column->decimals.assign(values.begin(), values.end());
  for (std::size_t row = 0; row < reasons.size(); ++row)
    if (reasons[row] != TW_PRESENT) column->decimals[row] = 0;
  layout_->account(values.size_bytes() + reasons.size_bytes() + evidence.size_bytes());
}

void ImageBuilder::add_strings(std::string_view name, std::span<const std::string> values,
                               std::span<const std::uint8_t> reasons, std::span<const std::uint32_t> evidence) {
  std::uint64_t bytes = 0;
  for (const auto& value : values) bytes += value.size();
  layout_->account(bytes + values.size() * sizeof(std::uint32_t) + reasons.size_bytes() + evidence.size_bytes());
  Column* column = layout_->add_column(name, values.size(), reasons, evidence);
  if (column == nullptr) return;
  column->type = TW_STRING;
  column->offsets.reserve(values.size() + 1);
  column->offsets.push_back(0);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (reasons[row] == TW_PRESENT) {
      if (!is_utf8(values[row]))
        return layout_->fail(ExitCode::internal,
                             fmt::format("The facts for the plugin cannot be laid out: row {} of column {} is {}, "
                                         "which is not UTF-8 text.",
                                         row, quote(name), quote(values[row])));
      column->bytes += values[row];
    }
    column->offsets.push_back(static_cast<std::uint32_t>(column->bytes.size()));
  }
}

Result<std::vector<std::byte>> ImageBuilder::finish() {
  if (layout_->error) return *layout_->error;
  const auto& tables = layout_->tables;

  Places places(sizeof(ImageHeader));
  std::uint64_t column_total = 0;
  for (const auto& table : tables) column_total += table.columns.size();
  const std::uint64_t tables_at = places.take(tables.size() * sizeof(ImageTable));
  const std::uint64_t columns_at = places.take(column_total * sizeof(ImageColumn));

  std::vector<ImageTable> table_entries;
  std::vector<ImageColumn> column_entries;
  for (const auto& table : tables) {
    table_entries.push_back(
        {table.rows, places.take(table.name.size()), columns_at + column_entries.size() * sizeof(ImageColumn),
         static_cast<std::uint32_t>(table.name.size()), static_cast<std::uint32_t>(table.columns.size())});
    for (const auto& column : table.columns) {
      ImageColumn entry{};
      entry.type = column.type;
      entry.scale = column.scale;
      entry.name = places.take(column.name.size());
      entry.name_bytes = static_cast<std::uint32_t>(column.name.size());
      entry.values = places.take(size_in_bytes(column.decimals) + size_in_bytes(column.offsets));
      entry.reasons = places.take(size_in_bytes(column.reasons));
      if (!column.evidence.empty()) entry.evidence = places.take(size_in_bytes(column.evidence));
      if (column.type == TW_STRING) {
        entry.bytes = places.take(column.bytes.size());
        entry.byte_count = column.bytes.size();
      }
      column_entries.push_back(entry);
    }
  }
  const std::uint64_t total = aligned(places.end());
  layout_->account(total - std::min(total, layout_->content_bytes));
  if (layout_->error) return *layout_->error;

  std::vector<std::byte> image(total);
  const auto put = [&](std::uint64_t place, const void* data, std::uint64_t bytes) {
    if (bytes > 0) std::memcpy(image.data() + place, data, bytes);
  };
  const ImageHeader header{kImageMagic, kImageVersion, static_cast<std::uint32_t>(tables.size()), total, tables_at};
  put(0, &header, sizeof header);
  put(tables_at, table_entries.data(), size_in_bytes(table_entries));
  put(columns_at, column_entries.data(), size_in_bytes(column_entries));
  std::size_t next_column = 0;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    put(table_entries[t].name, tables[t].name.data(), tables[t].name.size());
    for (const auto& column : tables[t].columns) {
      const ImageColumn& entry = column_entries[next_column++];
      put(entry.name, column.name.data(), column.name.size());
      put(entry.values, column.decimals.data(), size_in_bytes(column.decimals));
      put(entry.values, column.offsets.data(), size_in_bytes(column.offsets));
      put(entry.reasons, column.reasons.data(), size_in_bytes(column.reasons));
      put(entry.evidence, column.evidence.data(), size_in_bytes(column.evidence));
      put(entry.bytes, column.bytes.data(), column.bytes.size());
    }
  }
  return image;
}

}  // namespace termwise::wire
