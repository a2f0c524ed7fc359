#include "mail/verdict.h"

#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::mail {
namespace {

constexpr std::size_t kMostDetail = 300;  // shown of libcurl's own words

// Answers that ask for a login, or for TLS, whatever the command was (RFC 4954, 6; RFC 3207, 4).
bool wants_login(int code) { return code == 530 || code == 534 || code == 535 || code == 538; }

std::string_view doing(Phase phase) {
  switch (phase) {
    case Phase::connecting:
      return "connecting to it";
    case Phase::hello:
      return "greeting it";
    case Phase::encryption:
      return "starting TLS";
    case Phase::login:
      return "logging in";
    case Phase::sender:
      return "naming the sender";
    case Phase::recipient:
      return "naming the recipient";
    case Phase::data:
      return "handing it the message";
    case Phase::answer:
      return "waiting for its answer";
  }
  return {};
}

std::string no_login_offered(const settings::Relay& relay) {
  return fmt::format(
      "The relay {} offered no login that Termwise knows (PLAIN, LOGIN, CRAM-MD5), though a user is named. "
      "Check its port, whether it wants TLS first, and whether it wants a user at all",
      place(relay));
}

Delivery refused_by_login(const settings::Relay& relay, const Dialogue& dialogue) {
  std::string sentence;
  if (relay.user.empty())
    sentence = fmt::format("The relay {} wants a login first: {}. Name a user and a password file for it.",
                           place(relay), dialogue.words());
  else if (!dialogue.tried_login())
    sentence = fmt::format("{}; without a login it said {}.", no_login_offered(relay), dialogue.words());
  else
    sentence = fmt::format(
        "The relay {} does not accept the user {} with this password: {}. Put the right password into "
        "{}.",
        place(relay), quote(relay.user), dialogue.words(), relay.password_file.string());
  return {Outcome::later, std::move(sentence)};
}

// The relay answered, and the answer is no.
Delivery refused(const settings::Relay& relay, const Dialogue& dialogue) {
  const bool for_good = dialogue.code() >= 500;
  const bool unknown_user = !relay.user.empty() && !dialogue.tried_login();
  const auto said = [&](Outcome outcome, std::string_view what, std::string_view remedy) {
    return Delivery{outcome, fmt::format("The relay {} {}: {}. {}", place(relay), what, dialogue.words(), remedy)};
  };
  switch (dialogue.phase()) {
    case Phase::connecting:
    case Phase::hello:
      return said(Outcome::later, "will not talk to this machine",
                  for_good ? "Ask its operators to let this machine in." : "It may later.");
    case Phase::encryption:
      return said(Outcome::later, "will not start TLS", "Ask its operators to mend its certificate.");
    case Phase::login:
      return for_good ? refused_by_login(relay, dialogue)
                      : said(Outcome::later, "cannot check the login now", "It may later.");
    default:
      break;
  }
  if (for_good && (wants_login(dialogue.code()) || (unknown_user && dialogue.phase() <= Phase::recipient)))
    return refused_by_login(relay, dialogue);
  const Outcome outcome = for_good ? Outcome::never : Outcome::later;
  const std::string_view now = "It may later.";
  switch (dialogue.phase()) {
    case Phase::sender:
      return said(outcome, for_good ? "refuses the sender" : "does not take the sender now",
                  for_good ? "Give Termwise a sender's address that it accepts." : now);
    case Phase::recipient:
      return said(outcome, for_good ? "refuses the recipient" : "does not take the recipient now",
                  for_good ? "Correct the recipient's address." : now);
    default:
      return said(outcome, for_good ? "refuses the message" : "does not take the message now",
                  for_good ? "Ask its operators why." : now);
  }
}

// Whether the last answer is neither a refusal nor what was to be expected.
bool senseless(const Dialogue& dialogue) {
  if (dialogue.code() == 0) return false;
  return dialogue.phase() == Phase::data ? dialogue.code() != 354 : dialogue.code() / 100 != 2;
}

// The attempt ended without an answer that decides it, and before the relay could have taken the message.
std::string failure(const settings::Relay& relay, const Dialogue& dialogue, const Ending& ending) {
  const std::string at = place(relay);
  const std::string detail =
      ending.detail.empty() ? curl_easy_strerror(ending.code) : quote(ending.detail, kMostDetail);
  switch (ending.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return fmt::format("The relay's name {} cannot be resolved. Check its spelling, and this machine's name service.",
                         quote(relay.host));
    case CURLE_COULDNT_CONNECT:
      return fmt::format(
          "The relay {} cannot be reached: {}. Check that it runs there and that no firewall is between.", at, detail);
    case CURLE_OPERATION_TIMEDOUT:
      return fmt::format("The relay {} did not answer within {}, while Termwise was {}. Check that it is well, {}.", at,
                         counted(relay.timeout.count(), "second", "seconds"), doing(dialogue.phase()),
                         dialogue.phase() == Phase::connecting && !relay.implicit_tls
                             ? "that no firewall is between, and that its port is not one that starts with TLS"
                             : "and that no firewall is between");
    case CURLE_PEER_FAILED_VERIFICATION:
      return fmt::format(
          "The certificate of the relay {} cannot be trusted: {}. Give the host name that stands in it, "
          "and the file of the CA that signed it.",
          at, detail);
    case CURLE_SSL_CACERT_BADFILE:
      return fmt::format(
          "The CA file {} for the relay {} cannot be used: {}. Let Termwise's user read a PEM file there.",
          relay.ca_file.string(), at, detail);
    case CURLE_SSL_CONNECT_ERROR:
      return fmt::format(
          "TLS with the relay {} failed: {}. Check its port, and whether it starts with TLS or with "
          "STARTTLS.",
          at, detail);
    case CURLE_USE_SSL_FAILED:
      return fmt::format("The relay {} offers no STARTTLS, and {}. Ask its operators for TLS, or check its port.", at,
                         relay.starttls == settings::Tls::required ? "the configuration requires it"
                                                                   : "no password is sent without it");
    case CURLE_LOGIN_DENIED:
      if (!dialogue.tried_login()) return no_login_offered(relay) + ".";
      return fmt::format("The login of the user {} at the relay {} failed. Put the right password into {}.",
                         quote(relay.user), at, relay.password_file.string());
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_WEIRD_SERVER_REPLY:
      if (senseless(dialogue))
        return fmt::format("The relay {} gave an answer that means nothing here: {}. Check that a mail relay is there.",
                           at, dialogue.words());
      return fmt::format("The connection to the relay {} ended while Termwise was {}. Check that it is well.", at,
                         doing(dialogue.phase()));
    default:
      return fmt::format("The connection to the relay {} failed while Termwise was {}: {}. Check that it is well.", at,
                         doing(dialogue.phase()), detail);
  }
}

// How it came that there is no answer to the message.
std::string silence(const settings::Relay& relay, const Dialogue& dialogue, const Ending& ending) {
  if (ending.stopped) return "Termwise stopped before the answer came";
  if (ending.code == CURLE_OPERATION_TIMEDOUT)
    return fmt::format("nothing came within {}", counted(relay.timeout.count(), "second", "seconds"));
  if (dialogue.code() != 0) return fmt::format("it said {}", dialogue.words());
  return "the connection ended";
}

}  // namespace

std::string place(const settings::Relay& relay) {
  const bool literal = relay.host.find(':') != std::string::npos;  // an IPv6 address
  return literal ? fmt::format("[{}]:{}", relay.host, relay.port) : fmt::format("{}:{}", relay.host, relay.port);
}

Delivery verdict(const settings::Relay& relay, const Dialogue& dialogue, const Ending& ending) {
  // Any 2yz after the message means that it was taken (RFC 5321, 4.2.1); libcurl knows 250 only.
  const int family = dialogue.code() / 100;
  if (dialogue.given() && family == 2)
    return {Outcome::delivered, fmt::format("The relay {} has taken the message: {}.", place(relay), dialogue.words())};
  if (ending.held_back) return {Outcome::later, ending.held_back->text()};
  if (family == 4 || family == 5) return refused(relay, dialogue);
  if (dialogue.given())
    return {
        Outcome::unknown,
        fmt::format("The relay {} had the whole message and did not say whether it takes it: {}. Ask the recipient, or "
                    "the relay's operators, before it is sent again.",
                    place(relay), silence(relay, dialogue, ending))};
  if (ending.stopped)
    return {Outcome::later, fmt::format("The attempt to hand the message to the relay {} was broken off, because "
                                        "Termwise stops. Nothing was delivered.",
                                        place(relay))};
  return {Outcome::later, failure(relay, dialogue, ending)};
}

}  // namespace termwise::mail
