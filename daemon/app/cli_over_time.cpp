// The commands about rules over time.
#include <memory>

#include "app/cli.h"
#include "app/over_time.h"

namespace termwise::app {

void add_output(CLI::App& command, OutputOptions& output, const std::string& page) {
  auto* format = command.add_option("--format", output.format, "text (default), json, csv or html: a page" + page)
                     ->check(CLI::IsMember({"text", "json", "csv", "html"}));
  command.add_option("--out", output.out, "Write to this file instead of standard output");
  command.add_flag("--json", output.json, "Short for --format json; its field names are a contract")->excludes(format);
}

namespace {

constexpr const char* kWithChart = " with a chart";

void add_backtest(CLI::App& program, Chosen& chosen) {
  const auto options = std::make_shared<BacktestOptions>();  // its second owner is the callback
  auto& command = *program.add_subcommand(
      "backtest", "What a plugin would have found in past years: who entered, stayed on and left its lists");
  command
      .add_option("PLUGIN", options->plugin,
                  "An installed plugin's name (as plugins.lock allows it), or any file by its path")
      ->required();
  command.add_option("--years", options->years, "The academic years, like 2008/09..2017/18")->required();
  command.add_option("--la", options->la, "Only this Local Authority (all with data that the plugin may serve)");
  command.add_option("--rule", options->rule, "Only this rule (all of the plugin's)");
  command.add_option("--set", options->set, "A parameter with the value to try, like floor=60")
      ->type_size(1)
      ->allow_extra_args(false);
  command.add_option("--as-known-on", options->known_on, "On the files known at the end of this day, like 2018-12-14");
  add_output(command, options->output, kWithChart);
  command.footer("Nothing is written to the database. Each year is judged as at its 31 August.");
  command.callback([options, &chosen] {
    chosen.command = [options](const settings::Settings& settings) { return backtest_command(settings, *options); };
  });
}

void add_whatif(CLI::App& program, Chosen& chosen) {
  const auto options = std::make_shared<WhatIfOptions>();  // its second owner is the callback
  auto& command = *program.add_subcommand(
      "whatif", "What a threshold would do before it is adopted: schools on the list, and SIP days, for each value");
  command.add_option("--rule", options->rule, "The rule, like ks2-floor")->required();
  command.add_option("--set", options->set, "A parameter and the values to try, like floor=60..70:1")->required();
  command.add_option("--la", options->la, "Only this Local Authority (all with data)");
  command.add_option("--year", options->year,
                     "The academic year; the latest in which the rule judges somebody where it is not given");
  command.add_option("--days-per-school", options->days_per_school,
                     "SIP days that a school on the list costs in a year (5)");
  command.add_option("--as-known-on", options->known_on, "On the files known at the end of this day, like 2018-12-14");
  add_output(command, options->output, kWithChart);
  command.footer("Nothing is written to the database.");
  command.callback([options, &chosen] {
    chosen.command = [options](const settings::Settings& settings) { return whatif_command(settings, *options); };
  });
}

}  // namespace

void add_over_time(CLI::App& program, Chosen& chosen) {
  add_backtest(program, chosen);
  add_whatif(program, chosen);
}

void add_plugin_diff(CLI::App& plugin, Chosen& chosen) {
  const auto options = std::make_shared<PluginDiffOptions>();  // its second owner is the callback
  auto& command = *plugin.add_subcommand(
      "diff", "Two versions of a plugin over past years, school by school, with the comparisons that changed");
  command
      .add_option("BEFORE", options->before,
                  "Any plugin's file by its path, or an installed one's name (as plugins.lock allows it)")
      ->required();
  command.add_option("AFTER", options->after, "The other version")->required();
  command.add_option("--years", options->years, "The academic years, like 2008/09..2017/18")->required();
  command.add_option("--la", options->la, "Only this Local Authority (all with data that both may serve)");
  command.add_option("--rule", options->rule, "Only this rule (all that both have)");
  command.add_option("--as-known-on", options->known_on, "On the files known at the end of this day, like 2018-12-14");
  add_output(command, options->output, kWithChart);
  command.footer("Nothing is written to the database. Each year is judged as at its 31 August.");
  command.callback([options, &chosen] {
    chosen.command = [options](const settings::Settings& settings) { return plugin_diff_command(settings, *options); };
  });
}

}  // namespace termwise::app
