#include "plugin_runs.h"

#include <sys/wait.h>

#include <fstream>
#include <iterator>
#include <thread>

#include "wire/image.h"

namespace termwise::sandbox {
namespace {

namespace fs = std::filesystem;

std::size_t open_descriptors() {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

PluginFile open_sin(const std::string& name) {
  auto file = PluginFile::open(sin(name));
  if (!file.ok()) throw std::runtime_error(file.error().text());
  return std::move(file).value();
}

}  // namespace

const fs::path& host_program() {
  static const fs::path program = TERMWISE_PLUGIN_HOST;
  return program;
}

fs::path sin(const std::string& name) { return fs::path(TERMWISE_SIN_FOLDER) / (name + ".so"); }

Limits generous() {
  Limits limits;
  limits.deadline = std::chrono::seconds(60);
  limits.grace = std::chrono::milliseconds(200);
  limits.memory_bytes = 256ull << 20;
  return limits;
}

const wire::Manifest& test_manifest() {
  static const wire::Manifest manifest = [] {
    const Description good = describe("good");
    if (!good.manifest) throw std::runtime_error(good.outcome.sentence + "\n" + good.outcome.standard_error);
    return *good.manifest;
  }();
  return manifest;
}

wire::Input test_input(const std::string& sin_setting) {
  wire::Input input;
  input.year = 2017;
  input.la_code = "926";
  input.reference_date = 17532;
  input.settings = {{"sin", sin_setting}};
  input.rules = {"test-rule"};
  return input;
}

const std::vector<std::byte>& test_facts() {
  static const std::vector<std::byte> facts = [] {
    wire::ImageBuilder builder;
    builder.begin_table("school/1", std::size(kSchools));
    builder.add_decimals("urn", 0, kSchools, std::vector<std::uint8_t>(std::size(kSchools)), {});
    return builder.finish().value();
  }();
  return facts;
}

Description describe(const std::string& plugin, const Limits& limits) {
  auto result = PluginHost(host_program()).describe(open_sin(plugin), limits);
  if (!result.ok()) throw std::runtime_error(result.error().text());
  return std::move(result).value();
}

Evaluation evaluate(const std::string& plugin, const Limits& limits, const std::string& sin_setting) {
  auto result =
      PluginHost(host_program())
          .evaluate(open_sin(plugin), test_manifest(), test_input(sin_setting), test_facts(), kSchools, limits);
  if (!result.ok()) throw std::runtime_error(result.error().text());
  return std::move(result).value();
}

pid_t host_of(pid_t parent) {
  const std::string tasks = "/proc/" + std::to_string(parent) + "/task";
  while (true) {
    // Any of its threads may have started it.
    for (const auto& thread : fs::directory_iterator(tasks)) {
      pid_t child = 0;
      std::ifstream(thread.path() / "children") >> child;
      std::string program;
      std::ifstream("/proc/" + std::to_string(child) + "/comm") >> program;
      if (program == "termwise-plugin") return child;  // as far as the kernel keeps a name
    }
  }
}

bool ends_soon(pid_t process) {
  for (int i = 0; i < 500; ++i) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    // "PID (NAME) STATE ...": a zombie has ended, whether or not its new parent has noticed.
    if (!std::getline(file, line) || line.substr(line.rfind(')') + 2, 1) == "Z") return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

void PluginRuns::SetUp() {
  test_manifest();
  descriptors_ = open_descriptors();
}

void PluginRuns::TearDown() {
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child process was not reaped";
  EXPECT_EQ(open_descriptors(), descriptors_);
  const Evaluation next = evaluate("good");
  EXPECT_EQ(next.outcome.ending, Ending::completed) << next.outcome.sentence;
  EXPECT_EQ(next.findings.size(), std::size(kSchools));
}

}  // namespace termwise::sandbox
