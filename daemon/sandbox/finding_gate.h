// Holds every finding against what the plugin declared and what it was given. The host process is not
// believed: this is the only check that counts.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

#include "sandbox/verdict.h"
#include "wire/messages.h"

namespace termwise::sandbox {

class FindingGate {
 public:
  // All outlive the gate; `subjects` is sorted.
  FindingGate(const wire::Manifest& manifest, const wire::Input& input, std::span<const std::int64_t> subjects);

  // None if the finding may pass.
  std::optional<Verdict> check(const wire::Finding& finding);

 private:
  std::optional<Verdict> check_subject(const wire::Finding& finding) const;
  std::optional<Verdict> check_reminder(const wire::Finding& finding, std::string_view job) const;

  struct Rule {
    std::size_t number = 0;
    std::string_view job;
    bool asked_for = false;
    std::set<std::string_view> outcomes;
  };
  std::map<std::string_view, Rule, std::less<>> rules_;
  std::set<std::string_view> templates_;
  std::int32_t year_;
  std::int32_t today_;
  std::span<const std::int64_t> subjects_;
  // Of a finding the rule and its subject; of a reminder also what else names it.
  using Key = std::tuple<std::size_t, std::uint8_t, std::int64_t, std::string, std::string, std::int32_t>;
  std::set<Key> seen_;
};

}  // namespace termwise::sandbox
