// What a rule never needs from the system, by the name under which a shared library imports it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace termwise::check {

struct ForbiddenKind {
  std::string_view id;      // "network"
  bool warning;             // harmless where it is not called
  std::string_view does;    // "open network connections"
  std::string_view remedy;  // a sentence
  std::vector<std::string_view> names;
  std::vector<std::string_view> beginnings;  // of mangled names
};

const std::vector<ForbiddenKind>& forbidden_kinds();
bool forbids(const ForbiddenKind& kind, std::string_view import);

// A C++ name as its author wrote it, any other as it is.
std::string readable_symbol(const std::string& symbol);

}  // namespace termwise::check
