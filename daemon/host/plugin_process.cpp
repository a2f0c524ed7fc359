#include "host/plugin_process.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "host/channel.h"
#include "host/confine.h"
#include "host/drill.h"
#include "host/evaluation.h"
#include "host/from_abi.h"
#include "host/library.h"
#include "host/memory_guard.h"
#include "wire/codec.h"
#include "wire/frames.h"
#include "wire/image.h"
#include "wire/limits.h"
#include "wire/manifest_check.h"

namespace termwise::host {
namespace {

using wire::FailureKind;
using wire::FrameType;

// The deadline, if the arguments and descriptors are those that the daemon gives.
std::optional<std::int64_t> started_by_daemon(int argument_count, char** arguments) {
  if (argument_count != 2) return std::nullopt;
  const std::string_view text = arguments[1];
  std::int64_t deadline = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), deadline);
  struct stat status {};
  if (error != std::errc() || end != text.data() + text.size() || deadline <= 0 ||
      ::fstat(wire::kSocketFd, &status) != 0 || !S_ISSOCK(status.st_mode))
    return std::nullopt;
  return deadline;
}

// What a plugin's describe() hands over.
struct Described {
  std::optional<wire::Manifest> manifest;
  std::string problem;  // what is wrong with it
  std::string reason;   // why the plugin says that it has none
};

int32_t take_manifest(void* context, const tw_manifest* given) noexcept {
  auto& described = *static_cast<Described*>(context);
  const auto refuse = [&](std::string problem) {
    if (described.problem.empty()) described.problem = std::move(problem);
    return TW_FAILED;
  };
  if (described.manifest) return refuse("it described itself twice");
  auto manifest = manifest_from(given);
  if (!manifest.ok()) return refuse(manifest.error().message);
  if (const auto sound = wire::check_manifest(*manifest); !sound.ok()) return refuse(sound.error().message);
  described.manifest = std::move(manifest).value();
  return TW_OK;
}

void take_reason(void* context, tw_text sentence) noexcept {
  auto& described = *static_cast<Described*>(context);
  if (!described.reason.empty() || sentence.data == nullptr || sentence.size > wire::kMaximumTextBytes) return;
  described.reason.assign(sentence.data, sentence.size);
}

[[noreturn]] void describe(Channel& channel, const Entry& entry) {
  Described described;
  const tw_describe_host host{sizeof host, 0, &described, take_manifest, take_reason};
  const int32_t answer = entry.describe(&host);
  if (!described.problem.empty())
    channel.fail(FailureKind::refused,
                 fmt::format("its manifest is wrong: {}. Ask its author to correct it", described.problem));
  if (!described.reason.empty())
    channel.fail(FailureKind::refused,
                 fmt::format("it could not describe itself and said {}. Ask its author to correct it",
                             quote(described.reason, 400)));
  if (answer != TW_OK)
    channel.fail(FailureKind::refused, fmt::format("its describe function answered {} instead of a manifest. Ask its "
                                                   "author to correct it",
                                                   answer));
  if (!described.manifest)
    channel.fail(FailureKind::refused, "its describe function gave no manifest. Ask its author to correct it");
  described.manifest->abi_major = entry.abi_major;
  described.manifest->abi_minor = entry.abi_minor;
  if (const auto rules = find_rules(entry); !rules.ok()) channel.fail(FailureKind::refused, rules.error().message);
  const std::string encoded = wire::encode(*described.manifest);
  if (encoded.size() > wire::kMaximumManifestBytes)
    channel.fail(FailureKind::refused, fmt::format("its manifest takes {} bytes, and at most {} are allowed. Ask its "
                                                   "author to make it shorter",
                                                   encoded.size(), wire::kMaximumManifestBytes));
  channel.finish(FrameType::manifest, encoded);
}

std::span<const std::byte> map_image(Channel& channel) {
  struct stat status {};
  if (const auto sealed = require_sealed(wire::kImageFd); !sealed.ok())
    channel.fail(FailureKind::malformed, sealed.error().message);
  if (::fstat(wire::kImageFd, &status) != 0 || status.st_size <= 0)
    channel.fail(FailureKind::malformed, "the facts are empty");
  const auto size = static_cast<std::size_t>(status.st_size);
  // Private: kernels before 6.7 refuse a shared mapping of a file sealed against writing, be it read-only.
  void* image = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, wire::kImageFd, 0);
  if (image == MAP_FAILED) channel.fail(FailureKind::out_of_memory, {});
  return {static_cast<const std::byte*>(image), size};
}

[[noreturn]] void evaluate(Channel& channel, const Entry& entry, std::int64_t deadline, const std::string& payload,
                           std::span<const std::byte> image) {
  const auto input = wire::decode_input(payload);
  if (!input.ok()) channel.fail(FailureKind::malformed, input.error().message);
  const auto tables = wire::ImageTables::view(image);
  if (!tables.ok()) channel.fail(FailureKind::malformed, tables.error().message);
  const auto rules = find_rules(entry);
  if (!rules.ok()) channel.fail(FailureKind::refused, rules.error().message);
  run_evaluation(channel, *rules, *input, tables->tables(), deadline);
}

[[noreturn]] void answer(Channel& channel, std::int64_t deadline) {
  const Channel::Request request = channel.receive();
  const bool describing = request.type == FrameType::describe;
  if (const auto sealed = require_sealed(wire::kPluginFd); !sealed.ok())
    channel.fail(FailureKind::malformed, sealed.error().message);
  const auto image = describing ? std::span<const std::byte>() : map_image(channel);
  const auto lacking = confine_before_loading(wire::kSocketFd);
  if (!lacking.ok()) channel.fail(FailureKind::malformed, lacking.error().message);
  if (lacking->any()) channel.tell(*lacking);
  const auto library = load_library(wire::kPluginFd);
  if (!library.ok()) channel.fail(FailureKind::refused, library.error().message);
  if (const auto confined = confine_after_loading(*lacking); !confined.ok())
    channel.fail(FailureKind::malformed, confined.error().message);
  const auto entry = read_entry(*library);
  if (!entry.ok()) channel.fail(FailureKind::refused, entry.error().message);
  if (describing) describe(channel, *entry);
  if (request.type == FrameType::drill) run_drill(channel, *entry, image, request.payload);
  evaluate(channel, *entry, deadline, request.payload, image);
}

}  // namespace

int serve(int argument_count, char** arguments) {
  const auto deadline = started_by_daemon(argument_count, arguments);
  if (!deadline) {
    std::fputs(
        "termwise-plugin-host runs one plugin for Termwise, which starts it itself. There is nothing to "
        "start by "
        "hand: use `termwise run`.\n",
        stderr);
    return static_cast<int>(ExitCode::usage);
  }
  Channel channel(wire::kSocketFd);
  report_exhausted_memory_to(wire::kSocketFd);
  // A plugin's exceptions stop here, those of its library's constructors included.
  try {
    answer(channel, *deadline);
  } catch (const std::exception& error) {
    channel.fail(FailureKind::threw, quote(error.what(), wire::kMaximumNameBytes));
  } catch (...) {
    channel.fail(FailureKind::threw, "one that is not a std::exception");
  }
}

}  // namespace termwise::host
