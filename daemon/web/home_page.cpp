#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "calendar/london.h"
#include "jobs/declared_rules.h"
#include "report/page_links.h"
#include "store/records.h"
#include "store/standings.h"
#include "web/pages.h"
#include "web/texts.h"
#include "web/visible.h"

namespace termwise::web {
namespace {

using nlohmann::json;

struct Shown {
  std::vector<store::Standing> standings;
  const store::NextOccurrence* next = nullptr;
};

json standing_view(const store::Standing& standing, jobs::DeclaredRules& rules) {
  const auto& rule = rules.of(standing.run, standing.rule).rule;
  std::int64_t listed = 0;
  std::int64_t all = 0;
  for (const auto& [outcome, count] : standing.outcomes) {
    all += count;
    if (wire::lists(rule, outcome)) listed += count;
  }
  return {
      {"listed", listed},
      {"of", counted(all, "finding", "findings")},
      {"rule", rule.title.empty() ? standing.rule : rule.title},
      {"year", standing.year.label()},
      {"path", report::findings_path(standing.la.text(), {{"year", standing.year.label()}, {"rule", standing.rule}})}};
}

json la_view(const settings::LocalAuthority& la, const Shown& shown, jobs::DeclaredRules& rules) {
  std::string latest;
  json standings = json::array();
  for (const auto& standing : shown.standings) {
    latest = std::max(latest, standing.year.label());
    standings.push_back(standing_view(standing, rules));
  }
  json next = false;
  if (shown.next != nullptr)
    next = {{"job", shown.next->job},
            {"schedule", shown.next->schedule},
            {"period", shown.next->period},
            {"due", calendar::london_minute(shown.next->due)},
            {"overdue", shown.next->overdue}};
  return {{"code", la.code.text()},
          {"name", la.name},
          {"latest", latest},
          {"standings", std::move(standings)},
          {"next", std::move(next)},
          {"findings_path", report::findings_path(la.code.text())},
          {"quality_path", report::quality_path(la.code.text())}};
}

}  // namespace

Result<Response> home_page(const PageContext& context) {
  const auto& settings = context.configuration.settings;
  std::map<LaCode, Shown> las;
  for (const auto& la : settings.las) las[la.code];
  TERMWISE_TRY(const auto with_records, store::las_with_records(context.reader, std::nullopt));
  for (const auto& la : with_records) las[la];
  TERMWISE_TRY(auto standings, store::list_standings(context.reader));
  for (auto& standing : standings) las[standing.la].standings.push_back(std::move(standing));
  TERMWISE_TRY(const auto next, store::next_of_each_la(context.reader));
  for (const auto& occurrence : next) las[occurrence.la].next = &occurrence;

  jobs::DeclaredRules rules(context.reader);
  json rows = json::array();
  for (const auto& [code, shown] : las) rows.push_back(la_view(settings.la(code), shown, rules));
  const json view{{"any", !rows.empty()}, {"las", std::move(rows)}};
  return page(context, {"Local Authorities", "", "home"}, texts::home_html_mustache, visible(view));
}

}  // namespace termwise::web
