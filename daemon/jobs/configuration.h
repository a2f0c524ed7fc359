// The configuration that is in force: settings, the plugins they name, and the stored revision that stands for both.
// Immutable, so that a job that runs keeps the one it started with while another takes its place.
#pragma once

#include "base/ids.h"
#include "jobs/catalogue.h"
#include "settings/settings.h"

namespace termwise::jobs {

struct Configuration {
  settings::Settings settings;
  Catalogue catalogue;
  RevisionId revision;
};

}  // namespace termwise::jobs
