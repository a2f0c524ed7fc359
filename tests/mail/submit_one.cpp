// Submits the message on standard input to a relay, as the arguments KEY=VALUE say, and prints what became of it. With
// hold=SENTENCE the caller of submit() changes its mind when the relay asks for the message; stop_fd=N is passed on.
// For the host slow.test the name service does not answer.
#include <dlfcn.h>
#include <netdb.h>

#include <chrono>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <thread>

#include "mail/submission.h"

namespace {

using termwise::mail::Outcome;

const char* word(Outcome outcome) {
  switch (outcome) {
    case Outcome::delivered:
      return "delivered";
    case Outcome::later:
      return "later";
    case Outcome::never:
      return "never";
    case Outcome::unknown:
      return "unknown";
  }
  return "?";
}

}  // namespace

// Stands before the C library's own.
extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** found) {
  if (name != nullptr && std::string_view(name) == "slow.test") {
    std::this_thread::sleep_for(std::chrono::seconds(20));
    return EAI_AGAIN;
  }
  static const auto real = reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(name, service, hints, found);
}

int main(int count, char** arguments) {
  std::map<std::string, std::string> given = {{"host", "127.0.0.1"}, {"timeout", "10"}, {"stop_fd", "-1"}};
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos) return 64;
    given[argument.substr(0, equals)] = argument.substr(equals + 1);
  }
  const std::string bytes{std::istreambuf_iterator<char>(std::cin), {}};
  const std::map<std::string, termwise::settings::Tls> words = {{"required", termwise::settings::Tls::required},
                                                                {"if_offered", termwise::settings::Tls::if_offered},
                                                                {"never", termwise::settings::Tls::never}};
  termwise::settings::Relay relay;
  relay.host = given["host"];
  relay.port = static_cast<std::uint16_t>(std::stoi(given.at("port")));
  relay.implicit_tls = given["implicit_tls"] == "yes";
  relay.starttls = words.at(given.at("starttls"));
  relay.user = given["user"];
  relay.password_file = given["password_file"];
  relay.ca_file = given["ca_file"];
  relay.timeout = std::chrono::seconds(std::stoi(given["timeout"]));
  const auto before_data = [&]() -> termwise::Result<void> {
    std::cout << "before_data" << std::endl;
    if (given.contains("hold")) return termwise::Error{termwise::ExitCode::try_again, given["hold"]};
    return {};
  };
  const auto delivery = termwise::mail::submit(relay, {given.at("from"), given.at("to"), bytes}, before_data,
                                               std::stoi(given["stop_fd"]));
  std::cout << word(delivery.outcome) << "\n" << delivery.sentence << std::endl;
  return 0;
}
