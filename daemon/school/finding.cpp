#include "school/finding.h"

#include <array>
#include <tuple>

#include <fmt/format.h>

namespace termwise::school {
namespace {

// Writes length-prefixed texts, so that no content can imitate a boundary.
class Canonical {
 public:
  Canonical() { bytes_ += fmt::format("termwise-finding/{}\n", kFindingsFormat); }

  void text(std::string_view value) { bytes_ += fmt::format("{}:{}\n", value.size(), value); }
  void number(std::int64_t value) { bytes_ += fmt::format("{}\n", value); }
  void value(const Value& value) {
    if (const auto* missing = value.missing())
      text(name(*missing));
    else
      text(value.number()->to_string());
  }
  void value(const std::optional<Value>& optional) {
    number(optional ? 1 : 0);
    if (optional) value(*optional);
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

void write(Canonical& out, const Predicate& predicate) {
  out.text(predicate.measure);
  out.number(predicate.year);
  out.text(symbol(predicate.operation));
  out.text(name(predicate.truth));
  out.value(predicate.observed);
  out.value(predicate.threshold);
  out.text(predicate.observed_text);
  out.text(predicate.threshold_text);
  out.text(predicate.source);
  out.text(predicate.in_force);
  out.text(predicate.confidence);
  out.number(predicate.evidence ? 1 : 0);
  if (predicate.evidence) {
    out.text(predicate.evidence->file.hex());
    out.number(predicate.evidence->line);
    out.number(predicate.evidence->column);
    out.text(predicate.evidence->column_name);
  }
  // Only where it is there, and told from the number that follows: so findings without it keep the bytes that they had.
  if (predicate.of) out.text(fmt::format("of {}", predicate.of->value));
}

void write(Canonical& out, const Flip& flip) {
  out.text(flip.measure);
  out.number(flip.year);
  out.text(flip.change.to_string());
  out.text(flip.unit);
  out.text(flip.outcome);
}

}  // namespace

std::string_view name(Truth truth) {
  static constexpr std::array<std::string_view, 3> kNames{"false", "true", "unknown"};
  return kNames[static_cast<std::size_t>(truth)];
}

std::string_view symbol(Operator operation) {
  static constexpr std::array<std::string_view, 5> kSymbols{"<", "<=", "=", ">=", ">"};
  return kSymbols[static_cast<std::size_t>(operation) - 1];
}

bool ordered_before(const Finding& a, const Finding& b) {
  return std::tie(a.rule, a.subject_kind, a.subject, a.year) < std::tie(b.rule, b.subject_kind, b.subject, b.year);
}

std::string canonical_bytes(const Finding& finding) {
  Canonical out;
  out.text(finding.rule);
  out.text(name(finding.subject_kind));
  out.number(finding.subject);
  out.number(finding.year);
  out.text(finding.outcome);
  out.text(finding.reason);
  out.number(static_cast<std::int64_t>(finding.notes.size()));
  for (const auto& note : finding.notes) out.text(note);
  out.text(finding.basis);
  out.number(static_cast<std::int64_t>(finding.predicates.size()));
  for (const auto& predicate : finding.predicates) write(out, predicate);
  out.number(finding.interval ? 1 : 0);
  if (finding.interval) {
    out.text(finding.interval->measure);
    out.value(finding.interval->lower);
    out.value(finding.interval->upper);
  }
  out.value(finding.cohort);
  out.text(finding.template_id);
  out.number(static_cast<std::int64_t>(finding.arguments.size()));
  for (const auto& [argument, value] : finding.arguments) {
    out.text(argument);
    out.text(value);
  }
  out.text(finding.sentence);
  out.number(static_cast<std::int64_t>(finding.flips.size()));
  for (const auto& flip : finding.flips) write(out, flip);
  return out.take();
}

Sha256 findings_sha256(const std::vector<Finding>& findings) {
  Sha256Stream stream;
  for (const auto& finding : findings) stream.update(canonical_bytes(finding));
  return stream.finish();
}

}  // namespace termwise::school
