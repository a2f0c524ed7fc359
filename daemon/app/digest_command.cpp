#include <unistd.h>

#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/delivery_words.h"
#include "app/workspace.h"
#include "base/text.h"
#include "jobs/digest_job.h"
#include "jobs/run_now.h"

namespace termwise::app {
namespace {

// Of an LA those who hold the role or have the address; all who get a digest where nothing is asked for.
Result<std::vector<settings::Person>> people_for(const settings::LocalAuthority& la, const std::string& to) {
  if (to.empty()) {
    auto readers = jobs::readers_of(la, "manual");
    if (!readers.empty()) return readers;
    return Error{ExitCode::configuration,
                 fmt::format("Nobody of {} gets a digest. Add a [[person]] with a schedule to las/{}.toml.", la.name,
                             la.code.text()),
                 la.where};
  }
  std::vector<settings::Person> found;
  std::vector<std::string> known;
  for (const auto& person : la.people) {
    known.push_back(person.role);
    if (person.role == to || person.address == to) found.push_back(person);
  }
  if (!found.empty()) return found;
  return Error{
      ExitCode::usage,
      fmt::format("{} is neither a role nor an address of {}.{} {}", quote(to), la.name, did_you_mean(to, known),
                  known.empty() ? std::string("It has no people yet.") : "Its roles: " + listed(known) + ".")};
}

Result<settings::LocalAuthority> la_for(const settings::Settings& settings, const std::string& code) {
  TERMWISE_TRY(const auto la, la_argument(code));
  return settings.la(*la);
}

}  // namespace

int digest_preview_command(const settings::Settings& settings, const DigestOptions& options) {
  const auto la = la_for(settings, options.la);
  if (!la) return fail(la.error());
  const auto people = people_for(*la, options.to);
  if (!people) return fail(people.error());
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto written = jobs::preview_digest(*reader, settings, la->code, people->front(), now);
  if (!written) return fail(written.error());
  if (!written->mail) {
    fmt::print(stderr, "{}\n", written->skipped);
    return 0;
  }
  if (options.format == "eml")
    fmt::print("{}", report::mime_bytes(*written->mail));
  else if (options.format == "html")
    fmt::print("{}", report::standalone_html(*written->mail));
  else
    fmt::print("Subject: {}\n\n{}", written->mail->subject, written->mail->text);
  return 0;
}

int digest_send_command(const settings::Settings& settings, const DigestOptions& options) {
  const auto la = la_for(settings, options.la);
  if (!la) return fail(la.error());
  const auto people = people_for(*la, options.to);
  if (!people) return fail(people.error());
  const auto send = [&]() -> Result<jobs::SentDigests> {
    const auto host = plugin_host();
    jobs::Configuration configuration{settings, jobs::load_catalogue(settings, host).catalogue, {}};
    TERMWISE_TRY(const auto access, DatabaseAccess::open(settings));
    TERMWISE_TRY(store::Database database, store::Database::open(access.url()));
    TERMWISE_TRY(configuration.revision, jobs::accept_settings(database, settings, configuration.catalogue));
    return jobs::send_digests(database, configuration, host, la->code, *people,
                              {access.url(), host_name(), ::getpid(), TERMWISE_VERSION});
  };
  const auto sent = send();
  if (!sent) return fail(sent.error());
  if (sent->performed.refusal) return fail(*sent->performed.refusal);
  return print_sent(*sent, options.json);
}

}  // namespace termwise::app
