// Messages survive the way there and back; nothing else that arrives is believed.
#include "wire/codec.h"

#include <gmock/gmock.h>

#include <cstring>
#include <functional>
#include <random>

#include "samples.h"
#include "wire/limits.h"

namespace termwise::wire {
namespace {

using ::testing::HasSubstr;

TEST(Codec, MessagesSurvive) {
  EXPECT_EQ(decode_manifest(encode(sample_manifest())).value(), sample_manifest());
  EXPECT_EQ(decode_input(encode(sample_input())).value(), sample_input());
  EXPECT_EQ(decode_finding(encode(sample_finding())).value(), sample_finding());
}

TEST(Codec, NoCohortIsNotAMissingOne) {
  Finding without = sample_finding();
  without.cohort = std::nullopt;
  Finding missing = sample_finding();
  missing.cohort = Number{0, 0, TW_NOT_APPLICABLE};
  EXPECT_EQ(decode_finding(encode(without)).value().cohort, std::nullopt);
  EXPECT_EQ(decode_finding(encode(missing)).value().cohort, missing.cohort);
  // The word before the cohort, and that before the reminder, end the message where there is neither.
  without.reminder = std::nullopt;
  std::string odd = encode(without);
  odd[odd.size() - 2] = 2;
  EXPECT_THAT(decode_finding(odd).error().message, HasSubstr("cohort is 2, outside 0 to 1"));
}

TEST(Codec, AReminderIsHeldToItsLimits) {
  Finding odd = sample_finding();
  odd.reminder->level = 4;
  EXPECT_THAT(decode_finding(encode(odd)).error().message, HasSubstr("level is 4, outside 1 to 3"));
  odd = sample_finding();
  odd.reminder->item.assign(129, 'x');
  EXPECT_THAT(decode_finding(encode(odd)).error().message, HasSubstr("item is 129 bytes long"));
}

TEST(Codec, EmptyMessagesSurvive) {
  EXPECT_EQ(decode_manifest(encode(Manifest{})).value(), Manifest{});
  Finding finding;
  finding.year = 1989;
  EXPECT_EQ(decode_finding(encode(finding)).value(), finding);
}

template <typename Decode>
void expect_truncations_refused(const std::string& bytes, Decode decode) {
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode(std::string_view(bytes).substr(0, size)).ok()) << size;
  EXPECT_FALSE(decode(bytes + '\0').ok());
}

TEST(Codec, EveryTruncationIsRefused) {
  expect_truncations_refused(encode(sample_manifest()), decode_manifest);
  expect_truncations_refused(encode(sample_input()), decode_input);
  expect_truncations_refused(encode(sample_finding()), decode_finding);
}

template <typename Decode>
void expect_versions_refused(std::string bytes, Decode decode, std::uint16_t newest) {
  for (const int version : {0, newest + 1, 0xFFFF}) {
    bytes[2] = static_cast<char>(version & 0xFF);
    bytes[3] = static_cast<char>(version >> 8);
    const auto message = decode(bytes);
    ASSERT_FALSE(message.ok()) << version;
    EXPECT_THAT(message.error().message, HasSubstr("version of its layout is " + std::to_string(version)));
  }
}

TEST(Codec, OtherKindsAndVersionsAreRefused) {
  EXPECT_THAT(decode_finding(encode(sample_manifest())).error().message, HasSubstr("another kind"));
  expect_versions_refused(encode(sample_manifest()), decode_manifest, kManifestVersion);
  expect_versions_refused(encode(sample_input()), decode_input, kInputVersion);
  expect_versions_refused(encode(sample_finding()), decode_finding, kFindingVersion);
}

// Whatever arrives is either refused or means exactly what it says: decoding and encoding again gives the
// same bytes.
template <typename Decode>
void mutate(const std::string& original, Decode decode, unsigned seed) {
  std::mt19937 random(seed);
  int accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = original;
    const unsigned changes = 1 + random() % 4;
    for (unsigned i = 0; i < changes; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 4 == 0) bytes.erase(random() % bytes.size(), 1 + random() % 8);
    const auto message = decode(bytes);
    if (!message.ok()) continue;
    ++accepted;
    ASSERT_EQ(encode(*message), bytes);
  }
  EXPECT_GT(accepted, 0);
}

TEST(Codec, MutationsAreRefusedOrMeanWhatTheySay) {
  mutate(encode(sample_manifest()), decode_manifest, 1);
  mutate(encode(sample_input()), decode_input, 2);
  mutate(encode(sample_finding()), decode_finding, 3);
}

struct Limit {
  const char* name;
  std::function<void(Finding&, std::size_t)> set;
  std::size_t most;
};

TEST(Codec, FindingsKeepTheirLimits) {
  const Limit limits[] = {
      {"rule", [](Finding& f, std::size_t n) { f.rule.assign(n, 'x'); }, kMaximumNameBytes},
      {"outcome", [](Finding& f, std::size_t n) { f.outcome.assign(n, 'x'); }, kMaximumNameBytes},
      {"reason", [](Finding& f, std::size_t n) { f.reason.assign(n, 'x'); }, kMaximumNameBytes},
      {"basis", [](Finding& f, std::size_t n) { f.basis.assign(n, 'x'); }, kMaximumNameBytes},
      {"note", [](Finding& f, std::size_t n) { f.notes[0].assign(n, 'x'); }, kMaximumNameBytes},
      {"template", [](Finding& f, std::size_t n) { f.template_id.assign(n, 'x'); }, kMaximumNameBytes},
      {"measure", [](Finding& f, std::size_t n) { f.predicates[0].measure.assign(n, 'x'); }, kMaximumNameBytes},
      {"source", [](Finding& f, std::size_t n) { f.predicates[0].source.assign(n, 'x'); }, kMaximumTextBytes},
      {"argument", [](Finding& f, std::size_t n) { f.arguments[0].second.assign(n, 'x'); }, kMaximumTextBytes},
      {"notes", [](Finding& f, std::size_t n) { f.notes.resize(n); }, kMaximumNotes},
      {"predicates", [](Finding& f, std::size_t n) { f.predicates.resize(n); }, kMaximumPredicates},
      {"flips", [](Finding& f, std::size_t n) { f.flips.resize(n); }, kMaximumFlips},
      {"arguments", [](Finding& f, std::size_t n) { f.arguments.resize(n); }, kMaximumArguments},
      {"scale", [](Finding& f, std::size_t n) { f.cohort->scale = static_cast<std::uint8_t>(n); }, kMaximumScale},
      {"truth", [](Finding& f, std::size_t n) { f.predicates[0].truth = static_cast<std::uint8_t>(n); }, TW_UNKNOWN},
      {"operator", [](Finding& f, std::size_t n) { f.predicates[0].operator_code = static_cast<std::uint8_t>(n); },
       TW_GREATER},
      {"reason code",
       [](Finding& f, std::size_t n) {
         f.cohort = Number{0, 0, static_cast<std::uint8_t>(n)};
       },
       TW_UNPARSEABLE},
      {"year", [](Finding& f, std::size_t n) { f.year = static_cast<std::int32_t>(n); }, kLatestYear},
  };
  for (const auto& limit : limits) {
    Finding finding = sample_finding();
    limit.set(finding, limit.most);
    EXPECT_TRUE(decode_finding(encode(finding)).ok()) << limit.name;
    limit.set(finding, limit.most + 1);
    EXPECT_FALSE(decode_finding(encode(finding)).ok()) << limit.name;
  }
}

TEST(Codec, ManifestsKeepTheirLimits) {
  struct {
    const char* name;
    std::function<void(Manifest&, std::size_t)> set;
    std::size_t most;
  } const limits[] = {
      {"id", [](Manifest& m, std::size_t n) { m.id.assign(n, 'x'); }, kMaximumNameBytes},
      {"title", [](Manifest& m, std::size_t n) { m.title.assign(n, 'x'); }, kMaximumTextBytes},
      {"LA codes", [](Manifest& m, std::size_t n) { m.la_codes.resize(n); }, kMaximumLaCodes},
      {"needs", [](Manifest& m, std::size_t n) { m.needs.resize(n); }, kMaximumNeeds},
      {"need names", [](Manifest& m, std::size_t n) { m.needs[0].names.resize(n); }, kMaximumNeedNames},
      {"years", [](Manifest& m, std::size_t n) { m.needs[0].years_before = static_cast<std::uint32_t>(n); },
       kMaximumYearsBefore},
      {"job", [](Manifest& m, std::size_t n) { m.rules[0].job.assign(n, 'x'); }, kMaximumNameBytes},
      {"rules", [](Manifest& m, std::size_t n) { m.rules.resize(n); }, kMaximumRules},
      {"outcomes", [](Manifest& m, std::size_t n) { m.rules[0].outcomes.resize(n); }, kMaximumOutcomes},
      {"parameters", [](Manifest& m, std::size_t n) { m.parameters.resize(n); }, kMaximumParameters},
      {"type", [](Manifest& m, std::size_t n) { m.parameters[0].type = static_cast<std::uint32_t>(n); },
       TW_PARAMETER_FLAG},
      {"choices", [](Manifest& m, std::size_t n) { m.parameters[0].choices.resize(n); }, kMaximumChoices},
      {"templates", [](Manifest& m, std::size_t n) { m.templates.resize(n); }, kMaximumTemplates},
  };
  for (const auto& limit : limits) {
    Manifest manifest = sample_manifest();
    limit.set(manifest, limit.most);
    EXPECT_TRUE(decode_manifest(encode(manifest)).ok()) << limit.name;
    limit.set(manifest, limit.most + 1);
    EXPECT_FALSE(decode_manifest(encode(manifest)).ok()) << limit.name;
  }
}

TEST(Codec, InputsKeepTheirLimits) {
  Input input = sample_input();
  input.settings.resize(kMaximumSettings);
  EXPECT_TRUE(decode_input(encode(input)).ok());
  input.settings.resize(kMaximumSettings + 1);
  EXPECT_FALSE(decode_input(encode(input)).ok());
}

TEST(Codec, WholeMessagesKeepTheirLimits) {
  Manifest manifest = sample_manifest();
  // Each part is within its limit; together they are not.
  manifest.templates.assign(300, {"t", std::string(kMaximumTextBytes, 'x')});
  EXPECT_THAT(decode_manifest(encode(manifest)).error().message, HasSubstr("at most 1048576 are allowed"));
}

TEST(Codec, NonsenseIsRefused) {
  Finding finding = sample_finding();
  finding.outcome = "\xED\xA0\x80";  // a surrogate
  EXPECT_THAT(decode_finding(encode(finding)).error().message, HasSubstr("outcome is not UTF-8"));
  finding = sample_finding();
  finding.cohort = Number{5, 0, TW_SUPPRESSED};
  EXPECT_THAT(decode_finding(encode(finding)).error().message, HasSubstr("missing and yet has a value"));
  finding = sample_finding();
  finding.flips[0].change = {0, 0, TW_SUPPRESSED};
  EXPECT_THAT(decode_finding(encode(finding)).error().message, HasSubstr("change is a missing value"));
  finding = sample_finding();
  finding.predicates[0].year = 1;
  EXPECT_FALSE(decode_finding(encode(finding)).ok());
  finding.predicates[0].year = 0;
  EXPECT_TRUE(decode_finding(encode(finding)).ok());
  finding.year = kEarliestYear - 1;
  EXPECT_FALSE(decode_finding(encode(finding)).ok());
}

}  // namespace
}  // namespace termwise::wire
