// The group `concern`.
#include <memory>

#include "app/cli.h"
#include "app/commands.h"

namespace termwise::app {

void add_concern(CLI::App& program, Chosen& chosen) {
  const auto options = std::make_shared<ConcernOptions>();  // its second owner is the callback
  auto& command = *program.add_subcommand("concern", "The register of concerns: which schools are on it, and why");
  command.require_subcommand(1);
  auto& list = *command.add_subcommand("list", "The schools that are on it, or about to be");
  list.add_option("--la", options->la, "Only this Local Authority");
  list.add_option("--rule", options->rule, "Only this rule, like concern-category");
  list.add_flag("--all", options->all, "Also those that have left");
  add_json(list, options->json);
  auto& show = *command.add_subcommand("show", "One of them, with all that became of it");
  show.add_option("ID", options->id, "The concern's number")->required();
  add_json(show, options->json);
  const auto decision = [&](const std::string& name, const std::string& what) {
    auto& added = *command.add_subcommand(name, what);
    added.add_option("ID", options->id, "The concern's number")->required();
    added.add_option("--reason", options->reason, "Why, for those who ask later")->required();
    added.add_option("--by", options->by, "Who decides (otherwise who is logged in)");
    return &added;
  };
  const auto* sign_off = decision("sign-off", "Let people outside the team be told of its category");
  auto* override_it = decision("override", "Set another category until a day");
  override_it->add_option("--category", options->category, "That category, like OTHER_VULNERABLE")->required();
  override_it->add_option("--until", options->until, "The day from which it no longer holds, like 2026-12-01")
      ->required();
  const auto* lift = decision("lift", "End an override before its day");
  decision("let-go", "Take the school off the register, whatever the latest run says");
  command.footer(
      "Rules that [[concern]] in las/CODE.toml names keep it: a run that lists a school by final figures puts it on "
      "the\n"
      "register, and it leaves after so many terms in a row, or when a person lets it go. A change of category has to "
      "be\n"
      "signed off anew. What people decide here is kept, with who decided it and why.");
  command.callback([options, &chosen, &list, &show, sign_off, override_it, lift] {
    chosen.command = [options, &list, &show, sign_off, override_it, lift](const settings::Settings& settings) {
      if (list.parsed()) return concern_list_command(settings, *options);
      if (show.parsed()) return concern_show_command(settings, *options);
      if (sign_off->parsed()) return concern_sign_off_command(settings, *options);
      if (override_it->parsed()) return concern_override_command(settings, *options);
      if (lift->parsed()) return concern_lift_command(settings, *options);
      return concern_let_go_command(settings, *options);
    };
  });
}

}  // namespace termwise::app
