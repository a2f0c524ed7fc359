#include "jobs/digest_job.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "calendar/london.h"
#include "jobs/digest_facts.h"
#include "jobs/letters.h"
#include "jobs/reminder_rows.h"
#include "jobs/vocabulary.h"

namespace termwise::jobs {
namespace {

// The title of the layout by which it was read, with its year. A layout that is no longer configured has none.
std::string source_of(const store::FileQuality& file, const settings::Settings& settings) {
  const auto layout = std::find_if(settings.layouts.begin(), settings.layouts.end(),
                                   [&](const auto& one) { return one.id == file.layout; });
  const std::string title = layout == settings.layouts.end() ? file.dataset : layout->title;
  const std::string year = file.year.label();
  return title.find(year) == std::string::npos ? fmt::format("{}, {}", title, year) : title;
}

// Oldest first, as they were loaded.
std::vector<report::LoadedFile> files_after(const std::vector<store::FileQuality>& files, BatchId after,
                                            const settings::Settings& settings) {
  std::vector<report::LoadedFile> loaded;
  for (auto file = files.rbegin(); file != files.rend(); ++file)
    if (file->batch > after)
      loaded.push_back({file->file_name, source_of(*file, settings),
                        calendar::london_date(std::chrono::floor<std::chrono::seconds>(file->committed_at)),
                        file->errors, file->unexplained});
  return loaded;
}

std::vector<report::ToldFinding> told_before(const std::vector<store::Told>& rows) {
  std::vector<report::ToldFinding> told;
  for (const auto& row : rows)
    told.push_back(
        {row.rule, row.lineage, row.subject_name, row.year, row.outcome, row.reason, row.sentence, row.withheld});
  return told;
}

std::vector<store::Told> told_now(const report::Digest& digest) {
  std::vector<store::Told> rows;
  for (const auto& told : digest.told)
    rows.push_back({.rule = told.rule,
                    .subject_kind = school::SubjectKind::school,
                    .lineage = told.lineage,
                    .subject_name = told.school,
                    .year = told.year,
                    .outcome = told.outcome,
                    .reason = told.reason,
                    .sentence = told.sentence,
                    .withheld = told.withheld});
  return rows;
}

class Writer {
 public:
  Writer(const settings::Settings& settings, const LaCode& la, std::chrono::sys_seconds now)
      : settings_(settings), la_(settings.la(la)), now_(now) {}

  // `recipient`: none for somebody who has never been written to.
  Result<WrittenDigest> write(store::Reader& reader, const settings::Person& person,
                              const std::optional<store::Recipient>& recipient, const std::string& message_id_start) {
    WrittenDigest written{person, {}, {}, {}, {}, 0};
    if (recipient && recipient->stopped_at) {
      written.skipped = fmt::format("{} has stopped this digest on {}.", person.address,
                                    calendar::london_minute(*recipient->stopped_at));
      return written;
    }
    TERMWISE_TRY(const DigestFacts* const facts, facts_for(reader, person.jobs));
    store::ReminderNews reminders;
    if (facts->reminders) {
      TERMWISE_TRY(reminders, news_for(reader, recipient));
    }
    written.last_reminder_event = reminders.last_event;
    if (facts->rules.empty() && reminders.news.empty() && reminders.open == 0) {
      // Otherwise the first results would be "newly on the list" one day.
      written.skipped =
          fmt::format("No rule has judged a school of {} yet, so that there is nothing to tell.", la_.name);
      return written;
    }
    report::DigestInput input{
        .la_code = la_.code.text(),
        .la_name = la_.name,
        .now = now_,
        .told_on = {},
        .findings = facts->findings,
        .told = {},
        .rules = facts->rules,
        .files = files_after(facts->files, recipient ? recipient->last_batch : BatchId{0}, settings_),
        .problems = facts->problems,
        .reminders = {},
        .open_reminders = reminders.open};
    for (auto& news : reminders.news) input.reminders.push_back(reminder_entry(std::move(news)));
    if (recipient && recipient->told_at) {
      input.told_on = calendar::london_date(std::chrono::floor<std::chrono::seconds>(*recipient->told_at));
      TERMWISE_TRY(const auto rows, store::told(reader, recipient->id));
      input.told = told_before(rows);
    }
    written.digest = report::make_digest(input, vocabulary_of(settings_));
    if (written.digest.empty() && !person.unchanged) return written;
    report::Letter letter = letter_to(settings_, la_, person, message_id_start);
    if (recipient) letter.stop_token = recipient->token;
    TERMWISE_TRY(const std::string chart_png, chart_png_of(written.digest));
    TERMWISE_TRY(written.mail, report::digest_mail(written.digest, letter, chart_png));
    return written;
  }

  store::Edition edition_of(const WrittenDigest& written, const store::Recipient& recipient) const {
    store::Edition edition{.recipient = recipient.id,
                           .number = recipient.edition,
                           .told = told_now(written.digest),
                           .last_batch = recipient.last_batch,
                           .last_reminder_event = std::max(written.last_reminder_event, recipient.last_reminder_event),
                           .message = {}};
    const auto& files = facts_.at(written.person.jobs).files;
    if (!files.empty()) edition.last_batch = files.front().batch;
    edition.message = store::NewMessage{.la = la_.code,
                                        .sender = settings_.mail.from_address,
                                        .address = written.person.address,
                                        .role = written.person.role,
                                        .subject = written.mail->subject,
                                        .message_id = written.mail->message_id,
                                        .content = report::mime_bytes(*written.mail),
                                        .directory_only = la_.mail.directory_only};
    return edition;
  }

 private:
  // To somebody who has never been told, all that is open.
  Result<store::ReminderNews> news_for(store::Reader& reader, const std::optional<store::Recipient>& recipient) const {
    const auto today = calendar::london_date(now_);
    const bool told = recipient && recipient->told_at;
    const auto told_on =
        told ? calendar::london_date(std::chrono::floor<std::chrono::seconds>(*recipient->told_at)) : today;
    return store::reminder_news(reader, la_.code, told ? recipient->last_reminder_event : 0, told_on, today);
  }

  // Compressing a picture is most of the work for a digest, and nearly all readers of an LA see the same one.
  Result<std::string> chart_png_of(const report::Digest& digest) {
    const auto chart = report::chart_of(digest);
    if (!chart) return std::string();
    if (chart != chart_) {
      TERMWISE_TRY(chart_png_, report::bar_chart_png(*chart));
      chart_ = chart;
    }
    return chart_png_;
  }

  // People who want the same jobs are told from the same facts.
  Result<const DigestFacts*> facts_for(store::Reader& reader, const std::vector<std::string>& jobs) {
    const auto known = facts_.find(jobs);
    if (known != facts_.end()) return &known->second;
    TERMWISE_TRY(auto facts, digest_facts(reader, la_.code, jobs));
    return &facts_.emplace(jobs, std::move(facts)).first->second;
  }

  const settings::Settings& settings_;
  const settings::LocalAuthority la_;
  const std::chrono::sys_seconds now_;
  std::map<std::vector<std::string>, DigestFacts> facts_;
  std::optional<report::BarChart> chart_;  // the last one drawn
  std::string chart_png_;
};

}  // namespace

std::vector<settings::Person> readers_of(const settings::LocalAuthority& la, const std::string& schedule) {
  std::vector<settings::Person> readers;
  const bool by_hand = schedule == "manual";
  for (const auto& person : la.people)
    if (by_hand ? !person.schedule.empty() || la.people.size() == 1 : person.schedule == schedule)
      readers.push_back(person);
  return readers;
}

Result<std::vector<WrittenDigest>> write_digests(store::Database& database, const settings::Settings& settings,
                                                 const LaCode& la, const std::vector<settings::Person>& people,
                                                 OccurrenceId occurrence, std::chrono::sys_seconds now) {
  Writer writer(settings, la, now);
  std::vector<WrittenDigest> all;
  for (const auto& person : people) {
    TERMWISE_TRY(const auto recipient, store::recipient(database, la, person.address));
    // With the moment, so that no other database of the same sender ever gives a message the same Message-ID.
    const std::string start =
        fmt::format("digest-{}-{}-{}", occurrence.value, recipient.id.value, now.time_since_epoch().count());
    TERMWISE_TRY(WrittenDigest written, writer.write(database, person, recipient, start));
    if (written.mail) written.edition = writer.edition_of(written, recipient);
    all.push_back(std::move(written));
  }
  return all;
}

Result<WrittenDigest> preview_digest(store::Reader& reader, const settings::Settings& settings, const LaCode& la,
                                     const settings::Person& person, std::chrono::sys_seconds now) {
  TERMWISE_TRY(const auto recipient, store::find_recipient(reader, la, person.address));
  settings::Person curious = person;
  curious.unchanged = true;
  return Writer(settings, la, now).write(reader, curious, recipient, "preview");
}

}  // namespace termwise::jobs
