// Who is written to, from whom, and who answers for it: an LA's people as letters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/digest_mail.h"
#include "settings/settings.h"

namespace termwise::jobs {

// To one person; `message_id_start` ("digest-12-3-1795417200") is completed by the sender's domain.
report::Letter letter_to(const settings::Settings& settings, const settings::LocalAuthority& la,
                         const settings::Person& person, const std::string& message_id_start);

// To the operator of this Termwise, about what belongs to no LA.
report::Letter letter_to_operator(const settings::Settings& settings, const std::string& message_id_start);

// The LA's people in a role, in the order of the file.
std::vector<settings::Person> holders_of(const settings::LocalAuthority& la, const std::string& role);

}  // namespace termwise::jobs
