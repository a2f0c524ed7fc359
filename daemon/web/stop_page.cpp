#include "web/stop_page.h"

#include <nlohmann/json.hpp>

#include "calendar/london.h"
#include "report/mustache.h"
#include "report/page_links.h"
#include "store/database.h"
#include "store/digests.h"
#include "web/texts.h"
#include "web/visible.h"

namespace termwise::web {
namespace {

using nlohmann::json;

enum class Wish { stop, begin };

// A mail program sends what RFC 8058 tells it to, the page's own form its button's wish.
Result<Wish> wish_of(const Request& request) {
  const auto value = [&](const char* name) {
    const auto found = request.form.find(name);
    return found == request.form.end() ? std::string() : found->second;
  };
  if (value("wish") == "begin") return Wish::begin;
  if (value("wish") == "stop" || value("List-Unsubscribe") == "One-Click") return Wish::stop;
  return Error{ExitCode::usage, "The form does not say whether the digest is to stop or to begin again."};
}

// "j***@kent.example": enough for its owner to know it again, too little for anybody else.
std::string masked(const std::string& address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string::npos || at == 0) return "***";
  const bool is_ascii = static_cast<unsigned char>(address[0]) < 0x80;
  return (is_ascii ? address.substr(0, 1) : std::string()) + "***" + address.substr(at);
}

Result<store::Recipient> recipient_of(store::Reader& reader, const std::string& token) {
  TERMWISE_TRY(auto found, store::recipient_with_token(reader, token));
  if (!found) return Error{ExitCode::data, "Nobody gets a digest under this address; the link may have been cut."};
  return *std::move(found);
}

Result<store::Recipient> changed_recipient(const Request& request, const std::string& database_url,
                                           const std::string& token) {
  TERMWISE_TRY(const Wish wish, wish_of(request));
  TERMWISE_TRY(store::Database database, store::Database::open(database_url));
  TERMWISE_TRY(const store::Recipient recipient, recipient_of(database, token));
  TERMWISE_CHECK(store::set_stopped(database, recipient.id, wish == Wish::stop));
  return recipient_of(database, token);
}

Result<store::Recipient> known_recipient(const std::string& database_url, const std::string& token) {
  TERMWISE_TRY(store::Reader reader, store::Reader::open(database_url));
  return recipient_of(reader, token);
}

}  // namespace

Result<Response> stop_page(const Request& request, const std::string& database_url, const std::string& token) {
  const bool acts = request.method == Method::post;
  TERMWISE_TRY(const store::Recipient recipient,
               acts ? changed_recipient(request, database_url, token) : known_recipient(database_url, token));
  json view{{"address", masked(recipient.address)},
            {"la", recipient.la.text()},
            {"path", report::stop_path(token)},
            {"done", acts},
            {"stopped", recipient.stopped_at ? json(calendar::london_minute(*recipient.stopped_at)) : json(false)}};
  TERMWISE_TRY(std::string body,
               report::render(texts::stop_html_mustache, visible(std::move(view)), report::Escape::html));
  Response response;
  response.body = std::move(body);
  return response;
}

}  // namespace termwise::web
