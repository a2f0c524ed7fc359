// What the files that read `termwise`'s command line share (cli_*.cpp). What a command does is in its own file.
#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "app/over_time_output.h"
#include "settings/settings.h"

namespace termwise::app {

// What was asked for, once the arguments are read: one of the two functions.
struct Chosen {
  std::string config = "/etc/termwise/termwise.toml";
  std::function<int(const settings::Settings&)> command;  // with the accepted configuration
  std::function<int()> alone;                             // that needs none
};

void add_json(CLI::App& command, bool& json);

// --format, --out and --json. `page` completes "html: a page".
void add_output(CLI::App& command, OutputOptions& output, const std::string& page);

// Adds `quality`. `chosen` outlives the parsing and the call of what it then holds.
void add_quality(CLI::App& program, Chosen& chosen);

// Adds the group `concern`. Likewise.
void add_concern(CLI::App& program, Chosen& chosen);

// Adds the group `register`. Likewise.
void add_register(CLI::App& program, Chosen& chosen);

// Adds the group `reminder`. Likewise.
void add_reminder(CLI::App& program, Chosen& chosen);

// Adds `retention`. Likewise.
void add_retention(CLI::App& program, Chosen& chosen);

// Adds `report`. Likewise.
void add_report(CLI::App& program, Chosen& chosen);

// Adds the group `plugin`. `chosen` outlives the parsing and the call of what it then holds.
void add_plugin(CLI::App& program, Chosen& chosen);

// Adds `backtest` and `whatif`, and to the group `plugin` its `diff`. Likewise.
void add_over_time(CLI::App& program, Chosen& chosen);
void add_plugin_diff(CLI::App& plugin, Chosen& chosen);

}  // namespace termwise::app
