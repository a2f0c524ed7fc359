// `termwise plugin ...`: what authors and operators of plugins do.
#include "app/cli.h"

namespace termwise::app {

void add_plugin(CLI::App& program, Chosen& chosen) {
  auto& plugin = *program.add_subcommand("plugin", "Write, check and look after plugins");
  plugin.require_subcommand(1);
  add_plugin_diff(plugin, chosen);
}

}  // namespace termwise::app
