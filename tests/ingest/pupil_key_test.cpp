// The key of pseudonyms: what it makes of a UPN, and whose file it may be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/pupil_key.h"
#include "support.h"

namespace termwise::ingest::testing {
namespace {

using ::testing::HasSubstr;

std::filesystem::path key_file(const TemporaryDirectory& directory, std::size_t bytes, mode_t mode = 0600) {
  std::string content;
  for (std::size_t i = 0; i < bytes; ++i) content += static_cast<char>(i);
  const auto file = directory.write("key", content);
  EXPECT_EQ(::chmod(file.c_str(), mode), 0);
  return file;
}

// Python: hmac.new(bytes(range(32)), b"B801200005001", "sha256").digest()[:16].hex()
TEST(PupilKey, MakesPythonsHmacOfAUpn) {
  const TemporaryDirectory directory;
  auto key = PupilKey::read(key_file(directory, 32));
  ASSERT_TRUE(key) << key.error().text();
  std::string hex;
  for (const auto byte : key->pseudonym("B801200005001"))
    hex += "0123456789abcdef"[byte / 16], hex += "0123456789abcdef"[byte % 16];
  EXPECT_EQ(hex, "93e8f86ea619bdce8e95e6a99d93aff7");
  EXPECT_EQ(key->fingerprint().size(), 8u);
  EXPECT_EQ(PupilKey::read(key_file(directory, 32))->fingerprint(), key->fingerprint());
  EXPECT_NE(PupilKey::read(key_file(directory, 33))->fingerprint(), key->fingerprint());
}

TEST(PupilKey, HasALeastAndAGreatestLength) {
  const TemporaryDirectory directory;
  EXPECT_TRUE(PupilKey::read(key_file(directory, kLeastKeyBytes)));
  EXPECT_TRUE(PupilKey::read(key_file(directory, kMostKeyBytes)));
  for (const std::size_t bytes : {std::size_t{0}, kLeastKeyBytes - 1, kMostKeyBytes + 1}) {
    const auto key = PupilKey::read(key_file(directory, bytes));
    ASSERT_FALSE(key) << bytes;
    EXPECT_EQ(key.error().exit, ExitCode::configuration);
    EXPECT_THAT(key.error().message, HasSubstr("32 to 1024 bytes"));
  }
}

TEST(PupilKey, IsForNobodyElseToReadOrWrite) {
  const TemporaryDirectory directory;
  for (const mode_t mode : {0400u, 0600u}) EXPECT_TRUE(PupilKey::read(key_file(directory, 32, mode))) << mode;
  // Root's file may be read by a group.
  EXPECT_EQ(PupilKey::read(key_file(directory, 32, 0640)).ok(), ::geteuid() == 0);
  for (const mode_t mode : {0604u, 0620u, 0602u, 0644u, 0666u}) {
    const auto key = PupilKey::read(key_file(directory, 32, mode));
    ASSERT_FALSE(key) << mode;
    EXPECT_EQ(key.error().exit, ExitCode::not_allowed);
    EXPECT_THAT(key.error().message, HasSubstr("chmod"));
  }
}

TEST(PupilKey, OfSomebodyElseIsNotTrusted) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  const TemporaryDirectory directory;
  const auto file = key_file(directory, 32);
  ASSERT_EQ(::chown(file.c_str(), 1, 1), 0);
  const auto key = PupilKey::read(file);
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().exit, ExitCode::not_allowed);
}

TEST(PupilKey, ThatIsNotThereIsSaidSo) {
  const TemporaryDirectory directory;
  for (const auto& file : {directory.path() / "none", directory.path()}) {
    const auto key = PupilKey::read(file);
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().exit, ExitCode::configuration);
    EXPECT_THAT(key.error().text(), HasSubstr(file.string()));
  }
}

}  // namespace
}  // namespace termwise::ingest::testing
