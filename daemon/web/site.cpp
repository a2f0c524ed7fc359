#include "web/site.h"

#include <optional>

#include "base/log.h"
#include "web/page.h"
#include "web/pages.h"
#include "web/reader_pool.h"
#include "web/stop_page.h"
#include "web/texts.h"

namespace termwise::web {
namespace {

// "*" stands for a segment that the page is given.
struct Route {
  std::vector<std::string_view> path;
  Page page;
};

const std::vector<Route>& routes() {
  static const std::vector<Route> all{
      {{}, home_page},
      {{"las", "*", "findings"}, findings_page},
      {{"las", "*", "findings.csv"}, findings_csv},
      {{"las", "*", "schools", "*"}, school_page},
      {{"las", "*", "schools", "*", "*", "*"}, finding_page},
      {{"las", "*", "quality"}, quality_page},
      {{"las", "*", "quality.csv"}, quality_csv},
      {{"runs"}, runs_page},
      {{"runs", "*"}, run_page},
      {{"status"}, status_page},
      {{"metrics"}, metrics},
      {{"readyz"}, ready},
      {{"style.css"}, style_sheet},
  };
  return all;
}

std::optional<std::vector<std::string>> captured(const Route& route, const std::vector<std::string>& path) {
  if (route.path.size() != path.size()) return std::nullopt;
  std::vector<std::string> found;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (route.path[i] == "*")
      found.push_back(path[i]);
    else if (route.path[i] != path[i])
      return std::nullopt;
  }
  return found;
}

int status_of(const Error& error) {
  switch (error.exit) {
    case ExitCode::usage:
      return 400;
    case ExitCode::data:
    case ExitCode::no_input:
      return 404;
    case ExitCode::configuration:  // the database's tables are another version's
    case ExitCode::unavailable:
    case ExitCode::try_again:
      return 503;
    default:
      return 500;
  }
}

Response only_for_reading() {
  Response response = error_page(405, "This page is only for reading.");
  response.headers.emplace_back("Allow", "GET, HEAD");
  return response;
}

class Site {
 public:
  explicit Site(SiteSurroundings surroundings) : surroundings_(std::move(surroundings)), readers_(surroundings_.url) {}

  Response answer(const Request& request) {
    // A page elsewhere that makes a browser call this machine by a name of its own must not read what stands here.
    if (!called_by_its_name(request))
      return error_page(421, "This server has another name. Open it by the public_url of its configuration.");
    // Alive means that this answers; it asks nobody else.
    if (request.path == std::vector<std::string>{"healthz"}) return {200, "text/plain; charset=utf-8", "alive\n", {}};
    if (request.path.size() == 2 && request.path[0] == "unsubscribe")
      return said(stop_page(request, surroundings_.url, request.path[1]));
    for (const auto& route : routes()) {
      const auto segments = captured(route, request.path);
      if (!segments) continue;
      if (request.method == Method::post) return only_for_reading();
      return said(show(route.page, request, *segments));
    }
    return error_page(404, "There is no such page.");
  }

 private:
  bool called_by_its_name(const Request& request) const {
    const auto configuration = surroundings_.configuration();
    const auto& settings = configuration->settings;
    // Over a Unix socket only a proxy can come, and only over HTTP/1.0 may the name be missing.
    if (request.host.empty() || (settings.web && !settings.web->socket.empty())) return true;
    if (request.host == "localhost" || request.host == "127.0.0.1" || request.host == "[::1]") return true;
    const std::size_t start = settings.public_url.find("//");
    if (start == std::string::npos) return false;
    const std::string_view rest = std::string_view(settings.public_url).substr(start + 2);
    return rest == request.host || rest.substr(0, rest.rfind(':')) == request.host;
  }

  Result<Response> show(Page wanted, const Request& request, const std::vector<std::string>& segments) {
    const auto configuration = surroundings_.configuration();
    TERMWISE_TRY(auto reader, readers_.take());
    auto response = wanted({request, segments, *configuration, *reader, surroundings_.version});
    const bool sound = response.ok() || status_of(response.error()) < 500;
    if (sound) readers_.give_back(std::move(reader));
    return response;
  }

  static Response said(Result<Response> response) {
    if (response) return std::move(response).value();
    const int status = status_of(response.error());
    if (status == 500) log(LogLevel::error, "A page could not be made.", {{"reason", response.error().text()}});
    return error_page(status, status == 500 ? "Termwise met a defect of its own; its log says more."
                                            : std::string_view(response.error().message));
  }

  const SiteSurroundings surroundings_;
  ReaderPool readers_;
};

}  // namespace

Result<Response> style_sheet(const PageContext&) {
  return Response{200, "text/css; charset=utf-8", std::string(texts::style_css), {{"Cache-Control", "max-age=3600"}}};
}

Handler make_site(SiteSurroundings surroundings) {
  const auto site = std::make_shared<Site>(std::move(surroundings));  // owned by the handler and its copies
  return [site](const Request& request) { return site->answer(request); };
}

}  // namespace termwise::web
