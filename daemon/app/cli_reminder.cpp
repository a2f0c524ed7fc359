// The group `reminder`.
#include <memory>

#include "app/cli.h"
#include "app/commands.h"

namespace termwise::app {

void add_reminder(CLI::App& program, Chosen& chosen) {
  const auto options = std::make_shared<ReminderOptions>();  // its second owner is the callback
  auto& command = *program.add_subcommand("reminder", "The register of reminders: who is to do what, since when");
  command.require_subcommand(1);
  auto& list = *command.add_subcommand("list", "The open ones, the most escalated first");
  list.add_option("--la", options->la, "Only this Local Authority");
  list.add_option("--rule", options->rule, "Only this rule, like reminder-r04");
  list.add_option("--role", options->role, "Only those that are with this role, like sip");
  list.add_flag("--all", options->all, "Also those that were done, withdrawn or waived");
  add_json(list, options->json);
  auto& show = *command.add_subcommand("show", "One of them, with its evidence and all that became of it");
  show.add_option("ID", options->id, "The reminder's number")->required();
  add_json(show, options->json);
  const auto add_why = [&](CLI::App& decision) {
    decision.add_option("ID", options->id, "The reminder's number")->required();
    decision.add_option("--reason", options->reason, "Why, for those who ask later")->required();
    decision.add_option("--by", options->by, "Who decides (otherwise who is logged in)");
  };
  auto& snooze = *command.add_subcommand("snooze", "Tell nobody of it before a day");
  add_why(snooze);
  snooze.add_option("--until", options->until, "That day, like 2026-12-01")->required();
  auto& waive = *command.add_subcommand("waive", "Close it for good, although it is not done");
  add_why(waive);
  command.footer(
      "Reminders come from the job qa-reminders, which raises, escalates and closes them by the registers that are\n"
      "loaded. What people decide here is kept beside them, with who decided it and why.");
  command.callback([options, &chosen, &list, &show, &snooze] {
    chosen.command = [options, &list, &show, &snooze](const settings::Settings& settings) {
      if (list.parsed()) return reminder_list_command(settings, *options);
      if (show.parsed()) return reminder_show_command(settings, *options);
      if (snooze.parsed()) return reminder_snooze_command(settings, *options);
      return reminder_waive_command(settings, *options);
    };
  });
}

}  // namespace termwise::app
