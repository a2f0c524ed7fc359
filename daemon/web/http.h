// A request as the pages see it, checked and decoded, and their answer. Nothing here knows Beast.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace termwise::web {

inline constexpr std::size_t kMaximumTarget = 2048;       // bytes of a request's target; beyond: 414
inline constexpr std::size_t kMaximumHeader = 16u << 10;  // bytes of all header fields; beyond: 431
inline constexpr std::size_t kMaximumBody = 4u << 10;     // bytes; beyond: 413
inline constexpr std::size_t kMaximumParameters = 32;     // of a query; beyond: 400

enum class Method { get, head, post };

struct Request {
  Method method = Method::get;
  std::string host;                          // as the client names this server, in small letters and without the port
  std::vector<std::string> path;             // decoded segments: {"las", "886", "findings"}; {} is "/"
  std::map<std::string, std::string> query;  // decoded; of a name that stands twice the first counts
  std::map<std::string, std::string> form;   // of a POST with application/x-www-form-urlencoded
  std::string identity;                      // as the trusted proxy says; empty where none is configured
};

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beside those that every response has
};

using Handler = std::function<Response(const Request&)>;

}  // namespace termwise::web
