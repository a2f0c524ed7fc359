#include "settings/validate.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/paths.h"
#include "settings/sections.h"
#include "settings/term_files.h"

namespace termwise::settings {
namespace {

class Validator {
 public:
  Validator(Settings& settings, std::vector<Error>& errors) : settings_(settings), errors_(errors) {}

  void run(const std::vector<NamedFile>& files) {
    // The vocabulary and the calendars first: the other files use them, whatever their place in the order of paths.
    for (const auto& file : files) {
      const std::string_view folder = folder_of(file.file.path);
      if (file.file.path == kMeasuresFile) read_vocabulary(file);
      if (folder == kCalendarsFolder) read_dates(file);
      if (folder == kTermsFolder) term_files_.add(file.file.path, file.shown, file.file.content);
    }
    for (const auto& file : files) {
      settings_.files.push_back(file.file);
      const std::string_view folder = folder_of(file.file.path);
      if (file.file.path != kMeasuresFile && folder != kCalendarsFolder && folder != kTermsFolder) read(file);
    }
    if (las_read_) term_files_.report_unused(errors_);
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
    Report report(file.shown, errors_);
    if (has_ending(std::filesystem::path(file.file.path).filename().string(), kJsonEnding))
      return read_bank_holidays(file.file.content, file.shown, report, dates_);
    const auto root = parse(file);
    dates_.complete = dates_.complete && root;
    if (root) read_calendar(*root, report, dates_);
  }

  void read(const NamedFile& file) {
    const std::string_view folder = folder_of(file.file.path);
    Report report(file.shown, errors_);
    if (file.file.path == kQualityFile) {
      if (const auto root = parse(file))
        settings_.quality = read_quality(*root, vocabulary_ ? &*vocabulary_ : nullptr, report);
      return;
    }
    if (folder.empty()) {
      report.error(Location{file.shown},
                   "this file has no place in a configuration. It belongs to a newer Termwise, "
                   "or must be moved into calendars/, las/, sources/, standards/ or terms/.");
      return;
    }
    const auto root = parse(file);
    // A file of las/ that cannot be read may be the one that names a file of terms/.
    if (!root) las_read_ = las_read_ && folder != kLasFolder;
    if (!root) return;
    const Vocabulary* vocabulary = vocabulary_ ? &*vocabulary_ : nullptr;
    if (folder == kLasFolder) {
      const std::string stem = std::filesystem::path(file.file.path).stem().string();
      if (auto la = read_la(*root, stem, {term_files_, dates_}, report)) add(std::move(*la));
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
    // Pupils' records are kept apart from others, dataset by dataset.
    const auto [kind, first_of_dataset] =
        datasets_.emplace(layout.dataset, std::pair(layout.is_pupil_level(), layout.id));
    if (!first_of_dataset && kind->second.first != layout.is_pupil_level() && root.find("dataset"))
      report.error(*root.find("dataset"),
                   fmt::format("the layouts {} and {} are of one dataset, {}, and only one of them is of pupils. Give "
                               "pupils a dataset of their own.",
                               quote(kind->second.second), quote(layout.id), quote(layout.dataset)));
    if (!layout.template_name.empty()) note_template(layout, *root.find("template"), report);
    settings_.layouts.push_back(std::move(layout));
  }

  void note_template(const SourceLayout& layout, const TomlValue& value, Report& report) {
    const auto [first, added] = templates_.emplace(layout.template_name, report.at(value));
    if (!added)
      report.error(value,
                   fmt::format("the template {} is already that of the layout at {}. Give each a name of its own.",
                               quote(layout.template_name), to_string(first->second)));
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
  TermFiles term_files_;
  bool las_read_ = true;
  std::vector<StandardSpan> spans_;
  std::map<std::string, std::string> las_;                        // code -> file
  std::map<std::string, Location> layouts_;                       // id -> place
  std::map<std::string, std::pair<bool, std::string>> datasets_;  // name -> whether of pupils, by which layout
  std::map<std::string, Location> templates_;                     // likewise of those that an LA may ask for
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
