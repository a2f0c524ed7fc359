#include "app/service_manager.h"

#include <systemd/sd-daemon.h>

namespace termwise::app {

void tell_ready(const std::string& status) { ::sd_notify(0, ("READY=1\nSTATUS=" + status).c_str()); }

void tell_status(const std::string& status) { ::sd_notify(0, ("WATCHDOG=1\nSTATUS=" + status).c_str()); }

void tell_reloading() { ::sd_notify(0, "RELOADING=1\nSTATUS=Reading the configuration."); }

void tell_stopping() { ::sd_notify(0, "STOPPING=1"); }

}  // namespace termwise::app
