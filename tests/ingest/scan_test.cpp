#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

#include "support.h"

namespace termwise::ingest::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Result<ScannedFile> scan_bytes(std::string_view bytes) {
  const TemporaryDirectory directory;
  return scan(directory.write("file.csv", bytes));
}

TEST(Scan, IdentifiesAFile) {
  const std::string bytes = "\xEF\xBB\xBFRECTYPE, URN ,\"LEA\"\r\n1,100000,886\r\n";
  const auto file = scan_bytes(bytes);
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_EQ(file->bytes, bytes.size());
  EXPECT_TRUE(file->byte_order_mark);
  EXPECT_TRUE(file->valid_utf8);
  EXPECT_FALSE(file->valid_cp1252) << "a byte order mark says UTF-8";
  EXPECT_EQ(file->delimiter, ',');
  EXPECT_THAT(file->header, ElementsAre("RECTYPE", "URN", "LEA"));
}

TEST(Scan, GivesTheDigestThatSha256sumGives) {
  const auto file = scan_bytes("a\nb\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->sha256.hex(), "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2");
}

TEST(Scan, FindsTheDelimiterOfTheHeader) {
  for (const char delimiter : {',', ';', '\t', '|'}) {
    const std::string header = std::string("a") + delimiter + "\"b,;|,;|,;|\"" + delimiter + "c\n1\n";
    const auto file = scan_bytes(header);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->delimiter, delimiter);
    EXPECT_EQ(file->header.size(), 3u);
  }
}

TEST(Scan, RefusesAnEmptyFile) {
  for (const std::string_view bytes : {"", "\xEF\xBB\xBF", "\r\n\n"}) {
    const Error error = scan_error(bytes);
    EXPECT_EQ(error.exit, ExitCode::data);
    EXPECT_NE(error.where, std::nullopt);
  }
  EXPECT_THAT(scan_error("").message, HasSubstr("the file is empty"));
  EXPECT_THAT(scan_error("\n\n").message, HasSubstr("blank lines"));
}

TEST(Scan, RefusesAHeaderWithoutRows) {
  const Error error = scan_error("\nRECTYPE,URN\r\n\r\n");
  EXPECT_EQ(error.exit, ExitCode::data);
  EXPECT_EQ(error.where->line, 2u);
  EXPECT_THAT(error.message, HasSubstr("has a header and no rows"));
}

TEST(Scan, RefusesNuls) {
  const Error all = scan_error(std::string(300'000, '\0'));
  EXPECT_EQ(all.exit, ExitCode::data);
  EXPECT_EQ(all.where->line, 1u);
  const Error one = scan_error(std::string("a,b\n1,2\n3,4\0\n", 13));
  EXPECT_EQ(one.where->line, 3u);
  EXPECT_EQ(one.where->column, 2u);
  EXPECT_THAT(one.message, HasSubstr("NUL"));
}

TEST(Scan, RefusesAFileCutInsideAQuotedField) {
  const Error error = scan_error("a,b\n1,2\n3,\"four\nfive\n");
  EXPECT_EQ(error.exit, ExitCode::data);
  EXPECT_EQ(error.where->line, 3u);
  EXPECT_THAT(error.message, HasSubstr("cut"));
  EXPECT_THAT(error.message, HasSubstr("begins on line 3"));
}

TEST(Scan, RefusesAFileCutInsideACharacter) {
  const std::string whole = "a,b\n1,caf\xC3\xA9\n2,\xE2\x82\xAC";
  ASSERT_TRUE(scan_bytes(whole));
  for (const std::size_t cut : {1u, 2u}) {
    const Error error = scan_error(whole.substr(0, whole.size() - cut));
    EXPECT_EQ(error.exit, ExitCode::data);
    EXPECT_EQ(error.where->line, 3u);
    EXPECT_THAT(error.message, HasSubstr("inside a UTF-8 character"));
  }
}

TEST(Scan, TellsCp1252FromUtf8) {
  const auto file = scan_bytes("NAME,B\n\"one\ntwo\",x\nx,caf\xE9\n");
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_FALSE(file->valid_utf8);
  EXPECT_TRUE(file->valid_cp1252);
  EXPECT_EQ(file->not_utf8.line, 4u);
  EXPECT_EQ(file->not_utf8.column, 2u);
}

TEST(Scan, ReadsACp1252HeaderAsText) {
  const auto file = scan_bytes("NAME \x80,B\nx,y\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->header.at(0), "NAME \xE2\x82\xAC");
}

TEST(Scan, RefusesBytesThatNoEncodingHas) {
  for (const char byte : {'\x81', '\x8D', '\x8F', '\x90', '\x9D'}) {
    const Error error = scan_error(std::string("a,b\n\xE9,2\n3,") + byte + "\n");
    EXPECT_EQ(error.exit, ExitCode::data);
    EXPECT_EQ(error.where->line, 3u);
    EXPECT_EQ(error.where->column, 2u);
  }
}

TEST(Scan, RefusesAByteOrderMarkBeforeOtherThanUtf8) {
  const Error error = scan_error(
      "\xEF\xBB\xBF"
      "a,b\n1,2\n3,caf\xE9\n");
  EXPECT_EQ(error.exit, ExitCode::data);
  EXPECT_EQ(error.where->line, 3u);
  EXPECT_EQ(error.where->column, 2u);
  EXPECT_THAT(error.message, HasSubstr("byte order mark"));
}

TEST(Scan, JudgesCharactersAcrossPieces) {
  // A two-byte character on the border between the first piece read and the second.
  std::string bytes = "a,b\n";
  while (bytes.size() + 10 < 256 * 1024) bytes += "xxxx,yyyy\n";
  bytes += std::string(256 * 1024 - 1 - bytes.size(), 'x') + "\xC3\xA9,z\n";
  const auto file = scan_bytes(bytes);
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_TRUE(file->valid_utf8);
}

TEST(Scan, KeepsTheLineLimit) {
  const std::string line(kMaximumLineBytes - 2, 'x');
  EXPECT_TRUE(scan_bytes("a,b\n1," + line + "\r\n"));
  const Error error = scan_error("a,b\n1," + line + "x\r\n");
  EXPECT_EQ(error.exit, ExitCode::data);
  EXPECT_EQ(error.where->line, 2u);
}

TEST(Scan, NamesTheQuoteThatSwallowsTheFile) {
  std::string bytes = "a,b\n1,2\n3,\"four\n";
  while (bytes.size() < 2 * kMaximumLineBytes) bytes += "5,6\n";
  const Error error = scan_error(bytes);
  EXPECT_EQ(error.exit, ExitCode::data);
  EXPECT_EQ(error.where->line, 3u);
  EXPECT_THAT(error.message, HasSubstr("quoted field that begins on line 3"));
}

TEST(Scan, KeepsTheColumnLimit) {
  EXPECT_TRUE(scan_bytes(std::string(kMaximumColumns - 1, ',') + "\na\n"));
  const Error error = scan_error("a\n" + std::string(kMaximumColumns, ',') + "\n");
  EXPECT_EQ(error.exit, ExitCode::data);
  EXPECT_EQ(error.where->line, 2u);
}

TEST(Scan, RefusesALineOfTwoGigabytesAtOnce) {
  const TemporaryDirectory directory;
  const auto path = directory.write("long.csv", std::string(2 * kMaximumLineBytes, 'x'));
  ASSERT_EQ(::truncate(path.c_str(), 2ll << 30), 0);
  const auto begun = std::chrono::steady_clock::now();
  const auto file = scan(path);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().exit, ExitCode::data);
  EXPECT_EQ(file.error().where->line, 1u);
  EXPECT_THAT(file.error().message, HasSubstr("longer than"));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(2));
}

TEST(Scan, KeepsTheFileLimit) {
  const TemporaryDirectory directory;
  const auto path = directory.write("large.csv", "a,b\n");
  ASSERT_EQ(::truncate(path.c_str(), static_cast<off_t>(kMaximumFileBytes)), 0);
  EXPECT_THAT(scan(path).error().message, HasSubstr("NUL")) << "at the limit the bytes are looked at";
  ASSERT_EQ(::truncate(path.c_str(), static_cast<off_t>(kMaximumFileBytes) + 1), 0);
  const auto file = scan(path);
  EXPECT_EQ(file.error().exit, ExitCode::data);
  EXPECT_THAT(file.error().message, HasSubstr("larger than"));
}

TEST(Scan, RefusesWhatIsNotAReadableFile) {
  const TemporaryDirectory directory;
  EXPECT_EQ(scan(directory.path()).error().exit, ExitCode::no_input);
  EXPECT_EQ(scan(directory.path() / "absent.csv").error().exit, ExitCode::no_input);
  const auto pipe = directory.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(scan(pipe).error().exit, ExitCode::no_input);
}

TEST(Scan, RefusesAnUnreadableFile) {
  const TemporaryDirectory directory;
  const auto path = directory.write("secret.csv", "a\nb\n");
  ASSERT_EQ(::chmod(directory.path().c_str(), 0755), 0);
  ASSERT_EQ(::chmod(path.c_str(), 0), 0);
  const uid_t user = ::geteuid();
  ASSERT_TRUE(user != 0 || ::seteuid(65534) == 0);  // root may read every file
  const auto file = scan(path);
  ASSERT_TRUE(user != 0 || ::seteuid(0) == 0);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().exit, ExitCode::no_input);
}

}  // namespace
}  // namespace termwise::ingest::testing
