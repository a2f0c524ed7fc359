// Works out measures for questions on standard input, a line each, so that an oracle can ask: for measures_oracle_test.py.
#include <iostream>
#include <sstream>
#include <string>

#include <fmt/format.h>

#include "school/early_years.h"
#include "school/group_gaps.h"
#include "school/rate_interval.h"
#include "school/significance.h"
#include "school/two_levels.h"

namespace {

using namespace termwise;
using namespace termwise::school;

std::string text(const std::optional<Decimal>& number) { return number ? number->to_string() : "none"; }

std::string word(std::istream& in) {
  std::string word;
  in >> word;
  return word == "-" ? std::string() : word;
}

std::int64_t whole(std::istream& in) { return std::stoll(word(in)); }

Share share(std::istream& in) {
  const std::int64_t part = whole(in);
  return {part, whole(in)};
}

std::string answer(const std::string& question, std::istream& in) {
  if (question == "percent") {
    const Share of = share(in);
    return text(rounded_percent(of, static_cast<int>(whole(in))));
  }
  if (question == "compare") {
    const Share of = share(in);
    const auto limit = Decimal::parse(word(in)).value();
    const auto order = *of.percent() <=> limit;
    return order < 0 ? "less" : (order > 0 ? "greater" : "equal");
  }
  if (question == "gap") {
    const Share one = share(in);
    const auto gap = points_between(one, share(in));
    return gap ? text(gap->rounded(2)) : "none";
  }
  if (question == "fifth") {
    std::vector<ChildPoints> children;
    while (in >> std::ws && !in.eof()) {
      const std::string id = word(in);
      children.push_back({id, whole(in)});
    }
    const auto found = lowest_fifth(children);
    if (!found) return "none";
    std::string ids;
    for (const auto& id : found->lowest) ids += " " + id;
    return fmt::format("{} {} {}{}", text(found->median.rounded(1)), text(found->mean.rounded(9)),
                       found->gap ? text(found->gap->rounded(2)) : "none", ids);
  }
  if (question == "english") {
    const auto reading = level_coded(word(in)).value();
    return code_of(key_stage_1_english(reading, level_coded(word(in)).value()));
  }
  if (question == "significance") {
    const Share of = share(in);
    const auto found = significance_of(of, Decimal::parse(word(in)).value());
    if (!found) return "none";
    return *found == Significance::below ? "below" : (*found == Significance::above ? "above" : "not");
  }
  if (question == "exact" || question == "wilson") {
    const Share of = share(in);
    const auto interval = question == "exact" ? exact_interval(of) : wilson_interval(of);
    return fmt::format("{:.17g} {:.17g}", interval.lower, interval.upper);
  }
  return "unknown question";
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream in(line);
    const std::string question = word(in);
    std::cout << answer(question, in) << "\n";
  }
}
