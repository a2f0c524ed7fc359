#include "store/listener.h"

#include <libpq-fe.h>

#include <utility>

#include "store/session.h"

namespace termwise::store {

Result<Listener> Listener::open(const std::string& url) {
  Listener listener(PQconnectdb(url.c_str()));
  if (PQstatus(listener.connection_) != CONNECTION_OK) return sql_error("08006", PQerrorMessage(listener.connection_));
  // A lost connection is told by heard(); libpq would print the server's farewell on standard error besides.
  PQsetNoticeProcessor(
      listener.connection_, [](void*, const char*) {}, nullptr);
  PGresult* const answer = PQexec(listener.connection_, "LISTEN termwise_work");
  const bool listening = PQresultStatus(answer) == PGRES_COMMAND_OK;
  PQclear(answer);
  if (!listening) return sql_error("08006", PQerrorMessage(listener.connection_));
  return listener;
}

Listener::~Listener() { PQfinish(connection_); }
Listener::Listener(Listener&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}

int Listener::descriptor() const { return PQsocket(connection_); }

Result<bool> Listener::heard() {
  if (PQconsumeInput(connection_) != 1) return sql_error("08006", PQerrorMessage(connection_));
  bool any = false;
  while (PGnotify* const hint = PQnotifies(connection_)) {
    any = true;
    PQfreemem(hint);
  }
  return any;
}

}  // namespace termwise::store
