// System calls that plugins may not make, in words.
#pragma once

#include <string>
#include <string_view>

namespace termwise::sandbox {

// What a call is for, after "tried to": "open a network connection (socket)". `number` is what the host reported, and is
// believed no further than that.
std::string what_a_call_does(std::string_view number);

// Where the kernel had to end the host itself, because the plugin held signals back, and no number is known. The C
// library holds them back while it starts a thread or a program.
inline constexpr std::string_view kUnnamedCall =
    "make a system call with signals held back, as starting a thread or another program does (SIGSYS)";

}  // namespace termwise::sandbox
