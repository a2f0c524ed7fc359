#include "settings/validate.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/paths.h"
#include "settings/sections.h"

namespace termwise::settings {
namespace {

class Validator {
 public:
  Validator(Settings& settings, std::vector<Error>& errors) : settings_(settings), errors_(errors) {}

  void run(const std::vector<NamedFile>& files) {
    // The vocabulary and the calendars first: the other files use them, whatever their place in the order of paths.
    for (const auto& file : files) {
      if (file.file.path == kMeasuresFile) read_vocabulary(file);
      if (folder_of(file) == kCalendarsFolder) read_dates(file);
    }
    for (const auto& file : files) {
      settings_.files.push_back(file.file);
      if (file.file.path != kMeasuresFile && folder_of(file) != kCalendarsFolder) read(file);
    }
    settings_.standards = expand_standards(spans_, errors_);
    std::sort(settings_.las.begin(), settings_.las.end(),
              [](const LocalAuthority& a, const LocalAuthority& b) { return a.code < b.code; });
  }

 private:
  void read_vocabulary(const NamedFile& file) {
    const auto root = parse(file);
    if (!root) return;
    Report report(file.shown, errors_);
    vocabulary_ = read_measures(*root, report);
    settings_.measures = vocabulary_->measures;
    settings_.attributes = vocabulary_->attributes;
  }

  void read_dates(const NamedFile& file) {
    const auto root = parse(file);
    dates_.complete = dates_.complete && root;
    Report report(file.shown, errors_);
    if (root) read_calendar(*root, report, dates_);
  }

  // One of kFolders, or nothing for a file that lies elsewhere.
  static std::string_view folder_of(const NamedFile& file) {
    const std::string_view path = file.file.path;
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos || !is_toml_name(path.substr(slash + 1))) return {};
    const auto* found = std::find(kFolders.begin(), kFolders.end(), path.substr(0, slash));
    return found == kFolders.end() ? std::string_view() : *found;
  }

  void read(const NamedFile& file) {
    const std::string_view folder = folder_of(file);
    Report report(file.shown, errors_);
    if (folder.empty()) {
      report.error(Location{file.shown},
                   "this file has no place in a configuration. It belongs to a newer Termwise, "
                   "or must be moved into calendars/, las/, sources/ or standards/.");
      return;
    }
    const auto root = parse(file);
    if (!root) return;
    const Vocabulary* vocabulary = vocabulary_ ? &*vocabulary_ : nullptr;
    if (folder == kLasFolder) {
      const std::string stem = std::filesystem::path(file.file.path).stem().string();
      if (auto la = read_la(*root, stem, dates_, report)) add(std::move(*la));
    } else if (folder == kSourcesFolder) {
      if (auto layout = read_layout(*root, vocabulary, report)) add(std::move(*layout), *root, report);
    } else {
      read_standard(*root, vocabulary, report, spans_);
    }
  }

  void add(LocalAuthority la) {
    const auto [first, added] = las_.emplace(la.code.text(), la.where.file);
    if (!added)
      errors_.push_back({ExitCode::configuration,
                         fmt::format("the Local Authority {} is already set up in {}. Remove one of the two files.",
                                     quote(la.code.text()), first->second),
                         la.where});
    settings_.las.push_back(std::move(la));
  }

  void add(SourceLayout layout, const TomlValue& root, Report& report) {
    const TomlValue& id = *root.find("id");
    const auto [first, added] = layouts_.emplace(layout.id, report.at(id));
    if (!added)
      report.error(id, fmt::format("the layout {} already exists at {}. Give each layout an id of its own.",
                                   quote(layout.id), to_string(first->second)));
    settings_.layouts.push_back(std::move(layout));
  }

  std::optional<TomlValue> parse(const NamedFile& file) {
    auto root = parse_toml(file.file.content, file.shown);
    if (root) return std::move(root).value();
    errors_.push_back(root.error());
    return std::nullopt;
  }

  Settings& settings_;
  std::vector<Error>& errors_;
  std::optional<Vocabulary> vocabulary_;
  SharedDates dates_;
  std::vector<StandardSpan> spans_;
  std::map<std::string, std::string> las_;   // code -> file
  std::map<std::string, Location> layouts_;  // id -> place
};

}  // namespace

void validate(const std::vector<NamedFile>& files, Settings& settings, std::vector<Error>& errors) {
  Validator(settings, errors).run(files);
}

void sort_errors(std::vector<Error>& errors) {
  std::stable_sort(errors.begin(), errors.end(), [](const Error& a, const Error& b) {
    return std::tie(a.where->file, a.where->line, a.where->column) <
           std::tie(b.where->file, b.where->line, b.where->column);
  });
}

}  // namespace termwise::settings
