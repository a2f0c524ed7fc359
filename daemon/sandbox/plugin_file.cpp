#include "sandbox/plugin_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <span>

#include <fmt/format.h>

#include "base/file.h"
#include "sandbox/sealed_memory.h"

namespace termwise::sandbox {
namespace {

constexpr char kMemoryName[] = "termwise-plugin";

Error at(const std::string& name, ExitCode exit, std::string problem) {
  return Error{exit, std::move(problem), Location{name}};
}

Error too_large(const std::string& name) {
  return at(name, ExitCode::data,
            fmt::format("this plugin is larger than the {} bytes that a plugin may have.", kMaximumPluginBytes));
}

Error unreadable(const std::string& name, int error_number) {
  return at(name, ExitCode::io, fmt::format("reading this plugin failed: {}.", system_message(error_number)));
}

}  // namespace

Result<PluginFile> PluginFile::open(const std::filesystem::path& path) {
  TERMWISE_TRY(const UniqueFd source, open_regular_file(path));
  PluginFile plugin;
  plugin.name_ = path.string();
  struct stat status {};
  if (::fstat(source.get(), &status) != 0) return unreadable(plugin.name_, errno);
  // What a stranger could have written must not run with the rights of this user.
  TERMWISE_CHECK(check_owner(source.get(), plugin.name_, "plugin"));
  if (static_cast<std::uint64_t>(status.st_size) > kMaximumPluginBytes) return too_large(plugin.name_);

  TERMWISE_TRY(SealedMemory memory, SealedMemory::create(kMemoryName));
  Sha256Stream hash;
  std::uint64_t total = 0;
  std::byte buffer[65536];
  while (true) {
    const ssize_t count = ::read(source.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return unreadable(plugin.name_, errno);
    if (count == 0) break;
    const std::span<const std::byte> piece(buffer, static_cast<std::size_t>(count));
    total += piece.size();
    if (total > kMaximumPluginBytes) return too_large(plugin.name_);  // it grew while it was read
    hash.update(piece);
    TERMWISE_CHECK(memory.append(piece));
  }
  plugin.sha256_ = hash.finish();
  TERMWISE_TRY(plugin.fd_, std::move(memory).seal());
  return plugin;
}

Result<PluginFile> PluginFile::from_bytes(std::string name, std::string_view bytes) {
  PluginFile plugin;
  plugin.name_ = std::move(name);
  if (bytes.size() > kMaximumPluginBytes) return too_large(plugin.name_);
  TERMWISE_TRY(SealedMemory memory, SealedMemory::create(kMemoryName));
  TERMWISE_CHECK(memory.append(std::as_bytes(std::span(bytes.data(), bytes.size()))));
  plugin.sha256_ = termwise::sha256(bytes);
  TERMWISE_TRY(plugin.fd_, std::move(memory).seal());
  return plugin;
}

Result<std::string> PluginFile::bytes() const {
  struct stat status {};
  if (::fstat(fd_.get(), &status) != 0) return unreadable(name_, errno);
  std::string content(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t count = ::pread(fd_.get(), content.data() + done, content.size() - done, static_cast<off_t>(done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return unreadable(name_, count == 0 ? EIO : errno);
    done += static_cast<std::size_t>(count);
  }
  return content;
}

}  // namespace termwise::sandbox
