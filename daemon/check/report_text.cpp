#include "check/report_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace termwise::check {
namespace {

double seconds(const Report& report) { return static_cast<double>(report.time.count()) / 1000.0; }

std::string verdict_line(const Report& report) {
  const auto number = [&](Severity severity, const char* one, const char* many) {
    return counted(static_cast<long long>(report.count(severity)), one, many);
  };
  const std::string counts =
      fmt::format("{}, {} and {}", number(Severity::error, "error", "errors"),
                  number(Severity::warning, "warning", "warnings"), number(Severity::note, "note", "notes"));
  const std::string plugin =
      report.plugin.empty() ? report.file : fmt::format("The plugin {} {}", report.plugin, report.version);
  switch (report.verdict()) {
    case Verdict::errors:
      return fmt::format("{} should not be installed: {}.", plugin, counts);
    case Verdict::warnings:
      return fmt::format("{} can be installed and should be mended: {}.", plugin, counts);
    default:
      return fmt::format("{} passed: {}.", plugin, counts);
  }
}

}  // namespace

std::string report_text(const Report& report) {
  std::string text = fmt::format("{}\nsha256 {}\n\n", report.file, report.sha256);
  for (const auto& check : report.checks)
    text += fmt::format("  {:<12} {:<9} {}\n", check.id, name(check.verdict()), check.detail);
  text += "\n";
  for (const auto& check : report.checks)
    for (const auto& finding : check.findings)
      text +=
          fmt::format("{} [{}]: {}\n    {}\n", name(finding.severity), finding.id, finding.sentence, finding.remedy);
  if (report.count(Severity::error) + report.count(Severity::warning) + report.count(Severity::note) > 0) text += "\n";
  text += fmt::format("{} ({:.1f} seconds)\n", verdict_line(report), seconds(report));
  return text;
}

std::string report_json(const Report& report) {
  auto checks = nlohmann::ordered_json::array();
  for (const auto& check : report.checks) {
    auto findings = nlohmann::ordered_json::array();
    for (const auto& finding : check.findings)
      findings.push_back({{"id", finding.id},
                          {"severity", name(finding.severity)},
                          {"sentence", finding.sentence},
                          {"remedy", finding.remedy}});
    checks.push_back({{"id", check.id},
                      {"verdict", name(check.verdict())},
                      {"detail", check.detail},
                      {"findings", std::move(findings)}});
  }
  const nlohmann::ordered_json json = {
      {"file", report.file},       {"sha256", report.sha256},           {"plugin", report.plugin},
      {"version", report.version}, {"verdict", name(report.verdict())}, {"checks", std::move(checks)},
      {"seconds", seconds(report)}};
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace termwise::check
