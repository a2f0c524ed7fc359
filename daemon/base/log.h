// The log facade: one line an event, key=value after a plain sentence, to standard error. Only code that decides
// something logs, and it does so once; libraries return errors instead. (spdlog stays behind log.cpp.)
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace termwise {

enum class LogLevel { debug, info, warning, error };

void set_log_level(LogLevel least);
void log(LogLevel level, std::string_view sentence,
         std::initializer_list<std::pair<std::string_view, std::string>> fields = {});

}  // namespace termwise
