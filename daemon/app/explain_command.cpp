#include <fmt/format.h>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/known_on.h"
#include "app/workspace.h"
#include "jobs/explain.h"
#include "jobs/vocabulary.h"

namespace termwise::app {

int explain_command(const settings::Settings& settings, const ExplainOptions& options) {
  const auto year = year_argument(options.year);
  if (!year) return fail(year.error());
  const auto la = la_argument(options.la);
  if (!la) return fail(la.error());
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto known = known_on_argument(*reader, options.known_on);
  if (!known) return fail(known.error());
  const auto explanation =
      jobs::explain(*reader, settings, Urn{options.urn}, options.rule, *year.value(), la.value(), known.value());
  if (!explanation) return fail(explanation.error());
  const report::Vocabulary vocabulary = jobs::vocabulary_of(settings);
  fmt::print("{}", options.json ? report::explanation_json(explanation.value(), vocabulary)
                                : report::explanation_text(explanation.value(), vocabulary));
  return 0;
}

}  // namespace termwise::app
