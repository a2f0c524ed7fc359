#include "web/findings_filter.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::web {
namespace {

Result<std::string> text_of(const PageContext& context, const std::string& name) {
  std::string text(trim(context.parameter(name)));
  if (text.size() > kLongestFilter)
    return Error{ExitCode::usage,
                 fmt::format("The parameter {} is longer than the {} bytes that it may have.", name, kLongestFilter)};
  return text;
}

Result<std::optional<AcademicYear>> year_of(const PageContext& context) {
  const std::string text = context.parameter("year");
  if (text.empty()) return std::optional<AcademicYear>();
  const auto year = AcademicYear::parse(text);
  if (!year)
    return Error{ExitCode::usage, fmt::format("The parameter year is {}, which is not an academic year. Write it as "
                                              "2016/17.",
                                              quote(text))};
  return year;
}

Result<std::optional<RunId>> run_of(const PageContext& context) {
  const std::string text = context.parameter("run");
  if (text.empty()) return std::optional<RunId>();
  RunId run;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), run.value);
  if (error != std::errc() || end != text.data() + text.size() || run.value < 1)
    return Error{ExitCode::usage,
                 fmt::format("The parameter run is {}, which is not the number of a run.", quote(text))};
  return std::optional<RunId>(run);
}

// `served` has the latest year first.
std::optional<AcademicYear> latest_judged(const std::vector<store::ServedRule>& served) {
  const auto judged = std::find_if(served.begin(), served.end(), [](const auto& rule) { return rule.judged; });
  if (judged != served.end()) return judged->year;
  if (!served.empty()) return served.front().year;
  return std::nullopt;
}

}  // namespace

report::QueryParameters FindingsFilter::parameters() const {
  return {{"year", year ? year->label() : std::string()},
          {"rule", rule},
          {"outcome", outcome},
          {"q", search},
          {"run", run ? std::to_string(run->value) : std::string()}};
}

const std::string& FindingsFilter::version_of(RunId of_run, const std::string& of_rule) const {
  static const std::string none;
  const auto found = std::find_if(served.begin(), served.end(), [&](const auto& candidate) {
    return candidate.run == of_run && candidate.rule == of_rule;
  });
  return found == served.end() ? none : found->version;
}

Result<FindingsFilter> read_filter(const PageContext& context, const LaCode& la, jobs::DeclaredRules& declared) {
  FindingsFilter filter;
  TERMWISE_TRY(filter.year, year_of(context));
  TERMWISE_TRY(filter.run, run_of(context));
  TERMWISE_TRY(filter.rule, text_of(context, "rule"));
  TERMWISE_TRY(filter.outcome, text_of(context, "outcome"));
  TERMWISE_TRY(filter.search, text_of(context, "q"));
  TERMWISE_TRY(const auto served, store::served_rules(context.reader, la, filter.run));
  if (!filter.year) filter.year = latest_judged(served);
  for (const auto& rule : served) {
    if (filter.years.empty() || filter.years.back() != rule.year) filter.years.push_back(rule.year);
    if (rule.year != filter.year) continue;
    filter.served.push_back(rule);
    if (filter.rule.empty() || filter.rule == rule.rule)
      filter.query.rules.push_back({rule.run, rule.rule, declared.of(rule.run, rule.rule).rule.outcomes});
  }
  filter.query.search = filter.search;
  filter.query.outcome = filter.outcome;
  return filter;
}

}  // namespace termwise::web
