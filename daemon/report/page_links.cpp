#include "report/page_links.h"

#include <fmt/format.h>

namespace termwise::report {
namespace {

std::string with_query(std::string path, const QueryParameters& parameters) {
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    path += fmt::format("{}{}={}", separator, name, percent_encoded(value));
    separator = '&';
  }
  return path;
}

bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text)
    encoded += unreserved(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return encoded;
}

std::string findings_path(std::string_view la, const QueryParameters& parameters) {
  return with_query(fmt::format("/las/{}/findings", percent_encoded(la)), parameters);
}

std::string findings_csv_path(std::string_view la, const QueryParameters& parameters) {
  return with_query(fmt::format("/las/{}/findings.csv", percent_encoded(la)), parameters);
}

std::string school_path(std::string_view la, std::int64_t urn) {
  return fmt::format("/las/{}/schools/{}", percent_encoded(la), urn);
}

std::string finding_path(std::string_view la, std::int64_t urn, std::string_view rule, int summer) {
  return fmt::format("{}/{}/{}-{:02}", school_path(la, urn), percent_encoded(rule), summer - 1, summer % 100);
}

std::string quality_path(std::string_view la, const QueryParameters& parameters) {
  return with_query(fmt::format("/las/{}/quality", percent_encoded(la)), parameters);
}

std::string quality_csv_path(std::string_view la, const QueryParameters& parameters) {
  return with_query(fmt::format("/las/{}/quality.csv", percent_encoded(la)), parameters);
}

std::string runs_path(const QueryParameters& parameters) { return with_query("/runs", parameters); }

std::string run_path(std::int64_t run) { return fmt::format("/runs/{}", run); }

std::string stop_path(std::string_view token) { return fmt::format("/unsubscribe/{}", percent_encoded(token)); }

}  // namespace termwise::report
