// Each limit of a workbook, at it and one beyond.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <fmt/format.h>

#include "support.h"
#include "workbook_support.h"

namespace termwise::ingest::testing {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kOneCell = "<row r='1'><c r='A1'><v>1</v></c></row>";

std::string refusal(const Result<std::string>& text) {
  if (text) {
    ADD_FAILURE() << "the workbook was accepted";
    return {};
  }
  EXPECT_EQ(text.error().exit, ExitCode::data);
  EXPECT_EQ(text.error().where->file, "book.xlsx");
  return text.error().message;
}

// Replaces the first `what` in a part.
void insert_before(std::string& part, std::string_view what, std::string_view addition) {
  part.insert(part.find(what), addition);
}

std::string repeated(std::string_view text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

TEST(WorkbookLimits, OfTheFile) {
  const TemporaryDirectory directory;
  const auto path = directory.write("large.xlsx", workbook_file("small"));
  ASSERT_EQ(::truncate(path.c_str(), static_cast<off_t>(kMaximumWorkbookBytes)), 0);
  EXPECT_THAT(scan(path).error().message, HasSubstr("cut or damaged")) << "at the limit the bytes are looked at";
  ASSERT_EQ(::truncate(path.c_str(), static_cast<off_t>(kMaximumWorkbookBytes) + 1), 0);
  const auto file = scan(path);
  EXPECT_EQ(file.error().exit, ExitCode::data);
  EXPECT_THAT(file.error().message, HasSubstr("larger than the 67108864 bytes"));
}

TEST(WorkbookLimits, OfThePartsOfAnArchive) {
  const std::string bytes = workbook_file("small");
  WorkbookLimits limits;
  limits.zip_entries = 7;
  EXPECT_TRUE(text_of(bytes, limits));
  limits.zip_entries = 6;
  EXPECT_THAT(refusal(text_of(bytes, limits)), HasSubstr("more than the 6 parts"));
}

TEST(WorkbookLimits, OfTheListOfParts) {
  const std::string bytes = workbook_file("small");
  const std::size_t end = bytes.rfind("PK\5\6");
  const std::uint64_t size = end - bytes.find("PK\1\2");
  WorkbookLimits limits;
  limits.zip_directory_bytes = size;
  EXPECT_TRUE(text_of(bytes, limits));
  limits.zip_directory_bytes = size - 1;
  EXPECT_THAT(refusal(text_of(bytes, limits)), HasSubstr(fmt::format("longer than {} bytes", size - 1)));
}

// What the parts of "stored" come to, unpacked: Python's zipfile stores each as it is, its size at 22 of its list's entry.
struct Sizes {
  std::uint64_t largest = 0;
  std::uint64_t read = 0;  // without the types, which nothing needs
};

Sizes sizes_of(const std::string& bytes) {
  Sizes sizes;
  const auto number = [&](std::size_t at, int count) {
    std::uint64_t value = 0;
    for (int i = count - 1; i >= 0; --i)
      value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return value;
  };
  for (std::size_t at = bytes.find("PK\1\2"); at != std::string::npos; at = bytes.find("PK\1\2", at + 4)) {
    const std::uint64_t size = number(at + 24, 4);
    if (bytes.substr(at + 46, number(at + 28, 2)) == "[Content_Types].xml") continue;
    sizes.largest = std::max(sizes.largest, size);
    sizes.read += size;
  }
  return sizes;
}

TEST(WorkbookLimits, OfWhatIsUnpacked) {
  const std::string bytes = workbook_file("stored");
  const Sizes sizes = sizes_of(bytes);
  WorkbookLimits limits;
  limits.part_bytes = sizes.largest;
  limits.unpacked_bytes = sizes.read;
  EXPECT_TRUE(text_of(bytes, limits));
  limits.part_bytes = sizes.largest - 1;
  EXPECT_THAT(refusal(text_of(bytes, limits)),
              HasSubstr(fmt::format("larger than the {} bytes that one may", sizes.largest - 1)));
  limits.part_bytes = sizes.largest;
  limits.unpacked_bytes = sizes.read - 1;
  EXPECT_THAT(refusal(text_of(bytes, limits)),
              HasSubstr(fmt::format("together larger than the {} bytes", sizes.read - 1)));
}

TEST(WorkbookLimits, OfHowCloselyAPartIsPacked) {
  // 8 MiB of spaces and some; zlib packs them about a thousandfold.
  const std::string bytes = workbook_file("zip_bomb");
  WorkbookLimits limits;
  limits.compression_ratio = 1'100;
  EXPECT_THAT(refusal(text_of(bytes, limits)), HasSubstr("no visible sheet")) << "it is read, and empty";
  limits.compression_ratio = 900;
  EXPECT_THAT(refusal(text_of(bytes, limits)), HasSubstr("unpacks to more than 900 times its size"));
}

TEST(WorkbookLimits, OfColumns) {
  WorkbookLimits limits;
  limits.columns = 28;
  MemoryParts parts("<row r='1'><c r='AB1'><v>1</v></c><c r='AC1' s='0'/></row>");
  EXPECT_TRUE(text_of(parts, limits)) << "an empty cell beyond is none";
  limits.columns = 27;
  const auto refused = text_of(parts, limits);
  EXPECT_THAT(refusal(refused),
              HasSubstr("the cell AB1 of the sheet 'Data' stands in column 28, and a file may have 27"));
  EXPECT_EQ(refused.error().where, (Location{"book.xlsx", 1, 28}));
  EXPECT_EQ(WorkbookLimits().columns, kMaximumColumns);
}

TEST(WorkbookLimits, OfSharedTexts) {
  MemoryParts parts(kOneCell);
  insert_before(parts.parts["strings.xml"], "</sst>", "<si><t>more</t></si>");
  WorkbookLimits limits;
  limits.shared_strings = 2;
  limits.shared_string_bytes = 8;
  EXPECT_TRUE(text_of(parts, limits));
  limits.shared_strings = 1;
  EXPECT_THAT(refusal(text_of(parts, limits)), HasSubstr("more than the 1 different texts"));
  limits.shared_strings = 2;
  limits.shared_string_bytes = 7;
  EXPECT_THAT(refusal(text_of(parts, limits)), HasSubstr("together longer than the 7 bytes"));
}

TEST(WorkbookLimits, OfFormats) {
  MemoryParts parts(kOneCell);
  insert_before(
      parts.parts["styles.xml"], "<cellXfs>",
      "<numFmts><numFmt numFmtId='164' formatCode='0%'/><numFmt numFmtId='165' formatCode='0.0%'/></numFmts>");
  WorkbookLimits limits;
  limits.cell_formats = 2;
  EXPECT_TRUE(text_of(parts, limits));
  limits.cell_formats = 1;
  EXPECT_THAT(refusal(text_of(parts, limits)), HasSubstr("more than the 1 number formats"));
  MemoryParts cells(kOneCell);
  insert_before(cells.parts["styles.xml"], "</cellXfs>", "<xf numFmtId='9'/>");
  EXPECT_THAT(refusal(text_of(cells, limits)), HasSubstr("more than the 1 number formats"));
}

TEST(WorkbookLimits, OfSheets) {
  MemoryParts parts(kOneCell);
  insert_before(parts.parts["book.xml"], "</sheets>", "<sheet name='Hidden' state='hidden' r:id='none'/>");
  WorkbookLimits limits;
  limits.sheets = 2;
  EXPECT_TRUE(text_of(parts, limits));
  limits.sheets = 1;
  EXPECT_THAT(refusal(text_of(parts, limits)), HasSubstr("more than the 1 sheets"));
}

TEST(WorkbookLimits, OfLinks) {
  MemoryParts parts(kOneCell);
  WorkbookLimits limits;
  limits.relationships = 3;
  EXPECT_TRUE(text_of(parts, limits));
  limits.relationships = 2;
  EXPECT_THAT(refusal(text_of(parts, limits)), HasSubstr("more than the 2 links among its parts"));
}

TEST(WorkbookLimits, OfALink) {
  for (const std::size_t size : {kMaximumLinkBytes, kMaximumLinkBytes + 1}) {
    MemoryParts parts(kOneCell);
    insert_before(parts.parts["_rels/book.xml.rels"], "</Relationships>",
                  "<Relationship Id='" + std::string(size, 'x') + "' Type='y' Target='z'/>");
    const auto text = text_of(parts);
    if (size == kMaximumLinkBytes)
      EXPECT_TRUE(text) << text.error().text();
    else
      EXPECT_THAT(refusal(text), HasSubstr("a link among the parts of this workbook is longer than the 1024 bytes"));
  }
}

TEST(WorkbookLimits, OfText) {
  MemoryParts parts("<row r='1'><c r='A1'><v>1</v></c></row><row r='9'><c r='C9'><v>2</v></c></row>");
  WorkbookLimits limits;
  limits.text_bytes = 13;  // "1", eight line ends, two commas, "2" and a line end
  EXPECT_EQ(text_of(parts, limits).value().size(), 13u);
  limits.text_bytes = 12;
  EXPECT_THAT(refusal(text_of(parts, limits)), HasSubstr("the sheet 'Data' is longer than the 12 bytes of text"));
}

TEST(WorkbookLimits, OfTheParsersMemory) {
  // The tag's text is held at least once, and at most twice over while the parser's buffer grows.
  MemoryParts parts("<row r='1' note='" + std::string(kMaximumXmlMemory / 8, 'x') + "'><c><v>1</v></c></row>");
  EXPECT_TRUE(text_of(parts));
  MemoryParts larger("<row r='1' note='" + std::string(kMaximumXmlMemory + 1, 'x') + "'><c><v>1</v></c></row>");
  EXPECT_THAT(refusal(text_of(larger)), HasSubstr("reading it takes more than 16777216 bytes"));
  EXPECT_TRUE(text_of(parts)) << "what was refused is given back";
}

TEST(WorkbookLimits, HoldMemoryWhateverAWorkbookSays) {
  // As many different texts of as many bytes as may be, and one beyond: the header comment of workbook.h says 128 MiB.
  rusage before{};
  rusage after{};
  ::getrusage(RUSAGE_SELF, &before);
  const std::size_t size = kMaximumSharedStringBytes / kMaximumSharedStrings;
  class Texts final : public WorkbookParts {
   public:
    Texts(MemoryParts& rest, std::size_t size) : rest_(rest), item_("<si><t>" + std::string(size, 'x') + "</t></si>") {}
    bool has(const std::string& name) const override { return rest_.has(name); }
    Result<void> read(const std::string& name, const Take& take) override {
      if (name != "strings.xml") return rest_.read(name, take);
      const std::string block = repeated(item_, 1'000);
      TERMWISE_CHECK(take("<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"));
      for (std::size_t i = 0; i < kMaximumSharedStrings / 1'000; ++i) TERMWISE_CHECK(take(block));
      TERMWISE_CHECK(take(beyond ? item_ : ""));
      return take("</sst>");
    }
    bool beyond = false;

   private:
    MemoryParts& rest_;
    const std::string item_;
  };
  MemoryParts rest(kOneCell);
  Texts texts(rest, size);
  const auto read = workbook_text(texts, "book.xlsx", WorkbookLimits());
  EXPECT_TRUE(read) << read.error().text();
  texts.beyond = true;
  const auto refused = workbook_text(texts, "book.xlsx", WorkbookLimits());
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("more than the 1000000 different texts"));
#ifndef TERMWISE_SANITIZED
  ::getrusage(RUSAGE_SELF, &after);
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 128 << 10);
#endif
}

}  // namespace
}  // namespace termwise::ingest::testing
