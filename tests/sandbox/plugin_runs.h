// Runs the plugins of plugins/ through the real plugin host, over one small table of schools.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sandbox/plugin_host.h"

namespace termwise::sandbox {

inline constexpr std::int64_t kSchools[] = {900001, 900002, 900003};

const std::filesystem::path& host_program();
std::filesystem::path sin(const std::string& name);  // "segfault" -> the path of segfault.so

// Limits that make a test short and still leave a good plugin plenty, on a busy machine too.
Limits generous();

// What good.so says of itself; every plugin here says the same unless its sin is in the manifest.
const wire::Manifest& test_manifest();
wire::Input test_input(const std::string& sin_setting = "");
const std::vector<std::byte>& test_facts();

Description describe(const std::string& plugin, const Limits& limits = generous());
Evaluation evaluate(const std::string& plugin, const Limits& limits = generous(), const std::string& sin_setting = "");

// Checks around each test that nothing is left behind: no process, no descriptor; and that a good plugin then
// works.
class PluginRuns : public ::testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

 private:
  std::size_t descriptors_ = 0;
};

// The plugin host that a process has started, once it runs that program and no longer the one that forked it.
pid_t host_of(pid_t parent);

// Whether the process comes to an end within a few seconds. It need not be a child of this one, so its end
// cannot be waited for, only looked at.
bool ends_soon(pid_t process);

}  // namespace termwise::sandbox
