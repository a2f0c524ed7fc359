// The command `retention`.
#include <memory>

#include "app/cli.h"
#include "app/commands.h"

namespace termwise::app {

void add_retention(CLI::App& program, Chosen& chosen) {
  const auto options = std::make_shared<RetentionOptions>();  // its second owner is the callback
  auto& command = *program.add_subcommand("retention", "Remove what is past its time, and say what has gone so far");
  command.add_flag("--dry-run", options->dry_run, "Only say what would be removed; nothing is written");
  add_json(command, options->json);
  command.footer(
      "Bodies of e-mails, figures of pupils and reminders that are over are kept as [retention] of the main file "
      "says,\n"
      "of all Local Authorities. What goes leaves a tombstone: what kind, which number, how many, when and why. To "
      "have it\n"
      "done every week, add a schedule with job = \"retention\" to the file of one Authority.");
  command.callback([options, &chosen] {
    chosen.command = [options](const settings::Settings& settings) { return retention_command(settings, *options); };
  });
}

}  // namespace termwise::app
