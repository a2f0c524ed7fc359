// [mail] and [[person]] of an LA: what is read, and each mistake where it stands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "fixture.h"

namespace termwise::settings {
namespace {

using test::all_texts;
using test::Case;
using test::case_name;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

const char* const kLa = "las/938.toml";
const std::string kSean = "\"sean.ohara@west-sussex.example.invalid\"";

LocalAuthority west_sussex(const test::Files& files = test::good_files()) {
  const Loaded loaded = test::load_files(files);
  EXPECT_EQ(all_texts(loaded.errors), "");
  return loaded.settings.value().la(LaCode::parse("938").value());
}

LocalAuthority west_sussex_with(std::string_view from, std::string_view to) {
  auto files = test::good_files();
  test::change(files[kLa], from, to);
  return west_sussex(files);
}

TEST(People, AreReadInTheOrderOfTheFile) {
  const LocalAuthority la = west_sussex();
  EXPECT_EQ(la.mail.owner, "data-manager");
  EXPECT_THAT(la.mail.allowed_domains, ElementsAre("west-sussex.example.invalid", "advisers.example.invalid"));
  EXPECT_THAT(la.mail.subject_prefix, ElementsAre(Pair("cy", "Ysgolion"), Pair("en", "West Sussex schools")));
  EXPECT_FALSE(la.mail.directory_only);

  ASSERT_EQ(la.people.size(), 3u);
  const Person& manager = la.people[0];
  EXPECT_EQ(manager.role, "data-manager");
  EXPECT_EQ(manager.name, "Séan O'Hara");
  EXPECT_EQ(manager.address, "sean.ohara@west-sussex.example.invalid");
  EXPECT_EQ(manager.language, "en");
  EXPECT_THAT(manager.jobs, IsEmpty());
  EXPECT_EQ(manager.schedule, "weekly");
  EXPECT_TRUE(manager.unchanged);
  EXPECT_EQ(manager.owner, "data-manager");
  EXPECT_EQ(manager.where, (Location{kLa, 31, 1}));

  const Person& adviser = la.people[1];
  EXPECT_EQ(adviser.role, "adviser");
  EXPECT_EQ(adviser.name, "");
  EXPECT_EQ(adviser.address, "O'Neill+sip@Advisers.Example.Invalid");
  EXPECT_EQ(adviser.language, "cy");
  EXPECT_THAT(adviser.jobs, ElementsAre("visit-plan", "data-pack"));
  EXPECT_EQ(adviser.schedule, "at-once");
  EXPECT_FALSE(adviser.unchanged);
  EXPECT_EQ(adviser.owner, "adviser");

  const Person& other = la.people[2];
  EXPECT_EQ(other.role, "adviser");
  EXPECT_EQ(other.schedule, "");
  EXPECT_EQ(other.owner, "data-manager");
}

TEST(People, AnLaNeedsNone) {
  const LocalAuthority la = test::load_files(test::good_files()).settings.value().la(LaCode::parse("886").value());
  EXPECT_THAT(la.people, IsEmpty());
  EXPECT_EQ(la.mail.owner, "");
  EXPECT_FALSE(la.mail.directory_only);
}

TEST(People, EnglishNeedsNoPrefix) {
  const LocalAuthority la = west_sussex_with("en = \"West Sussex schools\"\n", "");
  EXPECT_THAT(la.mail.subject_prefix, ElementsAre(Pair("cy", "Ysgolion")));
  EXPECT_EQ(la.people.at(0).language, "en");
}

TEST(People, WithoutAnOwnerEachRoleAnswersForItsOwn) {
  auto files = test::good_files();
  files["las/850.toml"] +=
      "[mail]\nallowed_domains = [\"a.example\"]\n[[person]]\nrole = \"head\"\naddress = \"a@a.example\"\n";
  const LocalAuthority la = test::load_files(files).settings.value().la(LaCode::parse("850").value());
  EXPECT_EQ(la.mail.owner, "");
  EXPECT_EQ(la.people.at(0).owner, "head");
}

TEST(People, OfAnLaWithoutAFileAreOneWhoseMailNeverLeaves) {
  const Settings settings = test::load_files(test::good_files()).settings.value();
  const LocalAuthority la = settings.la(LaCode::parse("301").value());
  EXPECT_TRUE(la.mail.directory_only);
  EXPECT_EQ(la.mail.owner, "school-improvement");
  ASSERT_EQ(la.people.size(), 1u);
  EXPECT_EQ(la.people[0].role, "school-improvement");
  EXPECT_EQ(la.people[0].address, "school-improvement@la-301.invalid");
  EXPECT_EQ(la.people[0].schedule, "");
  EXPECT_EQ(la.people[0].owner, "school-improvement");
  EXPECT_EQ(la.people[0].language, "en");
}

class OnePerson : public testing::TestWithParam<Case> {};

TEST_P(OnePerson, IsReportedWhereItStands) { test::expect_reported(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Keys, OnePerson,
    testing::Values(
        Case{"UnknownKey", kLa, "language =", "@@langauge =",
             "'langauge' is not a key of [[person]]. Did you mean "
             "'language'?"},
        Case{"UnknownKeyOfMail", kLa, "owner = \"data-manager\"", "owner = \"data-manager\"\n@@url = \"smtp://h\"",
             "'url' is not a key of [mail]. Known keys: owner, allowed_domains, subject_prefix."},
        Case{"RoleIsNoText", kLa, "role = \"data-manager\"", "role = @@7", "'role' must be text"},
        Case{"PeopleAreNoList", "las/850.toml", "code = \"850\"", "code = \"850\"\nperson = @@7",
             "'person' must be a list of tables. Write [[person]] above each entry."},
        Case{"NoRole", kLa, "[[person]]\nrole = \"data-manager\"", "@@[[person]]", "'role' is missing"},
        Case{"RoleWithABlank", kLa, "[[person]]\nrole = \"adviser\"\naddress = \"r",
             "[[person]]\nrole = @@\"school adviser\"\naddress = \"r", "the role 'school adviser' may only have"},
        Case{"EmptyName", kLa, "\"Séan O'Hara\"", "@@\" \"", "'name' is empty. Fill it in."},
        Case{"NameOfTwoLines", kLa, "\"Séan O'Hara\"", "@@\"Sean\\nBcc: a@b.example\"",
             "'name' holds a line break or another control character."},
        Case{"NameWithAControlBeyondAscii", kLa, "\"Séan O'Hara\"", "@@\"Sean\\u0085\"", "control character"},
        Case{"UnknownLanguage", kLa, "language = \"cy\"", "language = @@\"fr\"",
             "there is no subject prefix for the language 'fr'. Add it to 'subject_prefix' under [mail], or write "
             "\"en\"."},
        Case{"UnknownJob", kLa, "\"visit-plan\"", "@@\"visitplan\"", "Did you mean 'visit-plan'?"},
        Case{"DigestOfDigests", kLa, "\"visit-plan\"", "@@\"digest\"", "'digest' is not a known job"},
        Case{"JobTwice", kLa, "\"visit-plan\", \"data-pack\"", "\"data-pack\", @@\"data-pack\"",
             "the job 'data-pack' is named twice"},
        Case{"NoJobs", kLa, "[\"visit-plan\", \"data-pack\"]", "@@[]", "'jobs' is empty."},
        Case{"JobsAreNoList", kLa, "[\"visit-plan\", \"data-pack\"]", "@@\"data-pack\"", "'jobs' must be a list"},
        Case{"NoSuchSchedule", kLa, "schedule = \"at-once\"", "schedule = @@\"atonce\"",
             "this Local Authority has no schedule 'atonce'. Did you mean 'at-once'? Add a [[schedule]] of that name "
             "with job = \"digest\""},
        Case{"ScheduleOfAnotherJob", kLa, "schedule = \"at-once\"", "schedule = @@\"checks\"",
             "the schedule 'checks' runs the job floor-check, which sends nothing."},
        Case{"UnchangedIsNoFlag", kLa, "unchanged = true", "unchanged = @@\"true\"", "'unchanged' must be true or fal"},
        Case{"UnchangedWithoutASchedule", kLa, "schedule = \"weekly\"\nunchanged = true", "unchanged = @@true",
             "this person gets none. Add 'schedule', or remove 'unchanged'."},
        Case{"OwnerOfADigestWhomNobodyIs", kLa, "owner = \"adviser\"", "owner = @@\"advisor\"",
             "nobody of this Local Authority has the role 'advisor'. Did you mean 'adviser'? Add a [[person]] with "
             "this role, or correct it."}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Mail, OnePerson,
    testing::Values(
        Case{"IsNoTable", "las/850.toml", "code = \"850\"", "code = \"850\"\nmail = @@7", "'mail' must be a table"},
        Case{"IsMissing", "las/850.toml", "code = \"850\"",
             "code = \"850\"\nperson = [@@{ role = \"head\", address = \"a@b.example\" }]",
             "people are named here, and nothing says to which domains mail may go. Add [mail]"},
        Case{"NoOwnerOfWhatIsDue", kLa, "[mail]\nowner = \"data-manager\"\n", "@@[mail]\n",
             "'owner' is missing from [mail]. Add it."},
        Case{"OwnerWhomNobodyIs", kLa, "owner = \"data-manager\"", "owner = @@\"datamanager\"",
             "has the role 'datamanager'. Did you mean 'data-manager'?"},
        Case{"OwnerWithoutPeople", "las/850.toml", "name = \"modern_local\"\n",
             "name = \"modern_local\"\n[mail]\nowner = @@\"head\"\n", "nobody of this Local Authority has the role"},
        Case{"OwnerIsNoText", kLa, "owner = \"data-manager\"", "owner = @@7", "'owner' must be text"},
        Case{"NoDomains", kLa,
             "[mail]\nowner = \"data-manager\"\nallowed_domains = [\"west-sussex.example.invalid\", "
             "\"advisers.example.invalid\"]",
             "@@[mail]\nowner = \"data-manager\"", "'allowed_domains' is missing from [mail]"},
        Case{"EmptyDomains", kLa, "[\"west-sussex.example.invalid\", \"advisers.example.invalid\"]", "@@[]",
             "'allowed_domains' is empty."},
        Case{"DomainsAreNoList", kLa, "[\"west-sussex.example.invalid\", \"advisers.example.invalid\"]",
             "@@\"west-sussex.example.invalid\"", "'allowed_domains' must be a list"},
        Case{"DomainIsNoText", kLa, "\"advisers.example.invalid\"", "@@7", "'allowed_domains' must be text"},
        Case{"DomainWithCapitals", kLa, "\"advisers.example.invalid\"", "@@\"Advisers.example.invalid\"",
             "'Advisers.example.invalid' is not the name of a domain in small letters."},
        Case{"DomainWithAnAt", kLa, "\"advisers.example.invalid\"", "@@\"@advisers.example.invalid\"", "is not the na"},
        Case{"DomainWithAWildcard", kLa, "\"advisers.example.invalid\"", "@@\"*.example.invalid\"", "is not the name"},
        Case{"DomainTwice", kLa, "\"advisers.example.invalid\"",
             "\"advisers.example.invalid\", @@\"west-sussex.example.invalid\"",
             "is named twice. Name each domain once."},
        Case{"LanguageOfThreeLetters", kLa, "cy = \"Ysgolion\"", "cy = \"Ysgolion\"\n@@cym = \"Ysgolion\"",
             "'cym' is not the code of a language. Write two small letters"},
        Case{"LanguageInCapitals", kLa, "cy = \"Ysgolion\"", "cy = \"Ysgolion\"\n@@EN = \"Schools\"",
             "'EN' is not the code"},
        Case{"PrefixIsNoText", kLa, "cy = \"Ysgolion\"", "cy = @@7", "'cy' must be text"},
        Case{"PrefixOfTwoLines", kLa, "\"Ysgolion\"", "@@\"Ysgolion\\r\\nBcc: a@b.example\"",
             "'cy' holds a line break"},
        Case{"PrefixesAreNoTable", kLa, "[mail.subject_prefix]\nen = \"West Sussex schools\"\ncy = \"Ysgolion\"",
             "subject_prefix = @@\"West Sussex\"", "'subject_prefix' must be a table"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Addresses, OnePerson,
    testing::Values(
        Case{"Missing", kLa, "[[person]]\nrole = \"data-manager\"\nname = \"Séan O'Hara\"\naddress = " + kSean,
             "@@[[person]]\nrole = \"data-manager\"\nname = \"Séan O'Hara\"", "'address' is missing"},
        Case{"WithAName", kLa, kSean, "\"Sean@@ <sean.ohara@west-sussex.example.invalid>\"",
             "is no mail address: a blank may not stand in one. Write the bare address, as in sam.taylor@example.org."},
        Case{"InAngleBrackets", kLa, kSean, "\"@@<sean.ohara@west-sussex.example.invalid>\"",
             "the character '<' may not"},
        Case{"WithABracketBehind", kLa, kSean, "\"sean.ohara@@@west-sussex.example.invalid>\"", "the name of a domain"},
        Case{"InQuotationMarks", kLa, kSean, "'@@\"sean\"@west-sussex.example.invalid'", "the character '\"' may not"},
        Case{"Two", kLa, kSean, "\"a@@,b@west-sussex.example.invalid\"", "the character ',' may not stand"},
        Case{"WithALineBreak", kLa, kSean, "@@\"sean@west-sussex.example.invalid\\r\\nBcc: a@b.example\"",
             "'sean@west-sussex.example.invalid\\x0D\\x0ABcc: a@b.example' is no mail address"},
        Case{"WithALineBreakInFront", kLa, kSean, "@@\"\\nsean@west-sussex.example.invalid\"", "the character '\\x0A'"},
        Case{"BeyondAscii", kLa, kSean, "\"s@@éan@west-sussex.example.invalid\"",
             "the character 'é' may not stand in one"},
        Case{"WithoutAnAt", kLa, kSean, "\"@@sean.ohara\"", "it has no '@'"},
        Case{"WithoutAName", kLa, kSean, "\"@@@west-sussex.example.invalid\"", "nothing stands before its '@'"},
        Case{"WithoutADomain", kLa, kSean, "\"sean@@@\"", "after its '@' there must be the name of a domain"},
        Case{"WithTwoAts", kLa, kSean, "\"sean@@@b@west-sussex.example.invalid\"", "after its '@' there must be"},
        Case{"WithADotInFront", kLa, kSean, "\"@@.sean@west-sussex.example.invalid\"", "a full stop stands first"},
        Case{"WithADotBehind", kLa, kSean, "\"@@sean.@west-sussex.example.invalid\"", "a full stop stands first"},
        Case{"WithTwoDots", kLa, kSean, "\"@@sean..ohara@west-sussex.example.invalid\"", "a full stop stands first"},
        Case{"OfAnIpAddress", kLa, kSean, "\"sean@@@192.0.2.1\"", "after its '@' there must be"},
        Case{"InAnotherDomain", kLa, kSean, "@@\"sean.ohara@example.org\"",
             "the address 'sean.ohara@example.org' is in none of the domains to which this Local Authority's mail may "
             "go: west-sussex.example.invalid, advisers.example.invalid. Correct the address, or add its domain"},
        Case{"InADomainBelow", kLa, kSean, "@@\"sean@mail.west-sussex.example.invalid\"", "is in none of the domains"},
        Case{"Twice", kLa, "\"robin@west-sussex.example.invalid\"", "@@\"Sean.OHara@west-sussex.example.invalid\"",
             "the address 'Sean.OHara@west-sussex.example.invalid' is already that of the person on line 31. Give each "
             "person one entry"}),
    case_name);

// An error that hides what another entry refers to is one error, not two.
TEST(PeopleBesideOtherErrors, AreNotCalledWrongToo) {
  const std::pair<const char*, const char*> cases[] = {
      {"[[person]]\nrole = \"data-manager\"", "[[person]]\nrole = 7"},
      {"name = \"at-once\"", "name = \"at once\""},
      {"name = \"at-once\"\njob = \"digest\"", "name = \"at-once\"\njob = \"digset\""},
      {"cy = \"Ysgolion\"", "cy = 7"},
      {"\"advisers.example.invalid\"", "\"advisers.example.invalid.\""},
  };
  for (const auto& [from, to] : cases) {
    auto files = test::good_files();
    test::change(files[kLa], from, to);
    const Loaded loaded = test::load_files(files);
    EXPECT_EQ(loaded.errors.size(), 1u) << to << ":\n" << all_texts(loaded.errors);
  }
}

// ---- limits: allowed at the limit, refused one above it ----------------------------------------------------

std::string repeated(std::size_t count, const std::function<std::string(std::size_t)>& entry) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += entry(i);
  return all;
}

std::string error_with(std::string_view from, const std::string& to) {
  auto files = test::good_files();
  test::change(files[kLa], from, to);
  return all_texts(test::load_files(files).errors);
}

TEST(PeopleLimits, PeopleOfAnLa) {
  const auto people = [](std::size_t count) {
    return repeated(count, [](std::size_t i) {
      return "[[person]]\nrole = \"adviser\"\naddress = \"a" + std::to_string(i) + "@west-sussex.example.invalid\"\n";
    });
  };
  auto files = test::good_files();
  const std::string before = files[kLa];
  files[kLa] = before + people(497);
  EXPECT_EQ(west_sussex(files).people.size(), 500u);
  files[kLa] = before + people(498);
  const Loaded refused = test::load_files(files);
  ASSERT_EQ(refused.errors.size(), 1u) << all_texts(refused.errors);
  EXPECT_THAT(refused.errors[0].message, HasSubstr("more than 500 [[person]] entries stand in"));
}

TEST(PeopleLimits, DomainsOfAnLa) {
  const auto domains = [](std::size_t count) {
    return "\"advisers.example.invalid\"" +
           repeated(count, [](std::size_t i) { return ", \"d" + std::to_string(i) + ".example\""; });
  };
  EXPECT_EQ(error_with("\"advisers.example.invalid\"", domains(98)), "");
  EXPECT_THAT(error_with("\"advisers.example.invalid\"", domains(99)), HasSubstr("more than 100 domains are allowed"));
}

TEST(PeopleLimits, LanguagesOfAnLa) {
  const auto languages = [](std::size_t count) {
    return "cy = \"Ysgolion\"\n" + repeated(count, [](std::size_t i) {
             return "a" + std::string(1, static_cast<char>('a' + i)) + " = \"A\"\n";
           });
  };
  EXPECT_EQ(error_with("cy = \"Ysgolion\"\n", languages(18)), "");
  EXPECT_THAT(error_with("cy = \"Ysgolion\"\n", languages(19)), HasSubstr("more than 20 languages stand in"));
}

TEST(PeopleLimits, BytesOfAPrefixAndAName) {
  EXPECT_EQ(error_with("Ysgolion", std::string(60, 'x')), "");
  EXPECT_THAT(error_with("Ysgolion", std::string(61, 'x')), HasSubstr("'cy' has 61 bytes, and at most 60 are allowed"));
  EXPECT_EQ(error_with("Séan O'Hara", std::string(100, 'x')), "");
  EXPECT_THAT(error_with("Séan O'Hara", std::string(101, 'x')), HasSubstr("'name' has 101 bytes, and at most 100"));
}

TEST(PeopleLimits, BytesOfAnAddress) {
  const std::string sean = "sean.ohara@west-sussex.example.invalid";
  EXPECT_EQ(error_with(sean, std::string(64, 'x') + "@west-sussex.example.invalid"), "");
  EXPECT_THAT(error_with(sean, std::string(65, 'x') + "@west-sussex.example.invalid"),
              HasSubstr("before its '@' it has 65 bytes, and at most 64 are allowed"));

  // Labels of 63 bytes, which is what DNS allows, to 254 bytes with the name and '@'.
  const auto domain = [](std::size_t size) {
    const std::string label(63, 'd');
    return (label + "." + label + "." + label + "." + std::string(size, 'd')).substr(0, size);
  };
  const auto with = [&](std::size_t bytes) {
    auto files = test::good_files();
    test::change(files[kLa], "\"advisers.example.invalid\"",
                 "\"advisers.example.invalid\", \"" + domain(bytes - 3) + "\"");
    test::change(files[kLa], sean, "ab@" + domain(bytes - 3));
    return all_texts(test::load_files(files).errors);
  };
  EXPECT_EQ(with(254), "");
  EXPECT_THAT(with(255), HasSubstr("it has 255 bytes, and at most 254 are allowed"));
}

TEST(PeopleLimits, BytesOfADomainAndItsLabels) {
  const std::string label(63, 'd');
  const std::string longest = label + "." + label + "." + label + "." + std::string(61, 'd');
  const std::string other = "advisers.example.invalid\"";
  EXPECT_EQ(error_with(other, other + ", \"" + longest + "\""), "");
  EXPECT_THAT(error_with(other, other + ", \"" + longest + "d\""), HasSubstr("is not the name of a domain"));
  EXPECT_THAT(error_with(other, other + ", \"" + label + "d.example\""), HasSubstr("is not the name of a domain"));
}

}  // namespace
}  // namespace termwise::settings
