#include <algorithm>

#include <fmt/format.h>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/decision.h"
#include "app/workspace.h"
#include "base/text.h"
#include "jobs/declared_rules.h"
#include "report/concerns.h"
#include "report/wording.h"
#include "store/concerns.h"

namespace termwise::app {
namespace {

Result<school::Concern> read_concern(store::Reader& reader, std::int64_t id) {
  store::ConcernFilter filter;
  filter.id = id;
  filter.left = true;
  TERMWISE_TRY(auto found, store::list_concerns(reader, filter));
  if (found.empty())
    return Error{ExitCode::data,
                 fmt::format("There is no concern {}. They are listed by: termwise concern list --all", id)};
  return std::move(found.front());
}

Result<report::ConcernStory> read_story(store::Reader& reader, std::int64_t id) {
  TERMWISE_TRY(school::Concern concern, read_concern(reader, id));
  report::ConcernStory story{std::move(concern), {}};
  TERMWISE_TRY(const auto events, store::concern_events(reader, id));
  for (const auto& event : events)
    story.events.push_back({event.at, event.kind, event.category, event.run ? event.run->value : 0, event.author,
                            event.reason, event.until});
  return story;
}

// A category that the rule does not have would never be understood.
Result<void> check_category(store::Reader& reader, std::int64_t id, const std::string& category) {
  TERMWISE_TRY(const school::Concern concern, read_concern(reader, id));
  jobs::DeclaredRules rules(reader);
  std::vector<std::string> categories;
  const auto& rule = rules.of(concern.run, concern.rule).rule;
  for (const auto& outcome : rule.outcomes)
    if (wire::lists(rule, outcome)) categories.push_back(outcome);
  if (std::find(categories.begin(), categories.end(), category) != categories.end()) return {};
  return Error{ExitCode::usage,
               fmt::format("{} is no category of {}.{} Its categories are: {}. To take the school off the register: "
                           "termwise concern let-go {}",
                           quote(category), concern.rule, did_you_mean(category, categories), listed(categories), id)};
}

using Decide = Result<void> (*)(store::Database&, const store::ConcernDecision&);

int decide_today(const settings::Settings& settings, const ConcernOptions& options, Decide decision,
                 std::string_view done) {
  const auto written =
      record_decision(settings, options.reason, options.by, [&](store::Database& database, const std::string& author) {
        return decision(database, {options.id, today(), author, options.reason});
      });
  if (!written) return fail(written.error());
  fmt::print("Concern {} {}\n", options.id, done);
  return 0;
}

}  // namespace

int concern_list_command(const settings::Settings& settings, const ConcernOptions& options) {
  const auto la = la_argument(options.la);
  if (!la) return fail(la.error());
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto found =
      store::list_concerns(*reader, {la.value(), text_argument(options.rule), std::nullopt, options.all});
  if (!found) return fail(found.error());
  if (options.json)
    fmt::print("{}", report::concerns_json(*found, today()));
  else if (found->empty())
    fmt::print(
        "{}\n",
        options.all
            ? "No school is or was on the register. It is kept of the rules that [[concern]] in las/CODE.toml names."
            : "No school is on the register. --all shows those that were.");
  else
    fmt::print("{}", report::concerns_text(*found, today()));
  return 0;
}

int concern_show_command(const settings::Settings& settings, const ConcernOptions& options) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto story = read_story(*reader, options.id);
  if (!story) return fail(story.error());
  fmt::print("{}", options.json ? report::concern_json(*story, today()) : report::concern_text(*story, today()));
  return 0;
}

int concern_sign_off_command(const settings::Settings& settings, const ConcernOptions& options) {
  return decide_today(settings, options, store::sign_off_concern,
                      "is signed off: the next digests tell people outside the team of its category.");
}

int concern_override_command(const settings::Settings& settings, const ConcernOptions& options) {
  const auto until = date_argument("--until", options.until);
  if (!until) return fail(until.error());
  if (!until.value() || **until <= today())
    return fail({ExitCode::usage, "--until has to be a day to come, like 2026-12-01."});
  const auto written = record_decision(
      settings, options.reason, options.by, [&](store::Database& database, const std::string& author) -> Result<void> {
        TERMWISE_CHECK(check_category(database, options.id, options.category));
        return store::override_concern(database, {options.id, **until, author, options.reason}, options.category);
      });
  if (!written) return fail(written.error());
  fmt::print("Concern {} counts as {} until {}. It has to be signed off anew.\n", options.id,
             report::code_in_words(options.category), report::long_date(**until));
  return 0;
}

int concern_lift_command(const settings::Settings& settings, const ConcernOptions& options) {
  return decide_today(settings, options, store::lift_concern,
                      "counts as its rule says again. It has to be signed off anew.");
}

int concern_let_go_command(const settings::Settings& settings, const ConcernOptions& options) {
  return decide_today(settings, options, store::let_go_concern, "has left the register.");
}

}  // namespace termwise::app
