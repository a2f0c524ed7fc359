// A strict host in the test's own process: it copies what the plugin under test says, and refuses what the
// real host would refuse.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <dlfcn.h>

#include <termwise/abi.h>
#include <termwise/date.hpp>
#include <termwise/manifest.hpp>
#include <termwise/text.hpp>
#include <termwise/value.hpp>

namespace termwise::testing {

// One comparison, as the plugin gave it as evidence.
struct EmittedPredicate {
  std::string measure;
  int year = 0;
  Operator operation = Operator::less;
  Truth truth = Truth::unknown;
  Value observed{Missing::not_applicable};
  Value threshold{Missing::not_applicable};
  std::string observed_text;
  std::string threshold_text;
  std::string source;
  std::string in_force;
  std::string confidence;
  std::uint32_t evidence = 0;
};

// One change that would have led to another outcome, as the plugin gave it.
struct EmittedFlip {
  std::string measure;
  int year = 0;        // of the figure that would change
  std::string change;  // "-1.3"
  std::string unit;
  std::string outcome;
};

// What makes a finding a reminder, as the plugin gave it. Days are "2012-02-23"; empty where there is none.
struct EmittedReminder {
  std::uint32_t subject_kind = TW_SUBJECT_SCHOOL;
  std::string person;
  std::string item;
  std::string reference;
  std::string raised_on;
  std::uint32_t level = 0;
  std::string level_since;
  std::string next_on;
  std::string closed_on;
  std::string role;
  std::string addressee;
};

// One finding, copied, with its sentence filled in.
struct EmittedFinding {
  std::int64_t urn = 0;
  int year = 0;
  std::string rule;
  std::string outcome;
  std::string reason;
  std::string basis;
  std::vector<std::string> notes;
  std::vector<EmittedPredicate> predicates;
  std::vector<EmittedFlip> flips;
  std::map<std::string, std::string> arguments;
  std::string template_id;
  std::string sentence;  // the template with its arguments
  std::string interval_measure;
  Value interval_lower{Missing::not_applicable};
  Value interval_upper{Missing::not_applicable};
  std::optional<Value> cohort;
  std::optional<EmittedReminder> reminder;

  // The last comparison of that measure; throws where there is none.
  const EmittedPredicate& predicate(std::string_view measure) const {
    for (auto found = predicates.rbegin(); found != predicates.rend(); ++found)
      if (found->measure == measure) return *found;
    throw std::out_of_range("no predicate of " + std::string(measure));
  }
};

// What came of a run.
struct RunResult {
  bool completed = false;
  std::string failure;  // the plugin's sentence, or what the host refused
  std::vector<EmittedFinding> findings;

  // The only finding about a school; throws where there is none.
  const EmittedFinding& of(std::int64_t urn) const {
    for (const EmittedFinding& finding : findings)
      if (finding.urn == urn) return finding;
    throw std::out_of_range("no finding about school " + std::to_string(urn) + "; the run said: " + failure);
  }
};

// The entry of a plugin's shared library, which stays loaded until the process ends. Throws a Failure.
inline const tw_plugin& load(const std::string& path) {
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* entry = library == nullptr ? nullptr : dlsym(library, "tw_plugin_entry");
  if (entry == nullptr) throw Failure("Cannot load the plugin " + path + ": " + dlerror());
  return *static_cast<const tw_plugin*>(entry);
}

// What describe() says, copied. Throws a Failure where it fails.
inline Manifest describe(const tw_plugin& plugin) {
  struct Described {
    Manifest manifest;
    std::string failure;
  } described;
  tw_describe_host host{sizeof(tw_describe_host), 0, &described, nullptr, nullptr};
  host.fail = [](void* context, tw_text sentence) { static_cast<Described*>(context)->failure = view(sentence); };
  host.manifest = [](void* context, const tw_manifest* said) -> std::int32_t {
    Manifest& copy = static_cast<Described*>(context)->manifest;
    const auto texts = [](const tw_text* first, std::uint32_t count) {
      std::vector<std::string> items;
      for (std::uint32_t i = 0; i < count; ++i) items.emplace_back(view(first[i]));
      return items;
    };
    copy.id = view(said->id);
    copy.version = view(said->version);
    copy.title = view(said->title);
    copy.la_codes = texts(said->la_codes, said->la_code_count);
    for (std::uint32_t i = 0; i < said->need_count; ++i) {
      const tw_need& need = element(said->needs, i);
      copy.needs.push_back({std::string(view(need.table)), need.years_before, texts(need.names, need.name_count)});
    }
    for (std::uint32_t i = 0; i < said->rule_count; ++i) {
      const tw_rule& rule = element(said->rules, i);
      copy.rules.push_back({std::string(view(rule.id)), std::string(view(rule.job)), std::string(view(rule.version)),
                            std::string(view(rule.title)), std::string(view(rule.source)),
                            texts(rule.outcomes, rule.outcome_count), rule.listed_count});
    }
    for (std::uint32_t i = 0; i < said->parameter_count; ++i) {
      const tw_parameter& parameter = element(said->parameters, i);
      Parameter& added = copy.parameters.emplace_back();
      added.type = parameter.type;
      added.name = view(parameter.name);
      added.unit = view(parameter.unit);
      added.minimum = view(parameter.minimum);
      added.maximum = view(parameter.maximum);
      added.default_value = view(parameter.default_value);
      added.meaning = view(parameter.meaning);
      added.choices = texts(parameter.choices, parameter.choice_count);
    }
    for (std::uint32_t i = 0; i < said->template_count; ++i) {
      const tw_template& text = element(said->templates, i);
      copy.templates.push_back({std::string(view(text.id)), std::string(view(text.text))});
    }
    return TW_OK;
  };
  if (plugin.describe(&host) != TW_OK) throw Failure("The plugin did not describe itself: " + described.failure);
  return described.manifest;
}

// Fills a template's {placeholders}; two braces are one. Throws a Failure for one without an argument.
inline std::string render(const std::string& text, const std::map<std::string, std::string>& arguments) {
  std::string sentence;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{' && text[i] != '}') {
      sentence += text[i];
      continue;
    }
    if (i + 1 < text.size() && text[i + 1] == text[i]) {
      sentence += text[i++];
      continue;
    }
    const std::size_t close = text.find('}', i);
    if (text[i] == '}' || close == std::string::npos)
      throw Failure("The template \"" + text + "\" has a brace without its partner.");
    const auto argument = arguments.find(text.substr(i + 1, close - i - 1));
    if (argument == arguments.end())
      throw Failure("No argument for " + text.substr(i, close - i + 1) + " in \"" + text + "\".");
    sentence += argument->second;
    i = close;
  }
  return sentence;
}

// Runs a plugin once in this process.
class Host {
 public:
  // `subjects` are the URNs that findings may be about. After `stop_after` findings the host says stop.
  // `manifest` outlives the host.
  Host(const Manifest& manifest, std::set<std::int64_t> subjects, std::size_t stop_after)
      : manifest_(manifest), subjects_(std::move(subjects)), stop_after_(stop_after) {}

  // Ends at the plugin's first mistake. Throws a Failure where the plugin has no rules.
  RunResult run(const tw_plugin& plugin, const tw_input& input) {
    const void* extension = plugin.extension(borrow(TW_RULES_EXTENSION));
    if (extension == nullptr) throw Failure("The plugin has no rules.");
    tw_emit_host callbacks{sizeof(tw_emit_host), 0, this, nullptr, nullptr, nullptr};
    callbacks.finding = [](void* self, const tw_finding* finding) { return static_cast<Host*>(self)->take(*finding); };
    callbacks.fail = [](void* self, tw_text sentence) { static_cast<Host*>(self)->run_.failure = view(sentence); };
    callbacks.cancelled = [](void*) { return 0; };
    year_ = input.year;
    run_.completed = static_cast<const tw_rules*>(extension)->evaluate(&input, &callbacks) == TW_OK;
    return std::move(run_);
  }

 private:
  static Value value(const tw_number& number) {
    if (number.reason != TW_PRESENT) return Value(Missing{static_cast<std::uint8_t>(number.reason)});
    return Value(Decimal(number.value, static_cast<int>(number.scale)));
  }
  static std::string day(std::int32_t days) { return days == TW_NO_DAY ? std::string() : written(day_of(days)); }
  static EmittedReminder reminder(std::uint32_t kind, const tw_reminder& said) {
    return {kind,
            std::string(view(said.person)),
            std::string(view(said.item)),
            day(said.reference_date),
            day(said.raised_on),
            said.level,
            day(said.level_since),
            day(said.next_on),
            day(said.closed_on),
            std::string(view(said.role)),
            std::string(view(said.addressee))};
  }
  std::int32_t refuse(const std::string& why) {
    run_.failure = why;
    return TW_FAILED;
  }

  std::int32_t take(const tw_finding& said) {
    if (run_.findings.size() == stop_after_) return TW_STOP;
    EmittedFinding copy;
    copy.urn = said.subject;
    copy.year = said.year;
    copy.rule = view(said.rule);
    copy.outcome = view(said.outcome);
    copy.reason = view(said.reason);
    copy.basis = view(said.basis);
    copy.template_id = view(said.template_id);
    copy.interval_measure = view(said.interval_measure);
    copy.interval_lower = value(said.interval_lower);
    copy.interval_upper = value(said.interval_upper);
    if (said.has_cohort != 0) copy.cohort = value(said.cohort);
    if (said.reminder != nullptr) copy.reminder = reminder(said.subject_kind, *said.reminder);
    for (std::uint32_t i = 0; i < said.note_count; ++i) copy.notes.emplace_back(view(said.notes[i]));
    for (std::uint32_t i = 0; i < said.predicate_count; ++i) {
      const tw_predicate& p = element(said.predicates, i);
      copy.predicates.push_back({std::string(view(p.measure)), p.year, Operator{p.operator_code}, Truth{p.truth},
                                 value(p.observed), value(p.threshold), std::string(view(p.observed_text)),
                                 std::string(view(p.threshold_text)), std::string(view(p.source)),
                                 std::string(view(p.in_force)), std::string(view(p.confidence)), p.evidence});
    }
    for (std::uint32_t i = 0; i < said.flip_count; ++i) {
      const tw_flip& flip = element(said.flips, i);
      if (flip.change.reason != TW_PRESENT) return refuse("A flip has no number.");
      copy.flips.push_back({std::string(view(flip.measure)), flip.year, value(flip.change).number()->to_string(),
                            std::string(view(flip.unit)), std::string(view(flip.outcome))});
    }
    for (std::uint32_t i = 0; i < said.argument_count; ++i) {
      const tw_argument& argument = element(said.arguments, i);
      copy.arguments[std::string(view(argument.name))] = view(argument.value);
    }
    return check(std::move(copy));
  }

  std::int32_t check(EmittedFinding finding) {
    const std::string about = "The finding about school " + std::to_string(finding.urn);
    if (finding.reminder && finding.reminder->subject_kind != TW_SUBJECT_SCHOOL) {
      if (finding.urn != 0) return refuse(about + " is a reminder about no school.");
    } else if (!subjects_.count(finding.urn))
      return refuse(about + " is about a school outside the snapshot.");
    if (finding.year != year_)
      return refuse(about + " is about the summer of " + std::to_string(finding.year) + ", and the run about " +
                    std::to_string(year_) + ".");
    const auto rule = std::find_if(manifest_.rules.begin(), manifest_.rules.end(),
                                   [&](const DeclaredRule& r) { return r.id == finding.rule; });
    if (rule == manifest_.rules.end()) return refuse(about + " names the undeclared rule " + finding.rule + ".");
    const auto declared = [&](const std::string& outcome) {
      return std::find(rule->outcomes.begin(), rule->outcomes.end(), outcome) != rule->outcomes.end();
    };
    if (!declared(finding.outcome)) return refuse(about + " has the undeclared outcome " + finding.outcome + ".");
    for (const EmittedFlip& flip : finding.flips)
      if (!declared(flip.outcome)) return refuse(about + " flips to the undeclared outcome " + flip.outcome + ".");
    const EmittedReminder named = finding.reminder.value_or(EmittedReminder());
    if (!emitted_.insert({finding.rule, finding.urn, named.person, named.item, named.reference}).second)
      return refuse(about + " was already given.");
    const auto text = std::find_if(manifest_.templates.begin(), manifest_.templates.end(),
                                   [&](const Template& t) { return t.id == finding.template_id; });
    if (text == manifest_.templates.end())
      return refuse(about + " uses the undeclared template \"" + finding.template_id + "\".");
    try {
      finding.sentence = render(text->text, finding.arguments);
    } catch (const Failure& problem) {
      return refuse(about + ": " + problem.what());
    }
    run_.findings.push_back(std::move(finding));
    return TW_OK;
  }

  const Manifest& manifest_;
  std::set<std::int64_t> subjects_;
  std::size_t stop_after_;
  std::int32_t year_ = 0;
  // What names a finding, and a reminder: rule and subject; person, item and reference date.
  std::set<std::tuple<std::string, std::int64_t, std::string, std::string, std::string>> emitted_;
  RunResult run_;
};

}  // namespace termwise::testing
