// `termwise plugin ...`: what authors and operators of plugins do.
#include <memory>

#include "app/cli.h"
#include "app/commands.h"

namespace termwise::app {
namespace {

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

}  // namespace

void add_plugin(CLI::App& program, Chosen& chosen) {
  auto& plugin = *program.add_subcommand("plugin", "Write, check and look after plugins");
  plugin.require_subcommand(1);
  add_check(plugin, chosen);
}

}  // namespace termwise::app
