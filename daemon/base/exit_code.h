// The exit codes of every Termwise program, as BSD's sysexits.h names them.
#pragma once

namespace termwise {

enum class ExitCode : int {
  ok = 0,
  usage = 64,          // the command line is wrong
  data = 65,           // a file's contents are wrong
  no_input = 66,       // a file cannot be opened or is not a file
  unavailable = 69,    // a service (PostgreSQL) cannot be reached, or a plugin cannot be trusted
  internal = 70,       // a plugin failed or could not be loaded, or a defect in Termwise itself
  cannot_create = 73,  // an output or state directory cannot be made
  io = 74,             // reading or writing failed half-way
  try_again = 75,      // a passing condition; the same command may succeed later
  not_allowed = 77,    // permissions
  configuration = 78   // the configuration is wrong
};

}  // namespace termwise
