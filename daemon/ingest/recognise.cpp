#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/comparison.h"
#include "ingest/file_name.h"
#include "ingest/ingest.h"
#include "ingest/layout.h"
#include "ingest/pupil_level.h"

namespace termwise::ingest {
namespace {

using settings::SourceLayout;

constexpr std::size_t kListedColumns = 12;

std::string some_of(const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  shown.reserve(kListedColumns + 1);
  for (std::size_t i = 0; i < std::min(names.size(), kListedColumns); ++i) shown.push_back(quote(names[i]));
  if (names.size() > kListedColumns) shown.push_back(fmt::format("{} more", names.size() - kListedColumns));
  return listed(shown);
}

std::string in_brackets(const SourceLayout& layout) {
  if (layout.years.empty()) return fmt::format("'{}'", layout.id);
  const std::string first = layout.years.front().label();
  return layout.years.size() == 1 ? fmt::format("'{}' ({})", layout.id, first)
                                  : fmt::format("'{}' ({} to {})", layout.id, first, layout.years.back().label());
}

bool serves(const SourceLayout& layout, AcademicYear year) {
  return layout.years.empty() || std::find(layout.years.begin(), layout.years.end(), year) != layout.years.end();
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
      : file_(file), source_(source), year_(year), name_(file.path.filename().string()) {}

  struct HeaderRow {
    std::size_t place = 0;  // among those that may be the header
    bool like_a_layouts = false;
  };
  // The first that fits a layout; else the first that comes nearest to one; else the first.
  HeaderRow header_row(const settings::Settings& settings) const {
    HeaderRow nearest;
    std::size_t most = 0;
    for (std::size_t i = 0; i < file_.head.size(); ++i)
      for (const auto& layout : settings.layouts) {
        const Comparison comparison = compare(file_.head[i].cells, layout);
        if (comparison.same_columns()) return {i, true};
        if (comparison.shared <= most || is_unrelated(comparison, file_.head[i].cells.size())) continue;
        most = comparison.shared;
        nearest = {i, true};
      }
    return nearest;
  }

  Result<void> check_header() const {
    std::unordered_map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < file_.header.size(); ++i) {
      if (file_.header[i].empty())
        return refuse(fmt::format("column {} of the header has no name. Name it, or remove the column.", i + 1), i + 1);
      const auto [entry, added] = seen.emplace(column_key(file_.header[i]), i + 1);
      if (!added)
        return refuse(fmt::format("columns {} and {} of the header have the same name, {}. Rename or remove one of "
                                  "them.",
                                  entry->second, i + 1, quote(file_.header[i])),
                      i + 1);
    }
    return {};
  }

  Result<Recognition> choose(const settings::Settings& settings) const {
    std::vector<const SourceLayout*> fitting;
    Comparison nearest;
    Comparison nearest_chosen;
    for (const auto& layout : settings.layouts) {
      Comparison comparison = compare(file_.header, layout);
      if (comparison.same_columns() && same_delimiter(layout)) {
        fitting.push_back(&layout);
      } else {
        if (nearer(comparison, nearest)) nearest = comparison;
        if (wanted(layout) && nearer(comparison, nearest_chosen)) nearest_chosen = std::move(comparison);
      }
    }
    std::vector<const SourceLayout*> chosen;
    std::copy_if(fitting.begin(), fitting.end(), std::back_inserter(chosen),
                 [&](const SourceLayout* layout) { return wanted(*layout); });
    if (chosen.size() == 1) return accept(*chosen.front(), fitting.size() == 1);
    if (chosen.size() > 1) return choose_by_name(chosen);
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
  // A workbook's cells are not separated by anything.
  bool same_delimiter(const SourceLayout& layout) const { return file_.text || layout.delimiter == file_.delimiter; }

  bool wanted(const SourceLayout& layout) const {
    return (!source_ || layout.id == *source_) && (!year_ || serves(layout, *year_));
  }

  std::optional<NameMatch> name_match(const SourceLayout& layout) const {
    for (const auto& pattern : layout.names)
      if (const auto match = match_name(pattern, name_)) return match;
    return std::nullopt;
  }

  Result<Recognition> choose_by_name(const std::vector<const SourceLayout*>& layouts) const {
    std::vector<const SourceLayout*> named;
    for (const auto* layout : layouts)
      if (name_match(*layout)) named.push_back(layout);
    if (named.size() == 1) return accept(*named.front(), false);
    return refuse(
        fmt::format("the columns of this file fit more than one layout: {}. Say which one it is with "
                    "--source or --year.",
                    ids_of(layouts)));
  }

  std::string wish() const {
    if (source_ && year_) return fmt::format("--source {} --year {}", *source_, year_->label());
    return source_ ? fmt::format("--source {}", *source_) : fmt::format("--year {}", year_->label());
  }

  // `column`: of the header, from 1; 0: the header as a whole.
  Error refuse(std::string message, std::size_t column = 0) const {
    return Error{ExitCode::data, std::move(message),
                 Location{file_.path.string(), file_.header_line, static_cast<std::uint32_t>(column)}};
  }

  bool is_web_page() const {
    const std::string start = to_upper_ascii(file_.head.front().cells.front());
    return start.starts_with("<!DOCTYPE") || start.starts_with("<HTML");
  }

  // `alone`: no other layout has these columns.
  Result<Recognition> accept(const SourceLayout& layout, bool alone) const {
    Recognition recognition{&layout, std::nullopt, sureness(alone)};
    if (layout.year_column.empty()) {
      TERMWISE_TRY(recognition.year, year_of(layout, recognition.why));
    }
    TERMWISE_CHECK(check_encoding(layout));
    return recognition;
  }

  std::string sureness(bool alone) const {
    const std::string columns = counted(static_cast<long long>(file_.header.size()), "column", "columns");
    if (alone) return fmt::format("for certain: no other layout has these {}", columns);
    if (source_ || year_) return fmt::format("as {} says, and its {} fit", wish(), columns);
    return fmt::format("as likely: other layouts have these {} too, and files of this one are called like {}", columns,
                       quote(name_));
  }

  Result<AcademicYear> year_of(const SourceLayout& layout, std::string& why) const {
    if (year_) return *year_;
    if (layout.years.size() == 1) return layout.years.front();
    const auto match = name_match(layout);
    if (match && match->year && serves(layout, *match->year)) {
      why += fmt::format("; the year is {} by its name", match->year->label());
      return *match->year;
    }
    return Error{ExitCode::usage,
                 fmt::format("neither this file's columns nor its name say which academic year it is about. Add "
                             "--year, as in --year {}.",
                             layout.years.empty() ? std::string("2017/18") : layout.years.back().label()),
                 Location{file_.path.string()}};
  }

  Result<void> check_encoding(const SourceLayout& layout) const {
    if (encoding_of(file_, layout)) return {};
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
    if (is_web_page())
      return refuse(
          "this is a web page and not a table: often the page that asks to sign in, or that says that something went "
          "wrong. Open it in a browser, and fetch the file again.");
    if (is_unrelated(nearest, file_.header.size()))
      return refuse(
          "this is not a file that any layout in config/sources/ describes. Check that it is the file you "
          "meant; if it is, describe its columns in a new layout there.");
    std::string text = fmt::format(
        "this file fits no layout in config/sources/. The nearest is {}, with which it "
        "shares {}.",
        in_brackets(*nearest.layout), counted(static_cast<long long>(nearest.shared), "column", "columns"));
    if (!nearest.missing.empty()) text += fmt::format(" Missing from the file: {}.", some_of(nearest.missing));
    if (!nearest.added.empty()) text += fmt::format(" New in the file: {}.", some_of(nearest.added));
    if (!same_delimiter(*nearest.layout))
      text += fmt::format(" Its cells are separated by {}, the layout's by {}.", delimiter_name(file_.delimiter),
                          delimiter_name(nearest.layout->delimiter));
    return refuse(text + " If the file is right, 'termwise source drift' shows a layout that would fit it.");
  }

  const ScannedFile& file_;
  const std::optional<std::string>& source_;
  const std::optional<AcademicYear>& year_;
  const std::string name_;
};

}  // namespace

Result<Recognition> recognise(ScannedFile& file, const settings::Settings& settings,
                              const std::optional<std::string>& source, const std::optional<AcademicYear>& year) {
  const Recogniser recogniser(file, source, year);
  if (!recogniser.knows_source(settings)) {
    std::vector<std::string> ids;
    for (const auto& layout : settings.layouts) ids.push_back(layout.id);
    return Error{ExitCode::usage, fmt::format("--source {}: there is no layout of this name in config/sources/.{}",
                                              *source, did_you_mean(*source, ids))};
  }
  TERMWISE_TRY(const auto of_pupils, pupils_header(file, settings));
  const auto header = of_pupils ? Recogniser::HeaderRow{*of_pupils, true} : recogniser.header_row(settings);
  file.header = file.head[header.place].cells;
  file.header_line = file.head[header.place].line;
  if (of_pupils) TERMWISE_CHECK(refuse_telling_columns(file, settings));
  if (header.like_a_layouts) TERMWISE_CHECK(recogniser.check_header());
  return recogniser.choose(settings);
}

}  // namespace termwise::ingest
