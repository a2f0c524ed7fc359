// Each limit holds exactly: allowed at the limit, refused one above it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"
#include "settings/table_reader.h"
#include "settings/toml_tree.h"

namespace termwise::settings {
namespace {

using test::all_texts;
using test::TemporaryDirectory;
using testing::HasSubstr;

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Limits, BytesOfAFile) {
  const std::string start = "a = 1\n#";
  const std::string largest = start + std::string(kMaximumFileBytes - start.size(), 'x');
  EXPECT_TRUE(parse_toml(largest, "f").ok());
  const auto refused = parse_toml(largest + "x", "f");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().text().rfind("f:1:1: this file is larger than the 1,048,576 bytes", 0), 0u);
}

TEST(Limits, BytesOfAFileOnDisk) {
  TemporaryDirectory directory;
  directory.write(test::good_files());
  directory.write("termwise.toml", "");
  directory.write("las/850.toml", "#" + std::string(kMaximumFileBytes, 'x'));
  const Loaded loaded = load(directory.path() / "termwise.toml");
  ASSERT_EQ(loaded.errors.size(), 1u) << all_texts(loaded.errors);
  EXPECT_EQ(loaded.errors[0].exit, ExitCode::configuration);
  EXPECT_THAT(loaded.errors[0].message, HasSubstr("larger than"));
}

TEST(Limits, Nesting) {
  const std::string deepest = "a = " + repeated("[", kMaximumNesting) + repeated("]", kMaximumNesting);
  EXPECT_TRUE(parse_toml(deepest, "f").ok());
  const auto refused =
      parse_toml("a = " + repeated("[", kMaximumNesting + 1) + repeated("]", kMaximumNesting + 1), "f");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(to_string(*refused.error().where), "f:1:21");
  EXPECT_THAT(refused.error().message, HasSubstr("nested more than 16 deep"));
}

TEST(Limits, PartsOfAKey) {
  EXPECT_TRUE(parse_toml("a" + repeated(".a", kMaximumKeyParts - 1) + " = 1", "f").ok());
  EXPECT_TRUE(parse_toml("[a" + repeated(" . 'a'", kMaximumKeyParts - 1) + "]", "f").ok());
  for (const auto& content :
       {"a" + repeated(".a", kMaximumKeyParts) + " = 1", "[a" + repeated(" . 'a'", kMaximumKeyParts) + "]",
        "b = { a" + repeated(".\"a\"", kMaximumKeyParts) + " = 1 }"}) {
    const auto refused = parse_toml(content, "f");
    ASSERT_FALSE(refused.ok()) << content;
    EXPECT_THAT(refused.error().message, HasSubstr("more than 16 parts"));
  }
}

TEST(Limits, BracketsAndDotsInTextsAndCommentsDoNotCount) {
  const std::string many = repeated("[.", 100);
  for (const auto& content :
       {"a = \"" + many + "\"", "a = '" + many + "'", "a = \"\"\"\n" + many + "\"" + many + "\"\"\"\"\"",
        "a = '''\n" + many + "'" + many + "'''''", "# " + many, "a = \"\\\"" + many + "\"",
        "a = [1.5" + repeated(", 1.5", 100) + "]"})
    EXPECT_TRUE(parse_toml(content, "f").ok()) << content;
}

TEST(Limits, LettersBeyondAsciiMayStandInTextsKeysAndComments) {
  const auto root = parse_toml(
      "\xEF\xBB\xBF# é\n\"é\" = 'é'\n'ü'.\"ü\" = [\"é\",'é']\nb = \"\"\"é\né \\\n  a é \\\"é\"\"\"\nc = "
      "{\"é\"=1}#é",
      "f");
  ASSERT_TRUE(root.ok()) << root.error().text();
  EXPECT_EQ(root->find("é")->text, "é");
  EXPECT_EQ(root->find("b")->text, "é\né a é \"é");
}

TEST(Limits, FilesInAFolder) {
  TemporaryDirectory directory;
  directory.write("measures.toml", test::good_files()["measures.toml"]);
  directory.write("termwise.toml", "");
  const auto standard = [](int number) {
    return "standard = \"s" + std::to_string(number) +
           "\"\nstage = \"ks2\"\n[[absent]]\nyears = \"2016/17\"\nstate = \"removed\"\nsource = "
           "\"s\"\nconfidence = "
           "\"memory\"\n";
  };
  for (std::size_t i = 0; i < kMaximumFilesInFolder; ++i)
    directory.write("standards/" + std::to_string(i) + ".toml", standard(static_cast<int>(i)));
  const Loaded full = load(directory.path() / "termwise.toml");
  ASSERT_TRUE(full.settings) << all_texts(full.errors);
  EXPECT_EQ(full.settings->standards.size(), kMaximumFilesInFolder);

  directory.write("standards/more.toml", standard(-1));
  const Loaded refused = load(directory.path() / "termwise.toml");
  ASSERT_FALSE(refused.errors.empty());
  EXPECT_EQ(refused.errors[0].where->file, (directory.path() / "standards").string());
  EXPECT_THAT(refused.errors[0].message, HasSubstr("more than 1000 configuration files"));
}

TEST(Limits, BreaksOfAMeasure) {
  const auto with_breaks = [](std::size_t count) {
    std::string breaks;
    for (std::size_t i = 0; i < count; ++i)
      breaks +=
          (i == 0 ? "\"" : ", \"") + AcademicYear::from_summer(2000 + static_cast<int>(i))->label() + "\" = \"x\"";
    auto files = test::good_files();
    test::change(files["measures.toml"], "\"Reading progress\"", "\"Reading progress\", breaks = { " + breaks + " }");
    return test::load_files(files);
  };
  const Loaded full = with_breaks(kMaximumBreaks);
  ASSERT_TRUE(full.settings) << all_texts(full.errors);
  EXPECT_EQ(full.settings->measure("KS2_PROG_R")->breaks.size(), kMaximumBreaks);
  const Loaded refused = with_breaks(kMaximumBreaks + 1);
  ASSERT_EQ(refused.errors.size(), 1u) << all_texts(refused.errors);
  EXPECT_THAT(refused.errors[0].message, HasSubstr("41 breaks, and a measure may have at most 40"));
}

TEST(Limits, TypesOfSchoolThatALayoutSaysTheLinksOf) {
  const auto with_types = [](std::size_t types) {
    auto files = test::good_files();
    std::string table = "\n[kinds_by_type]\n";
    for (std::size_t i = 0; i < types; ++i) table += "\"type " + std::to_string(i) + "\" = \"converted\"\n";
    files["sources/ks2-2016-17.toml"] += table;
    return test::load_files(files);
  };
  const Loaded most = with_types(kMaximumLinkTypes);
  ASSERT_TRUE(most.settings) << all_texts(most.errors);
  EXPECT_EQ(most.settings->layouts[0].kinds_by_type.size(), kMaximumLinkTypes);
  const Loaded more = with_types(kMaximumLinkTypes + 1);
  ASSERT_EQ(more.errors.size(), 1u) << all_texts(more.errors);
  EXPECT_THAT(more.errors[0].message, HasSubstr("at most 200 types of school"));
}

TEST(Limits, LengthOfAName) {
  auto files = test::good_files();
  const std::string longest(kMaximumNameBytes, 'X');
  test::change(files["measures.toml"], "KS4_P8 =", longest + " =");
  EXPECT_TRUE(test::load_files(files).settings);
  test::change(files["measures.toml"], longest + " =", longest + "X =");
  const Loaded refused = test::load_files(files);
  ASSERT_EQ(refused.errors.size(), 1u) << all_texts(refused.errors);
  EXPECT_THAT(refused.errors[0].message, HasSubstr("is longer than 63 characters"));
}

}  // namespace
}  // namespace termwise::settings
