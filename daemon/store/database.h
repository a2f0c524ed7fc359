// A connection. A Reader's transactions are read-only on the server too: a dry run gets one, and so cannot write.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace termwise::store {

class Session;  // libpqxx and libpq, in session.h for this folder only

class Reader {
 public:
  // Error (exit 69): the server's words. Error (exit 78): the schema is missing, older or newer than this program.
  // `longest`: a statement that takes longer is ended by the server (exit 75); none: as long as it takes.
  static Result<Reader> open(const std::string& url, std::optional<std::chrono::milliseconds> longest = {});
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  Session& session() const { return *session_; }

 protected:
  explicit Reader(std::unique_ptr<Session> session);
  std::unique_ptr<Session> session_;
};

// Whether the schema is this program's still: another may have migrated it since the connection was opened. Errors as
// of Reader::open.
Result<void> check_schema(Reader& reader);

class Database : public Reader {
 public:
  // As Reader::open, but may write.
  static Result<Database> open(const std::string& url);

 private:
  explicit Database(std::unique_ptr<Session> session);
};

// The connection as libpq's environment variables, for a program that is started to use it. Error (exit 78): the URL cannot
// be read.
Result<std::vector<std::pair<std::string, std::string>>> connection_environment(const std::string& url);

struct Migration {
  int number = 0;
  std::string name;
};

// Brings the schema up to date under an advisory lock: each missing migration once, in one transaction each, with its
// checksum. Error (exit 78): the database is newer than this program, or an applied migration's checksum differs;
// (exit 77): the role may not create what is needed, with what to ask the administrator for; (exit 69).
// Returns what was applied now.
Result<std::vector<Migration>> migrate(const std::string& url);

}  // namespace termwise::store
