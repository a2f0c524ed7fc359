// How far each recipient of an LA's digest has been told, and the end of a digest job.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "school/record.h"
#include "store/database.h"
#include "store/outbox.h"
#include "store/planning.h"
#include "store/queue.h"

namespace termwise::store {

// What a recipient was last told is on the list.
struct Told {
  std::string rule;
  school::SubjectKind subject_kind = school::SubjectKind::school;
  std::int64_t lineage = 0;  // the subject's first URN
  std::string subject_name;
  int year = 0;  // the summer
  std::string outcome;
  std::string reason;
  std::string sentence;
  bool withheld = false;  // its figures were not for mails
};

struct Recipient {
  RecipientId id;
  LaCode la;
  std::string address;
  std::string token;         // of the link that stops the digest
  std::int64_t edition = 0;  // 0: has never been told anything
  std::optional<Instant> told_at;
  BatchId last_batch;
  std::optional<Instant> stopped_at;
  std::int64_t last_reminder_event = 0;  // up to which they have been told of reminders
};

// None: has never been written to. Addresses are compared in small letters.
Result<std::optional<Recipient>> find_recipient(Reader& reader, const LaCode& la, const std::string& address);
// The same, made where there is none.
Result<Recipient> recipient(Database& database, const LaCode& la, const std::string& address);
Result<std::optional<Recipient>> recipient_with_token(Reader& reader, const std::string& token);
// Stops the digest, or begins it again.
Result<void> set_stopped(Database& database, RecipientId id, bool stopped);

Result<std::vector<Told>> told(Reader& reader, RecipientId id);  // by rule and subject

// What a digest leaves behind for one recipient.
struct Edition {
  RecipientId recipient;
  std::int64_t number = 0;  // that it was made from
  std::vector<Told> told;
  BatchId last_batch;
  std::int64_t last_reminder_event = 0;
  NewMessage message;
};

// Ends a claimed digest as succeeded: the editions with their messages, the attempt and the occurrence, together. Error
// (exit 75): the claim has passed to another, or a recipient was told something else meanwhile; nothing is written.
Result<void> finish_digest(Database& database, const Claim& claim, const std::vector<Edition>& editions,
                           const AttemptReport& report);

}  // namespace termwise::store
