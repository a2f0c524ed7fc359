#include <gtest/gtest.h>

#include "base/sha256.h"

namespace termwise {
namespace {

// The example messages of FIPS 180-4.
TEST(Sha256, AgreesWithTheStandardsExamples) {
  EXPECT_EQ(sha256("abc").hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex(),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, IsTheSameInPieces) {
  Sha256Stream stream;
  stream.update("a");
  stream.update("");
  stream.update("bc");
  EXPECT_EQ(stream.finish(), sha256("abc"));
}

TEST(Sha256, ReadsItsOwnHexOnly) {
  const Sha256 hash = sha256("abc");
  EXPECT_EQ(Sha256::parse(hash.hex()), hash);
  EXPECT_FALSE(Sha256::parse(hash.hex().substr(1)));
  EXPECT_FALSE(Sha256::parse(std::string(64, 'g')));
}

}  // namespace
}  // namespace termwise
