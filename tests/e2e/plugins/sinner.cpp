// A plugin that looks right until it is run, and then commits the sin that it is compiled for.
#include <sys/socket.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <vector>

#include <termwise/abi.h>

namespace {

constexpr tw_text text(const char* characters) {
  std::uint32_t size = 0;
  while (characters[size] != 0) ++size;
  return {characters, size, 0};
}

std::int32_t describe(const tw_describe_host* host) {
  const tw_text outcome = text("BELOW");
  const tw_rule rule{sizeof(tw_rule),
                     1,
                     text("ks2-floor"),
                     text("floor-check"),
                     text("1"),
                     text("A sin"),
                     text("nowhere"),
                     &outcome,
                     1,
                     0};
  const tw_need need{sizeof(tw_need), 0, text("school/1"), nullptr, 0, 0};
  const tw_text measure = text("KS2_COHORT");
  const tw_need measures{sizeof(tw_need), 0, text("measure/1"), &measure, 1, 0};
  const tw_need needs[] = {need, measures};
  const tw_template sentence{sizeof(tw_template), 0, text("plain"), text("A sentence.")};
  tw_manifest manifest{};
  manifest.size = sizeof manifest;
  manifest.id = text(SINNER_NAME);
  manifest.version = text("1.0.0");
  manifest.title = text("A plugin for tests");
  manifest.needs = needs;
  manifest.need_count = 2;
  manifest.rules = &rule;
  manifest.rule_count = 1;
  manifest.templates = &sentence;
  manifest.template_count = 1;
  return host->manifest(host->context, &manifest);
}

volatile int always = 1;

[[maybe_unused]] void segfault() { *reinterpret_cast<volatile char*>(always * 16L) = 1; }

[[maybe_unused]] void allocate() {
  std::vector<char*> kept;
  while (always) {
    kept.push_back(new char[1 << 20]);
    for (int i = 0; i < 1 << 20; i += 4096) kept.back()[i] = 1;
  }
}

[[maybe_unused]] void spin() {
  while (always) {
  }
}

[[maybe_unused]] void call_home() { ::socket(AF_INET, SOCK_STREAM, 0); }

// A sin of omission only: it takes its time, and gives up when it is asked to.
[[maybe_unused]] void dawdle(const tw_emit_host* host, std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end && host->cancelled(host->context) == 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

[[maybe_unused]] void outside(const tw_input* input, const tw_emit_host* host) {
  tw_finding finding{};
  finding.size = sizeof finding;
  finding.subject_kind = TW_SUBJECT_SCHOOL;
  finding.subject = 123456;
  finding.year = input->year;
  finding.rule = text("ks2-floor");
  finding.outcome = text("BELOW");
  finding.template_id = text("plain");
  host->finding(host->context, &finding);
}

std::int32_t evaluate([[maybe_unused]] const tw_input* input, [[maybe_unused]] const tw_emit_host* host) {
  SINNER_SIN;
  return TW_OK;
}

const tw_rules kRules{sizeof(tw_rules), 0, evaluate};

const void* extension(tw_text) { return &kRules; }

}  // namespace

extern "C" TW_EXPORT const tw_plugin tw_plugin_entry = {sizeof(tw_plugin), SINNER_ABI, TW_ABI_MINOR, 0,
                                                        describe,          extension};
