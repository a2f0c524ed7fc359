#include "ingest/own_template.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/ingest.h"
#include "ingest/layout.h"

namespace termwise::ingest {
namespace {

using settings::AttributeColumn;
using settings::AttributeType;
using settings::DateFormat;
using settings::SourceLayout;

constexpr std::string_view kName = "name";  // of the school, which stands beside its URN

bool contains(const std::vector<std::string>& columns, std::string_view column) {
  return std::any_of(columns.begin(), columns.end(),
                     [&](const std::string& other) { return column_key(other) == column_key(column); });
}

std::string_view example(DateFormat format) {
  switch (format) {
    case DateFormat::day_month_year_slashes:
      return "23/11/2011";
    case DateFormat::day_month_year_hyphens:
      return "23-11-2011";
    case DateFormat::year_month_day:
      return "20111123";
    case DateFormat::year_month_day_hyphens:
      return "2011-11-23";
    case DateFormat::excel:
      return "40870, the number that Excel gives the day";
  }
  return "";
}

std::string date_content(const SourceLayout& layout) {
  std::string content = "a date: ";
  for (std::size_t i = 0; i < layout.dates.size(); ++i)
    content += fmt::format("{}{}", i == 0 ? "" : " or ", example(layout.dates[i]));
  return content;
}

std::string number_content(const school::Measure& measure) {
  const std::string decimals = measure.scale == 0
                                   ? std::string("whole")
                                   : fmt::format("with at most {}", counted(measure.scale, "decimal", "decimals"));
  if (measure.unit == school::Unit::percent)
    return measure.scale == 0 ? "a whole percentage from 0 to 100"
                              : fmt::format("a percentage from 0 to 100, {}", decimals);
  const std::string_view of = measure.unit == school::Unit::pupils ? " of pupils" : "";
  return measure.scale == 0 ? fmt::format("a whole number{}", of) : fmt::format("a number{} {}", of, decimals);
}

// A code that is its own meaning is shown as the layout writes it.
std::vector<std::string> codes_of(const AttributeColumn& column) {
  std::vector<std::string> codes;
  for (const auto& [code, meaning] : column.codes)
    codes.push_back(column_key(meaning) == code ? meaning : fmt::format("{} ({})", code, meaning));
  return codes;
}

class Columns {
 public:
  Columns(const SourceLayout& layout, const settings::Settings& settings) : layout_(layout), settings_(settings) {}

  std::vector<TemplateColumn> list() {
    add(layout_.upn_column, "The pupil's unique number (UPN), of which Termwise keeps a pseudonym and nothing else",
        "a letter, eleven digits, and a digit or a letter");
    add(layout_.urn_column, "The school's URN, its unique reference number", "a number of six or seven digits");
    add(layout_.la_column, "The code of the Local Authority", "three digits");
    add(layout_.laestab_column, "The code of the Local Authority and the establishment number together",
        "seven digits, 8862001 or 886/2001");
    for (const auto& attribute : layout_.attributes)
      if (attribute.attribute == kName) add(attribute);
    add_shared(layout_.year_column, "The academic year that the row is about",
               "its summer, 2012 for 2011/12; a spreadsheet may take 2011/12 itself for a date");
    for (const auto& column : layout_.key_columns)
      add_shared(column, "What tells rows about one subject apart", text_of(kMaximumItemBytes));
    for (const auto& attribute : layout_.attributes) add(attribute);
    for (const auto& measure : layout_.measures) add(measure);
    return std::move(columns_);
  }

 private:
  static std::string text_of(std::size_t bytes) { return fmt::format("text of at most {} bytes", bytes); }

  Need need_of(std::string_view column) const {
    const bool whole_key = layout_.key_columns.size() == 1 && contains(layout_.key_columns, column);
    if (whole_key || contains(layout_.required, column) || contains(subject_columns(), column)) return Need::every_row;
    return is_optional(layout_, column) ? Need::none : Need::column;
  }

  std::vector<std::string> subject_columns() const {
    return {layout_.upn_column, layout_.urn_column, layout_.la_column, layout_.laestab_column, layout_.year_column};
  }

  TemplateColumn* add(const std::string& column, std::string meaning, std::string content) {
    if (column.empty() || !seen_.insert(column_key(column)).second) return nullptr;
    const bool in_key = contains(layout_.key_columns, column);
    columns_.push_back({column, std::move(meaning), std::move(content), {}, "", need_of(column), in_key});
    return &columns_.back();
  }

  void add(const AttributeColumn& attribute) {
    const auto label = settings_.attributes.find(attribute.attribute);
    std::string content =
        text_of(contains(layout_.key_columns, attribute.column) ? kMaximumItemBytes : kMaximumAttributeBytes);
    if (attribute.type == AttributeType::date) content = date_content(layout_);
    if (attribute.type == AttributeType::urn) content = "a URN, six or seven digits";
    if (!attribute.refers_to.empty()) content = fmt::format("as in the register '{}'", attribute.refers_to);
    if (!attribute.codes.empty()) content = "one of these";
    TemplateColumn* const added =
        add(attribute.column, label == settings_.attributes.end() ? attribute.attribute : label->second, content);
    if (added != nullptr) added->codes = codes_of(attribute);
  }

  void add(const settings::MeasureColumn& column) {
    const school::Measure* const measure = settings_.measure(column.measure);
    if (measure == nullptr) return;
    std::string content = number_content(*measure);
    if (column.range) content += fmt::format(", from {} to {}", column.range->least, column.range->most);
    if (!column.codes.empty()) content = "one of these";
    TemplateColumn* const added = add(column.column, measure->label, std::move(content));
    if (added == nullptr) return;
    added->unit = name(measure->unit);
    for (const auto& [code, figure] : column.codes) added->codes.push_back(fmt::format("{} ({})", code, figure));
    for (const auto& [code, reason] : column.missing)
      added->codes.push_back(fmt::format("{} ({})", code, school::in_words(reason)));
  }

  // A column of the key or the year, which may have a section of its own too and then means what that says.
  void add_shared(const std::string& column, std::string_view meaning, std::string content) {
    for (const auto& attribute : layout_.attributes)
      if (column_key(attribute.column) == column_key(column)) return add(attribute);
    for (const auto& measure : layout_.measures)
      if (column_key(measure.column) == column_key(column)) return add(measure);
    add(column, std::string(meaning), std::move(content));
  }

  const SourceLayout& layout_;
  const settings::Settings& settings_;
  std::vector<TemplateColumn> columns_;
  std::set<std::string> seen_;
};

}  // namespace

std::vector<TemplateColumn> template_columns(const SourceLayout& layout, const settings::Settings& settings) {
  return Columns(layout, settings).list();
}

std::vector<const SourceLayout*> templates(const settings::Settings& settings) {
  std::vector<const SourceLayout*> found;
  for (const auto& layout : settings.layouts)
    if (!layout.template_name.empty()) found.push_back(&layout);
  std::sort(found.begin(), found.end(),
            [](const SourceLayout* a, const SourceLayout* b) { return a->template_name < b->template_name; });
  return found;
}

Result<const SourceLayout*> find_template(const settings::Settings& settings, std::string_view name) {
  std::vector<std::string> names;
  for (const SourceLayout* layout : templates(settings)) {
    if (layout->template_name == name) return layout;
    names.push_back(layout->template_name);
  }
  return Error{
      ExitCode::usage,
      fmt::format("--template {}: there is no template of this name.{} 'termwise ingest --template' lists them.", name,
                  did_you_mean(name, names))};
}

}  // namespace termwise::ingest
