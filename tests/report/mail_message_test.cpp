#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/mail_message.h"

namespace termwise::report {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

MailMessage message() {
  MailMessage m;
  m.from = {"Termwise", "termwise@kent.example.org"};
  m.to = {"Ada Bell", "ada@kent.example.org"};
  m.subject = "1 school newly flagged";
  m.message_id = "run-7.ada@kent.example.org";
  m.date = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + std::chrono::hours(7);
  m.text = "T\u0177\n";
  m.html = "<p>T\u0177</p>";
  return m;
}

// The lines of the header, without their ends.
std::vector<std::string> head_lines(const MailMessage& m) {
  const std::string bytes = mime_bytes(m);
  std::vector<std::string> lines;
  for (std::size_t begin = 0; bytes.compare(begin, 2, "\r\n") != 0;) {
    const std::size_t end = bytes.find("\r\n", begin);
    lines.push_back(bytes.substr(begin, end - begin));
    begin = end + 2;
  }
  return lines;
}

// One field unfolded: its lines joined.
std::string field(const MailMessage& m, std::string_view name) {
  std::string text;
  for (const auto& line : head_lines(m)) {
    const bool goes_on = line.starts_with(' ');
    if (text.empty() ? line.starts_with(std::string(name) + ":") : goes_on)
      text += line;
    else if (!text.empty())
      break;
  }
  return text;
}

std::string subject(std::string_view value) {
  MailMessage m = message();
  m.subject = value;
  return field(m, "Subject");
}

std::string to(std::string_view name) {
  MailMessage m = message();
  m.to.name = name;
  return field(m, "To");
}

std::string further(std::string_view value) {
  MailMessage m = message();
  m.headers = {{"List-Id", std::string(value)}};
  return field(m, "List-Id");
}

TEST(MailMessage, TextAndHtml) {
  MailMessage m = message();
  m.headers = {{"List-Id", "Kent digest <digest.kent.example.org>"}, {"Auto-Submitted", "auto-generated"}};
  EXPECT_EQ(mime_bytes(m),
            "From: Termwise <termwise@kent.example.org>\r\n"
            "To: Ada Bell <ada@kent.example.org>\r\n"
            "Subject: 1 school newly flagged\r\n"
            "Date: Mon, 23 Nov 2026 07:00:00 +0000\r\n"
            "Message-ID: <run-7.ada@kent.example.org>\r\n"
            "List-Id: Kent digest <digest.kent.example.org>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: multipart/alternative;\r\n"
            " boundary=\"=_alternative-e3fb405a608de9983553a070fe9a5978129e606a\"\r\n"
            "\r\n"
            "--=_alternative-e3fb405a608de9983553a070fe9a5978129e606a\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "T=C5=B7\r\n"
            "\r\n"
            "--=_alternative-e3fb405a608de9983553a070fe9a5978129e606a\r\n"
            "Content-Type: text/html; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "<p>T=C5=B7</p>\r\n"
            "--=_alternative-e3fb405a608de9983553a070fe9a5978129e606a--\r\n");
}

TEST(MailMessage, APictureStandsBesideTheHtml) {
  MailMessage m = message();
  m.image = {"chart@kent.example.org", "chart.png", "\x89PNG"};
  EXPECT_THAT(mime_bytes(m), HasSubstr("--=_alternative-8646647b6318440325e3a187b352c50c15044f96\r\n"
                                       "Content-Type: multipart/related; type=\"text/html\";\r\n"
                                       " boundary=\"=_related-8646647b6318440325e3a187b352c50c15044f96\"\r\n"
                                       "\r\n"
                                       "--=_related-8646647b6318440325e3a187b352c50c15044f96\r\n"
                                       "Content-Type: text/html; charset=utf-8\r\n"
                                       "Content-Transfer-Encoding: quoted-printable\r\n"
                                       "\r\n"
                                       "<p>T=C5=B7</p>\r\n"
                                       "--=_related-8646647b6318440325e3a187b352c50c15044f96\r\n"
                                       "Content-Type: image/png\r\n"
                                       "Content-Transfer-Encoding: base64\r\n"
                                       "Content-ID: <chart@kent.example.org>\r\n"
                                       "Content-Disposition: inline; filename=\"chart.png\"\r\n"
                                       "\r\n"
                                       "iVBORw==\r\n"
                                       "\r\n"
                                       "--=_related-8646647b6318440325e3a187b352c50c15044f96--\r\n"
                                       "\r\n"
                                       "--=_alternative-8646647b6318440325e3a187b352c50c15044f96--\r\n"));
}

TEST(MailMessage, DatesAreLondons) {
  using namespace std::chrono;
  const auto date = [](sys_seconds instant) {
    MailMessage m = message();
    m.date = instant;
    return field(m, "Date");
  };
  // Clocks go forward on 29 March 2026 and back on 25 October 2026, at 01:00 UTC.
  EXPECT_EQ(date(sys_days(2026y / 3 / 29) + 59min + 59s), "Date: Sun, 29 Mar 2026 00:59:59 +0000");
  EXPECT_EQ(date(sys_days(2026y / 3 / 29) + 1h), "Date: Sun, 29 Mar 2026 02:00:00 +0100");
  EXPECT_EQ(date(sys_days(2026y / 10 / 25) + 59min + 59s), "Date: Sun, 25 Oct 2026 01:59:59 +0100");
  EXPECT_EQ(date(sys_days(2026y / 10 / 25) + 1h), "Date: Sun, 25 Oct 2026 01:00:00 +0000");
  EXPECT_EQ(date(sys_days(2026y / 6 / 30) + 23h), "Date: Wed, 01 Jul 2026 00:00:00 +0100");
}

TEST(MailMessage, AHeaderIsOneHeader) {
  MailMessage m = message();
  const std::string hostile = "x\r\nBcc: a@b";
  m.subject = m.from.name = m.to.name = m.message_id = hostile;
  m.to.address = "ada@kent.example.org>\r\nBcc: <a@b";
  m.headers = {{"List-Id", hostile + "\n\n<script>"}};
  m.image = {"x>\r\n\r\n<p>", "x.png\"\r\nX: y", "PNG"};
  const std::string bytes = mime_bytes(m);
  EXPECT_THAT(bytes, Not(HasSubstr("\nBcc")));
  EXPECT_THAT(bytes, Not(HasSubstr("\nX:")));
  EXPECT_EQ(field(m, "Subject"), "Subject: xBcc: a@b");
  EXPECT_EQ(field(m, "From"), "From: \"xBcc: a@b\" <termwise@kent.example.org>");
  EXPECT_EQ(field(m, "To"), "To: \"xBcc: a@b\" <ada@kent.example.orgBcc:a@b>");
  EXPECT_EQ(field(m, "Message-ID"), "Message-ID: <xBcc:a@b>");
  EXPECT_EQ(field(m, "List-Id"), "List-Id: xBcc: a@b <script>");
  EXPECT_THAT(bytes, HasSubstr("\r\nContent-ID: <xp>\r\nContent-Disposition: inline; filename=\"x.png___X__y\"\r\n"));
}

TEST(MailMessage, HeaderText) {
  EXPECT_EQ(header_text("Ash\r\nGrove"), "AshGrove");
  EXPECT_EQ(header_text(std::string("a\0b\tc\x1b[1m\x7f", 10)), "abc[1m");
  EXPECT_EQ(header_text("a\u0080\u0085\u009Fb\u00A0c"), "ab\u00A0c");
  EXPECT_EQ(header_text("a\u2028b\u2029c\u2027"), "abc\u2027");
  EXPECT_EQ(header_text("T\u0177 \U0001F469\u200D\U0001F4BB"), "T\u0177 \U0001F469\u200D\U0001F4BB");
  EXPECT_EQ(header_text("\xC2"), "\xC2");
}

TEST(MailMessage, SubjectsInAsciiStandAsTheyAre) {
  EXPECT_EQ(subject("3 schools, 1 removed: \"Ash\" <65%>"), "Subject: 3 schools, 1 removed: \"Ash\" <65%>");
  EXPECT_EQ(subject("  blanks  "), "Subject: blanks");
  EXPECT_EQ(subject(""), "Subject:");
}

TEST(MailMessage, SubjectsThatNeedItAreEncoded) {
  EXPECT_EQ(subject("Zo\u00EB"), "Subject: =?UTF-8?Q?Zo=C3=AB?=");
  EXPECT_EQ(subject("\u5B66\u6821"), "Subject: =?UTF-8?B?5a2m5qCh?=");
  EXPECT_EQ(subject("=?UTF-8?B?QUFB?="), "Subject: =?UTF-8?B?PT9VVEYtOD9CP1FVRkI/PQ==?=");
  EXPECT_EQ(subject("a  b"), "Subject: =?UTF-8?Q?a__b?=");
  EXPECT_EQ(subject("\xFFx"), "Subject: =?UTF-8?B?77+9eA==?=");  // not UTF-8: U+FFFD
}

TEST(MailMessage, LongSubjectsAreFolded) {
  // "Subject: " and 69 characters are a line of 78.
  const std::string words = std::string(33, 'a') + ' ' + std::string(35, 'b');
  MailMessage m = message();
  m.subject = words;
  EXPECT_EQ(head_lines(m)[2], "Subject: " + words);
  EXPECT_EQ(head_lines(m)[2].size(), 78U);
  m.subject = words + "b";
  EXPECT_EQ(head_lines(m)[2], "Subject: " + std::string(33, 'a'));
  EXPECT_EQ(head_lines(m)[3], ' ' + std::string(36, 'b'));
  m.subject = std::string(69, 'a');
  EXPECT_EQ(head_lines(m)[2], "Subject: " + m.subject);
  m.subject += 'a';
  EXPECT_EQ(head_lines(m)[2], "Subject: =?UTF-8?Q?" + std::string(55, 'a') + "?=");
  EXPECT_EQ(head_lines(m)[2].size(), 76U);
  EXPECT_EQ(head_lines(m)[3], " =?UTF-8?Q?" + std::string(15, 'a') + "?=");
}

TEST(MailMessage, EncodedWordsNeverCutACharacter) {
  MailMessage m = message();
  m.subject.clear();
  for (int i = 0; i < 7; ++i) m.subject += "\U0001F469" + std::string(30, 'a');
  int whole = 0;
  for (const auto& line : head_lines(m)) {
    EXPECT_LE(line.size(), 78U);
    for (std::size_t at = line.find("=F0=9F=91=A9"); at != std::string::npos; at = line.find("=F0=9F=91=A9", at + 1))
      ++whole;
  }
  EXPECT_EQ(whole, 7);
}

TEST(MailMessage, NamesOfPeople) {
  EXPECT_EQ(to(""), "To: ada@kent.example.org");
  EXPECT_EQ(to("  "), "To: ada@kent.example.org");
  EXPECT_EQ(to("Ada Bell"), "To: Ada Bell <ada@kent.example.org>");
  EXPECT_EQ(to("Ada O'Bell-Bell"), "To: Ada O'Bell-Bell <ada@kent.example.org>");
  EXPECT_EQ(to("Bell, Ada"), "To: \"Bell, Ada\" <ada@kent.example.org>");
  EXPECT_EQ(to("A. \"Dee\" \\Bell"), "To: \"A. \\\"Dee\\\" \\\\Bell\" <ada@kent.example.org>");
  EXPECT_EQ(to("x@y.example <z>"), "To: \"x@y.example <z>\" <ada@kent.example.org>");
  EXPECT_EQ(to("\u00C5sa, \"B\""), "To: =?UTF-8?B?w4VzYSwgIkIi?= <ada@kent.example.org>");
  EXPECT_EQ(to("=?x?="), "To: =?UTF-8?B?PT94Pz0=?= <ada@kent.example.org>");
}

TEST(MailMessage, ALongNameIsFoldedBeforeTheAddress) {
  MailMessage m = message();
  m.to.name = std::string(60, 'a');
  EXPECT_EQ(head_lines(m)[1], "To: " + m.to.name);
  EXPECT_EQ(head_lines(m)[2], " <ada@kent.example.org>");
}

TEST(MailMessage, HeadersForProgramsAreNotEncoded) {
  EXPECT_EQ(further("<https://example.org/stop?a=?b?=>"), "List-Id: <https://example.org/stop?a=?b?=>");
  EXPECT_EQ(further("<https://example.org/T\u0177>"), "List-Id: <https://example.org/T%C5%B7>");
  EXPECT_EQ(further("T\u0177 Gwyn <id.example.org>"), "List-Id: =?UTF-8?Q?T=C5=B7_Gwyn?= <id.example.org>");
  const std::string address = "<https://example.org/" + std::string(300, 'x') + ">";
  MailMessage m = message();
  m.headers = {{"List-Unsubscribe", address + ", <mailto:stop@example.org>"}};
  EXPECT_EQ(head_lines(m)[5], "List-Unsubscribe: " + address + ",");
  EXPECT_EQ(head_lines(m)[6], " <mailto:stop@example.org>");
}

TEST(MailMessage, NoLineHasMoreThan998Bytes) {
  MailMessage m = message();
  m.headers = {{"X", "<" + std::string(993, 'x') + ">"}};  // "X: " and 995
  EXPECT_EQ(head_lines(m)[5].size(), 998U);
  m.headers = {{"X", "<" + std::string(994, 'x') + ">"}};  // fits alone, behind a blank
  EXPECT_EQ(head_lines(m)[5], "X:");
  EXPECT_EQ(head_lines(m)[6].size(), 997U);
  m.headers = {{"X", std::string(3'000, '<')}};
  m.message_id = m.to.address = m.from.name = m.subject = std::string(3'000, 'x');
  m.to.name = std::string(3'000, '"');
  for (const auto& line : head_lines(m)) EXPECT_LE(line.size(), 998U);
}

TEST(MailMessage, SameMessageSameBytes) {
  MailMessage m = message();
  const std::string once = mime_bytes(m);
  EXPECT_EQ(mime_bytes(message()), once);
  m.html += " ";
  EXPECT_NE(mime_bytes(m), once);
}

TEST(MailMessage, ABoundaryInTheTextIsNone) {
  MailMessage m = message();
  m.html = mime_bytes(m);
  const std::string bytes = mime_bytes(m);
  EXPECT_THAT(bytes, HasSubstr("--=3D_alternative-e3fb405a608de9983553a070fe9a5978129e606a--"));
  EXPECT_THAT(bytes, Not(HasSubstr("--=_alternative-e3fb405a608de9983553a070fe9a5978129e606a")));
}

}  // namespace
}  // namespace termwise::report
