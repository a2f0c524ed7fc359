#include "check/undeclared_settings.h"

#include <algorithm>
#include <set>
#include <span>

#include <fmt/format.h>

#include "base/text.h"
#include "check/difference.h"
#include "wire/limits.h"

namespace termwise::check {
namespace {

constexpr std::size_t kLeastBytes = 3;
constexpr const char* kValues[] = {"1", "true"};  // a decimal and a flag that most rules would take

const std::string kNobodys[] = {"-no-plugin-reads-this", "zz-no-plugin-reads-this"};  // sorted first, and last

bool may_stand_in_a_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; }

Result<bool> changes_something(Lab& lab, std::span<const std::string> names, const char* value, const Facts& facts,
                               const Run& usual) {
  wire::Input input = lab.input();
  for (const auto& name : names) input.settings.emplace_back(name, value);
  std::sort(input.settings.begin(), input.settings.end());
  TERMWISE_TRY(const Run run, lab.run(facts, input, "settings that are not declared"));
  return !run.completed() || first_difference(usual.findings, run.findings).has_value();
}

// Halves the names until one is left that changes something by itself.
Result<std::string> culprit(Lab& lab, std::span<const std::string> names, const char* value, const Facts& facts,
                            const Run& usual) {
  while (names.size() > 1) {
    const auto first = names.subspan(0, names.size() / 2);
    TERMWISE_TRY(const bool there, changes_something(lab, first, value, facts, usual));
    names = there ? first : names.subspan(first.size());
  }
  TERMWISE_TRY(const bool alone, changes_something(lab, names, value, facts, usual));
  return alone ? names.front() : std::string();
}

}  // namespace

std::vector<std::string> candidate_names(std::string_view bytes, const wire::Manifest& manifest) {
  std::set<std::string> names;
  std::size_t start = 0;
  for (std::size_t i = 0; i < bytes.size() && names.size() < kMostCandidates; ++i) {
    if (may_stand_in_a_name(bytes[i])) continue;
    // Texts in a program end with a NUL and follow one.
    const std::size_t length = i - start;
    const bool alone = bytes[i] == '\0' && (start == 0 || bytes[start - 1] == '\0');
    if (alone && length >= kLeastBytes && length <= wire::kMaximumNameBytes) names.emplace(bytes.substr(start, length));
    start = i + 1;
  }
  for (const auto& parameter : manifest.parameters) names.erase(parameter.name);
  return {names.begin(), names.end()};
}

Result<void> look_for_undeclared(Lab& lab, std::string_view bytes, const Facts& facts, const Run& usual,
                                 Notebook& notes) {
  const auto names = candidate_names(bytes, lab.manifest());
  const std::size_t own = lab.input().settings.size();
  if (own + std::size(kNobodys) > wire::kMaximumSettings) return {};
  // Before the candidates can be told apart: a plugin that counts settings would seem to read all of them.
  TERMWISE_TRY(const bool counts, changes_something(lab, kNobodys, kValues[0], facts, usual));
  if (counts) {
    notes.note("by-place",
               "The plugin finds a setting by its place and not by its name: with further ones beside its own it did "
               "something else. Whether it reads undeclared ones was not looked at.",
               "Look settings up by name.");
    return {};
  }
  const std::size_t most = wire::kMaximumSettings - own;
  for (const char* value : kValues)
    for (std::size_t first = 0; first < names.size(); first += most) {
      const auto some = std::span(names).subspan(first, std::min(most, names.size() - first));
      TERMWISE_TRY(const bool changed, changes_something(lab, some, value, facts, usual));
      if (!changed) continue;
      TERMWISE_TRY(const std::string name, culprit(lab, some, value, facts, usual));
      if (name.empty()) {
        notes.warning("undeclared",
                      "The plugin does something else when it is given settings that it does not declare.",
                      "Look settings up by name, and only those that the manifest declares.");
      } else {
        notes.error(
            "undeclared",
            fmt::format("The plugin reads the setting {}, which its manifest does not declare, so that no LA can "
                        "set it.",
                        quote(name)),
            "Declare the parameter, with its type, unit, range, default and meaning.");
      }
      return {};
    }
  return {};
}

}  // namespace termwise::check
