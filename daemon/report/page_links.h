// Where each report page is. Mails and pages build their links here, so that they cannot disagree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace termwise::report {

using QueryParameters =
    std::vector<std::pair<std::string_view, std::string>>;  // those with an empty value are left out

// Each is a path from the root of the site, percent-encoded.
std::string findings_path(std::string_view la, const QueryParameters& parameters = {});
std::string findings_csv_path(std::string_view la, const QueryParameters& parameters = {});
std::string school_path(std::string_view la, std::int64_t urn);
std::string finding_path(std::string_view la, std::int64_t urn, std::string_view rule,
                         int summer);  // .../ks2-floor/2016-17
std::string quality_path(std::string_view la, const QueryParameters& parameters = {});
std::string quality_csv_path(std::string_view la, const QueryParameters& parameters = {});
std::string runs_path(const QueryParameters& parameters = {});
std::string run_path(std::int64_t run);
std::string stop_path(std::string_view token);  // where a recipient stops a digest

// A segment or value of an address: everything but letters, digits and -._~ percent-encoded.
std::string percent_encoded(std::string_view text);

}  // namespace termwise::report
