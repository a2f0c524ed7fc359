// One check over the targets that a school has set in a round: what it finds of each target, and the one answer that follows.
// The rules themselves say only what they ask of a target.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

#include "targets/protocol.h"
#include "targets/reached.h"
#include "targets/register.h"
#include "targets/round.h"
#include "targets/texts.h"

namespace termwise::targets {

inline constexpr std::string_view kJob = "target-check";
// The source of a rule that nobody has published.
inline constexpr std::string_view kOurDefault = "Termwise's default; tunable by the LA";
// The source of a rule that only says what follows from figures.
inline constexpr std::string_view kArithmetic = "Arithmetic";

// How grave it is, as a note: "ALERT", "WARN", "INFO".
inline constexpr std::string_view kAlert = "ALERT";
inline constexpr std::string_view kWarn = "WARN";
inline constexpr std::string_view kInfo = "INFO";

// The four answers of a check. In its sentences {school}, {results} (the year that the targets are for), {adviser} and
// {targets} stand.
struct Spec {
  std::string id;  // "target-a2"
  std::string title;
  std::string source;
  std::string_view severity;
  Outcome raised;              // of some target it is so: {targets} are those
  std::string_view not_known;  // "Whether ... is not known: {targets}."
  Outcome fine;                // of no target: {targets} are those that were looked at
  std::string_view nothing;    // there is no target to be looked at
};

// One school under one check. Borrows all of it.
class Look {
 public:
  // So many comparisons are kept as evidence at most, and so many targets named in a sentence.
  static constexpr std::size_t kMostEvidence = 100;
  static constexpr std::size_t kMostNamed = 12;

  Look(Case& school, const Round& round, const Protocol& protocol, Texts& texts)
      : school_(&school), round_(&round), protocol_(&protocol), texts_(&texts) {}

  Case& school() const { return *school_; }
  const Facts& facts() const { return school_->facts(); }
  const Round& round() const { return *round_; }
  const Protocol& protocol() const { return *protocol_; }
  // Those of the round's own results.
  std::vector<Target> targets() const { return targets_of(*school_, round_->results, round_->today); }

  // Whether `target OPERATOR threshold`, with the comparison kept as evidence; the threshold is called `by`.
  Truth compare(const Target& target, Operator operation, const Decimal& value, std::string by,
                const Threshold& origin = {});
  // The same against a figure of a register, which is kept as evidence as well.
  Truth compare(const Target& target, Operator operation, const Value& figure, const std::string& by);
  // Of what was reached, against a target and so much more.
  Truth compare(const Reached& reached, Operator operation, const Target& target, const Decimal& more,
                std::string_view by);

  // Keeps as evidence what a register says in a word.
  void compare(const Text& said, std::string_view expected, const Origin& origin);

  // What is found of one target: whether the check raises it, and what is said of it after its name. `change`: by how many
  // percentage points the target would have to be another for the opposite; none where it is not known.
  void take(const Target& target, Truth raised, const std::string& words, const std::optional<Decimal>& change = {});
  // The same of something that is no target, `code` being its note.
  void take(std::string_view code, std::string_view not_known, Truth raised, std::string clause);
  // That a figure which was used has not been verified.
  void say_unverified() { unverified_ = true; }

  void answer(const Spec& spec);

 private:
  struct Change {
    int year = 0;
    Decimal points;
  };

  bool has_room() { return evidence_++ < kMostEvidence; }
  void add_flips(std::string_view raised, std::string_view fine);

  Case* school_;
  const Round* round_;
  const Protocol* protocol_;
  Texts* texts_;
  std::size_t evidence_ = 0;
  std::vector<std::string> raised_, open_, fine_;
  std::vector<Change> changes_;  // of those that are raised, or where none is of those that are not
  std::vector<Change> fine_changes_;
  bool unverified_ = false;
};

// The rule of a check. `look` is called with each school that is open.
Rule check(const Protocol& protocol, const Spec& spec, std::function<void(Look&)> look);

// By how much a target would have to change to be no longer below a fraction, or to be below it; in tenths of a point.
std::optional<Decimal> change_across(const Target& target, Truth below, const Fraction& lowest,
                                     const Fraction& highest);
// The same for a number of percent.
std::optional<Decimal> change_across(const Target& target, Truth below, const Decimal& percent);

}  // namespace termwise::targets
