// What a plugin says of itself, as the host is told: which LAs it is for, which facts it needs, which rules it decides,
// which parameters an LA may set, and the sentences in which it answers. Authors write Plugin (plugin.hpp), from which
// this is made.
#pragma once

#include <string>
#include <vector>

#include <termwise/abi.h>
#include <termwise/parameter.hpp>
#include <termwise/text.hpp>

namespace termwise {

// One table of facts that a plugin asks for.
struct Need {
  std::string table;               // "measure/1"
  std::uint32_t years_before = 0;  // 0 to 30
  std::vector<std::string> names;  // of "measure/1": measure codes
};

// What the host is told of one rule.
struct DeclaredRule {
  std::string id;
  std::string job;  // that evaluates it: "floor-check"; abi.h lists them (tw_rule)
  std::string version;
  std::string title;
  std::string source;
  std::vector<std::string> outcomes;  // most important first
  std::uint32_t listed = 1;  // how many of them, from the first, put the subject on the list people are told of
};

// A sentence with {placeholders} for which a finding brings arguments.
struct Template {
  std::string id;
  std::string text;
};

// All that the host is told of one plugin.
struct Manifest {
  std::string id;
  std::string version;
  std::string title;
  std::vector<std::string> la_codes;  // none = any LA
  std::vector<Need> needs;
  std::vector<DeclaredRule> rules;
  std::vector<Parameter> parameters;
  std::vector<Template> templates;
};

// The same in the C structures, borrowing from a Manifest that must outlive it.
class ManifestImage {
 public:
  explicit ManifestImage(const Manifest& manifest) {
    std::size_t texts = manifest.la_codes.size();
    for (const Need& need : manifest.needs) texts += need.names.size();
    for (const DeclaredRule& rule : manifest.rules) texts += rule.outcomes.size();
    for (const Parameter& parameter : manifest.parameters) texts += parameter.choices.size();
    texts_.reserve(texts);  // no reallocation: pointers into it are handed out below

    const tw_text* la_codes = add(manifest.la_codes);
    for (const Need& n : manifest.needs)
      needs_.push_back({sizeof(tw_need), n.years_before, borrow(n.table), add(n.names), count(n.names), 0});
    for (const DeclaredRule& r : manifest.rules)
      rules_.push_back({sizeof(tw_rule), count(r.outcomes), borrow(r.id), borrow(r.job), borrow(r.version),
                        borrow(r.title), borrow(r.source), add(r.outcomes), r.listed, 0});
    for (const Parameter& p : manifest.parameters)
      parameters_.push_back({sizeof(tw_parameter), p.type, borrow(p.name), borrow(p.unit), borrow(p.minimum),
                             borrow(p.maximum), borrow(p.default_value), borrow(p.meaning), add(p.choices),
                             count(p.choices), 0});
    for (const Template& t : manifest.templates)
      templates_.push_back({sizeof(tw_template), 0, borrow(t.id), borrow(t.text)});
    image_ = {sizeof(tw_manifest),
              0,
              borrow(manifest.id),
              borrow(manifest.version),
              borrow(manifest.title),
              la_codes,
              count(manifest.la_codes),
              count(needs_),
              needs_.data(),
              rules_.data(),
              parameters_.data(),
              templates_.data(),
              count(rules_),
              count(parameters_),
              count(templates_),
              0};
  }
  ManifestImage(const ManifestImage&) = delete;
  ManifestImage& operator=(const ManifestImage&) = delete;

  // Lives as long as this does.
  const tw_manifest& get() const { return image_; }

 private:
  template <class T>
  static std::uint32_t count(const std::vector<T>& items) {
    return static_cast<std::uint32_t>(items.size());
  }
  const tw_text* add(const std::vector<std::string>& items) {
    const std::size_t first = texts_.size();
    for (const std::string& item : items) texts_.push_back(borrow(item));
    return texts_.data() + first;
  }

  std::vector<tw_text> texts_;
  std::vector<tw_need> needs_;
  std::vector<tw_rule> rules_;
  std::vector<tw_parameter> parameters_;
  std::vector<tw_template> templates_;
  tw_manifest image_{};
};

}  // namespace termwise
