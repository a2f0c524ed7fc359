#include "inspections/triggers.h"

namespace termwise::modern_local {

Force force_of(const Trigger& trigger, const Facts& facts) {
  const Day today = facts.reference_day();
  if (today < trigger.first) return Force::outside;
  if (trigger.last) return today <= *trigger.last ? Force::in_force : Force::outside;
  const auto year = facts.setting(kConfirmedTo);
  const bool confirmed = Decimal(static_cast<int>(today.year())) < *year ||
                         (Decimal(static_cast<int>(today.year())) == *year && today.month() <= std::chrono::August);
  return confirmed ? Force::in_force : Force::not_confirmed;
}

}  // namespace termwise::modern_local
