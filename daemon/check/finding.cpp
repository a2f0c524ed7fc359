#include "check/finding.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::check {
namespace {

constexpr std::size_t kMostOfOneId = 5;

}  // namespace

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "";
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed:
      return "passed";
    case Verdict::warnings:
      return "warnings";
    case Verdict::errors:
      return "errors";
    case Verdict::skipped:
      return "skipped";
  }
  return "";
}

Verdict Check::verdict() const {
  if (skipped) return Verdict::skipped;
  Verdict worst = Verdict::passed;
  for (const auto& finding : findings) {
    if (finding.severity == Severity::error) return Verdict::errors;
    if (finding.severity == Severity::warning) worst = Verdict::warnings;
  }
  return worst;
}

Verdict Report::verdict() const {
  if (count(Severity::error) > 0) return Verdict::errors;
  return count(Severity::warning) > 0 ? Verdict::warnings : Verdict::passed;
}

std::size_t Report::count(Severity severity) const {
  std::size_t total = 0;
  for (const auto& check : checks)
    total += static_cast<std::size_t>(std::count_if(check.findings.begin(), check.findings.end(),
                                                    [&](const auto& one) { return one.severity == severity; }));
  return total;
}

void Notebook::add(Severity severity, std::string_view what, std::string sentence, std::string remedy) {
  std::string id = fmt::format("{}.{}", check_, what);
  const auto same = std::count_if(findings_.begin(), findings_.end(), [&](const auto& one) { return one.id == id; });
  if (static_cast<std::size_t>(same) >= kMostOfOneId) {
    const auto found = std::find_if(more_.begin(), more_.end(), [&](const auto& one) { return one.first == id; });
    if (found == more_.end())
      more_.emplace_back(std::move(id), 1);
    else
      ++found->second;
    return;
  }
  findings_.push_back({std::move(id), severity, std::move(sentence), std::move(remedy)});
}

Check Notebook::finish(std::string detail) && {
  for (const auto& [id, count] : more_) {
    const auto last =
        std::find_if(findings_.rbegin(), findings_.rend(), [&, &id = id](const auto& one) { return one.id == id; });
    last->sentence +=
        fmt::format(" ({} of the same kind)", counted(static_cast<long long>(count), "more finding", "more findings"));
  }
  std::stable_sort(findings_.begin(), findings_.end(),
                   [](const auto& a, const auto& b) { return a.severity < b.severity; });
  return {std::move(check_), std::move(detail), std::move(findings_)};
}

Check skipped(std::string id, std::string why) {
  Check check{std::move(id), std::move(why), {}};
  check.skipped = true;
  return check;
}

}  // namespace termwise::check
