// Messages on their way: stored bytes with a stable Message-ID, claimed, tried and ended one by one. As with occurrences
// the row and its token are the authority. What was begun to be given to a relay and has no known end is `unknown` and
// never tried again by itself.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"
#include "store/planning.h"

namespace termwise::store {

struct NewMessage {
  std::optional<LaCode> la;
  std::string sender;  // addresses
  std::string address;
  std::string role;
  std::string subject;
  std::string message_id;  // without angle brackets; unique for ever
  std::string content;
  bool directory_only = false;
};

// ---- Delivering ---------------------------------------------------------------------------------------------------

struct ClaimedMessage {
  MessageId id;
  std::int64_t token = 0;
  std::string sender;
  std::string address;
  std::string message_id;
  std::string content;
  bool directory_only = false;
  int tries = 0;                   // with this one
  std::chrono::seconds waited{0};  // since it was made, or asked to be sent again
};

struct MessageFilter {
  std::optional<OccurrenceId> of = {};  // that this occurrence made
  std::optional<MessageId> id = {};
  bool untried = false;  // only what was never tried
};

// The message that has been due longest of those that the filter admits; its try is recorded. What dead programs left is
// first taken back: it waits again, or is `unknown` where the relay may have it.
Result<std::optional<ClaimedMessage>> claim_message(Database& database, ProgramId program, std::chrono::seconds lease,
                                                    const MessageFilter& filter);

// Notes, durably and before it happens, that the relay is given the message. Error (exit 75): the try was taken back.
Result<void> begin_data(Database& database, const ClaimedMessage& message);

enum class TryEnd { sent, later, refused, unknown };
// `pause` before the next try where it ends as `later`. Error (exit 75): the try was taken back.
Result<void> end_try(Database& database, const ClaimedMessage& message, TryEnd end, std::string_view sentence,
                     std::chrono::seconds pause);

// ---- For people ---------------------------------------------------------------------------------------------------

struct ListedMessage {
  MessageId id;
  std::string kind;  // "digest", "notice"
  std::string la;    // empty: none
  std::string address;
  std::string role;
  std::string subject;
  std::string message_id;
  std::string state;  // "waiting", "sending", "sent", "unknown", "refused", "dropped"
  std::string sentence;
  int tries = 0;
  Instant created;
  std::optional<Instant> due;  // of a waiting one
  std::optional<Instant> ended;
  std::optional<std::int64_t> occurrence;
};
// Newest first. `open`: only those that are on their way or want somebody's decision.
Result<std::vector<ListedMessage>> list_messages(Reader& reader, const std::optional<LaCode>& la, bool open,
                                                 std::size_t most);
// Error (exit 65): no such message.
Result<std::string> message_content(Reader& reader, MessageId id);

// To be tried again at once, whatever became of it. Error (exit 65): no such message, or it is on its way.
Result<void> resend(Database& database, MessageId id);
// Never to be tried again. Error (exit 65): no such message, or it is being sent or has been.
Result<void> drop_message(Database& database, MessageId id, std::string_view sentence);

// ---- Failures that their owner has not been told of -----------------------------------------------------------------

struct Failure {
  std::optional<OccurrenceId> occurrence;  // a job that has failed for good
  std::optional<MessageId> message;        // or a message that was refused, or may not have arrived
  std::optional<LaCode> la;
  std::string job;     // of the occurrence: "floor-check"; of the message: its subject
  std::string period;  // of the occurrence; of the message: its address
  std::string file;    // of an ingest
  std::string state;   // "failed"; "refused", "unknown"
  std::string sentence;
  Instant ended;
  int attempts = 0;
};
// Of the last seven days and not made good since; not of runs by hand, whose sentence stood on the screen, and not of
// notices.
Result<std::vector<Failure>> untold_failures(Reader& reader);

// Stores the notice unless another program has told already. Returns whether it was stored.
Result<bool> add_notice(Database& database, const Failure& failure, const NewMessage& message);

}  // namespace termwise::store
