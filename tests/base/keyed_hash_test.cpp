#include <gtest/gtest.h>

#include <string>

#include "base/keyed_hash.h"

namespace termwise {
namespace {

// RFC 4231, test cases 1, 2 and 6.
TEST(KeyedHash, AgreesWithTheStandardsExamples) {
  EXPECT_EQ(KeyedHash(std::string(20, '\x0b')).of("Hi There").hex(),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(KeyedHash("Jefe").of("what do ya want for nothing?").hex(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(KeyedHash(std::string(131, '\xaa')).of("Test Using Larger Than Block-Size Key - Hash Key First").hex(),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(KeyedHash, BeginsAnewWithEachMessage) {
  KeyedHash hash("Jefe");
  const Sha256 first = hash.of("what do ya want for nothing?");
  EXPECT_NE(hash.of("something else"), first);
  EXPECT_EQ(hash.of("what do ya want for nothing?"), first);
}

}  // namespace
}  // namespace termwise
