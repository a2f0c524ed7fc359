// `termwised`: wiring, signals, reload.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/service_manager.h"
#include "app/stop_guard.h"
#include "app/workspace.h"
#include "base/log.h"
#include "base/stop_flag.h"
#include "jobs/background.h"
#include "jobs/service.h"
#include "web/server.h"
#include "web/site.h"

namespace {

using namespace termwise;

using Shared = std::shared_ptr<const jobs::Configuration>;

// The configuration with its plugins described and its revision stored. What is wrong with single plugins is logged.
Result<Shared> take_configuration(settings::Settings settings, const std::string& url,
                                  const sandbox::PluginHost& host) {
  auto checked = jobs::load_catalogue(settings, host);
  for (const auto& refused : checked.catalogue.refused)
    if (refused.ending == sandbox::Ending::stopped)
      return Error{ExitCode::try_again, refused.sentence};  // not the plugin's doing
  if (checked.catalogue.lacking.any())
    log(LogLevel::warning, "This kernel lacks a part of what confines plugins. `termwise doctor` says more.",
        {{"landlock", checked.catalogue.lacking.landlock ? "no" : "yes"},
         {"seccomp", checked.catalogue.lacking.seccomp ? "no" : "yes"}});
  // An LA whose plugins are wrong is not planned, or its runs fail; the others go on.
  for (const auto& error : checked.errors) log(LogLevel::error, error.text());
  TERMWISE_TRY(store::Database database, store::Database::open(url));
  TERMWISE_TRY(const RevisionId revision, jobs::accept_settings(database, settings, checked.catalogue));
  return Shared(std::make_shared<const jobs::Configuration>(
      jobs::Configuration{std::move(settings), std::move(checked.catalogue), revision}));
}

Result<Shared> read_again(const std::string& file, const std::string& url, const sandbox::PluginHost& host) {
  auto loaded = settings::load(file);
  for (const auto& error : loaded.errors) log(LogLevel::error, error.text());
  if (!loaded.settings) return Error{ExitCode::configuration, "The configuration has errors."};
  return take_configuration(std::move(*loaded.settings), url, host);
}

void take_or_refuse(const Result<Shared>& configuration, jobs::Service& service) {
  if (!configuration) {
    log(LogLevel::error, "The new configuration was refused; the daemon goes on with the one it has.",
        {{"reason", configuration.error().text()}});
    return app::tell_ready("The new configuration was refused; working by the old one.");
  }
  log(LogLevel::info, "The configuration was read again.",
      {{"revision", std::to_string((*configuration)->revision.value)}});
  app::tell_ready("The configuration was read again.");
  service.reload(*configuration);
}

int run_daemon(const std::string& config) {
  set_log_level(LogLevel::info);
  // A database that does not answer is one that is away.
  ::setenv("PGCONNECT_TIMEOUT", "5", 0);
  StopFlag stopping;
  jobs::EventLoop loop;
  std::function<void()> stop;  // set before the loop runs
  const app::StopGuard guard([&] {
    app::tell_stopping();
    log(LogLevel::info, "The daemon was told to stop.");
    stopping.raise();
    loop.post([&] { stop(); });
  });
  auto settings = app::load_settings(config);
  if (!settings) return static_cast<int>(ExitCode::configuration);
  const auto access = app::DatabaseAccess::open(*settings);
  if (!access) return app::fail(access.error());
  const auto host = app::plugin_host(stopping.fd());
  const auto configuration = take_configuration(std::move(*settings), access->url(), host);
  if (!configuration) return stopping.raised() ? 0 : app::fail(configuration.error());

  int exit_code = 0;
  jobs::Service service(loop,
                        {.url = access->url(),
                         .host = app::host_name(),
                         .process_id = ::getpid(),
                         .version = TERMWISE_VERSION,
                         .on_turn = app::tell_status,
                         .on_stopped =
                             [&](int code) {
                               exit_code = code;
                               loop.stop();
                             }},
                        host, *configuration);
  stop = [&] { service.stop(); };
  jobs::Background background;
  loop.on_signal(SIGHUP, [&] {
    app::tell_reloading();
    background.run([&] {
      auto again = read_again(config, access->url(), host);
      if (stopping.raised()) return;
      loop.post([&, again = std::move(again)] { take_or_refuse(again, service); });
    });
  });
  const auto started = service.start();
  if (!started) return app::fail(started.error());
  std::optional<web::Server> pages;
  if (const auto& settings_of_pages = (*configuration)->settings.web) {
    auto serving = web::Server::start(
        *settings_of_pages, web::make_site({access->url(), TERMWISE_VERSION, [&] { return service.configuration(); }}));
    if (!serving) return app::fail(serving.error());
    pages.emplace(std::move(serving).value());
    log(LogLevel::info, "The report pages are served.",
        {{"address", settings_of_pages->socket.empty() ? fmt::format("{}:{}", settings_of_pages->address, pages->port())
                                                       : settings_of_pages->socket.string()}});
  }
  log(LogLevel::info, "The daemon is ready.",
      {{"version", TERMWISE_VERSION}, {"revision", std::to_string((*configuration)->revision.value)}});
  app::tell_ready("Ready.");
  loop.run();
  log(LogLevel::info, "The daemon has stopped.");
  return exit_code;
}

int run_program(int argc, char** argv) {
  CLI::App program(
      "The Termwise daemon: plans, runs and records the jobs of the Local Authorities it is configured for. "
      "It stays in the foreground and logs to standard error.",
      "termwised");
  program.set_version_flag("--version", "termwised " TERMWISE_VERSION);
  std::string config = "/etc/termwise/termwise.toml";
  program.add_option("--config", config, "The configuration (default /etc/termwise/termwise.toml)");
  program.footer(
      "SIGTERM or SIGINT: stop within 5 seconds and give back what is claimed. SIGHUP: read the configuration\n"
      "again; where it is wrong, go on with the old one. Exit codes follow sysexits.h: 0 stopped as told,\n"
      "64 usage, 69 no database, 70 a defect, 73 cannot create, 77 not allowed, 78 configuration.");
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = program.exit(error);
    return code == 0 ? 0 : static_cast<int>(ExitCode::usage);
  }
  return run_daemon(config);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_program(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "Termwise met a defect of its own and stopped: {}\n", error.what());
    return static_cast<int>(termwise::ExitCode::internal);
  }
}
