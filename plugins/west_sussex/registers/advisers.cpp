#include "registers/advisers.h"

namespace termwise::west_sussex {
namespace {

constexpr std::size_t kLongest = 200;  // bytes of a name that still fits into a sentence with others

std::string by_reference(std::string_view reference) {
  return reference.size() <= kLongest ? "SIP " + std::string(reference)
                                      : "a SIP with a reference of " + std::to_string(reference.size()) + " bytes";
}

}  // namespace

const Items& adviser_items() {
  static const Items kItems{"adviser/1",
                            {"ADVISER_CONTRACT_DAYS", "adviser_name", "adviser_type", "headship", "own_school",
                             "accreditation", "contract_from", "contract_to", "locality", "expertise"}};
  return kItems;
}

std::string Adviser::called() const {
  const Text name = item_.text("adviser_name");
  return name.text() != nullptr && name.text()->size() <= kLongest ? std::string(*name.text())
                                                                   : by_reference(reference());
}

Truth Adviser::has_headship() const {
  if (is_serving_head()) return Truth::yes;
  return !(item_.text("headship") == "none");
}

Truth Adviser::owns(const School& school) const {
  const Text own = item_.text("own_school");
  // Who leads no school has none; of a serving head it must be on record.
  if (own.text() == nullptr) return is_serving_head() ? Truth::unknown : Truth::no;
  if (*own.text() == std::to_string(school.urn())) return Truth::yes;
  for (const Ancestor& ancestor : school.ancestors())
    if (*own.text() == std::to_string(ancestor.urn)) return Truth::yes;
  return Truth::no;
}

Advisers read_advisers(const Facts& facts) {
  Advisers advisers;
  for (const Item& item : facts.items(adviser_items()))
    if (item.year() == facts.year()) advisers.emplace(item.key(), Adviser(item));
  return advisers;
}

std::string called(const Advisers& advisers, std::string_view reference) {
  const auto found = advisers.find(reference);
  return found == advisers.end() ? by_reference(reference) : found->second.called();
}

}  // namespace termwise::west_sussex
