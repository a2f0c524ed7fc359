// The head of a request, from its first byte to the empty line: where it ends, and what it says, judged against every
// limit and rule before a body is read. (Boost.Beast's parser is in request_head.cpp.)
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "web/http.h"
#include "web/refusal.h"

namespace termwise::web {

struct HeadEnd {
  std::size_t size = 0;  // of the head with its empty line, once it is there; 0: more must arrive
  std::optional<Refusal> refusal = std::nullopt;  // it can be no good, whatever arrives
};

// Looks for the end of the head at the beginning of `bytes`, of which the first `seen` were looked at before.
HeadEnd find_head_end(std::string_view bytes, std::size_t seen);

struct Head {
  std::string method;  // as it was sent, as far as it could be read; for the log
  std::string target;  // likewise
  Request request;     // all but the form
  std::size_t body_size = 0;
  std::optional<std::string> boundary;  // of a form that is sent as multipart/form-data
  bool keep_alive = false;
  bool expects_continue = false;
};

// Reads a whole head. `identity_header` is empty where none is trusted. Of a refused head that is filled which could be
// read.
std::optional<Refusal> read_head(std::string_view bytes, std::string_view identity_header, Head& head);

}  // namespace termwise::web
