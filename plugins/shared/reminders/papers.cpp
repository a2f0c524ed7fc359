#include "reminders/papers.h"

#include <algorithm>
#include <array>

#include "reminders/registers.h"

namespace termwise::reminders {
namespace {

constexpr std::array<std::string_view, 4> kOfTheSchool{"evidence", "development plan", "proposed targets", "other"};

}  // namespace

bool is_of_the_school(std::string_view document) {
  return std::find(kOfTheSchool.begin(), kOfTheSchool.end(), document) != kOfTheSchool.end();
}
bool is_of_the_pack(std::string_view document) {
  return !document.empty() && document != kSef && !is_of_the_school(document);
}

std::optional<Day> settled(const Item& document) {
  const auto received = day(document, "received_on");
  return received ? received : day(document, "waived_on");
}

}  // namespace termwise::reminders
