#include "app/delivery_words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace termwise::app {
namespace {

const char* word(store::TryEnd end) {
  switch (end) {
    case store::TryEnd::sent:
      return "sent";
    case store::TryEnd::later:
      return "waiting";
    case store::TryEnd::refused:
      return "refused";
    case store::TryEnd::unknown:
      break;
  }
  return "unknown";
}

int exit_of(store::TryEnd end) {
  if (end == store::TryEnd::sent) return 0;
  return static_cast<int>(end == store::TryEnd::later ? ExitCode::try_again : ExitCode::unavailable);
}

nlohmann::ordered_json to_json(const jobs::Delivered& delivered) {
  return {{"message", delivered.message.id.value},
          {"to", delivered.message.address},
          {"message_id", delivered.message.message_id},
          {"state", word(delivered.end)},
          {"sentence", delivered.sentence}};
}

void print_text(const jobs::Delivered& delivered) {
  fmt::print("Message {} to {}: {}. {}\n", delivered.message.id.value, delivered.message.address, word(delivered.end),
             delivered.sentence);
}

}  // namespace

int exit_of(const jobs::SentDigests& sent) {
  int code = 0;
  for (const auto& delivered : sent.delivered)
    if (code == 0) code = exit_of(delivered.end);
  return code;
}

int print_sent(const jobs::SentDigests& sent, bool json) {
  auto list = nlohmann::ordered_json::array();
  if (!json) fmt::print("{}\n", sent.performed.sentence);
  for (const auto& delivered : sent.delivered) {
    if (json)
      list.push_back(to_json(delivered));
    else
      print_text(delivered);
  }
  if (json)
    fmt::print("{}\n", nlohmann::ordered_json{{"sentence", sent.performed.sentence}, {"messages", list}}.dump(2));
  return exit_of(sent);
}

int print_delivered(const jobs::Delivered& delivered, bool json) {
  if (json)
    fmt::print("{}\n", to_json(delivered).dump(2));
  else
    print_text(delivered);
  return exit_of(delivered.end);
}

}  // namespace termwise::app
