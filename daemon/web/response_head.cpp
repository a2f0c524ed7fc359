#include "web/response_head.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::web {
namespace {

struct Status {
  int number;
  std::string_view phrase;
  std::string_view heading;  // of the server's own page
};

constexpr Status kStatuses[] = {
    {200, "OK", ""},
    {204, "No Content", ""},
    {301, "Moved Permanently", ""},
    {302, "Found", ""},
    {303, "See Other", ""},
    {304, "Not Modified", ""},
    {307, "Temporary Redirect", ""},
    {308, "Permanent Redirect", ""},
    {400, "Bad Request", "The request was not understood"},
    {401, "Unauthorized", "Nobody is signed in"},
    {403, "Forbidden", ""},
    {404, "Not Found", ""},
    {405, "Method Not Allowed", "This cannot be done with a page"},
    {408, "Request Timeout", ""},
    {409, "Conflict", ""},
    {410, "Gone", ""},
    {411, "Length Required", "The form came without its length"},
    {413, "Content Too Large", "The form is too large"},
    {414, "URI Too Long", "The address is too long"},
    {415, "Unsupported Media Type", "This cannot be sent"},
    {417, "Expectation Failed", "The request was not understood"},
    {429, "Too Many Requests", ""},
    {431, "Request Header Fields Too Large", "The request is too large"},
    {500, "Internal Server Error", "The page could not be made"},
    {503, "Service Unavailable", ""},
    {505, "HTTP Version Not Supported", "The request was not understood"},
};

const Status* find_status(int number) {
  const auto found = std::find_if(std::begin(kStatuses), std::end(kStatuses),
                                  [number](const Status& status) { return status.number == number; });
  return found == std::end(kStatuses) ? nullptr : found;
}

// Cache-Control is not among them: a handler may know better.
constexpr std::pair<std::string_view, std::string_view> kAlways[] = {
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
     "'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
};
constexpr std::string_view kFraming[] = {"CONNECTION", "CONTENT-LENGTH", "CONTENT-TYPE",      "DATE",   "KEEP-ALIVE",
                                         "SERVER",     "TRAILER",        "TRANSFER-ENCODING", "UPGRADE"};

bool is_token(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

// Printable ASCII; nothing else has one meaning to all clients.
bool is_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_servers_own(const std::string& upper_name) {
  return std::find(std::begin(kFraming), std::end(kFraming), upper_name) != std::end(kFraming) ||
         std::any_of(std::begin(kAlways), std::end(kAlways),
                     [&](const auto& header) { return to_upper_ascii(header.first) == upper_name; });
}

std::string html_escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

// RFC 9110, section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::chrono::system_clock::time_point now) {
  constexpr std::string_view kWeekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto midnight = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day day(midnight);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(now - midnight));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kWeekdays[std::chrono::weekday(midnight).c_encoding()],
                     static_cast<unsigned>(day.day()), kMonths[static_cast<unsigned>(day.month()) - 1],
                     static_cast<int>(day.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

}  // namespace

bool has_body(int status) { return status != 204 && status != 304; }

std::optional<std::string> problem_of(const Response& response) {
  if (response.status < 200 || response.status > 599) return fmt::format("its status is {}", response.status);
  if (!is_value(response.content_type) || response.content_type.empty()) return "its content type cannot be sent";
  for (const auto& [name, value] : response.headers) {
    if (!is_token(name) || !is_value(value)) return fmt::format("its header {} cannot be sent", quote(name));
    if (is_servers_own(to_upper_ascii(name)))
      return fmt::format("it has the header {}, which the server sets", quote(name));
  }
  return std::nullopt;
}

std::string response_head(const Response& response, bool close, std::chrono::system_clock::time_point now) {
  const Status* status = find_status(response.status);
  std::string head =
      fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, status ? status->phrase : "", http_date(now));
  if (has_body(response.status))
    head += fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n", response.content_type, response.body.size());
  for (const auto& [name, value] : kAlways) head += fmt::format("{}: {}\r\n", name, value);
  bool says_how_to_cache = false;
  for (const auto& [name, value] : response.headers) {
    if (to_upper_ascii(name) == "CACHE-CONTROL") says_how_to_cache = true;
    head += fmt::format("{}: {}\r\n", name, value);
  }
  if (!says_how_to_cache) head += "Cache-Control: no-store\r\n";
  if (close) head += "Connection: close\r\n";
  return head + "\r\n";
}

Response error_page(const Refusal& refusal) {
  const Status* status = find_status(refusal.status);
  const std::string heading = html_escaped(status ? status->heading : "");
  Response page;
  page.status = refusal.status;
  page.body = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{0} - "
      "Termwise</title>\n</head>\n"
      "<body>\n<main>\n<h1>{0}</h1>\n<p>{1}</p>\n</main>\n</body>\n</html>\n",
      heading, html_escaped(refusal.sentence));
  if (refusal.status == 405) page.headers.emplace_back("Allow", "GET, HEAD, POST");
  // HTTP wants a scheme to be named; this one makes no browser ask for a password that the server could not check.
  if (refusal.status == 401) page.headers.emplace_back("WWW-Authenticate", "ReverseProxy realm=\"Termwise\"");
  return page;
}

}  // namespace termwise::web
