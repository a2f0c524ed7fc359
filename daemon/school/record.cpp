#include "school/record.h"

#include <array>

namespace termwise::school {
namespace {

constexpr std::array<std::string_view, 5> kSubjectKinds{"school", "la", "national", "adviser", "pupil"};
constexpr std::array<std::string_view, 3> kSeverities{"error", "query", "repair"};

template <typename Key, typename Names>
std::optional<Key> named_in(const Names& names, std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<Key>(i + 1);
  return std::nullopt;
}

}  // namespace

std::string_view name(SubjectKind kind) { return kSubjectKinds[static_cast<std::size_t>(kind) - 1]; }
std::optional<SubjectKind> subject_kind_named(std::string_view text) {
  return named_in<SubjectKind>(kSubjectKinds, text);
}
std::string_view name(Severity severity) { return kSeverities[static_cast<std::size_t>(severity) - 1]; }
std::optional<Severity> severity_named(std::string_view text) { return named_in<Severity>(kSeverities, text); }

}  // namespace termwise::school
