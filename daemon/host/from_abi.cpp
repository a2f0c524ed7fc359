#include "host/from_abi.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"
#include "wire/limits.h"

namespace termwise::host {
namespace {

using namespace wire;  // its messages and limits

// Copies piece by piece and keeps the first problem; after it, everything reads as empty.
class Copier {
 public:
  // A structure as far as the plugin filled it in; the rest stays as in `absent`.
  template <typename T>
  T structure(const T* source, const T& absent, std::string_view what) {
    T copy = absent;
    if (source == nullptr) {
      fail(fmt::format("{} is a null pointer", what));
      return copy;
    }
    std::uint32_t size = 0;
    std::memcpy(&size, source, sizeof size);
    if (size < sizeof size || size > sizeof copy) {
      fail(fmt::format("{} says that it is {} bytes long, where this host knows {}", what, size, sizeof copy));
      return copy;
    }
    std::memcpy(&copy, source, size);
    return copy;
  }

  // An array of structures. An older plugin's are shorter, so the first one's size is the step from each to
  // the next.
  template <typename T, typename Each>
  void structures(const T* first, std::uint32_t count, std::uint32_t limit, const T& absent, std::string_view what,
                  Each each) {
    if (!countable(first, count, limit, what)) return;
    std::uint32_t step = 0;
    std::memcpy(&step, first, sizeof step);
    const auto* place = reinterpret_cast<const char*>(first);
    for (std::uint32_t i = 0; i < count; ++i, place += step) {
      const T copy = structure(reinterpret_cast<const T*>(place), absent, what);
      if (!failed() && copy.size != step) fail(fmt::format("{} are of different sizes in one array", what));
      if (failed()) return;
      each(copy);
    }
  }

  std::string text(const tw_text& source, std::string_view what, std::uint32_t limit) {
    if (failed() || source.size == 0) return {};
    if (source.size > limit) {
      fail(fmt::format("{} is {} bytes long, and at most {} are allowed", what, source.size, limit));
    } else if (source.data == nullptr) {
      fail(fmt::format("{} is a null pointer and yet {} bytes long", what, source.size));
    } else if (!is_utf8({source.data, source.size})) {
      fail(fmt::format("{} is not UTF-8 text", what));
    } else {
      return {source.data, source.size};
    }
    return {};
  }

  std::vector<std::string> texts(const tw_text* first, std::uint32_t count, std::uint32_t limit, std::string_view what,
                                 std::uint32_t text_limit = kMaximumNameBytes) {
    std::vector<std::string> result;
    if (!countable(first, count, limit, what)) return result;
    for (std::uint32_t i = 0; i < count && !failed(); ++i) {
      tw_text one;
      std::memcpy(&one, first + i, sizeof one);
      result.push_back(text(one, what, text_limit));
    }
    return result;
  }

  Number number(const tw_number& source, std::string_view what) {
    if (source.scale > kMaximumScale)
      fail(fmt::format("{} has {} decimals, and at most {} are allowed", what, source.scale, kMaximumScale));
    else if (source.reason > TW_UNPARSEABLE)
      fail(fmt::format("{} is missing for reason {}, which does not exist", what, source.reason));
    else if (source.reason != TW_PRESENT && (source.value != 0 || source.scale != 0))
      fail(fmt::format("{} is missing and yet has a value", what));
    else
      return {source.value, static_cast<std::uint8_t>(source.scale), static_cast<std::uint8_t>(source.reason)};
    return {};
  }

  std::uint8_t code(std::uint32_t source, std::uint32_t least, std::uint32_t most, std::string_view what) {
    if (source >= least && source <= most) return static_cast<std::uint8_t>(source);
    fail(fmt::format("{} is {}, outside {} to {}", what, source, least, most));
    return static_cast<std::uint8_t>(least);
  }

  std::int32_t year(std::int32_t source, bool may_be_none, std::string_view what) {
    if ((source < kEarliestYear || source > kLatestYear) && !(may_be_none && source == 0))
      fail(fmt::format("{} is {}, outside {} to {}", what, source, kEarliestYear, kLatestYear));
    return source;
  }

  void fail(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
  }
  bool failed() const { return !problem_.empty(); }

  template <typename Message>
  Result<Message> result(Message message) {
    if (failed()) return Error{ExitCode::internal, std::move(problem_)};
    return message;
  }

 private:
  bool countable(const void* first, std::uint32_t count, std::uint32_t limit, std::string_view what) {
    if (failed() || count == 0) return false;
    if (count > limit) {
      fail(fmt::format("there are {} of these: {}; at most {} are allowed", count, what, limit));
      return false;
    }
    if (first == nullptr)
      fail(fmt::format("there are {} of these: {}; but their array is a null pointer", count, what));
    return !failed();
  }

  std::string problem_;
};

// What an older plugin did not know of is absent, and an absent number is not 0.
constexpr tw_number kNoNumber{0, 0, TW_NOT_SUPPLIED};

constexpr tw_predicate no_predicate() {
  tw_predicate absent{};
  absent.observed = absent.threshold = kNoNumber;
  return absent;
}

constexpr tw_finding no_finding() {
  tw_finding absent{};
  absent.interval_lower = absent.interval_upper = absent.cohort = kNoNumber;
  return absent;
}

Predicate predicate_from(Copier& copier, const tw_predicate& source) {
  Predicate predicate;
  predicate.measure = copier.text(source.measure, "the measure of a predicate", kMaximumNameBytes);
  predicate.year = copier.year(source.year, true, "the year of a predicate");
  predicate.operator_code = copier.code(source.operator_code, TW_LESS, TW_GREATER, "the operator of a predicate");
  predicate.truth = copier.code(source.truth, TW_FALSE, TW_UNKNOWN, "the truth of a predicate");
  predicate.observed = copier.number(source.observed, "the observed value of a predicate");
  predicate.threshold = copier.number(source.threshold, "the threshold of a predicate");
  predicate.observed_text = copier.text(source.observed_text, "the observed text of a predicate", kMaximumTextBytes);
  predicate.threshold_text = copier.text(source.threshold_text, "the threshold text of a predicate", kMaximumTextBytes);
  predicate.source = copier.text(source.source, "the source of a threshold", kMaximumTextBytes);
  predicate.in_force = copier.text(source.in_force, "the in-force date of a threshold", kMaximumTextBytes);
  predicate.confidence = copier.text(source.confidence, "the confidence of a threshold", kMaximumNameBytes);
  predicate.evidence = source.evidence;
  return predicate;
}

Reminder reminder_from(Copier& copier, const tw_reminder* given) {
  tw_reminder absent{};
  absent.next_on = absent.closed_on = TW_NO_DAY;
  const tw_reminder source = copier.structure(given, absent, "the reminder of a finding");
  Reminder reminder;
  reminder.level = copier.code(source.level, 1, kMaximumLevel, "the level of a reminder");
  reminder.person = copier.text(source.person, "the person of a reminder", kMaximumNameBytes);
  reminder.item = copier.text(source.item, "the item of a reminder", kMaximumNameBytes);
  reminder.reference_date = source.reference_date;
  reminder.raised_on = source.raised_on;
  reminder.level_since = source.level_since;
  reminder.next_on = source.next_on;
  reminder.closed_on = source.closed_on;
  reminder.role = copier.text(source.role, "the role of a reminder", kMaximumNameBytes);
  reminder.addressee = copier.text(source.addressee, "the addressee of a reminder", kMaximumNameBytes);
  return reminder;
}

Flip flip_from(Copier& copier, const tw_flip& source) {
  Flip flip;
  flip.measure = copier.text(source.measure, "the measure of a flip", kMaximumNameBytes);
  flip.year = copier.year(source.year, true, "the year of a flip");
  flip.change = copier.number(source.change, "the change of a flip");
  if (flip.change.reason != TW_PRESENT) copier.fail("the change of a flip is a missing value");
  flip.unit = copier.text(source.unit, "the unit of a flip", kMaximumNameBytes);
  flip.outcome = copier.text(source.outcome, "the outcome of a flip", kMaximumNameBytes);
  return flip;
}

}  // namespace

Result<Manifest> manifest_from(const tw_manifest* manifest) {
  Copier copier;
  const tw_manifest source = copier.structure(manifest, tw_manifest{}, "the manifest");
  Manifest result;
  result.id = copier.text(source.id, "the plugin's id", kMaximumNameBytes);
  result.version = copier.text(source.version, "the plugin's version", kMaximumNameBytes);
  result.title = copier.text(source.title, "the plugin's title", kMaximumTextBytes);
  result.la_codes = copier.texts(source.la_codes, source.la_code_count, kMaximumLaCodes, "LA codes");
  copier.structures(source.needs, source.need_count, kMaximumNeeds, tw_need{}, "needs", [&](const tw_need& need) {
    if (need.years_before > kMaximumYearsBefore)
      copier.fail(
          fmt::format("a need goes back {} years, and at most {} are allowed", need.years_before, kMaximumYearsBefore));
    result.needs.push_back({copier.text(need.table, "a needed table", kMaximumNameBytes), need.years_before,
                            copier.texts(need.names, need.name_count, kMaximumNeedNames, "names in one need")});
  });
  copier.structures(source.rules, source.rule_count, kMaximumRules, tw_rule{}, "rules", [&](const tw_rule& rule) {
    result.rules.push_back({copier.text(rule.id, "a rule's id", kMaximumNameBytes),
                            copier.text(rule.job, "a rule's job", kMaximumNameBytes),
                            copier.text(rule.version, "a rule's version", kMaximumNameBytes),
                            copier.text(rule.title, "a rule's title", kMaximumTextBytes),
                            copier.text(rule.source, "a rule's source", kMaximumTextBytes),
                            copier.texts(rule.outcomes, rule.outcome_count, kMaximumOutcomes, "outcomes of a rule"),
                            rule.listed_count});
  });
  copier.structures(
      source.parameters, source.parameter_count, kMaximumParameters, tw_parameter{}, "parameters",
      [&](const tw_parameter& parameter) {
        Parameter one;
        one.type = copier.code(parameter.type, TW_PARAMETER_DECIMAL, TW_PARAMETER_FLAG, "a parameter's type");
        one.name = copier.text(parameter.name, "a parameter's name", kMaximumNameBytes);
        one.unit = copier.text(parameter.unit, "a parameter's unit", kMaximumNameBytes);
        one.minimum = copier.text(parameter.minimum, "a parameter's minimum", kMaximumNameBytes);
        one.maximum = copier.text(parameter.maximum, "a parameter's maximum", kMaximumNameBytes);
        one.default_value = copier.text(parameter.default_value, "a parameter's default", kMaximumTextBytes);
        one.meaning = copier.text(parameter.meaning, "a parameter's meaning", kMaximumTextBytes);
        one.choices = copier.texts(parameter.choices, parameter.choice_count, kMaximumChoices, "choices of a parameter",
                                   kMaximumTextBytes);
        result.parameters.push_back(std::move(one));
      });
  copier.structures(source.templates, source.template_count, kMaximumTemplates, tw_template{}, "templates",
                    [&](const tw_template& one) {
                      result.templates.push_back({copier.text(one.id, "a template's id", kMaximumNameBytes),
                                                  copier.text(one.text, "a template's text", kMaximumTextBytes)});
                    });
  return copier.result(std::move(result));
}

Result<Finding> finding_from(const tw_finding* finding) {
  Copier copier;
  const tw_finding source = copier.structure(finding, no_finding(), "the finding");
  Finding result;
  result.subject_kind =
      copier.code(source.subject_kind, TW_SUBJECT_SCHOOL, TW_SUBJECT_ADVISER, "the kind of subject of a finding");
  result.subject = source.subject;
  result.year = copier.year(source.year, false, "the year of a finding");
  result.rule = copier.text(source.rule, "the rule of a finding", kMaximumNameBytes);
  result.outcome = copier.text(source.outcome, "the outcome of a finding", kMaximumNameBytes);
  result.reason = copier.text(source.reason, "the reason of a finding", kMaximumNameBytes);
  result.basis = copier.text(source.basis, "the basis of a finding", kMaximumNameBytes);
  result.notes = copier.texts(source.notes, source.note_count, kMaximumNotes, "notes of a finding");
  copier.structures(source.predicates, source.predicate_count, kMaximumPredicates, no_predicate(), "predicates",
                    [&](const tw_predicate& one) { result.predicates.push_back(predicate_from(copier, one)); });
  copier.structures(source.flips, source.flip_count, kMaximumFlips, tw_flip{}, "flips",
                    [&](const tw_flip& one) { result.flips.push_back(flip_from(copier, one)); });
  copier.structures(source.arguments, source.argument_count, kMaximumArguments, tw_argument{}, "arguments",
                    [&](const tw_argument& one) {
                      result.arguments.emplace_back(
                          copier.text(one.name, "the name of an argument", kMaximumNameBytes),
                          copier.text(one.value, "the value of an argument", kMaximumTextBytes));
                    });
  result.template_id = copier.text(source.template_id, "the template of a finding", kMaximumNameBytes);
  result.interval_measure = copier.text(source.interval_measure, "the interval's measure", kMaximumNameBytes);
  result.interval_lower = copier.number(source.interval_lower, "the lower confidence limit");
  result.interval_upper = copier.number(source.interval_upper, "the upper confidence limit");
  if (copier.code(source.has_cohort, 0, 1, "whether a finding has a cohort") == 1)
    result.cohort = copier.number(source.cohort, "the cohort of a finding");
  else if (source.cohort.value != 0)
    copier.fail("a finding gives a cohort although has_cohort is 0");
  if (source.reminder != nullptr) result.reminder = reminder_from(copier, source.reminder);
  return copier.result(std::move(result));
}

}  // namespace termwise::host
