// Digests and notices as messages: headers, what hostile names do to them, and that nothing is lost or leaks.
#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/digest_samples.h"

namespace termwise::report {
namespace {

using namespace samples;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kPicture = "\x89PNG\r\n\x1a\n...";

Digest digest_of(std::vector<CurrentFinding> findings) {
  auto from = input();
  from.findings = std::move(findings);
  return make_digest(from, vocabulary());
}

MailMessage mail(const Digest& digest, const Letter& to = letter()) {
  return digest_mail(digest, to, kPicture).value();
}

std::map<std::string, std::string> headers(const Letter& to) {
  const auto message = mail(digest_of({ash_grove()}), to);
  return {message.headers.begin(), message.headers.end()};
}

std::size_t occurrences(const std::string& text, const std::string& of) {
  std::size_t count = 0;
  for (std::size_t at = text.find(of); at != std::string::npos; at = text.find(of, at + 1)) ++count;
  return count;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// ---- Headers ------------------------------------------------------------------------------------------------------

TEST(DigestHeaders, SayThatAMachineWroteIt) {
  const auto given = headers(letter());
  EXPECT_EQ(given.at("Auto-Submitted"), "auto-generated");  // RFC 3834
  EXPECT_EQ(given.at("Precedence"), "list");
  EXPECT_EQ(given.at("List-Id"), "<digest.la-886.kent.example.invalid>");  // RFC 2919
  const auto message = mail(digest_of({}));
  EXPECT_EQ(message.message_id, "digest-4-1@kent.example.invalid");
  EXPECT_EQ(message.date, kNow);
}

TEST(DigestHeaders, LetAReaderStopIt) {
  const auto given = headers(letter());
  EXPECT_EQ(given.at("List-Unsubscribe"),
            "<https://termwise.kent.example.invalid/unsubscribe/7c1f519a73e842e2>, "
            "<mailto:sam.okafor@kent.example.invalid?subject=unsubscribe>");
  EXPECT_EQ(given.at("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");  // RFC 8058
}

TEST(DigestHeaders, WithoutAPageOrATokenOneWritesToTheOwner) {
  auto no_page = letter(), no_token = letter();
  no_page.public_url.clear();
  no_token.stop_token.clear();
  for (const auto& to : {no_page, no_token}) {
    const auto given = headers(to);
    EXPECT_EQ(given.at("List-Unsubscribe"), "<mailto:sam.okafor@kent.example.invalid?subject=unsubscribe>");
    EXPECT_EQ(given.count("List-Unsubscribe-Post"), 0u);
    const auto message = mail(digest_of({}), to);
    EXPECT_THAT(message.text, AllOf(HasSubstr("To stop or change it, write to sam.okafor@kent.example.invalid."),
                                    Not(HasSubstr("/unsubscribe/"))));
    EXPECT_THAT(message.html, Not(HasSubstr("/unsubscribe/")));
  }
}

TEST(DigestHeaders, OneClickIsForHttpsOnly) {  // RFC 8058, 3.1
  auto to = letter();
  to.public_url = "http://termwise.kent.example.invalid";
  EXPECT_EQ(headers(to).count("List-Unsubscribe-Post"), 0u);
}

TEST(DigestSubject, IsThePrefixTheFactAndTheDay) {
  EXPECT_EQ(mail(digest_of({ash_grove()})).subject,
            "[Kent schools] Starting position: 1 school on the list - 23 November 2026");
  auto from = input();
  from.told_on = kToldOn;
  EXPECT_EQ(mail(make_digest(from, vocabulary())).subject,
            "[Kent schools] No change since 2 November 2026 - 23 November 2026");
}

TEST(DigestSubject, SaysTheDayInLondon) {
  auto from = input();
  from.now = std::chrono::sys_days(year(2026) / 6 / 30) + hours(23) + minutes(30);
  EXPECT_THAT(mail(make_digest(from, vocabulary())).subject, testing::EndsWith(" - 1 July 2026"));
  from.now = std::chrono::sys_days(year(2026) / 10 / 25) + hours(23) + minutes(30);
  EXPECT_THAT(mail(make_digest(from, vocabulary())).subject, testing::EndsWith(" - 25 October 2026"));
  from.now = std::chrono::sys_days(year(2026) / 3 / 29) + hours(23);
  EXPECT_THAT(mail(make_digest(from, vocabulary())).subject, testing::EndsWith(" - 30 March 2026"));
}

// ---- Hostile texts ------------------------------------------------------------------------------------------------

const char* const kHostile[] = {"<script>alert(1)</script>",
                                "{{owner}}{{{x}}}",
                                "\" onmouseover=\"x",
                                "a\r\nBcc: x@y.invalid",
                                "a\n\nWhy you get this",
                                "\xE2\x80\xAE"
                                "desrever",
                                "\xFF\xFE",
                                "&amp;<!--",
                                "a\xE2\x80\xA8"
                                "b\x1b[31m"};

TEST(HostileTexts, CannotAddAHeader) {
  for (const std::string hostile : kHostile) {
    auto from = input();
    auto current = ash_grove();
    current.row.school = from.la_name = hostile;
    from.findings = {current};
    auto to = letter();
    to.prefix = to.from.name = to.to.name = to.owner = to.role = hostile;
    const auto message = mail(make_digest(from, vocabulary()), to);
    const std::string bytes = mime_bytes(message);
    const std::string head = bytes.substr(0, bytes.find("\r\n\r\n"));
    EXPECT_EQ(occurrences("\r\n" + head, "\r\nBcc"), 0u) << hostile;
    // From, To, Subject, Date, Message-ID, five of the list's, MIME-Version and Content-Type.
    std::size_t fields = 0;
    for (const auto& line : lines_of(head)) fields += line.starts_with(' ') ? 0u : 1u;
    EXPECT_EQ(fields, 12u) << head;
    EXPECT_THAT(message.subject, Not(testing::AnyOf(HasSubstr("\r"), HasSubstr("\n")))) << hostile;
  }
}

TEST(HostileTexts, AreEscapedInHtmlAndStayOnTheirLine) {
  const auto plain = mail(digest_of({ash_grove()}));
  for (const std::string hostile : kHostile) {
    auto current = ash_grove();
    current.row.school = current.row.finding.sentence = hostile;
    const auto message = mail(digest_of({current}));
    EXPECT_THAT(message.html,
                Not(testing::AnyOf(HasSubstr("<script"), HasSubstr("onmouseover=\""), HasSubstr("<!--"))));
    for (const auto& text : {message.html, message.text}) {
      EXPECT_THAT(text, Not(testing::AnyOf(HasSubstr("\xE2\x80\xAE"), HasSubstr("\xE2\x80\xA8"), HasSubstr("\xFF"),
                                           HasSubstr("\x1b"), HasSubstr("\r"))));
    }
    EXPECT_EQ(lines_of(message.text).size(), lines_of(plain.text).size()) << hostile;
    EXPECT_EQ(lines_of(message.html).size(), lines_of(plain.html).size()) << hostile;
    EXPECT_EQ(occurrences(message.text, "\nWhy you get this\n"), 1u);
  }
}

TEST(HostileTexts, WithBracesAreShownAsTheyAre) {
  auto current = ash_grove();
  current.row.school = "{{owner}} & {{{x}}}";
  const auto message = mail(digest_of({current}));
  EXPECT_THAT(message.text, HasSubstr("* {{owner}} & {{{x}}} (URN 900101)"));
  EXPECT_THAT(message.html, HasSubstr(">{{owner}} &amp; {{{x}}}</a>"));
}

TEST(HostileTexts, OfARuleCannotLeaveItsLink) {
  auto current = ash_grove();
  current.row.finding.rule = "a\"><b>/../?x=1#y";
  auto from = input();
  from.rules[0].rule = current.row.finding.rule;
  from.findings = {current};
  const auto message = mail(make_digest(from, vocabulary()));
  const std::string link = "/las/886/schools/900101/a%22%3E%3Cb%3E%2F..%2F%3Fx%3D1%23y/2016-17";
  EXPECT_THAT(message.html, HasSubstr("href=\"https://termwise.kent.example.invalid" + link + "\""));
  EXPECT_THAT(message.text, HasSubstr(link));
}

TEST(HostileTexts, OfFilesProblemsAndNoticesToo) {
  for (const std::string hostile : kHostile) {
    auto from = input();
    from.files = {{hostile, hostile, kToldOn, 1, 1}};
    from.problems = {hostile};
    from.rules[0].note = from.rules[0].title = from.rules[0].plugin = hostile;
    const Notice notice{hostile, kNow, hostile, hostile, hostile, hostile, {hostile}, "/status"};
    for (const auto& message : {mail(make_digest(from, vocabulary())), notice_mail(notice, letter()).value()}) {
      EXPECT_THAT(message.html, Not(testing::AnyOf(HasSubstr("<script"), HasSubstr("onmouseover=\""))));
      EXPECT_THAT(message.text, Not(HasSubstr("\nBcc")));
      EXPECT_THAT(message.subject, Not(HasSubstr("\n")));
    }
  }
}

// ---- Small cohorts ------------------------------------------------------------------------------------------------

TEST(SmallCohorts, LeaveNoFigureInTheMessage) {
  auto grown = cherry_tree();
  auto told = told_as(grown);
  told.sentence = "2 of 4 pupils (83%) and -9.1";
  told.withheld = true;
  auto unknown = cherry_tree();
  unknown.row.finding.subject = unknown.lineage = 900108;
  unknown.row.finding.cohort = school::Value(school::Missing::suppressed);
  unknown.row.finding.sentence = "It reached 71%.";
  unknown.row.finding.predicates = {predicate("KS2_EXS_RWM", "71", "85")};
  unknown.row.finding.interval = school::Interval{"KS2_PROG_R", value("-9.4"), value("-9.2")};
  auto from = input();
  from.told_on = kToldOn;
  from.findings = {grown, birch_lane(), unknown};
  from.told = {told};
  const auto message = mail(make_digest(from, vocabulary()));
  for (const auto& part : {message.subject, message.text, message.html, mime_bytes(message)})
    for (const char* figure :
         {"-9.1", "83%", "of 4 pupils", "-9.7", "-8.3", "20%", "of 5 pupils (", "1 of 5", "71%", "85%", "-9.4", "-9.2"})
      EXPECT_THAT(part, Not(HasSubstr(figure)));
  EXPECT_EQ(occurrences(message.text, "Its figures are not given in an e-mail"), 2u);
  EXPECT_EQ(occurrences(message.html, "Its figures are not given in an e-mail"), 2u);
}

// ---- The whole ----------------------------------------------------------------------------------------------------

TEST(DigestMail, IsTheSameBytesForTheSameDigest) {
  const auto once = [] { return mime_bytes(mail(digest_of({ash_grove(), birch_lane(), cherry_tree()}))); };
  EXPECT_EQ(once(), once());
}

TEST(DigestMail, ShowsThePictureThatItIsGivenWithItsNumbersInWords) {
  const auto message = mail(digest_of({ash_grove()}));
  const std::string words = "Schools on the list, KS2 floor standard: 4 of 28 in 2015/16, 3 of 30 in 2016/17.";
  EXPECT_THAT(message.html, HasSubstr("alt=\"" + words + "\""));
  EXPECT_THAT(message.text, HasSubstr(words));
  ASSERT_TRUE(message.image);
  EXPECT_EQ(message.image->png, kPicture);
  EXPECT_THAT(message.html, HasSubstr("src=\"cid:" + message.image->content_id + "\""));
  const std::string standalone = standalone_html(message);
  EXPECT_THAT(standalone, AllOf(HasSubstr("src=\"data:image/png;base64,iVBORw0KGgo"), Not(HasSubstr("cid:"))));
}

TEST(DigestMail, HasNoPictureWithoutAChart) {
  auto from = input();
  from.rules.clear();
  const auto message = digest_mail(make_digest(from, vocabulary()), letter(), "").value();
  EXPECT_FALSE(message.image);
  EXPECT_THAT(message.html, Not(HasSubstr("<img")));
  EXPECT_EQ(standalone_html(message), message.html);
}

TEST(DigestMail, WithoutPagesHasNoLinks) {
  auto to = letter();
  to.public_url.clear();
  const auto message = mail(digest_of({ash_grove(), cherry_tree()}), to);
  EXPECT_THAT(message.text, Not(HasSubstr("//")));
  EXPECT_EQ(occurrences(message.html, "href="), occurrences(message.html, "href=\"mailto:"));
}

TEST(DigestMail, OfAThousandEntriesIsBounded) {
  std::vector<CurrentFinding> findings;
  for (int i = 0; i < 1000; ++i) {
    auto one = ash_grove();
    one.row.finding.subject = one.lineage = 900000 + i;
    one.row.finding.sentence += std::string(1000, 'x');
    findings.push_back(std::move(one));
  }
  const auto message = mail(digest_of(findings));
  EXPECT_EQ(occurrences(message.text, "* Ash Grove"), kMostEntries);
  EXPECT_EQ(occurrences(message.html, "<h3"), kMostEntries);
  EXPECT_THAT(message.text, HasSubstr("\nOn the list (1,000 schools)\n"));
  EXPECT_THAT(message.text, HasSubstr("And 960 more: https://termwise.kent.example.invalid/las/886/findings\n"));
  EXPECT_THAT(message.html, HasSubstr(">960 more</a>"));
  for (const auto& line : lines_of(mime_bytes(message))) ASSERT_LE(line.size(), 998u);
}

TEST(DigestMail, SaysWhatOutcomesMean) {
  auto from = input();
  from.told_on = kToldOn;
  for (const char* outcome : {"NOT_BELOW", "NOT_EVALUABLE", "EXEMPT"}) {
    from.findings = {finding(1, "A", outcome, "It is so.")};
    from.told = {told_as(from.findings[0])};
    EXPECT_THAT(mail(make_digest(from, vocabulary())).text,
                HasSubstr(std::string("KS2 floor standard, 2016/17: ") +
                          (outcome == std::string("NOT_BELOW")       ? "not below"
                           : outcome == std::string("NOT_EVALUABLE") ? "cannot be judged"
                                                                     : "exempt") +
                          "\n"));
  }
}

TEST(DigestMail, SaysWhatWasLoadedAndHowGoodItIs) {
  auto from = input();
  const auto loaded = year(2026) / 11 / 20;
  from.files = {{"a.csv", "DfE key stage 2 performance tables, 2016/17", loaded, 0, 0},
                {"b.csv", "DfE key stage 2 performance tables, 2016/17", loaded, 1, 0},
                {"c.csv", "DfE key stage 2 performance tables, 2016/17", loaded, 2, 1},
                {"d.csv", "DfE key stage 2 performance tables, 2016/17", loaded, 0, 2}};
  const auto text = mail(make_digest(from, vocabulary())).text;
  EXPECT_THAT(text, HasSubstr("a.csv (DfE key stage 2 performance tables, 2016/17), loaded on 20 November 2026: no "
                              "errors and no open queries\n"));
  EXPECT_THAT(text,
              HasSubstr("b.csv (DfE key stage 2 performance tables, 2016/17), loaded on 20 November 2026: 1 error\n"));
  EXPECT_THAT(text, HasSubstr("2 errors and 1 query without a notepad explanation\n"));
  EXPECT_THAT(text, HasSubstr(": 2 queries without a notepad explanation\n"));
  EXPECT_THAT(mail(digest_of({})).text, HasSubstr("No file has been loaded since Termwise was set up."));
}

TEST(DigestMail, SaysHowManyAreAsBefore) {
  auto from = input();
  from.told_on = kToldOn;
  EXPECT_THAT(mail(make_digest(from, vocabulary())).text, HasSubstr("No school is on the list, as before"));
  from.findings = {ash_grove(), cherry_tree()};
  from.told = {told_as(ash_grove())};
  EXPECT_THAT(mail(make_digest(from, vocabulary())).text, HasSubstr("1 school is on the list as before"));
  from.told.push_back(told_as(cherry_tree()));
  EXPECT_THAT(mail(make_digest(from, vocabulary())).text, HasSubstr("2 schools are on the list as before"));
  from.told = {told_as(elm_park())};
  EXPECT_THAT(mail(make_digest(from, vocabulary())).text, Not(HasSubstr("as before")));
}

TEST(Notice, IsToldOnceAndIsNoList) {
  const Notice notice{
      "The floor check of Kent has failed", kNow, "Kent", "It failed.", "", "Mend it.", {"termwise runs"}, "/runs"};
  const auto message = notice_mail(notice, letter()).value();
  EXPECT_EQ(message.subject, "[Kent schools] The floor check of Kent has failed");
  ASSERT_EQ(message.headers.size(), 1u);
  EXPECT_EQ(message.headers[0], (std::pair<std::string, std::string>("Auto-Submitted", "auto-generated")));
  EXPECT_THAT(message.text, AllOf(StartsWith("The floor check of Kent has failed\n23 November 2026 at 07:00\n"),
                                  Not(HasSubstr("Cause")), HasSubstr("https://termwise.kent.example.invalid/runs")));
  EXPECT_FALSE(message.image);
}

TEST(LongMinute, IsLondonsTime) {
  EXPECT_EQ(long_minute(sys_days(year(2026) / 3 / 29) + hours(6) + minutes(5)), "29 March 2026 at 07:05");
  EXPECT_EQ(long_minute(sys_days(year(2026) / 10 / 25) + hours(7)), "25 October 2026 at 07:00");
}

}  // namespace
}  // namespace termwise::report
