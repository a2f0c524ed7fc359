#include "jobs/concern_register.h"

#include <fmt/format.h>

#include "base/text.h"
#include "report/wording.h"

namespace termwise::jobs {
namespace {

std::string why_it_stays(const school::Concern& concern, const settings::KeptRule& kept, const std::string& category) {
  const std::string where = fmt::format("The school stays on the register of concerns ({})", category);
  if (concern.stage != school::ConcernStage::leaving) return where + " meanwhile.";
  return fmt::format("{} until this has been so in {} in a row; so far it has been so in {}.", where,
                     counted(kept.leave_after, "term", "terms"), concern.negative_terms);
}

}  // namespace

std::vector<store::ConcernRule> concern_rules(const settings::LocalAuthority& la, const wire::Manifest& manifest,
                                              std::chrono::year_month_day reference_date) {
  std::vector<store::ConcernRule> rules;
  const calendar::Term* term = la.calendar.term_begun_by(reference_date);
  const calendar::Term* before = term != nullptr ? la.calendar.term_before(*term) : nullptr;
  for (const auto& rule : manifest.rules) {
    const settings::KeptRule* kept = la.concern_of(rule.id);
    if (kept == nullptr) continue;
    store::ConcernRule followed{.rule = rule.id,
                                .lists = {},
                                .clears = kept->clears,
                                .kept = kept->kept,
                                .leave_after = kept->leave_after,
                                .term_began = {},
                                .term_before_began = {}};
    for (const auto& outcome : rule.outcomes)
      if (wire::lists(rule, outcome)) followed.lists.push_back(outcome);
    if (term != nullptr) followed.term_began = term->days.first;
    if (before != nullptr) followed.term_before_began = before->days.first;
    rules.push_back(std::move(followed));
  }
  return rules;
}

Standing standing_by_register(const school::Concern* concern, const settings::KeptRule& kept, std::chrono::year_month_day today,
                     bool listed) {
  if (concern == nullptr) return {listed, {}, {}};  // the register is younger than the run
  if (!concern->on_register()) return {false, {}, {}};
  Standing standing{true, concern->category_on(today), {}};
  const std::string category = report::code_in_words(standing.category);
  if (concern->overridden_on(today))
    standing.words = fmt::format("The team counts the school as {} until {}: {}", category,
                                 report::long_date(*concern->override_until), *concern->override_reason);
  else if (!listed)
    standing.words = why_it_stays(*concern, kept, category);
  return standing;
}

}  // namespace termwise::jobs
