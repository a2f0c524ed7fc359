// The targets T1 to T11: what each asks for, how that is called, and where results of it are published.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::targets {

enum class Kind { joint, progress, absence, key_stage_2, key_stage_1 };

struct Code {
  std::string_view code;       // "T1"
  std::string_view not_known;  // "T1_NOT_KNOWN": the note that what a rule asks of it is not known
  Kind kind;
  std::string_view subject;  // "English and maths"
};
// Kent primary briefing, autumn 2008, slide 11.
inline constexpr std::array<Code, 11> kCodes{{{"T1", "T1_NOT_KNOWN", Kind::joint, "English and maths"},
                                              {"T2", "T2_NOT_KNOWN", Kind::progress, "English"},
                                              {"T3", "T3_NOT_KNOWN", Kind::progress, "maths"},
                                              {"T4", "T4_NOT_KNOWN", Kind::absence, ""},
                                              {"T5", "T5_NOT_KNOWN", Kind::key_stage_2, "English"},
                                              {"T6", "T6_NOT_KNOWN", Kind::key_stage_2, "maths"},
                                              {"T7", "T7_NOT_KNOWN", Kind::key_stage_2, "science"},
                                              {"T8", "T8_NOT_KNOWN", Kind::key_stage_1, "reading"},
                                              {"T9", "T9_NOT_KNOWN", Kind::key_stage_1, "writing"},
                                              {"T10", "T10_NOT_KNOWN", Kind::key_stage_1, "maths"},
                                              {"T11", "T11_NOT_KNOWN", Kind::key_stage_1, "science"}}};

// Null for any other.
const Code* code_named(std::string_view code);

// The level that a target asks for where its register says none: 4 at key stage 2, 2 at key stage 1; empty for progress and
// absence, which have none.
std::string_view usual_level(const Code& code);

// "level 4 in English and maths", "two levels of progress in English", "absence"
std::string in_words(const Code& code, std::string_view level);
// "pupils eligible for free school meals"; empty for all pupils.
std::string_view group_in_words(std::string_view group);

// Where the results of a target are published.
struct Published {
  std::string_view code;
  std::string_view level;
  Measure<Pupils> count;
  Measure<Pupils> of;
  std::optional<Measure<Percent>> percent;  // where there are no counts
  std::string_view reached;                 // "reached level 4 in English and maths"
};
// Null where no file has them: science at key stage 2, and higher levels.
const Published* published(std::string_view code, std::string_view level);

// All of them, as far back as rules look.
std::vector<Read> reads_of_results();

}  // namespace termwise::targets
