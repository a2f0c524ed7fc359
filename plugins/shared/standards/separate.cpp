#include "standards/separate.h"

#include <algorithm>

#include "standards/clauses.h"
#include "standards/exemptions.h"
#include "standards/flips.h"
#include "standards/judged.h"

namespace termwise::standards {
namespace {

constexpr const char* kBelow = "{school} is below {standard}{mode} in {subjects}: {figures}.{unverified}";
constexpr const char* kNotBelow = "{school} is not below {standard}{mode} in any subject: {figures}.{unverified}";

// "English" of "reached level 4 in English"
std::string subject_of(const Judged& judged) {
  const std::string_view reached = judged.test->yardstick->reached;
  return std::string(reached.substr(reached.rfind(' ') + 1));
}

std::string_view reason_of(const std::vector<Judged>& all) {
  const auto is_below = [&](std::string_view measure) {
    return std::any_of(all.begin(), all.end(), [&](const Judged& judged) {
      return judged.below == Truth::yes && judged.test->yardstick->attainment == measure;
    });
  };
  const bool english = is_below("KS2_L4_E");
  if (english && is_below("KS2_L4_M")) return "BELOW_E_AND_M";
  return english ? "BELOW_E" : "BELOW_M";
}

std::string clause(const Judged& judged) {
  if (judged.below == Truth::unknown) return attainment_gap(judged);
  return attained(judged) + " " + std::string(judged.test->yardstick->reached) +
         (judged.below == Truth::yes ? ", under the floor of " : ", and the floor is ") + attainment_floor(judged);
}

void say(const std::vector<Judged>& all, Case& school) {
  std::string figures;
  std::vector<std::string> subjects;
  std::vector<std::string> from_memory;
  for (const Judged& judged : all) {
    figures += (figures.empty() ? "" : "; ") + clause(judged);
    if (judged.below == Truth::yes) subjects.push_back(subject_of(judged));
    for (std::string& threshold : unverified(judged))
      if (std::find(from_memory.begin(), from_memory.end(), threshold) == from_memory.end())
        from_memory.push_back(std::move(threshold));
  }
  school.fill("figures", figures);
  school.fill("subjects", joined(subjects));
  school.fill("because", figures);
  school.fill("unverified", unverified_sentence(from_memory));
}

// Each target is a test without progress; what one of them says, the other may change.
void add_flips_of(const std::vector<Judged>& all, Case& school) {
  for (const Judged& judged : all)
    add_flips(
        judged,
        [&](const Limbs& changed) {
          Truth any = below(changed);
          for (const Judged& other : all)
            if (&other != &judged) any = any || other.below;
          return any;
        },
        school);
}

std::string missing_of(const std::vector<Judged>& all) {
  std::vector<std::string> items;
  for (const Judged& judged : all)
    for (std::string& item : missing_figures(judged.figures, *judged.test)) items.push_back(std::move(item));
  return joined(items);
}

}  // namespace

void judge_separate(const Separate& asked, Case& school) {
  std::vector<Judged> all;
  for (const Test& test : asked.standard.separate)
    all.push_back(judge_test(test, read_figures(asked.stage, test, 0, school), true));
  // What the exemptions ask of figures they ask of a target that has one.
  const auto speaks = std::find_if(all.begin(), all.end(),
                                   [](const Judged& judged) { return judged.figures.attainment.missing() == nullptr; });
  const Judged& first = speaks == all.end() ? all.front() : *speaks;
  const Subjected subjected{asked.stage, asked.standard, *first.test, first.figures};
  const std::string missing = missing_of(all);
  auto exemption = find_exemption(subjected, false, school);
  if (!exemption && asked.missing_measure_exempts && !missing.empty())
    exemption = Exemption{"EXEMPT", "MISSING_MEASURE"};

  school.fill("mode", missing.empty() ? std::string() : asked.with_figures_missing);
  if (exemption) {
    if (exemption->reason == "MISSING_MEASURE")
      for (const Judged& judged : all) record_floors(judged, school);
    school.answer(exemption->outcome, exemption->reason);
    say_exemption(subjected, school);
    return school.fill("missing", missing);
  }

  Truth any = Truth::no;
  std::string_view basis;
  for (const Judged& judged : all) {
    record_floors(judged, school);
    note_limbs(judged, school);
    basis = weaker(basis, judged.attainment.basis);
    any = any || judged.below;
  }
  school.set_basis(basis);
  say(all, school);
  school.fill("missing", missing);
  if (any == Truth::unknown) {
    const auto lacks = [](const Judged& judged) {
      return judged.below == Truth::unknown && judged.figures.attainment.missing() != nullptr;
    };
    return school.answer("NOT_EVALUABLE",
                         std::any_of(all.begin(), all.end(), lacks) ? "MISSING_MEASURE" : "AMBIGUOUS_ROUNDING");
  }
  if (any == Truth::yes) {
    school.answer("BELOW", reason_of(all));
    school.say("below-separate");
  } else {
    school.answer("NOT_BELOW");
    school.say("not-below-separate");
  }
  add_flips_of(all, school);
}

std::vector<Template> separate_sentences() { return {{"below-separate", kBelow}, {"not-below-separate", kNotBelow}}; }

}  // namespace termwise::standards
