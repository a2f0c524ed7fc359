// Whatever the bytes are, the answer is settings or located errors.
#include <gtest/gtest.h>

#include <random>

#include "fixture.h"

namespace termwise::settings {
namespace {

using test::all_texts;

// Every outcome must be one of the two, and every error must say where and lead to exit 78.
void expect_an_answer(const test::Files& files) {
  const Loaded loaded = test::load_files(files);
  EXPECT_NE(loaded.settings.has_value(), !loaded.errors.empty());
  for (const auto& error : loaded.errors) {
    ASSERT_TRUE(error.where);
    EXPECT_TRUE(files.count(error.where->file)) << error.text();
    EXPECT_EQ(error.exit, ExitCode::configuration);
    EXPECT_FALSE(error.message.empty());
  }
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

class Hostile : public testing::TestWithParam<std::string> {};

TEST_P(Hostile, IsRefusedInEveryFile) {
  for (const auto& [path, content] : test::good_files()) {
    auto files = test::good_files();
    files[path] = GetParam();
    expect_an_answer(files);
    EXPECT_FALSE(test::load_files(files).settings) << path;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Bytes, Hostile,
    testing::Values("[\r.z", "\r", "a = 1\r", std::string("\0", 1), std::string("a = \"\0\"", 7), "a = \"\xFF\"",
                    "\xFF\xFE[\x00", "\xEF\xBB\xBF\xEF\xBB\xBF", "a = \"\\uD800\"", "a = \"\\UFFFFFFFF\"", "[", "[[",
                    "[]", "=", ".", "a.", "a = ", "a = [", "a = {", "a = \"", "a = \"\"\"", "a = '''x", "a = \"\\",
                    "\"", "a = 0x", "a = 1e999", "a = -", "a = 2026-13-45", "a = 99999999999999999999999999999999999",
                    "a = " + repeated("[", 100000), "a = " + repeated("{a=", 100000), repeated("[", 100000),
                    "a" + repeated(".a", 100000) + " = 1", "[a" + repeated(".a", 100000) + "]",
                    "\"" + std::string(100000, 'a') + "\" = 1", repeated("[[a]]\n", 20000),
                    "name = 1\n[name]\n[[name]]\n", "a = { b = 1, b = 2 }", "[plugin]\n[[plugin]]\n",
                    "confid\t\xC8\x90", "a = 1\"\xC3\xA9\"", "a = \xC3\xA9", "a = 2020-01-01 .1.\"\xC3\xA9\"",
                    "a = \"\"\"\\\n \xC3\xA9\"\"\"", "a = \"\"\"\\\xC3\xA9\"\"\""));

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t limit) { return static_cast<std::size_t>(random() % limit); }

// One to four edits.
void mutate(std::string& content, Random& random) {
  static constexpr std::string_view kTokens[] = {"[",
                                                 "]",
                                                 "[[",
                                                 "]]",
                                                 "{",
                                                 "}",
                                                 "=",
                                                 ".",
                                                 ",",
                                                 "\"",
                                                 "'",
                                                 "\"\"\"",
                                                 "'''",
                                                 "\n",
                                                 "\r",
                                                 "\r\n",
                                                 "#",
                                                 "\\",
                                                 "\\u0000",
                                                 "\\uD800",
                                                 "\xFF",
                                                 "\xC3",
                                                 "\xEF\xBB\xBF",
                                                 "\xC3\xA9",
                                                 "\xC8\x90",
                                                 "\\\n",
                                                 "inf",
                                                 "nan",
                                                 "true",
                                                 "1e9",
                                                 "-1",
                                                 "2026-01-01",
                                                 "[\r.z",
                                                 "9223372036854775808",
                                                 "a.b.c",
                                                 "[[threshold]]",
                                                 "years = \"2015/16..2098/99\"",
                                                 "@",
                                                 "://",
                                                 "[::1]:",
                                                 "every run",
                                                 std::string_view("\0", 1)};
  for (std::size_t edits = 1 + below(random, 4); edits > 0; --edits) {
    const std::size_t at = below(random, content.size() + 1);
    switch (below(random, 4)) {
      case 0:
        content.insert(at, kTokens[below(random, std::size(kTokens))]);
        break;
      case 1:
        content.erase(at, 1 + below(random, 8));
        break;
      case 2:
        if (at < content.size()) content[at] = static_cast<char>(below(random, 256));
        break;
      default:
        content.insert(at, content.substr(below(random, content.size() + 1), below(random, 200)));
        break;
    }
  }
}

TEST(HostileMutations, OfGoodFilesNeverCrash) {
  const test::Files good = test::good_files();
  Random random(20260901);
  int accepted = 0;
  constexpr int kRounds = 3000;
  for (int round = 0; round < kRounds; ++round) {
    test::Files files = good;
    auto file = files.begin();
    std::advance(file, static_cast<std::ptrdiff_t>(below(random, files.size())));
    std::string& content = file->second;
    mutate(content, random);
    SCOPED_TRACE(testing::Message() << "round " << round << ", file " << file->first << ":\n" << content);
    expect_an_answer(files);
    if (testing::Test::HasFailure()) return;
    accepted += test::load_files(files).errors.empty() ? 1 : 0;
  }
  // Both answers occur: the mutations neither miss everything nor break everything.
  EXPECT_GT(accepted, kRounds / 100);
  EXPECT_LT(accepted, kRounds / 2);
}

TEST(HostileMutations, OfAMainFileNeverCrash) {
  const test::TemporaryDirectory directory;
  directory.write("measures.toml", test::good_files()["measures.toml"]);
  const auto main_file = directory.path() / "termwise.toml";
  const std::string good =
      "[mail]\nurl = \"smtps://[2001:db8::25]:465\"\nuser = \"u\"\npassword_file = \"p\"\nfrom_address = "
      "\"a@example.org\"\n[web]\nlisten = \"unix:web.sock\"\nidentity_header = \"X-User\"\npublic_url = "
      "\"https://example.org:8443\"\n";
  Random random(20261004);
  int accepted = 0;
  constexpr int kRounds = 2000;
  for (int round = 0; round < kRounds; ++round) {
    std::string content = good;
    mutate(content, random);
    directory.write("termwise.toml", content);
    SCOPED_TRACE(testing::Message() << "round " << round << ":\n" << content);
    const Loaded loaded = load(main_file);
    ASSERT_NE(loaded.settings.has_value(), !loaded.errors.empty());
    for (const auto& error : loaded.errors) {
      ASSERT_TRUE(error.where);
      ASSERT_EQ(error.where->file, main_file.string());
      ASSERT_EQ(error.exit, ExitCode::configuration);
    }
    if (!loaded.settings) continue;
    ++accepted;
    // Whatever was accepted, mail and pages go where they may.
    if (loaded.settings->web) {
      ASSERT_NE(loaded.settings->web->address.empty(), loaded.settings->web->socket.empty());
    }
    if (loaded.settings->mail.relay) {
      ASSERT_FALSE(loaded.settings->mail.relay->host.empty());
      ASSERT_NE(loaded.settings->mail.relay->port, 0);
    }
    ASSERT_EQ(loaded.settings->public_url.find_first_of(" \"'<>\r\n@?#"), std::string::npos);
  }
  EXPECT_GT(accepted, kRounds / 100);
  EXPECT_LT(accepted, kRounds / 2);
}

}  // namespace
}  // namespace termwise::settings
