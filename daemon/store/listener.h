// Hints that there is work: PostgreSQL's NOTIFY on a connection of its own. A hint may be lost; whoever uses it looks
// again after a while all the same.
#pragma once

#include <string>

#include "base/result.h"

struct pg_conn;

namespace termwise::store {

class Listener {
 public:
  // Error (exit 69): the server's words.
  static Result<Listener> open(const std::string& url);
  ~Listener();
  Listener(Listener&& other) noexcept;
  Listener& operator=(Listener&&) = delete;

  int descriptor() const;  // readable when there may be a hint
  // Takes what has arrived. Error (exit 69): the connection is lost.
  Result<bool> heard();

 private:
  explicit Listener(pg_conn* connection) : connection_(connection) {}
  pg_conn* connection_;
};

}  // namespace termwise::store
