#include "jobs/letters.h"

#include <algorithm>

#include <fmt/format.h>

#include "calendar/wording.h"

namespace termwise::jobs {
namespace {

std::string prefix_for(const settings::LocalAuthority& la, const std::string& language) {
  const auto& prefixes = la.mail.subject_prefix;
  const auto own = prefixes.find(language);
  return own == prefixes.end() ? fmt::format("Termwise {}", la.name) : own->second;
}

// "head of school improvement".
std::string role_in_words(std::string role) {
  for (char& c : role)
    if (c == '-' || c == '_') c = ' ';
  return role;
}

std::string schedule_in_words(const settings::LocalAuthority& la, const settings::Person& person) {
  const auto schedule = std::find_if(la.schedules.begin(), la.schedules.end(),
                                     [&](const auto& one) { return one.name == person.schedule; });
  if (schedule == la.schedules.end()) return "sent by hand";
  return calendar::rule_in_words(schedule->rule);
}

// What every letter has.
report::Letter letter_from(const settings::Settings& settings, const std::string& message_id_start) {
  const auto& mail = settings.mail;
  report::Letter letter;
  letter.from = {mail.from_name, mail.from_address};
  letter.message_id = fmt::format("{}@{}", message_id_start, mail.from_address.substr(mail.from_address.find('@') + 1));
  letter.public_url = settings.public_url;
  return letter;
}

}  // namespace

std::vector<settings::Person> holders_of(const settings::LocalAuthority& la, const std::string& role) {
  std::vector<settings::Person> holders;
  for (const auto& person : la.people)
    if (person.role == role) holders.push_back(person);
  return holders;
}

report::Letter letter_to(const settings::Settings& settings, const settings::LocalAuthority& la,
                         const settings::Person& person, const std::string& message_id_start) {
  report::Letter letter = letter_from(settings, message_id_start);
  letter.to = {person.name, person.address};
  letter.prefix = prefix_for(la, person.language);
  letter.role = role_in_words(person.role);
  letter.owner = role_in_words(person.owner);
  letter.schedule = schedule_in_words(la, person);
  const auto owners = holders_of(la, person.owner);
  if (!owners.empty()) {
    letter.owner = owners.front().name.empty()
                       ? role_in_words(person.owner)
                       : fmt::format("{} ({})", owners.front().name, role_in_words(person.owner));
    letter.owner_address = owners.front().address;
  }
  return letter;
}

report::Letter letter_to_operator(const settings::Settings& settings, const std::string& message_id_start) {
  report::Letter letter = letter_from(settings, message_id_start);
  letter.to = {"", settings.mail.operator_address};
  letter.prefix = "Termwise";
  letter.role = "operator";
  return letter;
}

}  // namespace termwise::jobs
