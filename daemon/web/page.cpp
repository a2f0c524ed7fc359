#include "web/page.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/mustache.h"
#include "report/page_links.h"
#include "store/records.h"
#include "web/texts.h"

namespace termwise::web {
namespace {

using nlohmann::json;

json navigation(const PageFrame& frame) {
  json entries = json::array();
  const auto add = [&](std::string_view name, std::string_view label, const std::string& path) {
    entries.push_back({{"label", label}, {"path", path}, {"here", frame.here == name}});
  };
  add("home", "Local Authorities", "/");
  if (!frame.la.empty()) {
    add("findings", "Findings", report::findings_path(frame.la));
    add("quality", "Data quality", report::quality_path(frame.la));
  }
  add("runs", "Runs", "/runs");
  add("status", "Status", "/status");
  return entries;
}

}  // namespace

std::string PageContext::parameter(const std::string& name) const {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

Result<LaCode> PageContext::la(std::size_t place) const {
  const auto code = LaCode::parse(captured.at(place));
  if (!code)
    return Error{ExitCode::data, fmt::format("{} is not a Local Authority's code.", quote(captured.at(place)))};
  const auto& las = configuration.settings.las;
  if (std::any_of(las.begin(), las.end(), [&](const auto& la) { return la.code == *code; })) return *code;
  TERMWISE_TRY(const bool has_data, store::has_records(reader, *code));
  if (!has_data)
    return Error{ExitCode::data,
                 fmt::format("No Local Authority with the code {} is in the configuration or in any loaded file.",
                             code->text())};
  return *code;
}

Result<Urn> PageContext::urn(std::size_t place) const {
  const std::string& text = captured.at(place);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.front() == '0' || number < 100000 ||
      number > 9999999)
    return Error{ExitCode::data, fmt::format("{} is not a school's URN.", quote(text))};
  return Urn{number};
}

Result<Response> page(const PageContext& context, const PageFrame& frame, std::string_view text, const json& view) {
  TERMWISE_TRY(std::string content, report::render(text, view, report::Escape::html));
  const json around{{"title", frame.title},
                    {"content", std::move(content)},
                    {"navigation", navigation(frame)},
                    {"identity", context.request.identity.empty() ? json(false) : json(context.request.identity)},
                    {"version", context.version}};
  TERMWISE_TRY(std::string body, report::render(texts::layout_html_mustache, around, report::Escape::html));
  Response response;
  response.body = std::move(body);
  return response;
}

Response error_page(int status, std::string_view sentence) {
  const json view{{"status", status}, {"sentence", std::string(sentence)}};
  auto body = report::render(texts::error_html_mustache, view, report::Escape::html);
  Response response;
  response.status = status;
  response.body = body ? std::move(body).value() : std::string(sentence);
  return response;
}

}  // namespace termwise::web
