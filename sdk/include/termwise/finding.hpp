// How a rule answers: a Finding is built up comparison by comparison, so that its evidence needs no work of
// its own, and handed to Findings, which passes it to the host.
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <termwise/abi.h>
#include <termwise/facts.hpp>
#include <termwise/standard.hpp>
#include <termwise/text.hpp>
#include <termwise/value.hpp>

namespace termwise {

// Where a rule's expectation of an attribute comes from.
struct Origin {
  std::string_view source;
  std::string_view in_force;
  std::string_view confidence;
};

// Texts given as string_view are borrowed until Findings::emit() has returned: constants, or texts of the
// facts.
class Finding {
 public:
  Finding(std::string_view rule, const School& school)
      : Finding(rule, TW_SUBJECT_SCHOOL, school.urn(), school.year()) {}

  // Compares, and records the comparison as evidence.
  Truth compare(const Value& observed, const Threshold& threshold) {
    const Truth result = threshold.test(observed);
    record(observed, threshold, result);
    return result;
  }
  Truth compare(const Text& observed, std::string_view expected, const Origin& origin) {
    const Truth result = observed == expected;
    tw_predicate predicate = begin(observed.evidence(), Operator::equal, result);
    // A missing text still says why: the number's reason has the place for it.
    predicate.observed = {
        0, 0, static_cast<std::uint32_t>(observed.missing() ? *observed.missing() : Missing::not_applicable)};
    predicate.observed_text = borrow(observed.text() ? *observed.text() : std::string_view());
    predicate.threshold = {0, 0, TW_NOT_APPLICABLE};
    predicate.threshold_text = borrow(expected);
    finish(predicate, origin.source, origin.in_force, origin.confidence);
    return result;
  }
  // A day against another: both are kept as texts, "2011-09-01".
  Truth compare(const Date& observed, Operator operation, const Day& expected, const Origin& origin) {
    const Truth result = observed.compared(operation, expected);
    texts_.push_back(written(expected));
    tw_predicate predicate = begin(observed.evidence(), operation, result);
    predicate.observed = {
        0, 0, static_cast<std::uint32_t>(observed.missing() ? *observed.missing() : Missing::not_applicable)};
    predicate.observed_text = borrow(observed.day() ? *observed.text().text() : std::string_view());
    predicate.threshold = {0, 0, TW_NOT_APPLICABLE};
    predicate.threshold_text = borrow(texts_.back());
    finish(predicate, origin.source, origin.in_force, origin.confidence);
    return result;
  }
  // Records a comparison that was decided otherwise, such as on the pupils behind a published percentage.
  void record(const Value& observed, const Threshold& threshold, Truth result) {
    tw_predicate predicate = begin(observed.evidence(), threshold.operation, result);
    predicate.observed = number(observed);
    predicate.threshold = number(Value(threshold.value));
    finish(predicate, threshold.source, threshold.in_force, threshold.confidence);
  }
  // Records a comparison that nobody can make, of a missing figure with what only words can say. `expected` is not empty.
  void record(const Missing& missing, const Evidence& evidence, Operator operation, std::string_view expected,
              const Origin& origin) {
    tw_predicate predicate = begin(evidence, operation, Truth::unknown);
    predicate.observed = number(Value(missing));
    predicate.threshold = {0, 0, TW_NOT_APPLICABLE};
    predicate.threshold_text = borrow(expected);
    finish(predicate, origin.source, origin.in_force, origin.confidence);
  }

  // The outcome that was set last; empty before.
  std::string_view outcome() const { return outcome_; }
  // The verdict: an outcome that the rule declares, and a reason code where outcomes have several.
  void set_outcome(std::string_view outcome, std::string_view reason = {}) {
    outcome_ = outcome;
    reason_ = reason;
  }
  // What was compared: "COUNTS", "INFERRED_COUNT" or "PUBLISHED_ROUNDED"; none unless it is said.
  void set_basis(std::string_view basis) { basis_ = basis; }
  // A code that is told beside the reason, such as "AT_ROUNDED_BOUNDARY"; the same one twice is one.
  void add_note(std::string_view note) { notes_.push_back(note); }
  // The limits of the confidence interval of a measure's figure.
  void set_interval(std::string_view measure, const Value& lower, const Value& upper) {
    interval_measure_ = measure;
    lower_ = number(lower);
    upper_ = number(upper);
  }
  // The pupils behind the finding, or why their number is not known. A finding without this has no cohort.
  void set_cohort(const Value& cohort) { cohort_ = number(cohort); }
  // That a figure of the run's own year, changed by so much alone, would have led to another outcome. unit is the name of
  // a unit: "pupils", "points", "percentage points".
  void add_flip(std::string_view measure, Decimal change, std::string_view unit, std::string_view outcome) {
    add_flip(measure, year_, change, unit, outcome);
  }
  // The same of a figure of any year.
  void add_flip(std::string_view measure, int year, Decimal change, std::string_view unit, std::string_view outcome) {
    flips_.push_back({sizeof(tw_flip), year, borrow(measure), number(Value(change)), borrow(unit), borrow(outcome)});
  }
  // Whether anything has been said of what would change it.
  bool has_flips() const { return !flips_.empty(); }
  // The sentence: a template of the manifest, and what its placeholders stand for.
  void set_template(std::string_view id) { template_ = id; }
  // What one placeholder of the sentence stands for.
  void add_argument(std::string_view name, std::string value) { arguments_.emplace_back(name, std::move(value)); }

 protected:
  Finding(std::string_view rule, std::uint32_t subject_kind, std::int64_t subject, int year)
      : rule_(rule), subject_kind_(subject_kind), urn_(subject), year_(year) {}

 private:
  friend class Findings;

  static tw_number number(const Value& value) {
    if (const Missing* missing = value.missing()) return {0, 0, static_cast<std::uint32_t>(*missing)};
    return {value.number()->units(), static_cast<std::uint32_t>(value.number()->scale()), TW_PRESENT};
  }
  static tw_predicate begin(const Evidence& evidence, Operator operation, Truth result) {
    tw_predicate predicate{};
    predicate.size = sizeof(tw_predicate);
    predicate.operator_code = static_cast<std::uint32_t>(operation);
    predicate.measure = borrow(evidence.name);
    predicate.year = evidence.year;
    predicate.truth = static_cast<std::uint32_t>(result);
    predicate.evidence = evidence.token;
    return predicate;
  }
  void finish(tw_predicate& predicate, std::string_view source, std::string_view in_force,
              std::string_view confidence) {
    predicate.source = borrow(source);
    predicate.in_force = borrow(in_force);
    predicate.confidence = borrow(confidence);
    predicates_.push_back(predicate);
  }

  std::string_view rule_;
  std::uint32_t subject_kind_;
  std::int64_t urn_;
  int year_;
  std::string_view outcome_;
  std::string_view reason_;
  std::string_view basis_;
  std::string_view template_;
  std::string_view interval_measure_;
  tw_number lower_{0, 0, TW_NOT_APPLICABLE};
  tw_number upper_{0, 0, TW_NOT_APPLICABLE};
  std::optional<tw_number> cohort_;
  std::vector<std::string_view> notes_;
  std::vector<tw_predicate> predicates_;
  std::vector<tw_flip> flips_;
  std::vector<std::pair<std::string_view, std::string>> arguments_;
  std::deque<std::string> texts_;  // that predicates borrow; their addresses stay
};

// Where finished findings go: to the host, which copies each.
class Findings {
 public:
  // Thrown by emit() when the host wants no more; the plugin's entry ends the run on it. Do not catch it.
  struct Stopped {};

  explicit Findings(const tw_emit_host& host) : host_(&host) {}

  // Hands one over; a second one of the same rule and school fails the run. `reminder`: what makes it one (reminder.hpp).
  // Throws Stopped.
  void emit(Finding& finding, const tw_reminder* reminder = nullptr) {
    std::sort(finding.notes_.begin(), finding.notes_.end());
    finding.notes_.erase(std::unique(finding.notes_.begin(), finding.notes_.end()), finding.notes_.end());
    notes_.clear();
    for (const std::string_view note : finding.notes_) notes_.push_back(borrow(note));
    arguments_.clear();
    for (const auto& [name, value] : finding.arguments_)
      arguments_.push_back({sizeof(tw_argument), 0, borrow(name), borrow(value)});

    tw_finding image{};
    image.size = sizeof(tw_finding);
    image.subject_kind = finding.subject_kind_;
    image.subject = finding.urn_;
    image.year = finding.year_;
    image.note_count = count(notes_);
    image.rule = borrow(finding.rule_);
    image.outcome = borrow(finding.outcome_);
    image.reason = borrow(finding.reason_);
    image.basis = borrow(finding.basis_);
    image.notes = notes_.data();
    image.predicates = finding.predicates_.data();
    image.flips = finding.flips_.data();
    image.arguments = arguments_.data();
    image.predicate_count = count(finding.predicates_);
    image.flip_count = count(finding.flips_);
    image.argument_count = count(arguments_);
    image.template_id = borrow(finding.template_);
    image.interval_measure = borrow(finding.interval_measure_);
    image.interval_lower = finding.lower_;
    image.interval_upper = finding.upper_;
    image.has_cohort = finding.cohort_ ? 1 : 0;
    image.cohort = finding.cohort_.value_or(tw_number{});
    image.reminder = reminder;
    if (host_->finding(host_->context, &image) != TW_OK) throw Stopped();
  }

  // For long work between two findings.
  bool cancelled() const { return host_->cancelled(host_->context) != 0; }

 private:
  template <class T>
  static std::uint32_t count(const std::vector<T>& items) {
    return static_cast<std::uint32_t>(items.size());
  }

  const tw_emit_host* host_;
  std::vector<tw_text> notes_;
  std::vector<tw_argument> arguments_;
};

}  // namespace termwise
