// Frames on the socket between the daemon and the plugin host: four bytes of payload length, four bytes of
// type, the payload. One exchange a process: the daemon sends `describe` or `evaluate`, the host answers with
// what its plugin did and, last, one of `manifest`, `done` or `failed`. Where the kernel lacks something, `unconfined`
// stands before everything else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "wire/messages.h"

namespace termwise::wire {

enum class FrameType : std::uint32_t {
  describe = 1,    // to the host, empty
  evaluate = 2,    // to the host: an Input; the facts image is a descriptor
  manifest = 3,    // from the host: a Manifest. The last frame of a description
  findings = 4,    // from the host: as many findings as were collected
  done = 5,        // from the host: the number of findings. The last frame of an evaluation
  failed = 6,      // from the host: a Failure. The last frame
  unconfined = 7,  // from the host: what it had to do without. Only as the first frame, before the plugin is loaded
  drill = 8,       // to the host, from `termwise plugin check` alone: a DrillRequest; the facts as for evaluate
  drilled = 9      // from the host: a DrillReport. The last frame of a drill
};

// The descriptors that a plugin host is started with, beside standard input, output and error.
inline constexpr int kSocketFd = 3;
inline constexpr int kPluginFd = 4;  // the sealed copy of the plugin's file
inline constexpr int kImageFd = 5;   // the sealed facts image; absent in a description

// What the host exits with when it finds its socket closed under it, by its own plugin.
inline constexpr int kLostSocketExit = 71;

// What the host says about an ending. The daemon words it, and takes no more from it than that the call has
// failed.
enum class FailureKind : std::uint32_t {
  refused = 1,
  threw = 2,
  failed = 3,
  malformed = 4,
  out_of_memory = 5,
  timed_out = 6,  // the plugin returned early because it was told to
  forbidden = 7   // the plugin made a system call that it may not; the detail is the call's number
};

// What a kernel may lack of the confinement that needs its help.
struct Unconfined {
  bool landlock = false;  // files are out of bounds by the user's rights alone
  bool seccomp = false;   // every system call is possible
  bool any() const { return landlock || seccomp; }
  bool operator==(const Unconfined&) const = default;
};

struct Failure {
  FailureKind kind = FailureKind::failed;
  std::string detail;  // a clause for people, at most kMaximumTextBytes
  bool operator==(const Failure&) const = default;
};

struct Frame {
  FrameType type = FrameType::describe;
  std::string_view payload;  // until the reader is fed again
};

// `payload` is at most kMaximumFrameBytes.
void append_frame(std::string& out, FrameType type, std::string_view payload);

// Cuts a stream of bytes into frames.
class FrameReader {
 public:
  void feed(std::string_view bytes);
  // The next whole frame, or none yet. Error (exit 70): an unknown type or a payload beyond
  // kMaximumFrameBytes; the stream then has no further meaning.
  Result<std::optional<Frame>> next();
  // Bytes that have been fed and not yet returned as a frame.
  std::size_t pending() const { return buffer_.size() - position_; }

 private:
  std::string buffer_;
  std::size_t position_ = 0;
};

// Collects findings for one frame.
class FindingBatch {
 public:
  // `encoded` is encode(finding), at most kMaximumFindingBytes.
  void add(std::string_view encoded);
  bool empty() const { return payload_.empty(); }
  // Whether it is time to send: from here on one more finding might not fit into a frame.
  bool full() const;
  // Appends the frame to `out` and starts anew.
  void flush_to(std::string& out);

 private:
  std::string payload_;
};

// Errors (exit 70) as the codec's.
Result<std::vector<Finding>> decode_findings(std::string_view payload);
std::string encode_done(std::uint64_t findings);
Result<std::uint64_t> decode_done(std::string_view payload);
std::string encode(const Failure& failure);  // cuts the detail to its limit, between characters
Result<Failure> decode_failure(std::string_view payload);
std::string encode(const Unconfined& unconfined);
Result<Unconfined> decode_unconfined(std::string_view payload);

}  // namespace termwise::wire
