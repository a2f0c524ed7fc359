#include "store/revisions.h"

#include <fmt/format.h>

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

std::string_view bytes(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()};
}

// Every text is preceded by its length, so that no content can imitate a boundary.
Sha256 identity(const std::vector<settings::SettingsFile>& files, const std::vector<PluginVersion>& plugins) {
  Sha256Stream stream;
  const auto text = [&](std::string_view value) {
    stream.update(fmt::format("{}:", value.size()));
    stream.update(value);
  };
  stream.update(fmt::format("termwise-settings/1\n{} files\n", files.size()));
  for (const auto& file : files) {
    text(file.path);
    text(file.content);
  }
  stream.update(fmt::format("{} plugins\n", plugins.size()));
  for (const auto& plugin : plugins) {
    text(plugin.name);
    text(plugin.sha256.hex());
  }
  return stream.finish();
}

}  // namespace

Result<RevisionId> accept_revision(Database& database, const std::vector<settings::SettingsFile>& files,
                                   const std::vector<PluginVersion>& plugins) {
  const std::string hash = bytea_of(bytes(identity(files, plugins)));
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<RevisionId> {
    transaction.exec(sql::lock_revisions);
    const pqxx::result found = transaction.exec_params(sql::find_revision, hash);
    if (!found.empty()) return RevisionId{found[0][0].as<std::int64_t>()};
    const auto id = transaction.exec_params(sql::add_revision, hash)[0][0].as<std::int64_t>();
    int ordinal = 0;
    for (const auto& file : files)
      transaction.exec_params(sql::add_settings_file, id, ++ordinal, file.path, file.content);
    ordinal = 0;
    for (const auto& plugin : plugins)
      transaction.exec_params(sql::add_settings_plugin, id, ++ordinal, plugin.name, bytea_of(bytes(plugin.sha256)));
    return RevisionId{id};
  });
}

Result<Revision> read_revision(Reader& reader, RevisionId id) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<Revision> {
    const pqxx::result found = transaction.exec_params(sql::read_revision, id.value);
    if (found.empty())
      return Error{ExitCode::data, fmt::format("There is no settings revision {} in this database.", id.value)};
    Revision revision;
    revision.id = id;
    TERMWISE_TRY(revision.sha256, sha256_of(found[0][0]));
    for (const auto& row : transaction.exec_params(sql::read_settings_files, id.value))
      revision.files.push_back({row[0].as<std::string>(), row[1].as<std::string>()});
    for (const auto& row : transaction.exec_params(sql::read_settings_plugins, id.value)) {
      TERMWISE_TRY(const Sha256 hash, sha256_of(row[1]));
      revision.plugins.push_back({row[0].as<std::string>(), hash});
    }
    return revision;
  });
}

}  // namespace termwise::store
