// The facts image: what goes in comes out, and nothing that is not an image is taken for one.
#include "wire/image.h"

#include <gmock/gmock.h>

#include <cstring>
#include <random>

#include "wire/image_layout.h"
#include "wire/limits.h"

namespace termwise::wire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<std::int64_t> kUrns{900001, 900002, 900003};
const std::vector<std::int64_t> kPercent{644, 777, -5};
const std::vector<std::string> kNames{"St Mary\xE2\x80\x99s", "", "lost"};
const std::vector<std::uint8_t> kAll{0, 0, 0};
const std::vector<std::uint8_t> kSome{0, TW_SUPPRESSED, 0};
const std::vector<std::uint32_t> kEvidence{7, 0, 4'000'000'000};

std::vector<std::byte> sample_image() {
  ImageBuilder builder;
  builder.begin_table("school/1", 3);
  builder.add_decimals("urn", 0, kUrns, kAll, {});
  builder.add_strings("name", kNames, std::vector<std::uint8_t>{0, 0, TW_NOT_SUPPLIED}, kEvidence);
  builder.begin_table("measure/1", 3);
  builder.add_decimals("KS2_EXS_RWM", 1, kPercent, kSome, kEvidence);
  builder.begin_table("standard/1", 0);
  builder.add_strings("standard", {}, {}, {});
  return builder.finish().value();
}

std::string_view text(const tw_text& t) { return {t.data, t.size}; }

TEST(Image, ShowsWhatWasPutIn) {
  const auto image = sample_image();
  const auto view = ImageTables::view(image);
  ASSERT_TRUE(view.ok()) << view.error().message;
  ASSERT_EQ(view->tables().size(), 3u);

  const tw_table& schools = view->tables()[0];
  EXPECT_EQ(schools.size, sizeof(tw_table));
  EXPECT_EQ(text(schools.name), "school/1");
  ASSERT_EQ(schools.column_count, 2u);
  const tw_column& urn = schools.columns[0];
  EXPECT_EQ(text(urn.name), "urn");
  EXPECT_EQ(urn.size, sizeof(tw_column));
  EXPECT_EQ(urn.type, TW_DECIMAL);
  EXPECT_EQ(urn.evidence, nullptr);
  const auto* urns = static_cast<const std::int64_t*>(urn.values);
  EXPECT_THAT(std::vector(urns, urns + 3), ElementsAre(900001, 900002, 900003));

  const tw_column& names = schools.columns[1];
  EXPECT_EQ(names.type, TW_STRING);
  const auto* offsets = static_cast<const std::uint32_t*>(names.values);
  const auto at = [&](int row) { return std::string(names.bytes + offsets[row], offsets[row + 1] - offsets[row]); };
  EXPECT_EQ(at(0), kNames[0]);
  EXPECT_EQ(at(1), "");
  EXPECT_EQ(at(2), "");  // missing: nothing of it travels
  EXPECT_EQ(names.reason[2], TW_NOT_SUPPLIED);
  EXPECT_EQ(names.evidence[2], 4'000'000'000u);
  EXPECT_EQ(names.byte_count, kNames[0].size());

  const tw_column& percent = view->tables()[1].columns[0];
  EXPECT_EQ(percent.scale, 1u);
  const auto* values = static_cast<const std::int64_t*>(percent.values);
  EXPECT_THAT(std::vector(values, values + 3), ElementsAre(644, 0, -5));
  EXPECT_THAT(std::vector(percent.reason, percent.reason + 3), ElementsAre(0, TW_SUPPRESSED, 0));

  EXPECT_EQ(view->tables()[2].rows, 0u);
  EXPECT_EQ(view->tables()[2].columns[0].byte_count, 0u);
}

TEST(Image, BuffersAreAligned) {
  const auto image = sample_image();
  const auto view = ImageTables::view(image);
  const auto offset = [&](const void* place) { return static_cast<const std::byte*>(place) - image.data(); };
  for (const auto& table : view->tables())
    for (std::uint32_t c = 0; c < table.column_count; ++c) {
      EXPECT_EQ(offset(table.columns[c].values) % 64, 0);
      EXPECT_EQ(offset(table.columns[c].reason) % 64, 0);
      if (table.columns[c].evidence != nullptr) {
        EXPECT_EQ(offset(table.columns[c].evidence) % 64, 0);
      }
      if (table.columns[c].bytes != nullptr) {
        EXPECT_EQ(offset(table.columns[c].bytes) % 64, 0);
      }
    }
}

TEST(Image, SameTablesGiveSameBytes) { EXPECT_EQ(sample_image(), sample_image()); }

TEST(Image, SurvivesBeingMoved) {
  const auto image = sample_image();
  auto view = ImageTables::view(image).value();
  const ImageTables moved = std::move(view);
  EXPECT_EQ(text(moved.tables()[1].columns[0].name), "KS2_EXS_RWM");
}

TEST(Image, EveryTruncationIsRefused) {
  const auto image = sample_image();
  for (std::size_t size = 0; size < image.size(); ++size)
    EXPECT_FALSE(ImageTables::view(std::span(image).first(size)).ok()) << size;
  auto longer = image;
  longer.push_back(std::byte{0});
  EXPECT_FALSE(ImageTables::view(longer).ok());
}

// Changes one number of the layout and expects a refusal that says so.
template <typename Entry>
void expect_refused(std::size_t place, std::uint64_t Entry::*field, std::uint64_t value, const char* words) {
  auto image = sample_image();
  Entry entry;
  std::memcpy(&entry, image.data() + place, sizeof entry);
  entry.*field = value;
  std::memcpy(image.data() + place, &entry, sizeof entry);
  const auto view = ImageTables::view(image);
  ASSERT_FALSE(view.ok()) << words << " " << value;
  EXPECT_THAT(view.error().message, HasSubstr(words));
}

TEST(Image, HostileOffsetsAreRefused) {
  const auto image = sample_image();
  ImageHeader header;
  std::memcpy(&header, image.data(), sizeof header);
  ImageTable table;
  std::memcpy(&table, image.data() + header.tables, sizeof table);
  const std::size_t names = table.columns + sizeof(ImageColumn);
  const std::uint64_t end = image.size();
  for (const std::uint64_t hostile : {end, end + 64, ~std::uint64_t{0}, ~std::uint64_t{63}, std::uint64_t{1} << 63,
                                      std::uint64_t{1}, std::uint64_t{8}}) {
    expect_refused<ImageHeader>(0, &ImageHeader::tables, hostile, "tables lie outside");
    expect_refused<ImageColumn>(names, &ImageColumn::values, hostile, "strings lie outside");
    expect_refused<ImageColumn>(names, &ImageColumn::reasons, hostile, "reasons lie outside");
    expect_refused<ImageColumn>(names, &ImageColumn::evidence, hostile, "evidence lie");
    expect_refused<ImageColumn>(table.columns, &ImageColumn::values, hostile, "values lie outside");
  }
  for (const std::uint64_t hostile : {end, ~std::uint64_t{0}, std::uint64_t{1}}) {
    expect_refused<ImageTable>(header.tables, &ImageTable::columns, hostile, "columns of table");
    expect_refused<ImageColumn>(names, &ImageColumn::byte_count, hostile, "is broken");
  }
  expect_refused<ImageTable>(header.tables, &ImageTable::name, ~std::uint64_t{0}, "no usable name");
  expect_refused<ImageTable>(header.tables, &ImageTable::rows, kMaximumRows, "outside the image");
  expect_refused<ImageTable>(header.tables, &ImageTable::rows, kMaximumRows + 1, "too many rows");
  expect_refused<ImageHeader>(0, &ImageHeader::image_bytes, end + 1, "size is wrong");
  expect_refused<ImageHeader>(0, &ImageHeader::magic, 0, "does not start as a facts image does");
}

// Byte by byte in the buffers themselves.
TEST(Image, HostileContentsAreRefused) {
  const auto image = sample_image();
  const auto view = ImageTables::view(image).value();
  const tw_column& names = view.tables()[0].columns[1];
  const auto refused_with = [&](const void* place, auto value, const char* words) {
    auto changed = image;
    std::memcpy(changed.data() + (static_cast<const std::byte*>(place) - image.data()), &value, sizeof value);
    const auto result = ImageTables::view(changed);
    ASSERT_FALSE(result.ok()) << words;
    EXPECT_THAT(result.error().message, HasSubstr(words));
  };
  const auto* offsets = static_cast<const std::uint32_t*>(names.values);
  refused_with(offsets, std::uint32_t{1}, "do not span");
  refused_with(offsets + 1, std::uint32_t{0xFFFFFFFF}, "offsets fall");
  refused_with(offsets + 1, std::uint32_t{8}, "inside a character");  // within the apostrophe of St Mary's
  refused_with(offsets + 3, std::uint32_t{0}, "do not span");
  refused_with(names.bytes, '\xFF', "not UTF-8");
  refused_with(names.reason, std::uint8_t{9}, "does not exist");
  refused_with(names.reason, std::uint8_t{1}, "a missing value has a value");
  const tw_column& percent = view.tables()[1].columns[0];
  refused_with(percent.reason, std::uint8_t{1}, "a missing value has a value");
}

TEST(Image, MutationsNeverCrash) {
  const auto image = sample_image();
  std::mt19937 random(4);
  int refused = 0;
  for (int round = 0; round < 50'000; ++round) {
    auto bytes = image;
    for (unsigned i = 0; i < 1 + random() % 4; ++i) bytes[random() % 700] = static_cast<std::byte>(random());
    const auto view = ImageTables::view(bytes);
    if (!view.ok()) ++refused;
  }
  EXPECT_GT(refused, 0);
}

TEST(Image, MisplacedImageIsRefused) {
  const auto image = sample_image();
  std::vector<std::byte> shifted(image.size() + 4);
  std::memcpy(shifted.data() + 4, image.data(), image.size());
  EXPECT_THAT(ImageTables::view(std::span(shifted).subspan(4)).error().message, HasSubstr("multiple of 8"));
}

TEST(Image, TablesAreLimited) {
  for (const std::uint32_t count : {kMaximumTables, kMaximumTables + 1}) {
    ImageBuilder builder;
    for (std::uint32_t i = 0; i < count; ++i) builder.begin_table("t", 0);
    const auto image = builder.finish();
    ASSERT_EQ(image.ok(), count == kMaximumTables);
    if (image.ok())
      EXPECT_EQ(ImageTables::view(*image)->tables().size(), kMaximumTables);
    else
      EXPECT_THAT(image.error().message, HasSubstr("one more than the 64 allowed"));
  }
}

TEST(Image, ColumnsAreLimited) {
  for (const std::uint32_t count : {kMaximumColumns, kMaximumColumns + 1}) {
    ImageBuilder builder;
    builder.begin_table("t", 0);
    for (std::uint32_t i = 0; i < count; ++i) builder.add_decimals("c", 0, {}, {}, {});
    const auto image = builder.finish();
    ASSERT_EQ(image.ok(), count == kMaximumColumns);
    if (image.ok())
      EXPECT_EQ(ImageTables::view(*image)->tables()[0].column_count, kMaximumColumns);
    else
      EXPECT_EQ(image.error().exit, ExitCode::data);
  }
}

TEST(Image, RowsAreLimited) {
  ImageBuilder most;
  most.begin_table("t", kMaximumRows);
  EXPECT_TRUE(most.finish().ok());
  ImageBuilder more;
  more.begin_table("t", kMaximumRows + 1);
  EXPECT_THAT(more.finish().error().message, HasSubstr("4000001 rows, and at most 4000000"));
}

TEST(Image, NamesAreLimited) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{kMaximumNameBytes + 1}}) {
    ImageBuilder table;
    table.begin_table(std::string(size, 'x'), 0);
    EXPECT_FALSE(table.finish().ok());
    ImageBuilder column;
    column.begin_table("t", 0);
    column.add_decimals(std::string(size, 'x'), 0, {}, {}, {});
    EXPECT_FALSE(column.finish().ok());
  }
  ImageBuilder longest;
  longest.begin_table(std::string(kMaximumNameBytes, 'x'), 0);
  EXPECT_TRUE(ImageTables::view(longest.finish().value()).ok());
}

TEST(Image, ColumnsMustFitTheirTable) {
  const auto problem = [](auto add) {
    ImageBuilder builder;
    builder.begin_table("t", 3);
    add(builder);
    const auto image = builder.finish();
    return image.ok() ? std::string() : image.error().message;
  };
  EXPECT_THAT(problem([](auto& b) { b.add_decimals("c", 0, std::vector<std::int64_t>{1}, kAll, {}); }),
              HasSubstr("one entry for each of the 3 rows"));
  EXPECT_THAT(problem([](auto& b) { b.add_decimals("c", 0, kUrns, std::vector<std::uint8_t>{0}, {}); }),
              HasSubstr("one entry for each"));
  EXPECT_THAT(problem([](auto& b) { b.add_decimals("c", 0, kUrns, kAll, std::vector<std::uint32_t>{1}); }),
              HasSubstr("one entry for each"));
  EXPECT_THAT(problem([](auto& b) { b.add_decimals("c", 10, kUrns, kAll, {}); }), HasSubstr("10 decimals"));
  EXPECT_THAT(problem([](auto& b) {
                b.add_decimals("c", 0, kUrns, std::vector<std::uint8_t>{0, 0, 9}, {});
              }),
              HasSubstr("does not exist"));
  EXPECT_THAT(problem([](auto& b) {
                b.add_strings("c", std::vector<std::string>{"", "\xFF", ""}, kAll, {});
              }),
              HasSubstr("not UTF-8"));
  ImageBuilder without_table;
  without_table.add_decimals("c", 0, {}, {}, {});
  EXPECT_FALSE(without_table.finish().ok());
}

}  // namespace
}  // namespace termwise::wire
