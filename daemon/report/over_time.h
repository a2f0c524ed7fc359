// What rules over time have in common: a plugin's name, a verdict, and a school that came onto the list, stayed or left.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace termwise::report {

// Which file was tried.
struct PluginName {
  std::string id;  // "kent"
  std::string version;
  std::string title;
  std::string file;    // the path it was read from
  std::string sha256;  // of the file
};

struct Verdict {
  std::string outcome;
  std::string reason;
  bool operator==(const Verdict&) const = default;
};

struct Movement {
  std::string la;  // of the later of the two in which the school was judged
  std::int64_t subject = 0;
  std::string school;
  std::optional<Verdict> before;  // none: it was not judged then
  std::optional<Verdict> after;
};

// How many subjects have each outcome, in the rule's order; outcomes that nobody has are among them.
using OutcomeCounts = std::vector<std::pair<std::string, std::int64_t>>;

// "BELOW 3, NOT_BELOW 40", without those that nobody has.
std::string outcomes_in_words(const OutcomeCounts& counts);
// "NOT_BELOW", "EXEMPT (SMALL_COHORT)", "not judged".
std::string verdict_in_words(const std::optional<Verdict>& verdict);
// The same for the pages, which say no codes: "below 3, cannot be judged 2"; "below", "exempt (small cohort)".
std::string outcome_in_words(std::string_view outcome);
std::string outcomes_for_page(const OutcomeCounts& counts);
std::string verdict_for_page(const std::optional<Verdict>& verdict);
// "Oak Primary (URN 900001), LA 886".
std::string school_in_words(const std::string& la, std::int64_t subject, const std::string& school);
// "Kent school improvement protocol, kent 1.0.0".
std::string plugin_in_words(const PluginName& plugin);

}  // namespace termwise::report
