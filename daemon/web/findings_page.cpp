#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "jobs/declared_rules.h"
#include "report/page_links.h"
#include "report/wording.h"
#include "store/finding_list.h"
#include "web/findings_filter.h"
#include "web/pages.h"
#include "web/paging.h"
#include "web/texts.h"
#include "web/visible.h"

namespace termwise::web {
namespace {

using nlohmann::json;

constexpr std::size_t kRowsAPage = 100;

using Counts = std::vector<std::pair<std::string, std::int64_t>>;

std::string address(const std::string& la, FindingsFilter filter, const std::string& outcome,
                    const std::string& page = {}) {
  filter.outcome = outcome;
  auto parameters = filter.parameters();
  parameters.emplace_back("page", page);
  return report::findings_path(la, parameters);
}

// The entries of a choice. What was asked for is among them, even where there is nothing of it: a form that forgets
// what it filters by misleads.
class Choices {
 public:
  explicit Choices(std::string chosen) : chosen_(std::move(chosen)) {}
  void add(const std::string& value, const std::string& label) {
    entries_.push_back({{"value", value}, {"label", label}, {"chosen", value == chosen_}});
    has_chosen_ = has_chosen_ || value == chosen_;
  }
  json entries() {
    if (!has_chosen_) add(chosen_, chosen_);
    return entries_;
  }

 private:
  const std::string chosen_;
  bool has_chosen_ = false;
  json entries_ = json::array();
};

json years_of(const FindingsFilter& filter) {
  if (!filter.year) return json::array();
  Choices choices(filter.year->label());
  for (const auto& year : filter.years) choices.add(year.label(), year.label());
  return choices.entries();
}

json rules_of(const FindingsFilter& filter, jobs::DeclaredRules& declared) {
  Choices choices(filter.rule);
  choices.add("", "All rules");
  for (const auto& rule : filter.served) choices.add(rule.rule, declared.of(rule.run, rule.rule).rule.title);
  return choices.entries();
}

json outcomes_of(const FindingsFilter& filter, const Counts& counts) {
  Choices choices(filter.outcome);
  choices.add("", "All outcomes");
  for (const auto& [outcome, count] : counts)
    choices.add(outcome, report::sentence_case(report::code_in_words(outcome)));
  return choices.entries();
}

json counts_view(const std::string& la, const FindingsFilter& filter, const Counts& counts) {
  json links = json::array();
  std::int64_t all = 0;
  for (const auto& [outcome, count] : counts) all += count;
  const auto add = [&](const std::string& outcome, const std::string& label, std::int64_t count) {
    links.push_back({{"path", address(la, filter, outcome)},
                     {"label", label},
                     {"count", count},
                     {"here", filter.outcome == outcome}});
  };
  add("", "All", all);
  for (const auto& [outcome, count] : counts)
    add(outcome, report::sentence_case(report::code_in_words(outcome)), count);
  return links;
}

json row_view(const std::string& la, const store::ListedFinding& listed, jobs::DeclaredRules& declared) {
  const auto& finding = listed.finding;
  const wire::Rule& rule = declared.of(listed.run, finding.rule).rule;
  const bool school = finding.subject_kind == school::SubjectKind::school;
  return {{"school", listed.subject_name},
          {"urn", finding.subject},
          {"school_path", school ? json(report::school_path(la, finding.subject)) : json(false)},
          {"finding_path",
           school ? json(report::finding_path(la, finding.subject, finding.rule, finding.year)) : json(false)},
          {"rule", rule.title},
          {"outcome", report::sentence_case(report::code_in_words(finding.outcome))},
          {"class", wire::lists(rule, finding.outcome) ? "outcome problem" : "outcome"},
          {"sentence", finding.sentence},
          {"reason", report::sentence_case(report::code_in_words(finding.reason))}};
}

std::int64_t total_of(const FindingsFilter& filter, const Counts& counts) {
  std::int64_t total = 0;
  for (const auto& [outcome, count] : counts)
    if (filter.outcome.empty() || filter.outcome == outcome) total += count;
  return total;
}

}  // namespace

Result<Response> findings_page(const PageContext& context) {
  TERMWISE_TRY(const LaCode code, context.la(0));
  const std::string& la = code.text();
  TERMWISE_TRY(const std::size_t number, page_asked_for(context));
  jobs::DeclaredRules declared(context.reader);
  TERMWISE_TRY(const FindingsFilter filter, read_filter(context, code, declared));
  TERMWISE_TRY(const Counts counts, store::count_outcomes(context.reader, filter.query));
  const auto total = static_cast<std::size_t>(total_of(filter, counts));
  const std::size_t skipped = (number - 1) * kRowsAPage;
  if (number > 1 && skipped >= total)
    return Error{ExitCode::data,
                 fmt::format("This list has no page {}: it has {}.", number,
                             counted(static_cast<long long>((total + kRowsAPage - 1) / kRowsAPage), "page", "pages"))};
  TERMWISE_TRY(const auto listed, store::list_findings(context.reader, filter.query, skipped, kRowsAPage));
  json rows = json::array();
  for (const auto& finding : listed) rows.push_back(row_view(la, finding, declared));
  TERMWISE_TRY(std::string pages, paging(number, skipped + listed.size() < total, [&](const std::string& page) {
                 return address(la, filter, filter.outcome, page);
               }));
  const json view{{"any", filter.year.has_value()},
                  {"la", la},
                  {"action", report::findings_path(la)},
                  {"run", filter.run ? json(filter.run->value) : json(false)},
                  {"run_path", filter.run ? report::run_path(filter.run->value) : std::string()},
                  {"years", years_of(filter)},
                  {"rules", rules_of(filter, declared)},
                  {"outcomes", outcomes_of(filter, counts)},
                  {"search", filter.search},
                  {"longest", kLongestFilter},
                  {"counts", counts_view(la, filter, counts)},
                  {"csv", report::findings_csv_path(la, filter.parameters())},
                  {"total", counted(static_cast<long long>(total), "finding", "findings")},
                  {"first", listed.empty() ? json(false) : json(skipped + 1)},
                  {"last", skipped + listed.size()},
                  {"rows", std::move(rows)},
                  {"paging", std::move(pages)}};
  const std::string name = context.configuration.settings.la(code).name;
  return page(context,
              {filter.year ? fmt::format("Findings for {}, {}", name, filter.year->label())
                           : fmt::format("Findings for {}", name),
               la, "findings"},
              texts::findings_html_mustache, visible(view));
}

}  // namespace termwise::web
