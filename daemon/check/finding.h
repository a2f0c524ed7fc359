// What `termwise plugin check` says of a plugin: findings of its own, grouped by check. Not the findings about schools
// that a plugin emits.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace termwise::check {

enum class Severity {
  error,    // the plugin breaks its contract: do not install it
  warning,  // it works and should be mended
  note      // worth knowing
};
std::string_view name(Severity severity);  // "error"

struct Finding {
  std::string id;  // "imports.network": the check, a dot, and what was found
  Severity severity = Severity::error;
  std::string sentence;  // names the culprit
  std::string remedy;    // one sentence: what to do
};

// Of one check or of all: the worst finding decides. Notes pass.
enum class Verdict { passed, warnings, errors, skipped };
std::string_view name(Verdict verdict);  // "passed"

struct Check {
  std::string id;      // "imports"
  std::string detail;  // what was looked at: "14 runs over synthetic facts"
  std::vector<Finding> findings;
  bool skipped = false;

  Verdict verdict() const;
};

struct Report {
  std::string file;
  std::string sha256;  // empty where the file could not be read
  std::string plugin;  // its id; empty where it could not be described
  std::string version;
  std::vector<Check> checks;
  std::chrono::milliseconds time{0};

  Verdict verdict() const;
  std::size_t count(Severity severity) const;
};

// The findings of one check as they come. Of each id only the first few are kept, and the others are counted: one fault
// shows in many runs.
class Notebook {
 public:
  explicit Notebook(std::string check) : check_(std::move(check)) {}

  // `what` follows the check's id after a dot.
  void error(std::string_view what, std::string sentence, std::string remedy) {
    add(Severity::error, what, std::move(sentence), std::move(remedy));
  }
  void warning(std::string_view what, std::string sentence, std::string remedy) {
    add(Severity::warning, what, std::move(sentence), std::move(remedy));
  }
  void note(std::string_view what, std::string sentence, std::string remedy) {
    add(Severity::note, what, std::move(sentence), std::move(remedy));
  }
  bool clean() const { return findings_.empty(); }  // no finding yet, be it a note
  Check finish(std::string detail) &&;

 private:
  void add(Severity severity, std::string_view what, std::string sentence, std::string remedy);

  std::string check_;
  std::vector<Finding> findings_;
  std::vector<std::pair<std::string, std::size_t>> more_;  // id -> how many were left out
};

Check skipped(std::string id, std::string why);

}  // namespace termwise::check
