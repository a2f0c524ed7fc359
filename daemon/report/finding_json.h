// Findings as JSON. Field names are a contract; figures are exact decimals, written as text.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/ids.h"
#include "school/finding.h"

namespace termwise::report {

// A finding with what stands around it.
struct FindingRow {
  school::Finding finding;
  std::string la;      // "850"
  std::string school;  // the subject's name
  std::string rule_version;
  std::int64_t run = 0;
};

nlohmann::ordered_json to_json(const school::Predicate& predicate);
nlohmann::ordered_json to_json(const FindingRow& row);

// A top-level array, one finding a line, ending in a newline.
std::string findings_json(const std::vector<FindingRow>& rows);

}  // namespace termwise::report
