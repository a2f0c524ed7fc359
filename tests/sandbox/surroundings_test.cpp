// What a plugin finds around it, and what happens when the host cannot be started.
#include <gmock/gmock.h>
#include <sys/socket.h>

#include <cstdio>

#include "base/unique_fd.h"
#include "plugin_runs.h"

namespace termwise::sandbox {
namespace {

using ::testing::HasSubstr;

using Surroundings = PluginRuns;

TEST_F(Surroundings, PluginSeesNextToNothing) {
  // A descriptor and a variable that must not reach the plugin, though they could be inherited.
  int pair[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
  const UniqueFd first(pair[0]), second(pair[1]);
  ::setenv("PGPASSWORD", "secret", 1);
  const Evaluation evaluation = evaluate("witness");
  EXPECT_EQ(name(evaluation.outcome.ending), "completed") << evaluation.outcome.sentence;
  const std::string& seen = evaluation.outcome.standard_error;
  EXPECT_THAT(seen, HasSubstr("environment=0 cwd=/ group=1 stdin=0\n"));
  EXPECT_THAT(seen, HasSubstr("nonewprivs=1 dumpable=0 files=64 size=0\n"));
  EXPECT_THAT(seen, HasSubstr("descriptors=0 1 2 3 4 5 \n"));
}

TEST_F(Surroundings, MissingHostProgramIsAnError) {
  const auto plugin = PluginFile::open(sin("good"));
  ASSERT_TRUE(plugin.ok());
  const auto result = PluginHost("/nowhere/termwise-plugin-host").describe(*plugin, generous());
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().exit, ExitCode::internal);
  EXPECT_THAT(result.error().message, HasSubstr("/nowhere/termwise-plugin-host could not be started: No such file"));
}

TEST_F(Surroundings, HostProgramMayBeNamedRelatively) {
  const auto plugin = PluginFile::open(sin("good"));
  const auto relative = std::filesystem::relative(host_program());
  ASSERT_TRUE(relative.is_relative());
  const auto result = PluginHost(relative).describe(*plugin, generous());
  ASSERT_TRUE(result.ok()) << result.error().message;
  EXPECT_EQ(name(result->outcome.ending), "completed");
}

TEST_F(Surroundings, HostRefusesToBeStartedByHand) {
  for (const char* arguments : {"", " 12345", " a b", " --help"}) {
    FILE* output = ::popen((host_program().string() + arguments + " 2>&1").c_str(), "r");
    ASSERT_NE(output, nullptr);
    char text[512] = {};
    const std::size_t size = std::fread(text, 1, sizeof text - 1, output);
    const int status = ::pclose(output);
    EXPECT_EQ(WEXITSTATUS(status), 64) << arguments;
    EXPECT_THAT(std::string(text, size), HasSubstr("nothing to start by hand"));
  }
}

TEST_F(Surroundings, BrokenFactsAreNotShownToThePlugin) {
  const auto plugin = PluginFile::open(sin("good"));
  auto facts = test_facts();
  facts[0] = std::byte{0};
  const auto result =
      PluginHost(host_program()).evaluate(*plugin, test_manifest(), test_input(), facts, kSchools, generous());
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(name(result->outcome.ending), "malformed");
  EXPECT_THAT(result->outcome.sentence, HasSubstr("facts image"));
}

}  // namespace
}  // namespace termwise::sandbox
