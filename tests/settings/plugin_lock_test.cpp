// plugins.lock: what is written is read again, and what somebody else could have written is not trusted.
#include "settings/plugin_lock.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include <fmt/format.h>

namespace termwise::settings {
namespace {

using ::testing::HasSubstr;

class PluginLock : public ::testing::Test {
 protected:
  void SetUp() override {
    char pattern[] = "/tmp/termwise-lock-XXXXXX";
    folder_ = ::mkdtemp(pattern);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& content) {
    std::ofstream(plugin_lock_of(main_file())) << content;
    ASSERT_EQ(::chmod(plugin_lock_of(main_file()).c_str(), 0644), 0);
  }
  std::filesystem::path main_file() const { return folder_ / "termwise.toml"; }
  Error error() const {
    const auto lock = read_plugin_lock(main_file());
    return lock.ok() ? Error{ExitCode::ok, "no error"} : lock.error();
  }

  std::filesystem::path folder_;
};

LockedPlugins many(std::size_t count) {
  LockedPlugins plugins;
  for (std::size_t i = 0; i < count; ++i) plugins[fmt::format("termwise-{}.so", i)] = sha256(std::to_string(i));
  return plugins;
}

TEST_F(PluginLock, MayBeAbsent) { EXPECT_EQ(read_plugin_lock(main_file()).value(), std::nullopt); }

TEST_F(PluginLock, ComesBackAsItWasWritten) {
  for (const std::size_t count : {0u, 1u, 12u}) {
    write(plugin_lock_text(many(count)));
    EXPECT_EQ(read_plugin_lock(main_file()).value(), many(count));
  }
}

TEST_F(PluginLock, HasALimit) {
  write(plugin_lock_text(many(kMaximumLockedPlugins)));
  EXPECT_EQ(read_plugin_lock(main_file()).value()->size(), kMaximumLockedPlugins);
  write(plugin_lock_text(many(kMaximumLockedPlugins + 1)));
  EXPECT_THAT(error().message, HasSubstr("at most 1000 plugins, and lists 1001"));
}

TEST_F(PluginLock, SaysWhatIsWrongAndWhere) {
  write("[plugins]\n\"a.so\" = \"abc\"\n");
  EXPECT_EQ(error().exit, ExitCode::configuration);
  EXPECT_EQ(error().where->line, 2u);
  EXPECT_THAT(error().message, HasSubstr("'a.so' must be 64 hexadecimal digits"));
  for (const char* odd : {"", "plugins = 1\n", "[plugins]\n[more]\n", "[other]\n"}) {
    write(odd);
    EXPECT_THAT(error().message, HasSubstr("one table, [plugins]")) << odd;
    EXPECT_THAT(error().message, HasSubstr("termwise plugin lock")) << odd;
  }
}

TEST_F(PluginLock, IsNobodyElsesToWrite) {
  write(plugin_lock_text(many(1)));
  ASSERT_EQ(::chmod(plugin_lock_of(main_file()).c_str(), 0664), 0);
  EXPECT_EQ(error().exit, ExitCode::not_allowed);
  EXPECT_THAT(error().message, HasSubstr("chmod go-w"));
  if (::geteuid() != 0) return;  // only root can give a file away
  write(plugin_lock_text(many(1)));
  ASSERT_EQ(::chown(plugin_lock_of(main_file()).c_str(), 4711, 4711), 0);
  EXPECT_THAT(error().message, HasSubstr("belongs to user 4711"));
}

// A directory of that name is not taken for no lock.
TEST_F(PluginLock, IsAFile) {
  std::filesystem::create_directory(plugin_lock_of(main_file()));
  EXPECT_EQ(error().exit, ExitCode::no_input);
}

}  // namespace
}  // namespace termwise::settings
