// termwise-plugin-host: runs one plugin for the daemon and ends. See host/.
#include "host/plugin_process.h"

#ifdef TERMWISE_SANITIZED
// A plugin's end must look from outside as it does without a sanitizer: a signal is a signal, exit(0) is exit(0).
extern "C" const char* __asan_default_options() {
  return "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0:detect_leaks=0";
}
extern "C" const char* __tsan_default_options() {
  return "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0";
}
#endif

int main(int argument_count, char** arguments) { return termwise::host::serve(argument_count, arguments); }
