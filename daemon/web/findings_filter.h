// What a person asks of an LA's findings, from the parameters of the address: the same for the page and for its CSV.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "jobs/declared_rules.h"
#include "report/page_links.h"
#include "store/finding_list.h"
#include "web/page.h"

namespace termwise::web {

inline constexpr std::size_t kLongestFilter = 200;  // bytes of one parameter; beyond: 400

struct FindingsFilter {
  std::optional<RunId> run;          // its findings, even where a later run has replaced them
  std::optional<AcademicYear> year;  // none: the LA has no findings
  std::string rule;                  // empty: all; so are the following
  std::string outcome;
  std::string search;

  std::vector<AcademicYear> years;        // that there are findings of, latest first
  std::vector<store::ServedRule> served;  // the year's, by rule, whichever of them is asked for
  store::ListQuery query;

  // The address of the same findings, with another outcome or page where these are given.
  report::QueryParameters parameters() const;
  // Of the rule that a run served.
  const std::string& version_of(RunId run, const std::string& rule) const;
};

// Without a year it is the latest that was judged at all: of which not every finding is NO_STANDARD. Error (exit 64): a
// parameter is none of its kind, or too long.
Result<FindingsFilter> read_filter(const PageContext& context, const LaCode& la, jobs::DeclaredRules& declared);

}  // namespace termwise::web
