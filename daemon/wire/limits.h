// How large a message between the daemon and the plugin host may be, part by part. Both ends hold to these:
// the host before it copies from a plugin's memory, the daemon again before it believes the host.
#pragma once

#include <cstdint>

namespace termwise::wire {

inline constexpr std::uint32_t kMaximumNameBytes = 128;   // of ids, codes, names, units, outcomes, versions
inline constexpr std::uint32_t kMaximumTextBytes = 4096;  // of titles, sentences, sources, values

// Of one manifest.
inline constexpr std::uint32_t kMaximumLaCodes = 512;
inline constexpr std::uint32_t kMaximumNeeds = 64;
inline constexpr std::uint32_t kMaximumNeedNames = 4096;  // of one need
inline constexpr std::uint32_t kMaximumYearsBefore = 30;
inline constexpr std::uint32_t kMaximumRules = 256;
inline constexpr std::uint32_t kMaximumOutcomes = 64;  // of one rule
inline constexpr std::uint32_t kMaximumParameters = 256;
inline constexpr std::uint32_t kMaximumChoices = 64;  // of one parameter
inline constexpr std::uint32_t kMaximumTemplates = 1024;
inline constexpr std::uint32_t kMaximumManifestBytes = 1u << 20;  // encoded

// Of one input.
inline constexpr std::uint32_t kMaximumSettings = kMaximumParameters;

// Of one finding.
inline constexpr std::uint32_t kMaximumNotes = 64;
inline constexpr std::uint32_t kMaximumPredicates = 256;
inline constexpr std::uint32_t kMaximumFlips = 64;
inline constexpr std::uint32_t kMaximumArguments = 64;
inline constexpr std::uint32_t kMaximumFindingBytes = 1u << 20;  // encoded
inline constexpr std::int32_t kEarliestYear = 1989;              // summers of academic years
inline constexpr std::int32_t kLatestYear = 2099;

inline constexpr std::uint32_t kMaximumScale = 9;

// Of one frame: its payload.
inline constexpr std::uint32_t kMaximumFrameBytes = 4u << 20;

}  // namespace termwise::wire
