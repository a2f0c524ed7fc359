// The access log: one line a request, so that LA IT can say who read what and when.
//
//   2026-11-23T07:00:00.123Z 127.0.0.1 "jane@kent.example" GET "/las/886?year=2016%2F17" 200 5120 12
//
// Time (UTC), peer, who the proxy said it was (or -), method, target, status, bytes sent, milliseconds from the first
// byte of the request to the last of the response. What stands between quotation marks is escaped, so that no request
// can forge a line. A token that ends an e-mail subscription is never written in full.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/unique_fd.h"

namespace termwise::web {

inline constexpr std::size_t kMaximumLoggedTarget = 400;  // bytes; a longer one is cut
inline constexpr std::size_t kMaximumLoggedMethod = 20;   // likewise

struct AccessEntry {
  std::chrono::system_clock::time_point time;
  std::string peer;
  std::string identity;  // empty: none
  std::string method;    // as sent; empty where it could not be read
  std::string target;    // likewise
  int status = 0;
  std::size_t bytes = 0;
  std::chrono::milliseconds duration{0};
};

// Without its newline.
std::string access_line(const AccessEntry& entry);

// The target as it may be logged.
std::string without_token(std::string_view target);

class AccessLog {
 public:
  // Appends to the file, which is made (0640) where there is none; an empty path means Termwise's own log. Error (exit
  // 73): it cannot be opened.
  static Result<std::unique_ptr<AccessLog>> open(const std::filesystem::path& path);

  // From any thread. Where the file was moved away or removed, a new one is begun, so that logrotate needs to tell
  // nobody. What cannot be written is said once in Termwise's own log, until it can again.
  void write(const AccessEntry& entry);

 private:
  explicit AccessLog(std::filesystem::path path) : path_(std::move(path)) {}
  Result<void> reopen();
  bool still_there() const;

  const std::filesystem::path path_;
  std::mutex mutex_;
  UniqueFd file_;
  bool failing_ = false;
};

}  // namespace termwise::web
