#include "settings/parameters.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::settings {
namespace {

// What is wrong with a value, completing "the parameter NAME ..."; nothing where it is right.
using Complaint = std::optional<std::string>;

Complaint about_decimal(const wire::Parameter& declared, const std::string& text) {
  const auto number = Decimal::parse(text);
  if (!number)
    return fmt::format("must be a number of digits, with a point and at most {} decimals if needed, and is {}",
                       Decimal::kMaximumScale, quote(text));
  const std::string unit = declared.unit.empty() ? "" : " " + declared.unit;
  if (const auto minimum = Decimal::parse(declared.minimum); minimum && *number < *minimum)
    return fmt::format("must be at least {}{}, and is {}", minimum->to_string(), unit, text);
  if (const auto maximum = Decimal::parse(declared.maximum); maximum && *number > *maximum)
    return fmt::format("must be at most {}{}, and is {}", maximum->to_string(), unit, text);
  return std::nullopt;
}

Complaint about_choice(const wire::Parameter& declared, const std::string& text) {
  if (std::find(declared.choices.begin(), declared.choices.end(), text) != declared.choices.end()) return std::nullopt;
  return fmt::format("must be one of these: {}; and is {}", fmt::join(declared.choices, ", "), quote(text));
}

Complaint about_flag(const std::string& text) {
  if (text == "true" || text == "false") return std::nullopt;
  return fmt::format("must be true or false, and is {}", quote(text));
}

Complaint about_value(const wire::Parameter& declared, const std::string& text) {
  switch (declared.type) {
    case TW_PARAMETER_DECIMAL:
      return about_decimal(declared, text);
    case TW_PARAMETER_CHOICE:
      return about_choice(declared, text);
    default:
      return about_flag(text);
  }
}

// What is wrong with the declaration itself, which only the plugin's author can mend.
Complaint about_declaration(const wire::Parameter& declared) {
  if (declared.type == TW_PARAMETER_DECIMAL)
    for (const std::string& bound : {declared.minimum, declared.maximum})
      if (!bound.empty() && !Decimal::parse(bound))
        return fmt::format("has a limit that is not a number, {}", quote(bound));
  if (declared.default_value.empty()) return std::nullopt;
  if (const auto complaint = about_value(declared, declared.default_value))
    return "has a default that breaks its own rule: it " + *complaint;
  return std::nullopt;
}

class Binder {
 public:
  Binder(const PluginUse& use, const wire::Manifest& manifest) : use_(use), manifest_(manifest) {
    for (const auto& declared : manifest.parameters) declared_.emplace(declared.name, &declared);
  }

  BoundParameters bind() {
    for (const auto& declared : manifest_.parameters) take_default(declared);
    for (const auto& setting : use_.parameters) take(setting);
    bound_.values.assign(values_.begin(), values_.end());
    return std::move(bound_);
  }

 private:
  void take_default(const wire::Parameter& declared) {
    if (const auto complaint = about_declaration(declared))
      error(use_.where, fmt::format("the parameter {} of the plugin {} {}. Ask the plugin's author to correct it.",
                                    quote(declared.name), quote(use_.plugin), *complaint));
    if (!declared.default_value.empty()) values_[declared.name] = declared.default_value;
  }

  void take(const ParameterSetting& setting) {
    const auto found = declared_.find(setting.name);
    if (found == declared_.end()) {
      std::vector<std::string> names;
      for (const auto& known : declared_) names.push_back(known.first);
      error(setting.where,
            names.empty()
                ? fmt::format("the plugin {} has no parameters. Remove {}.", quote(use_.plugin), quote(setting.name))
                : fmt::format("{} is not a parameter of the plugin {}.{} Its parameters: {}.", quote(setting.name),
                              quote(use_.plugin), did_you_mean(setting.name, names), fmt::join(names, ", ")));
      return;
    }
    const wire::Parameter& declared = *found->second;
    if (const auto complaint = about_value(declared, setting.value))
      error(setting.where, fmt::format("the parameter {} {}.{} Correct it.", quote(setting.name), *complaint,
                                       did_you_mean(setting.value, declared.choices)));
    values_[setting.name] = setting.value;
  }

  void error(const Location& where, std::string message) {
    // An LA without a file of its own uses a plugin that no file names.
    bound_.errors.push_back(
        {ExitCode::configuration, std::move(message), where.file.empty() ? std::nullopt : std::optional(where)});
  }

  const PluginUse& use_;
  const wire::Manifest& manifest_;
  std::map<std::string, const wire::Parameter*> declared_;
  std::map<std::string, std::string> values_;
  BoundParameters bound_;
};

}  // namespace

BoundParameters bind_parameters(const PluginUse& use, const wire::Manifest& manifest) {
  return Binder(use, manifest).bind();
}

}  // namespace termwise::settings
