// The commands of `termwise plugin`, one file each.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "settings/settings.h"

namespace termwise::app {

struct PluginNewOptions {
  std::string name;
  std::string la;
  std::string title;                // empty: made from the name
  std::filesystem::path directory;  // empty: the name, in the current directory
};
int plugin_new_command(const PluginNewOptions& options);

struct PluginCheckOptions {
  std::filesystem::path file;
  std::filesystem::path config;  // used where it is there
  bool strict = false;           // warnings count as errors
  bool json = false;
};
int plugin_check_command(const PluginCheckOptions& options);

struct PluginListOptions {
  bool json = false;
};
int plugin_list_command(const settings::Settings& settings, const PluginListOptions& options);

struct PluginLockOptions {
  std::vector<std::string> files;  // empty: every plugin that the configuration names
};
int plugin_lock_command(const settings::Settings& settings, const PluginLockOptions& options);

struct PluginReleaseOptions {
  std::string plugin;
  std::string job;  // empty: all
};
int plugin_release_command(const settings::Settings& settings, const PluginReleaseOptions& options);

}  // namespace termwise::app
