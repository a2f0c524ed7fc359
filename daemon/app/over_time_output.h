// How quality, report, backtest, plugin diff and whatif put out what they found: format, file, progress.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "jobs/spread.h"

namespace termwise::app {

struct OutputOptions {
  std::string format = "text";  // "text", "json", "csv", "html"; "xlsx" where the command has a workbook
  std::string out;              // a file; empty: standard output
  bool json = false;            // the same as format = "json"
};

struct Renderings {
  std::function<std::string()> text;
  std::function<std::string()> json;
  std::function<std::string()> csv;
  std::function<Result<std::string>()> html;
  std::function<Result<std::string>()> xlsx = {};  // none: the command has no workbook
};

// Puts it out and gives the program's exit code. A file is there whole or not at all (exit 73 or 74).
int put_out(const OutputOptions& options, const Renderings& renderings);

// On standard error, where that is a terminal; otherwise nothing.
jobs::Progress progress_on_terminal(const std::string& what);

}  // namespace termwise::app
