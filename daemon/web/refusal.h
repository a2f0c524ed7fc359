// Why a request is not given to the handler: a status and a sentence for the person who sent it.
#pragma once

#include <string>

namespace termwise::web {

struct Refusal {
  int status = 400;
  std::string sentence;
};

}  // namespace termwise::web
