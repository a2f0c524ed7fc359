// What the service manager is told: that the daemon is ready, what it does, that it is alive. Nothing where there is no
// service manager.
#pragma once

#include <string>

namespace termwise::app {

void tell_ready(const std::string& status);
void tell_status(const std::string& status);  // and that the daemon is alive
void tell_reloading();
void tell_stopping();

}  // namespace termwise::app
