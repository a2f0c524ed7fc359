#include "deployment/settings.h"

namespace termwise::west_sussex {
namespace {

template <class Unit>
std::int64_t scaled(const Facts& facts, const Number<Unit>& parameter, int scale, const char* remedy) {
  const Decimal number = facts.setting(parameter).value_or(Decimal());
  const auto whole = number.rescaled(scale);
  if (!whole)
    throw Failure("The parameter " + std::string(parameter.name) + " is " + number.to_string() + ": " + remedy + ".");
  return whole->units();
}

}  // namespace

const Choice& planned_phase() {
  static const Choice kChoice{
      .name = "planned_phase",
      .choices = {"every", "primary", "secondary", "special"},
      .meaning = "The phase whose schools are planned; all-through schools are secondary here."};
  return kChoice;
}

const Choice& expertise_demanded() {
  static const Choice kChoice{
      .name = "expertise_demanded",
      .choices = {"nowhere", "special schools", "intensive support", "everywhere"},
      .meaning = "Where only a SIP with headship or expertise in the school's phase or level may be proposed."};
  return kChoice;
}

std::vector<Parameter> deployment_parameters() {
  return {kContinuity,   kLocality,       kExpertise,      kAvailability,         kLightDays,
          kStandardDays, kIntensiveDays,  kReservedDays,   kRequireAccreditation, kLeastChange,
          kReplan,       kRegisteredOnly, planned_phase(), expertise_demanded(),  kSearch};
}

std::int64_t Settings::days(Level level) const {
  switch (level) {
    case Level::light:
      return light;
    case Level::intensive:
      return intensive;
    case Level::standard:
      break;
  }
  return standard;
}

Settings read_settings(const Facts& facts) {
  const auto points = [&](const Number<Plain>& parameter) {
    return scaled(facts, parameter, 0, "points are whole numbers, such as 40");
  };
  const auto days = [&](const Number<Days>& parameter) {
    return scaled(facts, parameter, 1, "days have one decimal at most, such as 2.5");
  };
  Settings settings;
  settings.continuity = points(kContinuity);
  settings.locality = points(kLocality);
  settings.expertise = points(kExpertise);
  settings.availability = points(kAvailability);
  settings.light = days(kLightDays);
  settings.standard = days(kStandardDays);
  settings.intensive = days(kIntensiveDays);
  settings.reserved = days(kReservedDays);
  settings.require_accreditation = facts.setting(kRequireAccreditation);
  settings.least_change = facts.setting(kLeastChange);
  settings.replan = facts.setting(kReplan);
  settings.registered_only = facts.setting(kRegisteredOnly);
  settings.phase = facts.setting(planned_phase());
  settings.demanded = facts.setting(expertise_demanded());
  settings.search = scaled(facts, kSearch, 0, "write a whole number of millions") * 1'000'000;
  return settings;
}

std::string days_in_words(std::int64_t tenths) {
  return Days::words(tenths % 10 == 0 ? Decimal(tenths / 10) : Decimal(tenths, 1));
}

std::optional<std::int64_t> tenths_of(const Value& days) {
  const auto number = days.number() == nullptr ? std::nullopt : days.number()->rescaled(1);
  if (!number) return std::nullopt;
  return number->units();
}

}  // namespace termwise::west_sussex
