// Settings revisions: each accepted configuration, immutable, known by its sha256.
#pragma once

#include <string>
#include <vector>

#include "base/ids.h"
#include "base/sha256.h"
#include "settings/settings.h"
#include "store/database.h"

namespace termwise::store {

struct PluginVersion {
  std::string name;  // "kent"
  Sha256 sha256;     // of its file
};

struct Revision {
  RevisionId id;
  Sha256 sha256;  // over every file's path and content and every plugin's name and hash, in order
  std::vector<settings::SettingsFile> files;
  std::vector<PluginVersion> plugins;
};

// The revision with these files and plugins, stored now unless it is there already.
Result<RevisionId> accept_revision(Database& database, const std::vector<settings::SettingsFile>& files,
                                   const std::vector<PluginVersion>& plugins);
Result<Revision> read_revision(Reader& reader, RevisionId id);

}  // namespace termwise::store
