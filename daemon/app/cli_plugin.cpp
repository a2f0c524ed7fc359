// `termwise plugin ...`: what authors and operators of plugins do.
#include <memory>

#include "app/cli.h"
#include "app/plugin_commands.h"

namespace termwise::app {
namespace {

void add_new(CLI::App& plugin, Chosen& chosen) {
  auto& command = *plugin.add_subcommand("new", "Write a complete plugin with its first rule and a test");
  const auto options = std::make_shared<PluginNewOptions>();
  command.add_option("NAME", options->name, "What it is called, like herts: its file is termwise-NAME.so")->required();
  command.add_option("--la", options->la, "The Local Authority's three digits")->required();
  command.add_option("--title", options->title, "The protocol's title, as people know it");
  command.add_option("--directory", options->directory, "Where to write it (./NAME)");
  command.callback([options, &chosen] { chosen.alone = [options] { return plugin_new_command(*options); }; });
}

void add_check(CLI::App& plugin, Chosen& chosen) {
  const auto options = std::make_shared<PluginCheckOptions>();  // kept by the callback
  auto& command = *plugin.add_subcommand(
      "check", "Find what is wrong with a plugin before it is installed, by running it in the sandbox");
  command.add_option("FILE", options->file, "The plugin's shared library")->required();
  command.add_flag("--strict", options->strict, "Let warnings count as errors");
  command.footer(
      "Exit codes: 0 no errors, 65 errors, 66 no such file. Needs no configuration; where --config names one, its\n"
      "measures, standards and limits are used.");
  add_json(command, options->json);
  command.callback([options, &chosen] {
    chosen.alone = [options, &chosen] {
      options->config = chosen.config;
      return plugin_check_command(*options);
    };
  });
}

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
  command.footer("Each must be called termwise-NAME.so, load in the sandbox and be the plugin NAME.");
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
  add_new(plugin, chosen);
  add_check(plugin, chosen);
  add_plugin_diff(plugin, chosen);
  add_list(plugin, chosen);
  add_lock(plugin, chosen);
  add_release(plugin, chosen);
}

}  // namespace termwise::app
