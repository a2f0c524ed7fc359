// digest_golden DIRECTORY: the digests and notices that golden_test.py looks at, each as NAME.eml.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "jobs/notices.h"
#include "report/digest_samples.h"

namespace {

using namespace termwise;
using namespace termwise::report;
using namespace termwise::report::samples;

Digest starting() {
  auto from = input();
  from.findings = {ash_grove(), birch_lane(), cherry_tree(), elm_park()};
  from.files = {
      {"2015-2016_886_ks2final.csv", "DfE key stage 2 performance tables, 2015/16", year(2026) / 11 / 20, 0, 0},
      {"2016-2017_886_ks2final.csv", "DfE key stage 2 performance tables, 2016/17", year(2026) / 11 / 21, 1, 2}};
  return made(from);
}

// Everything that can be said at once.
Digest change() {
  auto from = input();
  from.told_on = kToldOn;
  auto still = finding(900105, "Ferry Road Primary School", "BELOW",
                       "Ferry Road Primary School is below the 2016/17 floor standard: 4 of 11 pupils (36%) reached "
                       "the expected standard in reading, writing and maths, under the floor of 65%, and progress "
                       "was below the floor in reading (-6.3, floor -5.0), writing (-8.0, floor -7.0) and maths "
                       "(-6.9, floor -5.0).",
                       "11");
  still.row.finding.predicates = {predicate("KS2_EXS_RWM", "36", "65"), predicate("KS2_PROG_R", "-6.3", "-5"),
                                  predicate("KS2_PROG_W", "-8.0", "-7"), predicate("KS2_PROG_M", "-6.9", "-5")};
  still.since = 2016;
  auto added = ash_grove();
  added.since = 2017;
  added.since_is_first = false;
  auto as_before = finding(900106, "Gorse Hill Primary School", "BELOW", "Gorse Hill Primary School is as it was.");
  from.findings = {added, birch_lane(), cherry_tree(), still, as_before, elm_park()};

  auto provisional = told_as(cherry_tree());
  provisional.sentence =
      "Cherry Tree Primary School is below the 2016/17 floor standard: 21 of 44 pupils (48%) reached the expected "
      "standard in reading, writing and maths, under the floor of 65%, and progress was below the floor in reading "
      "(-5.6, floor -5.0) and significantly below average there (upper confidence limit -2.9).";
  auto removed = told_as(elm_park());
  removed.outcome = "BELOW";
  removed.sentence =
      "Elm Park Primary School is below the 2016/17 floor standard: 12 of 20 pupils (60%) reached the expected "
      "standard in reading, writing and maths, under the floor of 65%, and progress was below the floor in reading "
      "(-9.0, floor -5.0), writing (-9.0, floor -7.0) and maths (-9.0, floor -5.0).";
  auto last_year = told_as(still);
  last_year.year = 2016;
  last_year.sentence = "Ferry Road Primary School is below the 2015/16 floor standard.";
  const ToldFinding gone{kRule, 900107, "Holly Bank Primary School", 2017, "BELOW", "", "It was below.", false};
  from.told = {provisional, removed, last_year, told_as(as_before), gone};
  from.rules[0].history[1] = {"2016/17", 5, 30};
  from.rules[0].note = "No standard is set for 2018/19.";
  from.files = {{"2016-2017_886_ks2final_revised.csv", "DfE key stage 2 performance tables, 2016/17",
                 year(2026) / 11 / 20, 0, 1}};
  from.problems = {
      "The file 2017-2018_886_ks2final.csv could not be loaded on 20 November 2026 at 09:14; what this digest says "
      "rests on the data loaded before it."};
  return made(from);
}

Digest no_change() {
  auto from = input();
  from.told_on = kToldOn;
  from.findings = {ash_grove(), birch_lane(), cherry_tree(), elm_park()};
  from.told = {told_as(ash_grove()), told_as(birch_lane()), told_as(cherry_tree())};
  return made(from);
}

// A first digest of an LA without pages, without data and without anybody on the list.
Digest bare() {
  auto from = input();
  from.rules[0].history.clear();
  return made(from);
}

// Names that would be markup, headers or lines of their own, if they could.
Digest hostile() {
  auto from = input();
  auto one = ash_grove();
  one.row.school =
      "<script>alert(1)</script> {{owner}} \xE2\x80\xAE"
      "loohcs\r\nBcc: x@example.invalid\n\nData";
  one.row.finding.sentence = "\"><img src=x onerror=alert(1)> & <!-- \x1b[31m ]]> \xFF";
  from.la_name = "St Mary's & \"Co\" <b>";
  from.findings = {one, cherry_tree()};
  from.files = {{"<a href=x>.csv", "DfE key stage 2 performance tables, 2016/17", kToldOn, 0, 1}};
  return made(from);
}

Digest many() {
  auto from = input();
  for (int i = 0; i < 1000; ++i) {
    auto one = i % 2 == 0 ? ash_grove() : cherry_tree();
    one.row.finding.subject = one.lineage = 900000 + i;
    from.findings.push_back(std::move(one));
  }
  return made(from);
}

MailMessage notice(store::Failure failure, const std::string& la_name, Letter to, const std::string& message_id) {
  failure.ended = kNow;
  to.to = {"Sam Okafor", "sam.okafor@kent.example.invalid"};
  to.role = "data manager";
  to.message_id = message_id;
  return notice_mail(jobs::notice_of(failure, la_name), to).value();
}

store::Failure failed(std::string job, std::string period, std::string sentence) {
  store::Failure failure;
  failure.occurrence = OccurrenceId{31};
  failure.la = LaCode::parse("886");
  failure.job = std::move(job);
  failure.period = std::move(period);
  failure.state = "failed";
  failure.sentence = std::move(sentence);
  failure.attempts = 3;
  return failure;
}

store::Failure message(std::string state, std::string sentence) {
  auto failure = failed("[Kent schools] 3 schools newly on the list - 23 November 2026",
                        "robin.hartley@kent.example.invalid", std::move(sentence));
  failure.occurrence.reset();
  failure.message = MessageId{41};
  failure.state = std::move(state);
  failure.attempts = 1;
  return failure;
}

MailMessage digest(const Digest& digest, const Letter& to) {
  return digest_mail(digest, to, chart_png(digest)).value();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 64;
  const std::filesystem::path directory = arguments[1];
  const auto write = [&](const std::string& name, const MailMessage& mail) {
    std::ofstream(directory / (name + ".eml"), std::ios::binary) << mime_bytes(mail);
  };
  Letter plain = letter();
  plain.public_url.clear();
  plain.stop_token.clear();

  write("starting", digest(starting(), letter()));
  write("change", digest(change(), letter()));
  write("no-change", digest(no_change(), letter()));
  write("bare", digest(bare(), plain));
  write("hostile", digest(hostile(), letter()));
  write("many", digest(many(), letter()));
  write("job-failed", notice(failed("floor-check", "autumn 2026/27",
                                    "The plugin termwise-kent.so was stopped after 60 seconds, its time limit. Raise "
                                    "'timeout' in the schedule, or ask the plugin's author why it takes so long."),
                             "Kent", letter(), "notice-31@kent.example.invalid"));
  auto file = failed("ingest", "", "2017-2018_886_ks2final.csv:1:1: No known layout has these columns.");
  file.la.reset();
  file.file = "2017-2018_886_ks2final.csv";
  file.attempts = 1;
  write("file-refused", notice(file, "", plain, "notice-32@kent.example.invalid"));
  write("message-refused",
        notice(message("refused", "The relay mail.kent.example.invalid refused the recipient: 550 5.1.1 No such user."),
               "Kent", letter(), "notice-message-41@kent.example.invalid"));
  write("message-unknown",
        notice(message("unknown",
                       "The connection to mail.kent.example.invalid ended after the whole message had been "
                       "sent and before the relay had answered."),
               "Kent", letter(), "notice-message-42@kent.example.invalid"));
  return 0;
}
