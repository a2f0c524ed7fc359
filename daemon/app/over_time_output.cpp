#include "app/over_time_output.h"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "app/workspace.h"
#include "base/file.h"

namespace termwise::app {
namespace {

Error cannot_write(ExitCode exit, const std::string& path) {
  return {exit, fmt::format("{} could not be written: {}. Name a file in a directory where you may write.", path,
                            system_message(errno))};
}

Result<void> write_whole(const std::string& path, const std::string& content) {
  const std::string beside = fmt::format("{}.{}.part", path, ::getpid());
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(beside.c_str(), "wxe"), &std::fclose);
  if (!file) return cannot_write(ExitCode::cannot_create, path);
  const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size() &&
                       std::fflush(file.get()) == 0 && std::rename(beside.c_str(), path.c_str()) == 0;
  if (written) return {};
  const Error error = cannot_write(ExitCode::io, path);
  ::unlink(beside.c_str());
  return error;
}

Result<std::string> rendered(const OutputOptions& options, const Renderings& renderings) {
  if (options.json || options.format == "json") return renderings.json();
  if (options.format == "csv") return renderings.csv();
  if (options.format == "html") return renderings.html();
  if (options.format == "xlsx") return renderings.xlsx();
  return renderings.text();
}

}  // namespace

int put_out(const OutputOptions& options, const Renderings& renderings) {
  const auto content = rendered(options, renderings);
  if (!content) return fail(content.error());
  if (options.out.empty()) {
    // The whole of it, with whatever bytes are in it.
    const bool written =
        std::fwrite(content->data(), 1, content->size(), stdout) == content->size() && std::fflush(stdout) == 0;
    return written ? 0 : fail({ExitCode::io, "Standard output could not be written to."});
  }
  if (const auto written = write_whole(options.out, *content); !written) return fail(written.error());
  fmt::print(stderr, "Written to {}.\n", options.out);
  return 0;
}

jobs::Progress progress_on_terminal(const std::string& what) {
  if (::isatty(STDERR_FILENO) == 0) return {};
  using Clock = std::chrono::steady_clock;
  return [what, last = Clock::time_point()](std::size_t done, std::size_t of) mutable {
    const bool over = done == of;
    if (!over && Clock::now() - last < std::chrono::milliseconds(100)) return;
    last = Clock::now();
    // Cleared at the end, so that only the result stays.
    fmt::print(stderr, "\r\x1b[K{}", over ? std::string() : fmt::format("{} {} of {}", what, done, of));
    std::fflush(stderr);
  };
}

}  // namespace termwise::app
