// `termwise plugin ...`: what authors and operators of plugins do.
#include <memory>

#include "app/cli.h"
#include "app/commands.h"

namespace termwise::app {
namespace {

void add_list(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<PluginListOptions>();  // second owner: the callbacks, which outlive this call
  auto& command = *group.add_subcommand("list", "The plugins of the configuration, who uses them, and what is held");
  add_json(command, options->json);
  command.callback([options, &chosen] {
    chosen.command = [options](const settings::Settings& settings) { return plugin_list_command(settings, *options); };
  });
}

void add_lock(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<PluginLockOptions>();
  auto& command =
      *group.add_subcommand("lock", "Write plugins.lock: from then on no other plugin files are loaded than these");
  command.add_option("FILE", options->files,
                     "Only these, besides those listed before (all that the configuration names)");
  command.callback([options, &chosen] {
    chosen.command = [options](const settings::Settings& settings) { return plugin_lock_command(settings, *options); };
  });
}

void add_release(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<PluginReleaseOptions>();
  auto& command = *group.add_subcommand("release", "Let a plugin run again that is in quarantine because it crashed");
  command.add_option("NAME", options->plugin, "The plugin, like kent")->required();
  command.add_option("--job", options->job, "Only in this job");
  command.callback([options, &chosen] {
    chosen.command = [options](const settings::Settings& settings) {
      return plugin_release_command(settings, *options);
    };
  });
}

}  // namespace

void add_plugin(CLI::App& program, Chosen& chosen) {
  auto& plugin = *program.add_subcommand("plugin", "Write, check and look after plugins");
  plugin.require_subcommand(1);
  add_list(plugin, chosen);
  add_lock(plugin, chosen);
  add_release(plugin, chosen);
}

}  // namespace termwise::app
