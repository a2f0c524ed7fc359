// A message's bytes as people read them, as far as tests need it: long lines joined again, "=3D" as "=".
#pragma once

#include <cstdlib>
#include <string>

namespace termwise::jobs {

inline std::string letter_text(const std::string& bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '=' || i + 2 >= bytes.size()) {
      text += bytes[i];
      continue;
    }
    const std::string code = bytes.substr(i + 1, 2);
    char* end = nullptr;
    const long number = std::strtol(code.c_str(), &end, 16);
    if (code == "\r\n" || *end == '\0') i += 2;
    if (code == "\r\n") continue;
    text += *end == '\0' ? static_cast<char>(number) : '=';
  }
  return text;
}

}  // namespace termwise::jobs
