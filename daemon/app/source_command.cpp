#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/workspace.h"
#include "base/file.h"
#include "base/text.h"
#include "ingest/drift.h"
#include "ingest/layout_proposal.h"
#include "jobs/ingest_file.h"

namespace termwise::app {
namespace {

struct Looked {
  ingest::Drift drift;
  std::optional<ingest::Proposal> proposal;  // none of a file of pupils
};

Result<Looked> look(const settings::Settings& settings, const SourceOptions& options) {
  TERMWISE_TRY(const auto year, year_argument(options.year));
  TERMWISE_TRY(ingest::ScannedFile file, ingest::scan(options.file));
  const auto source = options.source.empty() ? std::nullopt : std::optional(options.source);
  TERMWISE_TRY(ingest::Drift drift, ingest::find_drift(file, settings, source, year));
  if (drift.pupil_level) return Looked{std::move(drift), std::nullopt};
  TERMWISE_TRY(ingest::Proposal proposal, ingest::propose(drift, settings));
  return Looked{std::move(drift), std::move(proposal)};
}

std::string no_proposal(const ingest::Drift& drift) {
  return fmt::format(
      "Of a file of pupils no layout is proposed: whether more of each pupil may be kept is for a person to "
      "decide. Copy {}.toml in config/sources/ and describe the new columns there.",
      drift.nearest->id);
}

std::string in_words(const ingest::NewColumn& column) {
  if (column.filled == 0) return "empty throughout";
  const std::string kind =
      fmt::format("{} in {}", column.figures ? "figures" : "words", counted(column.filled, "cell", "cells"));
  return column.example.empty() ? kind : fmt::format("{}, such as {}", kind, quote(column.example));
}

void print_text(const ingest::Drift& drift) {
  fmt::print("The nearest layout is '{}' ({}): {} of the file's {} have its names.\n", drift.nearest->id,
             drift.nearest->title, drift.shared, counted(static_cast<long long>(drift.columns), "column", "columns"));
  if (drift.none()) fmt::print("Nothing has changed.\n");
  for (const auto& column : drift.gone) fmt::print("  gone        {}\n", column);
  for (const auto& column : drift.renamed)
    fmt::print("  renamed?    {} is likely what was {}: check that it means the same\n", column.to, column.from);
  for (const auto& column : drift.added)
    fmt::print("  new         {}{}\n", column.name, drift.pupil_level ? "" : ": " + in_words(column));
  for (const auto& column : drift.unreadable)
    fmt::print("  unreadable  {}: {}, the first on line {}{}\n", column.name, counted(column.cells, "cell", "cells"),
               column.line, drift.pupil_level ? "" : ": " + quote(column.example));
  fmt::print("  rows        {}\n", jobs::sums_text(drift.sums));
}

nlohmann::ordered_json to_json(const Looked& looked) {
  const ingest::Drift& drift = looked.drift;
  nlohmann::ordered_json json;
  json["nearest"] = drift.nearest->id;
  json["year"] = drift.year.label();
  json["columns"] = drift.columns;
  json["shared"] = drift.shared;
  json["gone"] = drift.gone;
  json["renamed"] = nlohmann::ordered_json::array();
  for (const auto& column : drift.renamed) json["renamed"].push_back({{"from", column.from}, {"to", column.to}});
  json["new"] = nlohmann::ordered_json::array();
  for (const auto& column : drift.added)
    if (drift.pupil_level)
      json["new"].push_back({{"column", column.name}});
    else
      json["new"].push_back({{"column", column.name},
                             {"cells", column.filled},
                             {"figures", column.figures},
                             {"percent", column.percent},
                             {"scale", column.scale},
                             {"example", column.example}});
  json["unreadable"] = nlohmann::ordered_json::array();
  for (const auto& column : drift.unreadable)
    json["unreadable"].push_back(
        {{"column", column.name}, {"cells", column.cells}, {"line", column.line}, {"example", column.example}});
  if (!looked.proposal) return json;
  json["layout"] = looked.proposal->id;
  json["path"] = looked.proposal->path;
  json["patch"] = looked.proposal->patch;
  return json;
}

// The configuration with the proposal in it, held against every rule before anything is written.
Result<void> try_out(const settings::Settings& settings, const ingest::Proposal& proposal) {
  std::vector<settings::SettingsFile> files = settings.files;
  for (auto& file : files)
    if (file.path == "measures.toml") file.content = proposal.measures;
  files.push_back({proposal.path, proposal.layout});
  const settings::Loaded loaded = settings::load_revision(files);
  return loaded.errors.empty() ? Result<void>() : loaded.errors.front();
}

Result<void> write(const settings::Settings& settings, const ingest::Proposal& proposal) {
  TERMWISE_CHECK(try_out(settings, proposal));
  // The measures first: a layout without them is an error, measures without a layout are not.
  TERMWISE_CHECK(replace_file(settings.config_directory / "measures.toml", proposal.measures));
  return replace_file(settings.config_directory / proposal.path, proposal.layout);
}

}  // namespace

int source_list_command(const settings::Settings& settings, const SourceListOptions& options) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  for (const auto& layout : settings.layouts) {
    std::vector<std::string> years;
    for (const auto& year : layout.years) years.push_back(year.label());
    if (options.json)
      json.push_back({{"layout", layout.id}, {"dataset", layout.dataset}, {"years", years}, {"title", layout.title}});
    else
      fmt::print("{:<24}  {}\n", layout.id, layout.title);
  }
  if (options.json) fmt::print("{}\n", json.dump(2));
  return 0;
}

int source_drift_command(const settings::Settings& settings, const SourceOptions& options) {
  const auto looked = look(settings, options);
  if (!looked) return fail(looked.error());
  if (options.json) {
    fmt::print("{}\n", to_json(*looked).dump(2));
    return 0;
  }
  print_text(looked->drift);
  if (!looked->proposal) {
    fmt::print("\n{}\n", no_proposal(looked->drift));
    return 0;
  }
  fmt::print("\nA layout that would fit it; 'termwise source accept' with the same words writes it:\n\n{}",
             looked->proposal->patch);
  return 0;
}

int source_accept_command(const settings::Settings& settings, const SourceOptions& options) {
  const auto looked = look(settings, options);
  if (!looked) return fail(looked.error());
  if (!looked->proposal) return fail(Error{ExitCode::not_allowed, no_proposal(looked->drift)});
  print_text(looked->drift);
  if (const auto written = write(settings, *looked->proposal); !written) return fail(written.error());
  fmt::print(
      "{} is written. Look through it, above all at what is new or was renamed; then load the file:\n"
      "termwise ingest {} --source {}\n",
      (settings.config_directory / looked->proposal->path).string(), options.file, looked->proposal->id);
  return 0;
}

}  // namespace termwise::app
