#include "ingest/issues.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/encoding.h"

namespace termwise::ingest {
namespace {

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

}  // namespace

Issues::Issues(const ScannedFile& file, const Binding& binding, RecordSink& sink, Quoting quoting)
    : file_(file), sink_(sink), quoting_(quoting) {
  for (const auto& name : file.header) fields_.push_back(lower_ascii(cut_text(name, kMaximumItemBytes)));
  for (const auto& attribute : binding.attributes) fields_[attribute.column] = attribute.attribute->attribute;
  for (const auto& measure : binding.measures) fields_[measure.column] = measure.measure->measure;
}

void Issues::about(const CsvRow& row, const Subject& subject) {
  about_ = About{row.line, {}, subject.urn, subject.la_code, {}, subject.item, subject.summer};
  if (subject.record_type == nullptr || subject.fault != SubjectFault::none) return;
  about_.kind = subject.record_type->subject;
  if (is_aggregate(*about_.kind)) about_.population = subject.record_type->kind;
}

Issues::OfRule& Issues::of_rule(std::string_view rule) {
  const auto found =
      std::find_if(rules_.begin(), rules_.end(), [&](const OfRule& entry) { return entry.rule == rule; });
  return found == rules_.end() ? rules_.emplace_back(OfRule{std::string(rule), {}, 0}) : *found;
}

Result<void> Issues::raise(school::Severity severity, std::string_view rule, std::size_t column, std::string_view raw,
                           std::string advice, std::string_view against) {
  if (++count_ > kMaximumIssues)
    return Error{ExitCode::data,
                 fmt::format("this file has more than {}, so it is probably not what its layout describes. Correct the "
                             "file or the layout.",
                             counted(kMaximumIssues, "data-quality issue", "data-quality issues")),
                 Location{file_.path.string(), about_.line}};
  OfRule& entry = of_rule(rule);
  if (++entry.count > kMaximumIssuesOfRule) {
    ++entry.beyond[static_cast<std::size_t>(severity)];
    return {};
  }
  school::QualityIssue issue;
  issue.severity = severity;
  issue.rule = rule;
  issue.line = about_.line;
  if (column < file_.header.size()) {
    issue.column = static_cast<std::uint32_t>(column + 1);
    issue.column_name = file_.header[column];
    issue.field = fields_[column];
    if (!against.empty()) issue.field += fmt::format(", {}", against);
  }
  if (quoting_ == Quoting::raw_value) issue.raw_value = cut_text(raw, kMaximumRawValueBytes);
  issue.urn = about_.urn;
  issue.advice = std::move(advice);
  issue.subject = about_.kind;
  issue.la_code = about_.la_code;
  issue.population = about_.population;
  issue.item = about_.item;
  issue.summer = about_.summer;
  return sink_.issue(issue);
}

Result<void> Issues::raise_file(school::Severity severity, std::string_view rule, std::string advice) {
  about_ = {};
  return raise(severity, rule, kWholeRow, "", std::move(advice));
}

Result<void> Issues::finish() {
  for (const OfRule& entry : rules_)
    for (std::size_t severity = 1; severity < entry.beyond.size(); ++severity) {
      if (entry.beyond[severity] == 0) continue;
      school::QualityIssue issue;
      issue.severity = static_cast<school::Severity>(severity);
      issue.rule = entry.rule;
      issue.advice = fmt::format(
          "beside those that are listed, this rule found {} in this file. Look for one cause of them all, in the file, "
          "its layout or quality.toml, before you go through the list.",
          counted(entry.beyond[severity], "more place", "more places"));
      TERMWISE_CHECK(sink_.issue(issue));
    }
  return {};
}

}  // namespace termwise::ingest
