// How large a message between the daemon and the plugin host may be, part by part. Both ends hold to these:
// the host before it copies from a plugin's memory, the daemon again before it believes the host. What a
// plugin author has to know of them is part of the ABI, and comes from there.
#pragma once

#include <cstdint>

#include <termwise/abi.h>

namespace termwise::wire {

inline constexpr std::uint32_t kMaximumNameBytes = TW_MAX_NAME_BYTES;  // of ids, codes, units, outcomes
inline constexpr std::uint32_t kMaximumTextBytes = TW_MAX_TEXT_BYTES;  // of titles, sentences, sources, values

// Of one manifest.
inline constexpr std::uint32_t kMaximumLaCodes = TW_MAX_LA_CODES;
inline constexpr std::uint32_t kMaximumNeeds = TW_MAX_NEEDS;
inline constexpr std::uint32_t kMaximumNeedNames = TW_MAX_NEED_NAMES;  // of one need
inline constexpr std::uint32_t kMaximumYearsBefore = TW_MAX_YEARS_BEFORE;
inline constexpr std::uint32_t kMaximumRules = TW_MAX_RULES;
inline constexpr std::uint32_t kMaximumOutcomes = TW_MAX_OUTCOMES;  // of one rule
inline constexpr std::uint32_t kMaximumParameters = TW_MAX_PARAMETERS;
inline constexpr std::uint32_t kMaximumChoices = TW_MAX_CHOICES;  // of one parameter
inline constexpr std::uint32_t kMaximumTemplates = TW_MAX_TEMPLATES;
inline constexpr std::uint32_t kMaximumManifestBytes = TW_MAX_MANIFEST_BYTES;  // encoded

// Of one input.
inline constexpr std::uint32_t kMaximumSettings = kMaximumParameters;

// Of one finding.
inline constexpr std::uint32_t kMaximumNotes = TW_MAX_NOTES;
inline constexpr std::uint32_t kMaximumPredicates = TW_MAX_PREDICATES;
inline constexpr std::uint32_t kMaximumFlips = TW_MAX_FLIPS;
inline constexpr std::uint32_t kMaximumArguments = TW_MAX_ARGUMENTS;
inline constexpr std::uint32_t kMaximumLevel = TW_MAX_LEVEL;                 // of a reminder
inline constexpr std::uint32_t kMaximumFindingBytes = TW_MAX_FINDING_BYTES;  // encoded
inline constexpr std::int32_t kEarliestYear = TW_MIN_YEAR;                   // summers of academic years
inline constexpr std::int32_t kLatestYear = TW_MAX_YEAR;

inline constexpr std::uint32_t kMaximumScale = TW_MAX_SCALE;

// Of one frame: its payload.
inline constexpr std::uint32_t kMaximumFrameBytes = 4u << 20;

}  // namespace termwise::wire
