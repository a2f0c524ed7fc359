// The group `quality`.
#include <memory>

#include "app/cli.h"
#include "app/commands.h"

namespace termwise::app {
namespace {

struct Options {
  QualityOptions list;
  QualityExplainOptions explain;
  QualityShowOptions show;
};

}  // namespace

void add_quality(CLI::App& program, Chosen& chosen) {
  const auto options = std::make_shared<Options>();  // its second owner is the callback
  auto& command =
      *program.add_subcommand("quality", "Data-quality errors, queries and repairs, by file, line and column");
  command.add_option("FILE-SHA", options->list.file, "Only the file whose sha256 begins so");
  command.add_option("--severity", options->list.severity, "Only these: error, query or repair")
      ->check(CLI::IsMember({"error", "query", "repair"}));
  command.add_option("--rule", options->list.rule, "Only what this rule found, like sudden-change");
  command.add_option("--la", options->list.la,
                     "Only this Local Authority's schools, and what is about no Authority in files that have some");
  command.add_flag("--unexplained", options->list.unexplained, "Only what has no notepad explanation");
  command.add_option("--as-known-on", options->list.known_on,
                     "Only files that were loaded by the end of this day, like 2018-12-14");
  add_output(command, options->list.output, "");
  auto& explain = *command.add_subcommand("explain", "Store a notepad explanation for a query");
  explain.add_option("ID", options->explain.id, "The issue's number")->required();
  explain.add_option("TEXT", options->explain.text, "The explanation")->required();
  auto& show = *command.add_subcommand("show", "One issue, with every explanation that it ever had");
  show.add_option("ID", options->show.id, "The issue's number")->required();
  add_json(show, options->show.json);
  command.footer(
      "An explanation is carried to a later file whose same cell is questioned by the same rule, where the cell has "
      "the\n"
      "same text. Where it has another one, the explanation is shown, and the query waits for a new one.");
  command.callback([options, &chosen, &explain, &show] {
    chosen.command = [options, &explain, &show](const settings::Settings& settings) {
      if (explain.parsed()) return quality_explain_command(settings, options->explain);
      if (show.parsed()) return quality_show_command(settings, options->show);
      return quality_command(settings, options->list);
    };
  });
}

}  // namespace termwise::app
