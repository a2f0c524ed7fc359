#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/ingest.h"
#include "ingest/layout.h"

namespace termwise::ingest {
namespace {

using settings::SourceLayout;

constexpr std::size_t kListedColumns = 12;
// Below this a file is called unknown, and the nearest layout is not worth naming.
constexpr std::size_t kLeastSharedColumns = 3;
constexpr std::size_t kLeastSharedShare = 4;  // a quarter of the file's columns

struct Comparison {
  const SourceLayout* layout = nullptr;
  std::size_t shared = 0;
  std::vector<std::string> missing;  // of the layout's columns, in its order
  std::vector<std::string> added;    // of the file's columns, in its order
  bool same_columns() const { return missing.empty() && added.empty(); }
};

Comparison compare(const std::vector<std::string>& header, const std::set<std::string>& header_keys,
                   const SourceLayout& layout) {
  Comparison result;
  result.layout = &layout;
  std::set<std::string> keys;
  for (const auto& column : columns_of(layout)) {
    const std::string key = column_key(column);
    keys.insert(key);
    if (header_keys.count(key) == 0) result.missing.push_back(column);
  }
  for (const auto& name : header)
    if (keys.count(column_key(name)) == 0) result.added.push_back(name);
  result.shared = header.size() - result.added.size();
  return result;
}

std::string some_of(const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  shown.reserve(kListedColumns + 1);
  for (std::size_t i = 0; i < std::min(names.size(), kListedColumns); ++i) shown.push_back(quote(names[i]));
  if (names.size() > kListedColumns) shown.push_back(fmt::format("{} more", names.size() - kListedColumns));
  return listed(shown);
}

std::string in_brackets(const SourceLayout& layout) {
  return layout.year ? fmt::format("'{}' ({})", layout.id, layout.year->label()) : fmt::format("'{}'", layout.id);
}

std::string ids_of(const std::vector<const SourceLayout*>& layouts) {
  std::vector<std::string> ids;
  for (const auto* layout : layouts) ids.push_back(in_brackets(*layout));
  return listed(ids);
}

std::string delimiter_name(char delimiter) {
  return delimiter == '\t' ? std::string("tabs") : fmt::format("'{}'", delimiter);
}

class Recogniser {
 public:
  Recogniser(const ScannedFile& file, const std::optional<std::string>& source, const std::optional<AcademicYear>& year)
      : file_(file), source_(source), year_(year) {}

  Result<void> read_header() {
    std::unordered_map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < file_.header.size(); ++i) {
      if (file_.header[i].empty())
        return refuse(fmt::format("column {} of the header has no name. Name it, or remove the column.", i + 1));
      const auto [entry, added] = seen.emplace(column_key(file_.header[i]), i + 1);
      if (!added)
        return refuse(
            fmt::format("columns {} and {} of the header have the same name, {}. Rename or remove one of "
                        "them.",
                        entry->second, i + 1, quote(file_.header[i])));
      keys_.insert(entry->first);
    }
    return {};
  }

  Result<const SourceLayout*> choose(const settings::Settings& settings) const {
    std::vector<const SourceLayout*> fitting;
    Comparison nearest;
    Comparison nearest_chosen;
    for (const auto& layout : settings.layouts) {
      Comparison comparison = compare(file_.header, keys_, layout);
      if (comparison.same_columns() && layout.delimiter == file_.delimiter) {
        fitting.push_back(&layout);
      } else {
        if (better(comparison, nearest)) nearest = comparison;
        if (wanted(layout) && better(comparison, nearest_chosen)) nearest_chosen = std::move(comparison);
      }
    }
    std::vector<const SourceLayout*> chosen;
    std::copy_if(fitting.begin(), fitting.end(), std::back_inserter(chosen),
                 [&](const SourceLayout* layout) { return wanted(*layout); });
    if (chosen.size() == 1) return accept(*chosen.front());
    if (chosen.size() > 1)
      return refuse(
          fmt::format("the columns of this file fit more than one layout: {}. Say which one it is with "
                      "--source or --year.",
                      ids_of(chosen)));
    if (!fitting.empty())
      return refuse(
          fmt::format("the columns of this file are those of {}, which contradicts {}. Correct the command, "
                      "or check that this is the file you meant.",
                      ids_of(fitting), wish()));
    return unknown(nearest_chosen.layout != nullptr ? nearest_chosen : nearest);
  }

  bool knows_source(const settings::Settings& settings) const {
    return !source_ || std::any_of(settings.layouts.begin(), settings.layouts.end(),
                                   [&](const SourceLayout& layout) { return layout.id == *source_; });
  }

 private:
  static bool better(const Comparison& a, const Comparison& b) {
    if (b.layout == nullptr || a.shared != b.shared) return b.layout == nullptr || a.shared > b.shared;
    return a.missing.size() < b.missing.size();
  }

  bool wanted(const SourceLayout& layout) const {
    return (!source_ || layout.id == *source_) && (!year_ || !layout.year || *layout.year == *year_);
  }

  std::string wish() const {
    if (source_ && year_) return fmt::format("--source {} --year {}", *source_, year_->label());
    return source_ ? fmt::format("--source {}", *source_) : fmt::format("--year {}", year_->label());
  }

  Error refuse(std::string message) const {
    return Error{ExitCode::data, std::move(message), Location{file_.path.string()}};
  }

  Result<const SourceLayout*> accept(const SourceLayout& layout) const {
    if (!layout.year && !year_)
      return Error{ExitCode::usage,
                   fmt::format("neither this file nor its layout '{}' says which academic year it is about. Add "
                               "--year, as in --year 2017/18.",
                               layout.id),
                   Location{file_.path.string()}};
    if (encoding_of(file_, layout)) return &layout;
    if (!file_.valid_utf8)
      return Error{ExitCode::data,
                   fmt::format("what stands here is not UTF-8, the only encoding that the layout '{}' allows. Save the "
                               "file as CSV (UTF-8), or add \"cp1252\" to the layout's encodings.",
                               layout.id),
                   file_.not_utf8};
    return Error{ExitCode::data,
                 fmt::format("this file is not cp1252, the only encoding that the layout '{}' allows. Add \"utf-8\" to "
                             "the layout's encodings.",
                             layout.id),
                 file_.byte_order_mark ? Location{file_.path.string()} : file_.not_cp1252};
  }

  Error unknown(const Comparison& nearest) const {
    const std::size_t columns = file_.header.size();
    if (nearest.layout == nullptr || nearest.shared < kLeastSharedColumns ||
        nearest.shared * kLeastSharedShare < columns)
      return refuse(
          "this is not a file that any layout in config/sources/ describes. Check that it is the file you "
          "meant; if it is, describe its columns in a new layout there.");
    std::string text = fmt::format(
        "this file fits no layout in config/sources/. The nearest is {}, with which it "
        "shares {}.",
        in_brackets(*nearest.layout), counted(static_cast<long long>(nearest.shared), "column", "columns"));
    if (!nearest.missing.empty()) text += fmt::format(" Missing from the file: {}.", some_of(nearest.missing));
    if (!nearest.added.empty()) text += fmt::format(" New in the file: {}.", some_of(nearest.added));
    if (nearest.layout->delimiter != file_.delimiter)
      text += fmt::format(" Its cells are separated by {}, the layout's by {}.", delimiter_name(file_.delimiter),
                          delimiter_name(nearest.layout->delimiter));
    return refuse(text + " If the file is right, copy that layout and name the changed columns in the copy.");
  }

  const ScannedFile& file_;
  const std::optional<std::string>& source_;
  const std::optional<AcademicYear>& year_;
  std::set<std::string> keys_;
};

}  // namespace

Result<const SourceLayout*> recognise(const ScannedFile& file, const settings::Settings& settings,
                                      const std::optional<std::string>& source,
                                      const std::optional<AcademicYear>& year) {
  Recogniser recogniser(file, source, year);
  if (!recogniser.knows_source(settings)) {
    std::vector<std::string> ids;
    for (const auto& layout : settings.layouts) ids.push_back(layout.id);
    return Error{ExitCode::usage, fmt::format("--source {}: there is no layout of this name in config/sources/.{}",
                                              *source, did_you_mean(*source, ids))};
  }
  TERMWISE_CHECK(recogniser.read_header());
  return recogniser.choose(settings);
}

}  // namespace termwise::ingest
