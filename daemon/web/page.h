// What a page is given and how it becomes a response: one layout around all, every value escaped by the template.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/ids.h"
#include "base/result.h"
#include "jobs/configuration.h"
#include "store/database.h"
#include "web/http.h"

namespace termwise::web {

struct PageContext {
  const Request& request;
  const std::vector<std::string>& captured;  // the segments of the address that stand for something: {"886", "900006"}
  const jobs::Configuration& configuration;
  store::Reader& reader;
  const std::string& version;

  // A parameter of the query, empty where it is not given.
  std::string parameter(const std::string& name) const;
  // The captured segment as an LA that is configured or has data. Error (exit 65): there is none.
  Result<LaCode> la(std::size_t place) const;
  Result<Urn> urn(std::size_t place) const;
};

// An error of exit 65 is answered with 404, 64 with 400, 69 and 75 with 503, any other with 500.
using Page = Result<Response> (*)(const PageContext& context);

struct PageFrame {
  std::string title;  // of the document and its first heading
  std::string la;     // whose pages these are: its navigation is shown; empty: none's
  std::string here;   // which entry of the navigation this is: "findings", "quality", "runs", "status"
};

// The page in the site's layout. `text` is the page's own template, `view` its values.
Result<Response> page(const PageContext& context, const PageFrame& frame, std::string_view text,
                      const nlohmann::json& view);

// The sentence of an error as a page with its status.
Response error_page(int status, std::string_view sentence);

}  // namespace termwise::web
