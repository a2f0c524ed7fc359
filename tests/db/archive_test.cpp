#include "store/archive.h"

#include <random>

#include "fixture.h"

namespace termwise::store::test {
namespace {

class Archive : public StoreTest {
 protected:
  void keeps(const std::string& content, std::size_t chunk) {
    Database database = open();
    BatchWriter writer = must(BatchWriter::begin(database, batch_of(database, content), measures()));
    for (std::size_t at = 0; at < content.size(); at += chunk) send(writer, content.substr(at, chunk));
    must(writer.commit({}));
    Reader reader = must(Reader::open(url_));
    ArchiveReader pieces = must(ArchiveReader::open(reader, file_hash(content)));
    std::string read;
    while (true) {
      const std::string piece = must(pieces.next());
      if (piece.empty()) break;
      EXPECT_LE(piece.size(), std::size_t{1} << 20);
      read += piece;
    }
    EXPECT_EQ(read, content);
    EXPECT_EQ(must(pieces.next()), "");
    EXPECT_EQ(must(read_archived(reader, file_hash(content))), content);
  }
};

TEST_F(Archive, keepsFiveMegabytesOfNoise) {
  std::mt19937_64 random(7);
  std::string content(5 << 20, '\0');
  for (char& c : content) c = static_cast<char>(random());
  keeps(content, 70'001);
}

TEST_F(Archive, keepsCompressibleTextSmall) {
  std::string content;
  while (content.size() < 3'500'000) content += "900001,Oak Primary,65%,SUPP,1.2\r\n";
  keeps(content, content.size());
  EXPECT_LT(std::stoll(scalar("SELECT sum(octet_length(content)) FROM termwise.archive_piece")), 100'000);
}

TEST_F(Archive, keepsExactlyOnePiece) { keeps(std::string(1 << 20, 'p'), 4096); }
TEST_F(Archive, keepsOneByteMoreThanAPiece) { keeps(std::string((1 << 20) + 1, 'p'), 4096); }

TEST_F(Archive, saysWhatItDoesNotHave) {
  Database database = open();
  const auto missing = read_archived(database, file_hash("never loaded"));
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().exit, ExitCode::data);
  EXPECT_THAT(missing.error().message, testing::HasSubstr(file_hash("never loaded").hex()));
}

TEST_F(Archive, noticesDamage) {
  Database database = open();
  load(database, "content", {});
  as_superuser(url_,
               "SET session_replication_role = replica;"
               "UPDATE termwise.archive_piece SET content = set_byte(content, octet_length(content) - 1, 120)");
  EXPECT_EQ(read_archived(database, file_hash("content")).error().exit, ExitCode::internal);
}

TEST_F(Archive, keepsAPluginOnceWithItsManifest) {
  Database database = open();
  const std::string binary(
      "\x7f"
      "ELF\0binary\0",
      12);
  const std::string manifest("\0\1\2manifest\xff", 12);
  EXPECT_FALSE(must(find_manifest(database, sha256(binary))).has_value());
  must(save_plugin(database, sha256(binary), "kent", binary, manifest));
  must(save_plugin(database, sha256(binary), "kent", binary, "another"));
  EXPECT_EQ(must(find_manifest(database, sha256(binary))), manifest);
  EXPECT_EQ(must(read_archived(database, sha256(binary))), binary);
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.plugin"), "1");
}

}  // namespace
}  // namespace termwise::store::test
