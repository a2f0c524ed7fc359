// Endings as sentences that a head of school improvement can read: which plugin, what it did, which limit,
// what to do.
#pragma once

#include <string>

#include "sandbox/child.h"
#include "sandbox/verdict.h"

namespace termwise::sandbox {

// What the end of a process without a last word means.
Verdict judge(const ChildEnd& end, const Limits& limits);

// `plugin` is the file's name without its folder.
std::string sentence(const Verdict& verdict, const std::string& plugin, const Limits& limits);

}  // namespace termwise::sandbox
