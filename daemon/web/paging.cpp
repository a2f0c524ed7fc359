#include "web/paging.h"

#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/mustache.h"
#include "web/texts.h"

namespace termwise::web {

using nlohmann::json;

Result<std::size_t> page_asked_for(const PageContext& context) {
  const std::string text = context.parameter("page");
  if (text.empty()) return std::size_t{1};
  std::size_t page = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page);
  if (error != std::errc() || end != text.data() + text.size() || page == 0 || page > kMostPages)
    return Error{ExitCode::usage, fmt::format("{} is not the number of a page; pages are numbered from 1 to {}.",
                                              quote(text), kMostPages)};
  return page;
}

Result<std::string> paging(std::size_t page, bool more, const std::function<std::string(const std::string&)>& address) {
  if (page == 1 && !more) return std::string();
  const auto link = [&](std::size_t number) { return address(number == 1 ? std::string() : std::to_string(number)); };
  const json view{{"page", page},
                  {"before", page > 1 ? json(link(page - 1)) : json(false)},
                  {"after", more ? json(link(page + 1)) : json(false)}};
  return report::render(texts::paging_html_mustache, view, report::Escape::html);
}

}  // namespace termwise::web
