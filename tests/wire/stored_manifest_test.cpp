// Manifests that the database keeps stay readable for good. Each version of their layout has its bytes here,
// written out from its description and not by the program. They never change: a new version adds its own
// beside them.
#include <gtest/gtest.h>

#include <string>

#include "wire/codec.h"

namespace termwise::wire {
namespace {

// Each text is its length and its bytes, each list its count and its items.
constexpr char kVersion1[] =
    // clang-format off
    "\x01\0\x01\0"                          // kind, version
    "\x01\0\0\0\x02\0\0\0"                  // ABI 1.2
    "\x04\0\0\0" "kent"                     // id
    "\x05\0\0\0" "1.0.0"                    // version
    "\x0E\0\0\0" "Kent \xE2\x80\x93 draft"  // title
    "\x01\0\0\0"                            // LA codes
    "\x03\0\0\0" "886"
    "\x02\0\0\0"                            // needs
    "\x08\0\0\0" "school/1"                 // table
    "\0\0\0\0\0\0\0\0"                      // years before, no names
    "\x09\0\0\0" "measure/1"                // table
    "\x02\0\0\0"                            // years before
    "\x02\0\0\0"                            // names
    "\x0A\0\0\0" "KS2_COHORT"
    "\x0B\0\0\0" "KS2_EXS_RWM"
    "\x01\0\0\0"                            // rules
    "\x09\0\0\0" "ks2-floor"                // id
    "\x0B\0\0\0" "floor-check"              // job
    "\x01\0\0\0" "3"                        // version
    "\x09\0\0\0" "KS2 floor"                // title
    "\x03\0\0\0" "DfE"                      // source
    "\x02\0\0\0"                            // outcomes
    "\x05\0\0\0" "BELOW"
    "\x09\0\0\0" "NOT_BELOW"
    "\x01\0\0\0"                            // parameters
    "\x02\0\0\0"                            // a choice
    "\x04\0\0\0" "mode"                     // name
    "\x04\0\0\0" "unit"                     // unit
    "\x01\0\0\0" "0"                        // minimum
    "\x01\0\0\0" "9"                        // maximum
    "\x05\0\0\0" "local"                    // default
    "\x06\0\0\0" "Whose."                   // meaning
    "\x02\0\0\0"                            // choices
    "\x05\0\0\0" "local"
    "\x08\0\0\0" "national"
    "\x01\0\0\0"                            // templates
    "\x05\0\0\0" "below"                    // id
    "\x0A\0\0\0" "{percent}.";              // text
// clang-format on

Manifest expected() {
  Manifest manifest;
  manifest.abi_major = 1;
  manifest.abi_minor = 2;
  manifest.id = "kent";
  manifest.version = "1.0.0";
  manifest.title = "Kent \xE2\x80\x93 draft";
  manifest.la_codes = {"886"};
  manifest.needs = {{"school/1", 0, {}}, {"measure/1", 2, {"KS2_COHORT", "KS2_EXS_RWM"}}};
  manifest.rules = {{"ks2-floor", "floor-check", "3", "KS2 floor", "DfE", {"BELOW", "NOT_BELOW"}, 0}};
  manifest.parameters = {{TW_PARAMETER_CHOICE, "mode", "unit", "0", "9", "local", "Whose.", {"local", "national"}}};
  manifest.templates = {{"below", "{percent}."}};
  return manifest;
}

TEST(StoredManifest, Version1IsRead) {
  const auto manifest = decode_manifest({kVersion1, sizeof kVersion1 - 1});
  ASSERT_TRUE(manifest.ok()) << manifest.error().message;
  EXPECT_EQ(*manifest, expected());
}

// Version 2 has, after the outcomes of a rule, how many of them put its subject on the list.
std::string version2(std::uint8_t listed) {
  std::string bytes(kVersion1, sizeof kVersion1 - 1);
  bytes[2] = '\x02';
  const std::string last_outcome("\x09\0\0\0NOT_BELOW", 13);
  const std::string count{static_cast<char>(listed), '\0', '\0', '\0'};
  return bytes.insert(bytes.find(last_outcome) + last_outcome.size(), count);
}

TEST(StoredManifest, Version2IsRead) {
  const auto manifest = decode_manifest(version2(2));
  ASSERT_TRUE(manifest.ok()) << manifest.error().message;
  Manifest wanted = expected();
  wanted.rules[0].listed_count = 2;
  EXPECT_EQ(*manifest, wanted);
}

TEST(StoredManifest, TheNewestVersionIsWritten) {
  ASSERT_EQ(kManifestVersion, 2) << "the bytes of the newest version belong here";
  EXPECT_EQ(encode(expected()), version2(0));
}

}  // namespace
}  // namespace termwise::wire
