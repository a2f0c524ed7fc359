// Every kept plugin still loads, and finds what was written down when it was kept (plugins/README.md).
#include <algorithm>
#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/text.h"
#include "kept_facts.h"
#include "report/sentence.h"
#include "sandbox/plugin_host.h"

namespace termwise::abi_tests {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostBytes = 64 << 20;

std::vector<std::string> kept_plugins() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(TERMWISE_KEPT_PLUGINS))
    if (entry.path().extension() == ".so") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string number(const wire::Number& number) {
  return number.reason == TW_PRESENT ? fmt::format("{}e-{}", number.value, number.scale)
                                     : fmt::format("missing {}", number.reason);
}

// A finding for people to write and to read: what an author would look at first on its own line.
std::string described(const wire::Finding& finding, const wire::Manifest& manifest) {
  std::string text = fmt::format("{} {} {} {}", finding.subject, finding.year, finding.rule, finding.outcome);
  if (!finding.reason.empty()) text += fmt::format(" ({})", finding.reason);
  for (const auto& note : finding.notes) text += fmt::format(" [{}]", note);
  text += "\n";
  for (const auto& one : manifest.templates)
    if (one.id == finding.template_id)
      text += fmt::format("  {}\n", report::render_sentence(one.text, finding.arguments).value());
  for (const auto& one : finding.predicates)
    text +=
        fmt::format("  {} {} {}: operator {}, threshold {}, truth {}, evidence {}\n", one.measure, one.year,
                    one.observed_text.empty() ? number(one.observed) : one.observed_text, one.operator_code,
                    one.threshold_text.empty() ? number(one.threshold) : one.threshold_text, one.truth, one.evidence);
  for (const auto& one : finding.flips)
    text += fmt::format("  flip: {} {} {} {} would be {}\n", one.measure, one.year, number(one.change), one.unit,
                        one.outcome);
  if (finding.cohort) text += fmt::format("  cohort {}\n", number(*finding.cohort));
  return text;
}

class KeptPlugins : public ::testing::TestWithParam<std::string> {};

TEST_P(KeptPlugins, still_load_and_find_the_same) {
#ifndef __x86_64__
  GTEST_SKIP() << "the kept binaries are for x86-64";
#endif
  const fs::path folder = TERMWISE_KEPT_PLUGINS;
  // From its bytes: a working copy's files may belong to anybody.
  const auto bytes = read_file(folder / (GetParam() + ".so"), kMostBytes);
  ASSERT_TRUE(bytes.ok()) << bytes.error().text();
  const auto file = sandbox::PluginFile::from_bytes(GetParam() + ".so", *bytes);
  ASSERT_TRUE(file.ok()) << file.error().text();
  const sandbox::PluginHost host(TERMWISE_PLUGIN_HOST);
  const auto description = host.describe(*file, {});
  ASSERT_TRUE(description.ok()) << description.error().text();
  ASSERT_TRUE(description->manifest.has_value()) << description->outcome.sentence;
  const wire::Manifest& manifest = *description->manifest;
  EXPECT_EQ(GetParam().substr(GetParam().rfind('-') + 1), fmt::format("{}.{}", manifest.abi_major, manifest.abi_minor))
      << "the file's name ends with the ABI that the plugin was compiled against";

  const auto evaluation = host.evaluate(*file, manifest, kept_input(manifest), kept_facts(manifest), kSchools, {});
  ASSERT_TRUE(evaluation.ok()) << evaluation.error().text();
  ASSERT_EQ(evaluation->outcome.ending, sandbox::Ending::completed) << evaluation->outcome.sentence;
  std::vector<wire::Finding> findings = evaluation->findings;
  std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
    return std::pair(a.rule, a.subject) < std::pair(b.rule, b.subject);
  });
  std::string found =
      fmt::format("{} {}, ABI {}.{}\n", manifest.id, manifest.version, manifest.abi_major, manifest.abi_minor);
  for (const auto& finding : findings) found += described(finding, manifest);
  const auto expected = read_file(folder / (GetParam() + ".expected"), kMostBytes);
  ASSERT_TRUE(expected.ok()) << expected.error().text();
  EXPECT_EQ(found, *expected);
}

INSTANTIATE_TEST_SUITE_P(Each, KeptPlugins, ::testing::ValuesIn(kept_plugins()), [](const auto& each) {
  std::string name = each.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
});

}  // namespace
}  // namespace termwise::abi_tests
