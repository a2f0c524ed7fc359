// Where two runs that should have found the same did not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/synthetic.h"
#include "wire/messages.h"

namespace termwise::check {

// Evidence tokens as the numbers of their cells, so that runs with other tokens can be compared.
std::vector<wire::Finding> with_cells(std::vector<wire::Finding> findings, const Facts& facts);

// Without evidence tokens, for facts whose cells are others.
std::vector<wire::Finding> untraced(std::vector<wire::Finding> findings);

// Of renumbered facts: each finding about the school that stands behind its subject, which is named so in its texts; sorted
// again.
std::vector<wire::Finding> with_schools_behind(std::vector<wire::Finding> findings, const Facts& facts);

// Only those about the subjects, which are sorted.
std::vector<wire::Finding> about(const std::vector<wire::Finding>& findings, const std::vector<std::int64_t>& subjects);

// The first difference of two lists sorted by (rule, subject), as a clause: "rule 'x' gave school 900001 the outcome 'A'
// once and 'B' another time". Empty where both are the same.
std::optional<std::string> first_difference(const std::vector<wire::Finding>& one,
                                            const std::vector<wire::Finding>& other);

}  // namespace termwise::check
