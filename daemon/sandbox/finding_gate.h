// Holds every finding against what the plugin declared and what it was given. The host process is not
// believed: this is the only check that counts.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

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
  struct Rule {
    std::size_t number = 0;
    bool asked_for = false;
    std::set<std::string_view> outcomes;
  };
  std::map<std::string_view, Rule, std::less<>> rules_;
  std::set<std::string_view> templates_;
  std::int32_t year_;
  std::span<const std::int64_t> subjects_;
  std::set<std::pair<std::size_t, std::int64_t>> seen_;  // rule and subject
};

}  // namespace termwise::sandbox
