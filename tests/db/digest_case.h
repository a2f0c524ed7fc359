// A database in which an LA's digests are made: claims of the job `digest`, recipients, and messages as a digest leaves
// them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fixture.h"
#include "store/digests.h"
#include "store/outbox.h"
#include "store/programs.h"

namespace termwise::store::test {

class DigestCase : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    database_.emplace(open());
    revision_ = some_revision(*database_);
    claimant_ = claimant_of(*database_, revision_);
  }

  static LaCode kent() { return *LaCode::parse("886"); }
  static LaCode surrey() { return *LaCode::parse("936"); }

  // As the schema's owner may.
  void move_clock(const std::string& by) const {
    as_superuser(url_, "UPDATE termwise.clock SET shift = shift + '" + by + "'");
  }

  Claimed claimed_digest() {
    return must(request(*database_, claimant_,
                        {"digest", kent(), std::nullopt, std::chrono::year(2026) / 11 / 2, std::chrono::seconds(600)}));
  }

  static NewMessage letter(const std::string& message_id, const std::string& address = "head@kent.example") {
    NewMessage message;
    message.la = kent();
    message.sender = "termwise@kent.example";
    message.address = address;
    message.role = "head";
    message.subject = "Kent schools: 3 newly on the list";
    message.message_id = message_id;
    message.content = "Subject: " + message_id + "\r\n\r\nHello.\r\n";
    return message;
  }

  static Told told_of(std::int64_t lineage, const std::string& sentence, const std::string& rule = "ks2-floor") {
    return {.rule = rule,
            .subject_kind = school::SubjectKind::school,
            .lineage = lineage,
            .subject_name = "Oak Primary",
            .year = 2017,
            .outcome = "BELOW",
            .reason = "",
            .sentence = sentence,
            .withheld = false};
  }

  static Edition edition_for(const Recipient& to, const std::string& message_id, std::vector<Told> rows = {},
                             BatchId last_batch = {}) {
    return {.recipient = to.id,
            .number = to.edition,
            .told = std::move(rows),
            .last_batch = last_batch,
            .message = letter(message_id, to.address)};
  }

  // A message in the outbox, made by a digest of its own to a recipient of its own.
  MessageId post(const std::string& message_id, const LaCode& la = kent()) {
    const Recipient to = must(recipient(*database_, la, message_id + "@kent.example"));
    Edition edition = edition_for(to, message_id);
    edition.message.la = la;
    must(finish_digest(*database_, claimed_digest().claim, {edition}, {"Written.", "", {}}));
    return MessageId{std::stoll(scalar("SELECT id FROM termwise.message WHERE message_id = '" + message_id + "'"))};
  }

  std::optional<ClaimedMessage> claim_next(const MessageFilter& filter = {}) {
    return must(claim_message(*database_, claimant_.program, kLease, filter));
  }
  ClaimedMessage claim_one(const MessageFilter& filter = {}) {
    auto claimed = claim_next(filter);
    if (!claimed) throw std::runtime_error("no message could be claimed: " + states());
    return *claimed;
  }

  // A message that has come to this end.
  MessageId ended(const std::string& message_id, TryEnd end) {
    const MessageId id = post(message_id);
    must(end_try(*database_, claim_one({.id = id}), end, "So it ended.", std::chrono::seconds(60)));
    return id;
  }

  // A job of Kent that has failed for good; `la`: of another LA.
  void failed(const std::string& schedule, const std::string& la = "886") const {
    as_superuser(url_,
                 "INSERT INTO termwise.occurrence (la_code, schedule, period_key, job, due_at, revision, state, token, "
                 "failures, sentence, ended_at) VALUES ('" +
                     la + "', '" + schedule +
                     "', '2026-11-23', 'floor-check', now(), 1, 'failed', 3, 3, 'The plugin crashed.', "
                     "termwise.instant())");
  }
  // A file of no one LA that was refused.
  void failed_file() const {
    as_superuser(
        url_,
        "INSERT INTO termwise.occurrence (schedule, period_key, job, due_at, revision, state, token, failures, "
        "sentence, ended_at, place, file) VALUES ('inbox', 'x', 'ingest', now(), 1, 'failed', 1, 1, 'No such "
        "layout.', termwise.instant(), 'here', 'odd.csv')");
  }

  // "1:waiting 2:sent"
  std::string states() const {
    return scalar("SELECT coalesce(string_agg(id || ':' || state, ' ' ORDER BY id), '') FROM termwise.message");
  }
  // "1:lost 2:sent"
  std::string tries_of(MessageId id) const {
    return scalar(
        "SELECT coalesce(string_agg(token || ':' || outcome, ' ' ORDER BY token), '') FROM termwise.delivery "
        "WHERE message = " +
        std::to_string(id.value));
  }

  static constexpr std::chrono::seconds kLease{90};
  std::optional<Database> database_;
  RevisionId revision_;
  Claimant claimant_;
};

}  // namespace termwise::store::test
