#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "wire/image.h"
#include "wire/image_layout.h"
#include "wire/limits.h"

namespace termwise::wire {
namespace {

Error broken(std::string_view problem) {
  return Error{ExitCode::internal, fmt::format("The facts image cannot be used: {}.", problem)};
}

class Bounds {
 public:
  explicit Bounds(std::span<const std::byte> image) : image_(image) {}

  // `count` Ts at `offset`, or null where they do not lie within the image, aligned.
  template <typename T>
  const T* array(std::uint64_t offset, std::uint64_t count) const {
    // Counts are below 2^33 here, so that the product cannot wrap around.
    const std::uint64_t bytes = count * sizeof(T);
    if (offset % alignof(T) != 0 || offset > image_.size() || bytes > image_.size() - offset) return nullptr;
    return reinterpret_cast<const T*>(image_.data() + offset);
  }

  template <typename T>
  const T* buffer(std::uint64_t offset, std::uint64_t count) const {
    return offset % kImageAlignment == 0 ? array<T>(offset, count) : nullptr;
  }

  // A name, or the empty text where it is not one.
  std::string_view name(std::uint64_t offset, std::uint32_t bytes) const {
    const char* data = bytes <= kMaximumNameBytes ? array<char>(offset, bytes) : nullptr;
    if (data == nullptr || !is_utf8({data, bytes})) return {};
    return {data, bytes};
  }

 private:
  std::span<const std::byte> image_;
};

tw_text borrowed(std::string_view text) { return {text.data(), static_cast<std::uint32_t>(text.size()), 0}; }

bool continues_a_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Empty if all is well, or what is wrong with the strings.
std::string_view string_problem(const std::uint32_t* offsets, std::uint64_t rows, std::string_view bytes) {
  if (offsets[0] != 0 || offsets[rows] != bytes.size()) return "its string offsets do not span its text";
  for (std::uint64_t row = 0; row < rows; ++row) {
    if (offsets[row] > offsets[row + 1]) return "its string offsets fall";
    if (offsets[row] < bytes.size() && continues_a_character(bytes[offsets[row]]))
      return "one of its strings starts inside a character";
  }
  return is_utf8(bytes) ? std::string_view() : "its text is not UTF-8";
}

static_assert(TW_PRESENT == 0);

// Without an early end, so that the compiler takes many at a time.
std::uint8_t highest_of(const std::uint8_t* reasons, std::uint64_t rows) {
  std::uint8_t highest = TW_PRESENT;
  for (std::uint64_t row = 0; row < rows; ++row) highest = std::max(highest, reasons[row]);
  return highest;
}

Result<tw_column> view_column(const Bounds& bounds, const ImageColumn& entry, std::uint64_t rows) {
  tw_column column{};
  column.size = sizeof column;
  column.type = entry.type;
  column.scale = entry.scale;
  const std::string_view name = bounds.name(entry.name, entry.name_bytes);
  if (name.empty()) return broken("a column has no usable name");
  column.name = borrowed(name);
  const auto refuse = [&](std::string_view problem) {
    return broken(fmt::format("column {} is broken: {}", quote(name), problem));
  };

  column.reason = bounds.buffer<std::uint8_t>(entry.reasons, rows);
  if (column.reason == nullptr) return refuse("its reasons lie outside the image");
  const std::uint8_t highest = highest_of(column.reason, rows);
  if (highest > TW_UNPARSEABLE) return refuse("it has a reason for a missing value that does not exist");
  if (entry.evidence != 0) {
    column.evidence = bounds.buffer<std::uint32_t>(entry.evidence, rows);
    if (column.evidence == nullptr) return refuse("its evidence lies outside the image");
  }

  if (entry.type == TW_DECIMAL) {
    if (entry.scale > kMaximumScale) return refuse("it has too many decimals");
    const auto* values = bounds.buffer<std::int64_t>(entry.values, rows);
    if (values == nullptr) return refuse("its values lie outside the image");
    // Where nothing is missing, the values themselves need not be touched.
    for (std::uint64_t row = 0; highest != TW_PRESENT && row < rows; ++row)
      if (column.reason[row] != TW_PRESENT && values[row] != 0) return refuse("a missing value has a value");
    column.values = values;
    return column;
  }
  if (entry.type != TW_STRING || entry.scale != 0) return refuse("its type does not exist");
  const auto* offsets = bounds.buffer<std::uint32_t>(entry.values, rows + 1);
  const auto* text =
      entry.byte_count <= kMaximumImageBytes ? bounds.buffer<char>(entry.bytes, entry.byte_count) : nullptr;
  if (offsets == nullptr || text == nullptr) return refuse("its strings lie outside the image");
  const std::string_view problem = string_problem(offsets, rows, {text, entry.byte_count});
  if (!problem.empty()) return refuse(problem);
  for (std::uint64_t row = 0; highest != TW_PRESENT && row < rows; ++row)
    if (column.reason[row] != TW_PRESENT && offsets[row] != offsets[row + 1])
      return refuse("a missing value has a value");
  column.values = offsets;
  column.bytes = text;
  column.byte_count = entry.byte_count;
  return column;
}

}  // namespace

Result<ImageTables> ImageTables::view(std::span<const std::byte> image) {
  const Bounds bounds(image);
  if (reinterpret_cast<std::uintptr_t>(image.data()) % alignof(std::uint64_t) != 0)
    return broken("it does not start at a multiple of 8 bytes in memory");
  const auto* header = bounds.array<ImageHeader>(0, 1);
  if (header == nullptr || header->magic != kImageMagic) return broken("it does not start as a facts image does");
  if (header->version != kImageVersion)
    return broken(
        fmt::format("its layout is version {}, and this program reads version {}", header->version, kImageVersion));
  if (header->image_bytes != image.size() || image.size() > kMaximumImageBytes) return broken("its size is wrong");
  if (header->table_count > kMaximumTables) return broken("it has too many tables");
  const auto* tables = bounds.buffer<ImageTable>(header->tables, header->table_count);
  if (tables == nullptr) return broken("its tables lie outside it");

  ImageTables view;
  for (std::uint32_t t = 0; t < header->table_count; ++t) {
    const ImageTable& entry = tables[t];
    const std::string_view name = bounds.name(entry.name, entry.name_bytes);
    if (name.empty()) return broken("a table has no usable name");
    if (entry.rows > kMaximumRows) return broken(fmt::format("table {} has too many rows", quote(name)));
    if (entry.column_count > kMaximumColumns) return broken(fmt::format("table {} has too many columns", quote(name)));
    const auto* column_entries = bounds.array<ImageColumn>(entry.columns, entry.column_count);
    if (column_entries == nullptr) return broken(fmt::format("the columns of table {} lie outside it", quote(name)));
    auto& columns = view.columns_.emplace_back();
    columns.reserve(entry.column_count);
    for (std::uint32_t c = 0; c < entry.column_count; ++c) {
      TERMWISE_TRY(const tw_column column, view_column(bounds, column_entries[c], entry.rows));
      columns.push_back(column);
    }
    tw_table table{};
    table.size = sizeof table;
    table.column_count = entry.column_count;
    table.rows = entry.rows;
    table.name = borrowed(name);
    table.columns = columns.data();
    view.tables_.push_back(table);
  }
  return view;
}

}  // namespace termwise::wire
