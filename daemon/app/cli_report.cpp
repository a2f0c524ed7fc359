// The command `report`.
#include <memory>

#include "app/cli.h"
#include "app/commands.h"

namespace termwise::app {

void add_report(CLI::App& program, Chosen& chosen) {
  const auto options = std::make_shared<ReportOptions>();  // its second owner is the callback
  auto& command = *program.add_subcommand(
      "report", "A table about a Local Authority's pupils or schools, without what would tell of few pupils");
  auto* name = command.add_option("NAME", options->name, "Which report, like progression");
  auto* list = command.add_flag("--list", options->list, "Name the reports, and do nothing else")->excludes(name);
  auto* la = command.add_option("--la", options->la, "The Local Authority's three digits");
  command.add_option("--year", options->year, "The academic year; the latest with data where it is not given");
  command.add_option("--urn", options->urn, "Only this school")->check(CLI::Range(100000, 9999999));
  command
      .add_option("--audience", options->audience,
                  "Who will read it: outside (default), groups of 5 and fewer are withheld; public, of 10 and fewer; "
                  "team, nothing is")
      ->check(CLI::IsMember({"team", "outside", "public"}));
  command.add_option("--gap", options->gap,
                     "In the report groups: a gap is wide beyond so many percentage points (10)");
  command.add_option("--as-known-on", options->known_on, "On the files known at the end of this day, like 2018-12-14");
  auto* format =
      command.add_option("--format", options->output.format, "text (default), json, csv, html, or xlsx: Excel")
          ->check(CLI::IsMember({"text", "json", "csv", "html", "xlsx"}));
  command.add_option("--out", options->output.out, "Write to this file instead of standard output");
  command.add_flag("--json", options->output.json, "Short for --format json; its field names are a contract")
      ->excludes(format);
  command.footer(
      "Nothing is written to the database. CSV has the headings and rows alone; all else also says where the figures "
      "are\n"
      "from and how to read them.");
  command.callback([options, &chosen, name, list, la] {
    if (list->count() == 0 && name->count() == 0) throw CLI::RequiredError("NAME");
    if (list->count() == 0 && la->count() == 0) throw CLI::RequiredError("--la");
    chosen.command = [options](const settings::Settings& settings) { return report_command(settings, *options); };
  });
}

}  // namespace termwise::app
