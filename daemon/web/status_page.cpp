#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "calendar/london.h"
#include "jobs/status.h"
#include "store/outbox.h"
#include "store/stopped.h"
#include "web/pages.h"
#include "web/texts.h"
#include "web/visible.h"

namespace termwise::web {
namespace {

using calendar::london_minute;
using nlohmann::json;
using store::ListedOccurrence;

constexpr std::size_t kMostShown = 50;  // of each kind

std::string minute_or_nothing(const std::optional<store::Instant>& moment) {
  return moment ? london_minute(*moment) : std::string();
}

json daemon_view(const store::Program& daemon) {
  return {{"host", daemon.host},
          {"process", daemon.process_id},
          {"version", daemon.version},
          {"workers", counted(daemon.workers, "worker", "workers")},
          {"revision", daemon.revision.value},
          {"started", london_minute(daemon.started)},
          {"seen", london_minute(daemon.seen)},
          {"silent", jobs::is_silent(daemon)}};
}

// A part of the page: occurrences of one kind, at most kMostShown. `when`: of the heading; `row` gives what it is like
// beside its subject: the time and the words.
template <typename Row>
json part_view(std::string_view id, std::string_view title, std::string_view when,
               const std::vector<ListedOccurrence>& items, const Row& row) {
  json rows = json::array();
  for (std::size_t i = 0; i < items.size() && i < kMostShown; ++i) {
    json view = row(items[i]);
    view["subject"] = jobs::subject_of(items[i]);
    rows.push_back(std::move(view));
  }
  return {{"id", id},
          {"title", title},
          {"when_heading", when},
          {"any", !rows.empty()},
          {"rows", std::move(rows)},
          {"more", items.size() > kMostShown ? json(kMostShown) : json(false)}};
}

json parts_of(const jobs::Status& status) {
  json parts = json::array();
  parts.push_back(part_view("running", "Running now", "Since", status.running, [](const ListedOccurrence& item) {
    return json{{"when", minute_or_nothing(item.started)}, {"words", item.holder}};
  }));
  parts.push_back(part_view("due", "Due and not started", "Due", status.due, [&](const ListedOccurrence& item) {
    return json{{"when", london_minute(item.due)}, {"late", item.late}, {"words", jobs::why_waiting(status, item)}};
  }));
  parts.push_back(part_view("unsettled", "Failed, and not made good yet", "Failed", status.unsettled,
                            [](const ListedOccurrence& item) {
                              return json{{"when", minute_or_nothing(item.ended)}, {"words", item.sentence}};
                            }));
  parts.push_back(part_view("next", "Coming next", "Due", status.next, [](const ListedOccurrence& item) {
    return json{{"when", london_minute(item.due)}, {"words", item.sentence}};
  }));
  parts.push_back(part_view("ended", "Ended last", "Ended", status.ended, [](const ListedOccurrence& item) {
    return json{{"when", minute_or_nothing(item.ended)}, {"state", item.state}, {"words", item.sentence}};
  }));
  return parts;
}

json message_view(const store::ListedMessage& message) {
  const bool problem = message.state == "refused" || message.state == "unknown";
  return {{"number", message.id.value},
          {"kind", message.kind},
          {"la", message.la},
          {"address", message.address},
          {"subject", message.subject},
          {"state", message.state},
          {"class", problem ? "problem" : "quiet"},
          {"tries", message.tries},
          {"made", london_minute(message.created)},
          {"due", minute_or_nothing(message.due)},
          {"sentence", message.sentence}};
}

}  // namespace

Result<Response> status_page(const PageContext& context) {
  TERMWISE_TRY(const jobs::Status status, jobs::read_status(context.reader, std::nullopt));
  // One more says that there are more.
  TERMWISE_TRY(const auto messages, store::list_messages(context.reader, std::nullopt, true, kMostShown + 1));
  TERMWISE_TRY(const auto stopped, store::list_stopped(context.reader, kMostShown + 1));
  json view{{"daemons", json::array()},
            {"parts", parts_of(status)},
            {"messages", json::array()},
            {"any_messages", !messages.empty()},
            {"more_messages", messages.size() > kMostShown ? json(kMostShown) : json(false)},
            {"stopped", json::array()},
            {"any_stopped", !stopped.empty()},
            {"more_stopped", stopped.size() > kMostShown ? json(kMostShown) : json(false)}};
  for (const auto& daemon : status.daemons) view["daemons"].push_back(daemon_view(daemon));
  for (std::size_t i = 0; i < messages.size() && i < kMostShown; ++i)
    view["messages"].push_back(message_view(messages[i]));
  for (std::size_t i = 0; i < stopped.size() && i < kMostShown; ++i)
    view["stopped"].push_back(
        {{"la", stopped[i].la.text()}, {"address", stopped[i].address}, {"since", london_minute(stopped[i].since)}});
  return page(context, {"Status", "", "status"}, texts::status_html_mustache, visible(std::move(view)));
}

}  // namespace termwise::web
