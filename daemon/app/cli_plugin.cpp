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

}  // namespace

void add_plugin(CLI::App& program, Chosen& chosen) {
  auto& plugin = *program.add_subcommand("plugin", "Write, check and look after plugins");
  plugin.require_subcommand(1);
  add_new(plugin, chosen);
  add_plugin_diff(plugin, chosen);
}

}  // namespace termwise::app
