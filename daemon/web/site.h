// The report pages: which address is which page. Each page reads the database and the configuration in force, and writes
// nothing; the one exception is a recipient who stops a digest, by POST.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "jobs/configuration.h"
#include "web/http.h"

namespace termwise::web {

struct SiteSurroundings {
  std::string url;  // of the database
  std::string version;
  std::function<std::shared_ptr<const jobs::Configuration>()>
      configuration;  // in force now; a request is a second owner
};

// A handler that answers every address; it may be called from several threads at the same time.
Handler make_site(SiteSurroundings surroundings);

}  // namespace termwise::web
