// What the made-up registers of an LA say: the words that the templates of config/sources allow, so that rules about visits,
// records and the like have something to decide. For this folder only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace termwise::check {

// Whether it is one of their columns.
bool is_of_registers(std::string_view column);

// One of a column's words, or of the references to other registers that made-up items have. Empty for a column that is not a
// register's.
std::optional<std::string> register_word(std::string_view column, std::uint64_t drawn);

}  // namespace termwise::check
