// The group `register`.
#include <memory>

#include "app/cli.h"
#include "app/commands.h"

namespace termwise::app {

void add_register(CLI::App& program, Chosen& chosen) {
  const auto options = std::make_shared<RegisterOptions>();  // its second owner is the callback
  auto& command =
      *program.add_subcommand("register", "The LA's own registers: visits, documents, actions, notices and more");
  command.require_subcommand(1);
  auto& show = *command.add_subcommand("show", "What a register says, with the file that each row is from");
  show.add_option("NAME", options->name, "The register, like visit")->required();
  show.add_option("--la", options->la, "Only this Local Authority");
  show.add_option("--year", options->year, "Only this year, like 2016/17");
  show.add_option("--urn", options->urn, "Only this school");
  show.add_flag("--all", options->replaced, "Also what it said before: rows that later ones have replaced");
  auto& csv = *show.add_flag("--csv", options->csv, "As a file that can be edited and loaded again");
  add_json(show, options->json);
  csv.excludes(show.get_option("--json"));
  auto& set = *command.add_subcommand("set", "Enter a row: what is not named stays as it is");
  set.add_option("NAME", options->name, "The register, like visit")->required();
  set.add_option("CELL", options->cells, "COLUMN=TEXT, as a file of it would say; COLUMN= empties it")->required();
  set.add_option("--reason", options->reason, "Why, for those who ask later")->required();
  set.add_option("--by", options->by, "Who enters it (otherwise who is logged in)");
  command.footer(
      "The registers and their columns: termwise ingest --template [NAME --explain]. A file of many rows is loaded "
      "with\n"
      "termwise ingest. What is entered here is a file of one row, which says who entered it, when and why; nothing "
      "is\n"
      "ever overwritten.");
  command.callback([options, &chosen, &show] {
    chosen.command = [options, &show](const settings::Settings& settings) {
      return show.parsed() ? register_show_command(settings, *options) : register_set_command(settings, *options);
    };
  });
}

}  // namespace termwise::app
