// A schedule's rule against the dates that there are: a rule that can never come due is an error, not a silence.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/sections.h"

namespace termwise::settings {
namespace {

using calendar::DayKind;
using calendar::OffsetUnit;
using calendar::Term;
using calendar::TermAnchor;
using calendar::TermPoint;

class RuleCheck {
 public:
  RuleCheck(const TomlValue& text, const RuleContext& context, Report& report)
      : text_(text), context_(context), report_(report) {}

  void run(const calendar::ScheduleRule& rule) {
    if (const auto* term = std::get_if<TermAnchor>(&rule.anchor)) check_term(*term);
    if (const auto* publication = std::get_if<calendar::PublicationAnchor>(&rule.anchor))
      check_publication(publication->release);
    if (has_no_terms() && !std::holds_alternative<TermAnchor>(rule.anchor) &&
        counts(rule, DayKind::school_day, OffsetUnit::school_days))
      error(text_.text.find("school-day"),
            "this rule counts school days, and this Local Authority has no terms. Add its terms as [[term]] entries.");
    if (has_no_bank_holidays() && counts(rule, DayKind::working_day, OffsetUnit::working_days))
      error(text_.text.find("working-day"),
            "this rule counts working days, and no calendar file has bank holidays. Add them as [[bank_holiday]] "
            "entries of a file in calendars/.");
  }

 private:
  static bool counts(const calendar::ScheduleRule& rule, DayKind kind, OffsetUnit unit) {
    if (rule.offset.count != 0 && rule.offset.unit == unit) return true;
    if (const auto* every = std::get_if<calendar::EveryDay>(&rule.anchor)) return every->kind == kind;
    if (const auto* day = std::get_if<calendar::DayOfMonth>(&rule.anchor)) return day->kind == kind;
    return false;
  }

  bool has_no_terms() const { return context_.local.complete && context_.local.terms.empty(); }
  bool has_no_bank_holidays() const { return context_.shared.complete && context_.shared.bank_holiday_entries == 0; }

  void check_term(const TermAnchor& anchor) {
    if (!context_.local.complete) return;
    if (has_no_terms()) {
      error(0, "this rule counts from terms, and this Local Authority has none. Add its terms as [[term]] entries.");
      return;
    }
    const bool of_half_term = anchor.point == TermPoint::half_term_start || anchor.point == TermPoint::half_term_end;
    const auto serves = [&](const Term& term) {
      return (!anchor.term || term.name == *anchor.term) && (!of_half_term || term.half_term);
    };
    const auto& terms = context_.local.terms;
    if (std::any_of(terms.begin(), terms.end(), serves)) return;
    const std::string which = anchor.term ? fmt::format("{} term", name(*anchor.term)) : "term";
    if (of_half_term)
      error(in_brackets(), fmt::format("no {} of this Local Authority has a half-term. Add half_term = {{ start, end "
                                       "}} to it, or correct the rule.",
                                       which));
    else
      error(0, fmt::format("this Local Authority has no {}. Add it as a [[term]] entry, or correct the rule.", which));
  }

  void check_publication(const std::string& release) {
    if (!context_.shared.complete) return;
    std::vector<std::string> known;
    for (const auto& publication : context_.shared.publications) known.push_back(publication.release);
    if (std::find(known.begin(), known.end(), release) != known.end()) return;
    error(in_brackets(), fmt::format("no calendar file has a date for the release {}.{} Add a [[publication]] to a "
                                     "file in calendars/, or correct the rule.",
                                     quote(release), did_you_mean(release, known)));
  }

  // Where the name in "half-term(spring)" or "published(ks2-revised)" begins.
  std::size_t in_brackets() const { return text_.text.find_first_not_of(" \t", text_.text.find('(') + 1); }

  void error(std::size_t position, std::string message) {
    report_.error(report_.at(text_, position), std::move(message));
  }

  const TomlValue& text_;
  const RuleContext& context_;
  Report& report_;
};

}  // namespace

void check_rule(const TomlValue& text, const calendar::ScheduleRule& rule, const RuleContext& context, Report& report) {
  RuleCheck(text, context, report).run(rule);
}

}  // namespace termwise::settings
