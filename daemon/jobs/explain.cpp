#include "jobs/explain.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/ingest.h"
#include "store/archive.h"
#include "store/batches.h"
#include "store/runs.h"
#include "wire/codec.h"

namespace termwise::jobs {
namespace {

Result<report::RawCell> read_cell(store::Reader& reader, const school::Provenance& where) {
  TERMWISE_TRY(const auto batch, store::find_batch(reader, where.file));
  if (!batch)
    return Error{ExitCode::internal,
                 fmt::format("The file {}, which a finding points at, is not in the database.", where.file.hex())};
  if (batch->pupil_level) return report::RawCell{batch->file_name, std::nullopt, false};
  TERMWISE_TRY(store::ArchiveReader archive, store::ArchiveReader::open(reader, where.file));
  TERMWISE_TRY(auto text, ingest::raw_cell([&] { return archive.next(); }, batch->delimiter, where.line, where.column));
  return report::RawCell{batch->file_name, std::move(text)};
}

// Why nothing is known of this school, rule and year.
Error no_finding(store::Reader& reader, Urn urn, const std::string& rule, AcademicYear year,
                 const std::optional<BatchId>& highest) {
  store::FindingFilter filter;
  filter.urn = urn;
  filter.known = highest;
  TERMWISE_TRY(const auto others, store::find_findings(reader, filter));
  std::string known;
  for (const auto& other : others) {
    const auto summer = AcademicYear::from_summer(other.finding.year);
    known += fmt::format("{}{} {}", known.empty() ? "" : ", ", other.finding.rule, summer ? summer->label() : "");
  }
  if (!known.empty())
    return Error{ExitCode::data, fmt::format("URN {} has no finding of {} for {}. It has: {}.", urn.value, quote(rule),
                                             year.label(), known)};
  return Error{
      ExitCode::data,
      fmt::format("URN {} has no finding of {} for {}, nor any other. Either no loaded file of that year has a "
                  "row for it, or its LA's job has not been run: termwise run floor-check --la CODE --year {}.",
                  urn.value, quote(rule), year.label(), year.label())};
}

Result<void> describe_rule(store::Reader& reader, const store::Run& run, report::Explanation& explanation) {
  TERMWISE_TRY(const auto encoded, store::find_manifest(reader, run.run.plugin_sha256.value()));
  if (!encoded) return {};
  TERMWISE_TRY(const wire::Manifest manifest, wire::decode_manifest(*encoded));
  explanation.plugin = fmt::format("{} {}", manifest.title, manifest.version);
  const std::string& id = explanation.row.finding.rule;
  const auto rule = std::find_if(manifest.rules.begin(), manifest.rules.end(),
                                 [&](const auto& candidate) { return candidate.id == id; });
  if (rule == manifest.rules.end()) return {};
  explanation.rule_title = rule->title;
  explanation.rule_source = rule->source;
  return {};
}

}  // namespace

Result<std::vector<std::optional<report::RawCell>>> cells_behind(store::Reader& reader,
                                                                 const std::vector<school::Predicate>& predicates) {
  std::vector<std::optional<report::RawCell>> cells;
  std::map<school::Provenance, report::RawCell> seen;
  for (const auto& predicate : predicates) {
    if (!predicate.evidence) {
      cells.emplace_back();
      continue;
    }
    auto known = seen.find(*predicate.evidence);
    if (known == seen.end()) {
      TERMWISE_TRY(report::RawCell cell, read_cell(reader, *predicate.evidence));
      known = seen.emplace(*predicate.evidence, std::move(cell)).first;
    }
    cells.emplace_back(known->second);
  }
  return cells;
}

Result<report::Explanation> explain(store::Reader& reader, const settings::Settings& settings, Urn urn,
                                    const std::string& rule, AcademicYear year, const std::optional<LaCode>& la,
                                    const std::optional<BatchId>& highest) {
  store::FindingFilter filter;
  filter.urn = urn;
  filter.rule = rule;
  filter.year = year;
  filter.la = la;
  filter.known = highest;
  TERMWISE_TRY(auto found, store::find_findings(reader, filter));
  if (found.empty()) return no_finding(reader, urn, rule, year, highest);
  store::StoredFinding& stored =
      *std::max_element(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.run < b.run; });
  TERMWISE_TRY(const store::Run run, store::read_run(reader, stored.run));
  report::Explanation explanation{.row = {std::move(stored.finding), stored.la.text(), std::move(stored.subject_name),
                                          std::move(stored.rule_version), stored.run.value},
                                  .la_name = settings.la(stored.la).name,
                                  .rule_title = rule,
                                  .rule_source = {},
                                  .plugin = run.run.plugin,
                                  .standing = fmt::format("Run {}, on all files up to batch {}.", run.id.value,
                                                          run.run.highest_batch.value().value),
                                  .cells = {}};
  TERMWISE_CHECK(describe_rule(reader, run, explanation));
  TERMWISE_TRY(explanation.cells, cells_behind(reader, explanation.row.finding.predicates));
  return explanation;
}

}  // namespace termwise::jobs
