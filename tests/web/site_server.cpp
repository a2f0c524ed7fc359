// The report pages of a configuration and a database, without a daemon.
//   web_site_server MAIN_FILE DATABASE_URL
// Says "listening PORT" once it does, and ends at SIGTERM.
#include <signal.h>

#include <iostream>
#include <memory>

#include "base/log.h"
#include "settings/settings.h"
#include "web/server.h"
#include "web/site.h"

int main(int count, char** words) {
  using namespace termwise;
  if (count != 3) return static_cast<int>(ExitCode::usage);
  set_log_level(LogLevel::info);
  auto loaded = settings::load(words[1]);
  for (const auto& error : loaded.errors) std::cerr << error.text() << '\n';
  if (!loaded.settings) return static_cast<int>(ExitCode::configuration);
  const auto configuration = std::make_shared<const jobs::Configuration>(
      jobs::Configuration{std::move(*loaded.settings), jobs::Catalogue{}, RevisionId{1}});
  settings::WebSettings settings;
  settings.address = "127.0.0.1";
  auto server =
      web::Server::start(settings, web::make_site({words[2], "0.1.0-test", [configuration] { return configuration; }}));
  if (!server) {
    std::cerr << server.error().text() << '\n';
    return static_cast<int>(server.error().exit);
  }
  // Only now, so that the server's threads cannot have this from here.
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  std::cout << "listening " << server->port() << std::endl;
  int signal = 0;
  sigwait(&stop, &signal);
  return 0;
}
