// The words of the configuration in force, as texts, mails and pages want them.
#pragma once

#include "report/wording.h"
#include "settings/settings.h"

namespace termwise::jobs {

report::Vocabulary vocabulary_of(const settings::Settings& settings);  // borrows

}  // namespace termwise::jobs
