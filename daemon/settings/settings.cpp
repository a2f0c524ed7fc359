#include "settings/settings.h"

#include <algorithm>

#include <fmt/format.h>

namespace termwise::settings {

std::string_view name(Release release) {
  switch (release) {
    case Release::none:
      return "";
    case Release::provisional:
      return "provisional";
    case Release::revised:
      return "revised";
    case Release::final:
      return "final";
  }
  return "";
}

const school::Measure* Settings::measure(std::string_view code) const { return measures.find(code); }

const SchoolDates* LocalAuthority::dates_of(Urn school) const {
  for (const auto& dates : school_dates)
    if (std::find(dates.urns.begin(), dates.urns.end(), school) != dates.urns.end()) return &dates;
  return nullptr;
}

const calendar::SchoolCalendar& LocalAuthority::calendar_of(Urn school) const {
  const SchoolDates* dates = dates_of(school);
  return dates != nullptr ? dates->calendar : calendar;
}

const KeptRule* LocalAuthority::concern_of(const std::string& rule) const {
  for (const auto& kept : concerns)
    if (kept.rule == rule) return &kept;
  return nullptr;
}

LocalAuthority Settings::la(const LaCode& code) const {
  const auto found = std::lower_bound(las.begin(), las.end(), code,
                                      [](const LocalAuthority& la, const LaCode& wanted) { return la.code < wanted; });
  if (found != las.end() && found->code == code) return *found;
  LocalAuthority la{code, fmt::format("LA {}", code.text()), {PluginUse{"national", {}, {}}}, {}, {}, {}, {}, {}, {},
                    {}};
  // Somebody whom a digest that is asked for can be written to; .invalid never reaches anybody (RFC 2606).
  Person person;
  person.role = person.owner = la.mail.owner = "school-improvement";
  person.address = fmt::format("school-improvement@la-{}.invalid", code.text());
  la.people.push_back(std::move(person));
  la.mail.directory_only = true;
  return la;
}

}  // namespace termwise::settings
