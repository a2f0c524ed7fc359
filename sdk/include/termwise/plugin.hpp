// A whole plugin is one plain class:
//
//   class Mine : public termwise::Plugin {
//    public:
//     termwise::Manifest manifest() const override;
//     void evaluate(const termwise::Facts& facts, termwise::Findings& findings) const override;
//   };
//   TERMWISE_PLUGIN(Mine)
//
// No exception of it crosses to the host: a run that throws fails with the exception's sentence.
#pragma once

#include <exception>
#include <string_view>

#include <termwise/abi.h>
#include <termwise/facts.hpp>
#include <termwise/finding.hpp>
#include <termwise/manifest.hpp>

namespace termwise {

class Plugin {
 public:
  virtual ~Plugin() = default;
  virtual Manifest manifest() const = 0;
  // Answers each rule that the facts ask for. The same facts must give the same findings.
  virtual void evaluate(const Facts& facts, Findings& findings) const = 0;
};

// What stands behind the C entry of a plugin class.
template <class Mine>
struct PluginEntry {
  static std::int32_t describe(const tw_describe_host* host) noexcept {
    try {
      const Manifest manifest = Mine().manifest();
      return host->manifest(host->context, &ManifestImage(manifest).get());
    } catch (const std::exception& problem) {
      host->fail(host->context, borrow(problem.what()));
    } catch (...) {
      host->fail(host->context, borrow("The plugin threw something that is not a std::exception."));
    }
    return TW_FAILED;
  }

  static std::int32_t evaluate(const tw_input* input, const tw_emit_host* host) noexcept {
    try {
      const Facts facts(*input);
      Findings findings(*host);
      Mine().evaluate(facts, findings);
      return TW_OK;
    } catch (const Findings::Stopped&) {
      return TW_FAILED;  // the host knows why: it said stop
    } catch (const std::exception& problem) {
      host->fail(host->context, borrow(problem.what()));
    } catch (...) {
      host->fail(host->context, borrow("The plugin threw something that is not a std::exception."));
    }
    return TW_FAILED;
  }

  static const void* extension(tw_text id) noexcept {
    static constexpr tw_rules kRules{sizeof(tw_rules), 0, &evaluate};
    return view(id) == TW_RULES_EXTENSION ? &kRules : nullptr;
  }
};

}  // namespace termwise

#define TERMWISE_PLUGIN(Mine)                                                                     \
  extern "C" TW_EXPORT const tw_plugin tw_plugin_entry = {sizeof(tw_plugin),                      \
                                                          TW_ABI_MAJOR,                           \
                                                          TW_ABI_MINOR,                           \
                                                          0,                                      \
                                                          &termwise::PluginEntry<Mine>::describe, \
                                                          &termwise::PluginEntry<Mine>::extension};
