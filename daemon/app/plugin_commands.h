// The commands of `termwise plugin`, one file each.
#pragma once

#include <filesystem>
#include <string>

namespace termwise::app {

struct PluginNewOptions {
  std::string name;
  std::string la;
  std::string title;                // empty: made from the name
  std::filesystem::path directory;  // empty: the name, in the current directory
};
int plugin_new_command(const PluginNewOptions& options);

}  // namespace termwise::app
