#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/delivery_words.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"
#include "jobs/run_now.h"
#include "store/outbox.h"

namespace termwise::app {
namespace {

using calendar::london_minute;

nlohmann::ordered_json to_json(const store::ListedMessage& message) {
  const auto time = [](const auto& instant) {
    return instant ? nlohmann::ordered_json(london_minute(*instant)) : nlohmann::ordered_json(nullptr);
  };
  return {{"message", message.id.value},
          {"kind", message.kind},
          {"la", message.la.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(message.la)},
          {"to", message.address},
          {"role", message.role},
          {"subject", message.subject},
          {"message_id", message.message_id},
          {"state", message.state},
          {"sentence", message.sentence},
          {"tries", message.tries},
          {"created", london_minute(message.created)},
          {"next_try", time(message.due)},
          {"ended", time(message.ended)}};
}

std::string to_text(const store::ListedMessage& message) {
  std::string text = fmt::format("{:>5}  {:<8} {}  {}\n       {}\n", message.id.value, message.state,
                                 london_minute(message.created), message.address, message.subject);
  if (!message.sentence.empty()) text += fmt::format("       {}\n", message.sentence);
  if (message.due && message.tries > 0) text += fmt::format("       Next try: {}\n", london_minute(*message.due));
  if (message.state == "unknown" || message.state == "refused")
    text += fmt::format("       termwise outbox resend {0} sends it again, termwise outbox drop {0} gives it up\n",
                        message.id.value);
  return text;
}

}  // namespace

int outbox_command(const settings::Settings& settings, const OutboxOptions& options) {
  const auto la = la_argument(options.la);
  if (!la) return fail(la.error());
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto messages = store::list_messages(*reader, la.value(), !options.all, options.most);
  if (!messages) return fail(messages.error());
  if (options.json) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& message : *messages) list.push_back(to_json(message));
    fmt::print("{}\n", list.dump(2));
    return 0;
  }
  for (const auto& message : *messages) fmt::print("{}", to_text(message));
  if (messages->empty())
    fmt::print("{}\n", options.all ? "There is no message."
                                   : "Nothing waits, and nothing wants a decision. --all shows "
                                     "what was sent.");
  return 0;
}

int outbox_show_command(const settings::Settings& settings, std::int64_t id) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto content = store::message_content(*reader, MessageId{id});
  if (!content) return fail(content.error());
  fmt::print("{}", content.value());
  return 0;
}

int outbox_resend_command(const settings::Settings& settings, std::int64_t id, bool json) {
  const auto send = [&]() -> Result<jobs::Delivered> {
    const auto host = plugin_host();
    jobs::Configuration configuration{settings, jobs::load_catalogue(settings, host).catalogue, {}};
    TERMWISE_TRY(const auto access, DatabaseAccess::open(settings));
    TERMWISE_TRY(store::Database database, store::Database::open(access.url()));
    TERMWISE_TRY(configuration.revision, jobs::accept_settings(database, settings, configuration.catalogue));
    return jobs::send_again(database, configuration, MessageId{id},
                            {access.url(), host_name(), ::getpid(), TERMWISE_VERSION});
  };
  const auto delivered = send();
  if (!delivered) return fail(delivered.error());
  return print_delivered(*delivered, json);
}

int outbox_drop_command(const settings::Settings& settings, std::int64_t id, const std::string& reason) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto database = store::Database::open(access->url());
  if (!database) return fail(database.error());
  const auto dropped = store::drop_message(*database, MessageId{id}, fmt::format("Dropped by hand: {}", reason));
  if (!dropped) return fail(dropped.error());
  fmt::print("Message {} is dropped and will not be sent.\n", id);
  return 0;
}

}  // namespace termwise::app
