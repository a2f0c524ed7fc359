#include "web/request_head.h"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>

#include <fmt/format.h>

#include "base/text.h"
#include "web/identity.h"
#include "web/multipart.h"
#include "web/target.h"

namespace termwise::web {
namespace {

namespace http = boost::beast::http;

using Fields = http::request<http::empty_body>;

// What stands in a request line beside the target: a method, two spaces and a version, with room to spare.
constexpr std::size_t kRestOfRequestLine = 64;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

Refusal from_parser(boost::beast::error_code error) {
  if (error == http::error::bad_version) return {505, "This server speaks HTTP/1.1 and HTTP/1.0 only."};
  if (error == http::error::body_limit)
    return {413, fmt::format("The form is larger than the {} bytes that are allowed.", kMaximumBody)};
  return {400, "The request is not written as HTTP/1.1 demands."};
}

std::optional<Refusal> read_method(std::string_view method, Request& request) {
  if (method == "GET")
    request.method = Method::get;
  else if (method == "HEAD")
    request.method = Method::head;
  else if (method == "POST")
    request.method = Method::post;
  else
    return Refusal{405,
                   "Pages of this service can be read (GET, HEAD) and forms sent (POST); nothing else is possible."};
  return std::nullopt;
}

bool is_form(std::string_view content_type) {
  const std::string_view media = trim(content_type.substr(0, content_type.find(';')));
  return to_upper_ascii(media) == "APPLICATION/X-WWW-FORM-URLENCODED";
}

std::optional<Refusal> check_body(const Fields& fields, std::optional<std::uint64_t> length, Head& head) {
  if (fields.count(http::field::transfer_encoding) > 0)
    return Refusal{411, "A form must be sent with its length (Content-Length); transfer codings are not accepted."};
  if (head.request.method != Method::post) {
    if (length.value_or(0) > 0) return Refusal{400, "Only a form that is sent (POST) can have a body."};
    return std::nullopt;
  }
  if (!length) return Refusal{411, "A form must be sent with its length (Content-Length)."};
  const std::string_view type = view(fields[http::field::content_type]);
  head.boundary = form_boundary(type);
  if (!head.boundary && !is_form(type))
    return Refusal{415,
                   "Only a form (application/x-www-form-urlencoded or multipart/form-data) can be sent to this "
                   "service."};
  head.body_size = static_cast<std::size_t>(*length);
  return std::nullopt;
}

std::optional<Refusal> check_expectation(const Fields& fields, Head& head) {
  if (fields.version() < 11 || fields.count(http::field::expect) == 0) return std::nullopt;
  if (fields.count(http::field::expect) > 1 || to_upper_ascii(view(fields[http::field::expect])) != "100-CONTINUE")
    return Refusal{417, "The request expects something (Expect) that this server does not know."};
  head.expects_continue = head.body_size > 0;
  return std::nullopt;
}

// "Termwise.Example.org:443" and "[::1]:80" without the port, in small letters.
std::string host_name(std::string_view host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket))
    host = host.substr(0, colon);
  std::string name(host);
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return name;
}

}  // namespace

HeadEnd find_head_end(std::string_view bytes, std::size_t seen) {
  const std::size_t line = bytes.find('\n');
  if (line == std::string_view::npos) {
    if (bytes.size() > kMaximumTarget + kRestOfRequestLine) return {0, target_too_long()};
    return {};
  }
  if (line > kMaximumTarget + kRestOfRequestLine) return {0, target_too_long()};
  std::size_t end = 0;
  for (std::size_t i = bytes.find('\n', seen); i != std::string_view::npos && end == 0; i = bytes.find('\n', i + 1)) {
    if (i == 0 || bytes[i - 1] != '\r')
      return {0, Refusal{400, "A line of the request ends without a carriage return."}};
    if (i >= 3 && bytes[i - 2] == '\n') end = i + 1;
  }
  const std::size_t fields = (end == 0 ? bytes.size() : end - 2) - (line + 1);
  if (fields > kMaximumHeader)
    return {0,
            Refusal{431, fmt::format("The header of the request is larger than the {} bytes that are allowed. Clearing "
                                     "the cookies of this site may help.",
                                     kMaximumHeader)}};
  return {end, std::nullopt};
}

std::optional<Refusal> read_head(std::string_view bytes, std::string_view identity_header, Head& head) {
  http::request_parser<http::empty_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(bytes.size() + 1));
  parser.body_limit(kMaximumBody);
  boost::beast::error_code error;
  parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  const Fields& fields = parser.get();
  head.method = view(fields.method_string());
  head.target = view(fields.target());
  const auto bad_method = read_method(head.method, head.request);
  if (error) return from_parser(error);
  if (!parser.is_header_done()) return Refusal{400, "The request is not written as HTTP/1.1 demands."};
  if (bad_method) return bad_method;
  if (fields.count(http::field::host) > 1 || (fields.version() >= 11 && fields.count(http::field::host) == 0))
    return Refusal{400, "The request must name its host, once."};
  head.request.host = host_name(view(fields[http::field::host]));
  // HTTP/1.0 and its clients differ about connections that stay, so such a one always ends.
  head.keep_alive = fields.version() >= 11 && parser.keep_alive();

  Target target;
  if (auto refusal = decode_target(head.target, target)) return refusal;
  head.request.path = std::move(target.path);
  head.request.query = std::move(target.query);

  if (!identity_header.empty()) {
    std::vector<std::string_view> values;
    const auto range = fields.equal_range(boost::beast::string_view(identity_header.data(), identity_header.size()));
    for (auto field = range.first; field != range.second; ++field) values.push_back(view(field->value()));
    if (auto refusal = read_identity(values, head.request)) return refusal;
  }
  const auto length = parser.content_length();
  if (auto refusal = check_body(fields, length ? std::optional<std::uint64_t>(*length) : std::nullopt, head))
    return refusal;
  return check_expectation(fields, head);
}

}  // namespace termwise::web
