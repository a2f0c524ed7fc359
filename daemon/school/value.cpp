#include "school/value.h"

#include <array>

namespace termwise::school {
namespace {

struct Naming {
  Missing reason;
  std::string_view name;
  std::string_view words;
};

constexpr std::array kNamings{
    Naming{Missing::suppressed, "suppressed", "suppressed to protect pupils"},
    Naming{Missing::not_applicable, "not_applicable", "not applicable"},
    Naming{Missing::not_entered, "not_entered", "no pupils entered"},
    Naming{Missing::not_published, "not_published", "not published"},
    Naming{Missing::low_coverage, "low_coverage", "not published because too few pupils could be matched"},
    Naming{Missing::new_school, "new_school", "not available because the school is new"},
    Naming{Missing::not_supplied, "not_supplied", "not supplied"},
    Naming{Missing::unparseable, "unparseable", "unreadable in the file"},
};

const Naming& naming(Missing reason) { return kNamings[static_cast<std::size_t>(reason) - 1]; }

}  // namespace

std::string_view name(Missing reason) { return naming(reason).name; }
std::string_view in_words(Missing reason) { return naming(reason).words; }

std::optional<Missing> missing_named(std::string_view text) {
  for (const auto& entry : kNamings)
    if (entry.name == text) return entry.reason;
  return std::nullopt;
}

std::optional<Missing> missing_numbered(std::uint8_t number) {
  if (number < 1 || number > kNamings.size()) return std::nullopt;
  return static_cast<Missing>(number);
}

}  // namespace termwise::school
