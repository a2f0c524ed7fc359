#include "mail/submission.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "mail/dialogue.h"
#include "mail/verdict.h"

namespace termwise::mail {
namespace {

constexpr std::uint64_t kMostPasswordBytes = 1024;  // of the password file
constexpr int kLongestWaitMilliseconds = 1000;      // libcurl's own timers come sooner

struct EasyEnd {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct MultiEnd {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct ListEnd {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyEnd>;
using Multi = std::unique_ptr<CURLM, MultiEnd>;
using List = std::unique_ptr<curl_slist, ListEnd>;

// What libcurl's callbacks work on.
struct Attempt {
  std::string_view unsent;
  const std::function<Result<void>()>& before_data;
  int stop_fd;
  Dialogue dialogue;
  std::vector<int> sockets = {};  // open ones: one, or two while libcurl tries two addresses
  bool asked = false;
  bool stopped = false;
  std::optional<Error> held_back = {};
};

std::size_t give_bytes(char* buffer, std::size_t size, std::size_t count, void* user) {
  Attempt& attempt = *static_cast<Attempt*>(user);
  if (!attempt.asked) {
    attempt.asked = true;
    if (auto ready = attempt.before_data(); !ready) {
      attempt.held_back = std::move(ready).error();
      return CURL_READFUNC_ABORT;
    }
  }
  const std::size_t given = std::min(size * count, attempt.unsent.size());
  if (given == 0) attempt.dialogue.message_given();
  std::memcpy(buffer, attempt.unsent.data(), given);
  attempt.unsent.remove_prefix(given);
  return given;
}

// Called at every step, and every second while libcurl waits on its own: for the answer to the message, and to QUIT.
int keep_going(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  Attempt& attempt = *static_cast<Attempt*>(user);
  pollfd stop{attempt.stop_fd, POLLIN, 0};
  if (::poll(&stop, 1, 0) > 0) attempt.stopped = true;
  // A relay that is slow to say goodbye holds nobody up.
  return attempt.stopped || attempt.dialogue.closing() ? 1 : 0;
}

int listen_in(CURL*, curl_infotype type, char* data, std::size_t size, void* user) {
  Attempt& attempt = *static_cast<Attempt*>(user);
  if (type == CURLINFO_HEADER_IN) attempt.dialogue.received({data, size});
  if (type != CURLINFO_HEADER_OUT) return 0;
  attempt.dialogue.sent({data, size});
  // libcurl says goodbye, and waits, also to a relay that it has just given up.
  if (attempt.dialogue.closing() && attempt.dialogue.code() == 0)
    for (const int fd : attempt.sockets) ::shutdown(fd, SHUT_RDWR);
  return 0;
}

curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  const int fd = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (fd < 0) return CURL_SOCKET_BAD;
  static_cast<Attempt*>(user)->sockets.push_back(fd);
  return fd;
}

int close_socket(void* user, curl_socket_t fd) {
  std::erase(static_cast<Attempt*>(user)->sockets, fd);
  return ::close(fd);
}

Result<std::string> read_password(const settings::Relay& relay) {
  auto content = read_file(relay.password_file, kMostPasswordBytes);
  const auto failure = [&](const std::string& problem) {
    return Error{ExitCode::configuration,
                 fmt::format("The password for the relay {} is not to be had. {}", place(relay), problem)};
  };
  if (!content) return failure(content.error().text());
  std::string password = std::move(content).value();
  if (password.ends_with('\n')) password.pop_back();
  if (password.ends_with('\r')) password.pop_back();
  if (password.empty() || password.find_first_of(std::string_view("\0\r\n", 3)) != std::string::npos)
    return failure(fmt::format("The file {} must hold the password alone, on one line.", relay.password_file.string()));
  return password;
}

// Whether an address can stand between < and > without becoming another command.
bool speakable(std::string_view address) {
  return !address.empty() && std::all_of(address.begin(), address.end(),
                                         [](char c) { return c > 0x20 && c < 0x7F && c != '<' && c != '>'; });
}

long encryption(const settings::Relay& relay) {
  switch (relay.starttls) {
    case settings::Tls::never:
      return CURLUSESSL_NONE;
    case settings::Tls::if_offered:
      // Whoever can hide the offer of TLS from Termwise would be given the password.
      return relay.user.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL;
    case settings::Tls::required:
      break;
  }
  return CURLUSESSL_ALL;
}

// Whether libcurl took every option.
bool prepare(CURL* easy, const settings::Relay& relay, const Envelope& envelope, const std::string& password,
             curl_slist* recipients, char* error_text, Attempt& attempt) {
  bool taken = true;
  const auto set = [&](CURLoption option, auto value) {
    taken = taken && curl_easy_setopt(easy, option, value) == CURLE_OK;
  };
  const long milliseconds = std::chrono::milliseconds(relay.timeout).count();
  set(CURLOPT_URL, fmt::format("{}://{}", relay.implicit_tls ? "smtps" : "smtp", place(relay)).c_str());
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_PROXY, "");  // whatever the environment says
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // a name that is still being resolved does not hold up the end
  set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds);
  set(CURLOPT_TIMEOUT_MS, milliseconds);
  set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(relay.timeout.count()));  // else two minutes
  set(CURLOPT_USE_SSL, encryption(relay));
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!relay.ca_file.empty()) {
    set(CURLOPT_CAINFO, relay.ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<char*>(nullptr));  // else the system's CAs are trusted beside it
  }
  if (!relay.user.empty()) {
    set(CURLOPT_USERNAME, relay.user.c_str());
    set(CURLOPT_PASSWORD, password.c_str());
    // libcurl would prefer Kerberos, for which there is no ticket.
    set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN;AUTH=CRAM-MD5");
  }
  set(CURLOPT_MAIL_FROM, envelope.from.c_str());
  set(CURLOPT_MAIL_RCPT, recipients);
  // No CURLOPT_INFILESIZE: libcurl counts the dots that it adds, and would end the message too soon.
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, give_bytes);
  set(CURLOPT_READDATA, &attempt);
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, keep_going);
  set(CURLOPT_XFERINFODATA, &attempt);
  set(CURLOPT_OPENSOCKETFUNCTION, open_socket);
  set(CURLOPT_OPENSOCKETDATA, &attempt);
  set(CURLOPT_CLOSESOCKETFUNCTION, close_socket);
  set(CURLOPT_CLOSESOCKETDATA, &attempt);
  set(CURLOPT_VERBOSE, 1L);  // to listen_in only
  set(CURLOPT_DEBUGFUNCTION, listen_in);
  set(CURLOPT_DEBUGDATA, &attempt);
  set(CURLOPT_ERRORBUFFER, error_text);
  set(CURLOPT_FORBID_REUSE, 1L);  // QUIT is then part of the attempt and within its limits
  return taken;
}

// The handle is never taken out before its end: libcurl would then finish the message as if it were whole.
CURLcode perform(CURLM* multi, CURL* easy, int stop_fd) {
  if (curl_multi_add_handle(multi, easy) != CURLM_OK) return CURLE_OUT_OF_MEMORY;
  CURLcode result = CURLE_OUT_OF_MEMORY;
  int running = 1;
  while (curl_multi_perform(multi, &running) == CURLM_OK && running > 0) {
    curl_waitfd stop{stop_fd, CURL_WAIT_POLLIN, 0};
    curl_multi_poll(multi, &stop, stop_fd >= 0 ? 1 : 0, kLongestWaitMilliseconds, nullptr);
  }
  int queued = 0;
  if (const CURLMsg* message = curl_multi_info_read(multi, &queued)) result = message->data.result;
  curl_multi_remove_handle(multi, easy);
  return result;
}

}  // namespace

Delivery submit(const settings::Relay& relay, const Envelope& envelope,
                const std::function<Result<void>()>& before_data, int stop_fd) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  for (const std::string& address : {envelope.from, envelope.to})
    if (!speakable(address))
      return {Outcome::never,
              fmt::format("{} is no address that can be given to a relay. Correct it.", quote(address))};
  std::string password;
  if (!relay.user.empty()) {
    auto found = read_password(relay);
    if (!found) return {Outcome::later, found.error().message};
    password = std::move(found).value();
  }
  char error_text[CURL_ERROR_SIZE] = "";
  const List recipients(curl_slist_append(nullptr, envelope.to.c_str()));
  const Multi multi(curl_multi_init());
  const Easy easy(curl_easy_init());
  Attempt attempt{envelope.bytes, before_data, stop_fd, Dialogue(password)};
  Ending ending{CURLE_FAILED_INIT, "libcurl could not be started"};
  if (ready == CURLE_OK && recipients && multi && easy &&
      prepare(easy.get(), relay, envelope, password, recipients.get(), error_text, attempt)) {
    ending.code = perform(multi.get(), easy.get(), stop_fd);
    ending.detail = error_text;
  }
  ending.held_back = std::move(attempt.held_back);
  ending.stopped = attempt.stopped;
  return verdict(relay, attempt.dialogue, ending);
}

}  // namespace termwise::mail
