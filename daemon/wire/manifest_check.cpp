#include "wire/manifest_check.h"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>
#include <termwise/decimal.hpp>

#include "base/ids.h"
#include "base/text.h"
#include "wire/job_names.h"

namespace termwise::wire {
namespace {

Error problem(std::string sentence) { return Error{ExitCode::unavailable, std::move(sentence)}; }

bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

// Every text once and none empty; `what` is "outcome of its rule 'x'".
Result<void> check_distinct(const std::vector<std::string>& texts, std::string_view what) {
  std::set<std::string_view> seen;
  for (const auto& text : texts) {
    if (text.empty()) return problem(fmt::format("one {} is empty", what));
    if (!seen.insert(text).second) return problem(fmt::format("the {} {} stands there twice", what, quote(text)));
  }
  return {};
}

template <typename Items, typename Key>
Result<void> check_keys(const Items& items, std::string_view what, Key key) {
  std::set<std::string_view> seen;
  for (const auto& item : items) {
    const std::string& text = key(item);
    if (!is_id(text))
      return problem(
          fmt::format("its {} {} is not made of lower-case letters, digits, '-' and '_' alone", what, quote(text)));
    if (!seen.insert(text).second) return problem(fmt::format("its {} {} is declared twice", what, quote(text)));
  }
  return {};
}

Result<void> check_decimal(const Parameter& parameter) {
  const auto read = [&](const std::string& text, std::string_view what,
                        std::optional<Decimal>& number) -> Result<void> {
    if (text.empty()) return {};
    number = Decimal::parse(text);
    if (!number)
      return problem(fmt::format("the {} of its parameter {} is {}, which is not a decimal number", what,
                                 quote(parameter.name), quote(text)));
    return {};
  };
  std::optional<Decimal> minimum, maximum, fallback;
  TERMWISE_CHECK(read(parameter.minimum, "minimum", minimum));
  TERMWISE_CHECK(read(parameter.maximum, "maximum", maximum));
  TERMWISE_CHECK(read(parameter.default_value, "default", fallback));
  if (minimum && maximum && *maximum < *minimum)
    return problem(fmt::format("the minimum of its parameter {} is above the maximum", quote(parameter.name)));
  if (fallback && ((minimum && *fallback < *minimum) || (maximum && *maximum < *fallback)))
    return problem(fmt::format("the default of its parameter {} is outside its own range", quote(parameter.name)));
  return {};
}

Result<void> check_parameter(const Parameter& parameter) {
  const bool has_default = !parameter.default_value.empty();
  switch (parameter.type) {
    case TW_PARAMETER_DECIMAL:
      return check_decimal(parameter);
    case TW_PARAMETER_CHOICE: {
      if (parameter.choices.empty())
        return problem(fmt::format("its parameter {} is a choice without choices", quote(parameter.name)));
      TERMWISE_CHECK(
          check_distinct(parameter.choices, fmt::format("choice of its parameter {}", quote(parameter.name))));
      const auto& choices = parameter.choices;
      if (has_default && std::find(choices.begin(), choices.end(), parameter.default_value) == choices.end())
        return problem(fmt::format("the default of its parameter {} is not among the choices", quote(parameter.name)));
      return {};
    }
    default:
      if (has_default && parameter.default_value != "true" && parameter.default_value != "false")
        return problem(fmt::format("the default of its parameter {} is {}, and not true or false",
                                   quote(parameter.name), quote(parameter.default_value)));
      return {};
  }
}

Result<void> check_job(const Rule& rule) {
  const auto& jobs = plugin_jobs();
  if (std::find(jobs.begin(), jobs.end(), rule.job) != jobs.end()) return {};
  std::string wrong = fmt::format("its rule {} ", quote(rule.id));
  if (rule.job.empty())
    wrong += "names no job";
  else if (does_itself(rule.job))
    wrong += fmt::format("belongs to the job {}, which Termwise does without plugins", quote(rule.job));
  else
    wrong += fmt::format("belongs to the job {}, which does not exist", quote(rule.job));
  return problem(fmt::format("{} (the jobs of rules are {})", wrong, listed(jobs)));
}

}  // namespace

Result<void> check_manifest(const Manifest& manifest) {
  if (!is_id(manifest.id))
    return problem(
        fmt::format("its id {} is not made of lower-case letters, digits, '-' and '_' alone", quote(manifest.id)));
  if (manifest.version.empty()) return problem("it names no version of itself");
  if (manifest.title.empty()) return problem("it has no title");
  TERMWISE_CHECK(check_distinct(manifest.la_codes, "LA code"));
  for (const auto& code : manifest.la_codes)
    if (!LaCode::parse(code))
      return problem(fmt::format("its LA code {} is not three digits from 201 to 999", quote(code)));
  std::set<std::string_view> tables;
  for (const auto& need : manifest.needs) {
    if (need.table.empty()) return problem("one of its needs names no table");
    if (!tables.insert(need.table).second)
      return problem(fmt::format("it needs the table {} twice", quote(need.table)));
    TERMWISE_CHECK(check_distinct(need.names, fmt::format("name needed of {}", quote(need.table))));
  }
  if (manifest.rules.empty()) return problem("it declares no rule");
  TERMWISE_CHECK(check_keys(
      manifest.rules, "rule", [](const Rule& rule) -> auto& { return rule.id; }));
  for (const auto& rule : manifest.rules) {
    TERMWISE_CHECK(check_job(rule));
    if (rule.version.empty()) return problem(fmt::format("its rule {} has no version", quote(rule.id)));
    if (rule.outcomes.empty()) return problem(fmt::format("its rule {} declares no outcome", quote(rule.id)));
    TERMWISE_CHECK(check_distinct(rule.outcomes, fmt::format("outcome of its rule {}", quote(rule.id))));
    if (rule.listed_count > rule.outcomes.size())
      return problem(fmt::format("its rule {} lists {} outcomes and declares {}", quote(rule.id), rule.listed_count,
                                 rule.outcomes.size()));
  }
  TERMWISE_CHECK(check_keys(
      manifest.parameters, "parameter", [](const Parameter& one) -> auto& { return one.name; }));
  for (const auto& parameter : manifest.parameters) TERMWISE_CHECK(check_parameter(parameter));
  return check_keys(
      manifest.templates, "template", [](const Template& one) -> auto& { return one.id; });
}

bool lists(const Rule& rule, std::string_view outcome) {
  const std::size_t listed = std::max<std::size_t>(rule.listed_count, 1);
  for (std::size_t i = 0; i < rule.outcomes.size() && i < listed; ++i)
    if (rule.outcomes[i] == outcome) return true;
  return false;
}

}  // namespace termwise::wire
