// Golden files: everything that a plugin said about the schools of a test, as a text that people read and keep under
// version control. Where a run says something else the difference is shown line by line; run the test with
// TERMWISE_UPDATE_GOLDEN=1 to accept it, and look at the change before you commit it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/testing/host.hpp>
#include <termwise/text.hpp>

namespace termwise::testing {

// "<", "<=", "=", ">=", ">"
inline std::string_view symbol(Operator operation) {
  switch (operation) {
    case Operator::less:
      return "<";
    case Operator::less_or_equal:
      return "<=";
    case Operator::equal:
      return "=";
    case Operator::greater_or_equal:
      return ">=";
    case Operator::greater:
      break;
  }
  return ">";
}

// "yes", "no", "unknown"
inline std::string_view in_words(Truth truth) {
  return truth == Truth::yes ? "yes" : (truth == Truth::no ? "no" : "unknown");
}

// The number without a unit, or why there is none.
inline std::string in_words(const Value& value) {
  return value.missing() != nullptr ? std::string(termwise::in_words(*value.missing())) : value.number()->to_string();
}

// ", of A17, about V2, from 2012-03-08: level 2 with sip since 2012-02-23, next on 2012-03-01"
inline std::string in_words(const EmittedReminder& reminder) {
  std::string text;
  if (!reminder.person.empty()) text += ", of " + reminder.person;
  if (!reminder.item.empty()) text += ", about " + reminder.item;
  text += ", from " + reminder.reference + ": raised on " + reminder.raised_on + ", level " +
          std::to_string(reminder.level) + " with " + reminder.role;
  if (!reminder.addressee.empty()) text += " (" + reminder.addressee + ")";
  text += " since " + reminder.level_since;
  if (!reminder.next_on.empty()) text += ", next on " + reminder.next_on;
  if (!reminder.closed_on.empty()) text += ", closed on " + reminder.closed_on;
  return text;
}

// One paragraph for each finding, in the order given.
inline std::string to_text(const RunResult& run) {
  std::string text;
  for (const EmittedFinding& finding : run.findings) {
    text +=
        std::to_string(finding.urn) + " " + academic_year(finding.year) + " " + finding.rule + ": " + finding.outcome;
    if (!finding.reason.empty()) text += " (" + finding.reason + ")";
    if (finding.reminder) text += in_words(*finding.reminder);
    text += "\n  " + finding.sentence + "\n";
    for (const EmittedPredicate& predicate : finding.predicates) {
      const bool of_text = !predicate.threshold_text.empty();
      text += "  " + predicate.measure + (predicate.year == 0 ? "" : " " + academic_year(predicate.year)) + ": ";
      text += of_text && !predicate.observed_text.empty() ? predicate.observed_text : in_words(predicate.observed);
      text += " " + std::string(symbol(predicate.operation)) + " ";
      text += of_text ? predicate.threshold_text : in_words(predicate.threshold);
      text += "? " + std::string(in_words(predicate.truth)) + ", by " + predicate.source + "\n";
    }
    for (const std::string& note : finding.notes) text += "  note " + note + "\n";
    if (finding.cohort) text += "  cohort " + in_words(*finding.cohort) + "\n";
    for (const EmittedFlip& flip : finding.flips)
      text += "  " + flip.outcome + " if " + flip.measure + (flip.year == 0 ? "" : " " + academic_year(flip.year)) +
              " changed by " + flip.change + (flip.unit.empty() ? "" : " (" + flip.unit + ")") + "\n";
  }
  if (!run.completed) text += "The run failed: " + run.failure + "\n";
  return text;
}

// What changed from one text to another, by lines: "- gone", "+ new", with the lines around them. Empty where nothing
// did.
inline std::string difference(const std::string& before, const std::string& after) {
  const auto lines = [](const std::string& text) {
    std::vector<std::string> all;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) all.push_back(std::move(line));
    return all;
  };
  const std::vector<std::string> a = lines(before);
  const std::vector<std::string> b = lines(after);
  // The longest common subsequence of a[i..] and b[j..], for every i and j.
  std::vector<std::vector<std::uint32_t>> common(a.size() + 1, std::vector<std::uint32_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);

  struct Line {
    char mark;
    std::string_view text;
  };
  std::vector<Line> all;
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      all.push_back({' ', a[i]});
      ++i;
      ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      all.push_back({'-', a[i++]});
    } else {
      all.push_back({'+', b[j++]});
    }
  }
  constexpr std::size_t kAround = 2;
  std::string shown;
  for (std::size_t i = 0; i < all.size(); ++i) {
    bool near = false;
    for (std::size_t k = i > kAround ? i - kAround : 0; k < std::min(all.size(), i + kAround + 1); ++k)
      near = near || all[k].mark != ' ';
    if (near) shown += std::string(1, all[i].mark) + " " + std::string(all[i].text) + "\n";
  }
  return shown;
}

// Whether a run said what the file says.
struct GoldenResult {
  bool same = false;
  std::string message;  // what differs, and how to accept it
};

// Holds a run against a file.
inline GoldenResult compare_with_golden(const RunResult& run, const std::filesystem::path& file) {
  const std::string now = to_text(run);
  if (const char* update = std::getenv("TERMWISE_UPDATE_GOLDEN");
      update != nullptr && std::string_view(update) == "1") {
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << now;
    return {true, {}};
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    return {false, "There is no golden file " + file.string() +
                       ". Run the test with TERMWISE_UPDATE_GOLDEN=1 to make it from this:\n" + now};
  std::ostringstream kept;
  kept << stream.rdbuf();
  const std::string changes = difference(kept.str(), now);
  if (changes.empty()) return {true, {}};
  return {false, "The findings differ from " + file.string() + " (- kept, + now):\n" + changes +
                     "If this is what the rule should say, run the test with TERMWISE_UPDATE_GOLDEN=1 and commit the "
                     "file."};
}

}  // namespace termwise::testing
