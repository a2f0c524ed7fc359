// The web server with a handler for tests: it answers with what it was given, and misbehaves when asked to.
//   web_echo_server NAME=VALUE...
// of address, port, socket, identity_header, access_log, connections, read_timeout and write_timeout (in milliseconds).
// Says "listening PORT" once it does, "stopped REQUESTS" after SIGTERM.
#include <signal.h>

#include <cstdio>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <thread>

#include "base/log.h"
#include "web/server.h"

namespace {

using termwise::web::Method;
using termwise::web::Request;
using termwise::web::Response;

Response echo(const Request& request) {
  const char* const method = request.method == Method::get ? "GET" : request.method == Method::head ? "HEAD" : "POST";
  Response response;
  response.content_type = "application/json";
  response.body = nlohmann::json{{"method", method},
                                 {"path", request.path},
                                 {"query", request.query},
                                 {"form", request.form},
                                 {"identity", request.identity}}
                      .dump();
  return response;
}

Response answer(const Request& request) {
  const std::string name = request.path.empty() ? "" : request.path[0];
  const auto number = [&](const char* parameter) { return std::stoul(request.query.at(parameter)); };
  Response response;
  response.body = "<!DOCTYPE html>";
  if (name == "throw") throw std::runtime_error("<b>the password</b>");
  if (name == "throw-number") throw 42;
  if (name == "inject") response.headers.emplace_back("X-Note", "one\r\nSet-Cookie: two=2");
  if (name == "inject-name") response.headers.emplace_back("X-Note: one\r\nX-Other", "two");
  if (name == "inject-type") response.content_type = "text/html\r\nX-Note: one";
  if (name == "framing") response.headers.emplace_back("content-length", "3");
  if (name == "policy") response.headers.emplace_back("Content-Security-Policy", "default-src *");
  if (name == "status") response.status = static_cast<int>(number("of"));
  if (name == "style.css") response.headers.emplace_back("Cache-Control", "max-age=3600");
  if (name == "slow") termwise::log(termwise::LogLevel::info, "The slow page has begun.");
  if (name == "slow") std::this_thread::sleep_for(std::chrono::milliseconds(number("milliseconds")));
  if (name == "big") response.body = std::string(number("bytes"), 'x');
  if (name == "echo" || name == "las" || name == "unsubscribe") return echo(request);
  return response;
}

}  // namespace

int main(int count, char** words) {
  termwise::set_log_level(termwise::LogLevel::info);
  std::map<std::string, std::string> given;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    given[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
  }
  termwise::settings::WebSettings settings;
  settings.address = given["address"];
  settings.socket = given["socket"];
  settings.identity_header = given["identity_header"];
  settings.access_log = given["access_log"];
  if (given.count("port") > 0) settings.port = static_cast<std::uint16_t>(std::stoul(given["port"]));
  termwise::web::ServerLimits limits;
  if (given.count("read_timeout") > 0)
    limits.read_timeout = std::chrono::milliseconds(std::stol(given["read_timeout"]));
  if (given.count("write_timeout") > 0)
    limits.write_timeout = std::chrono::milliseconds(std::stol(given["write_timeout"]));
  if (given.count("connections") > 0) limits.maximum_connections = std::stoul(given["connections"]);

  std::uint64_t requests = 0;
  {
    auto server = termwise::web::Server::start(settings, answer, limits);
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
    requests = server->requests();
  }
  std::cout << "stopped " << requests << std::endl;
  return 0;
}
