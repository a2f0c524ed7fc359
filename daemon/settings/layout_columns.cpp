#include "settings/layout_columns.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::settings {
namespace {

constexpr std::string_view kSubject = "[subject]";
constexpr std::int64_t kMaximumFigure = 1'000'000;  // of a code or a range

bool is_figure(std::int64_t number) { return number >= -kMaximumFigure && number <= kMaximumFigure; }

constexpr std::array kAttributeTypes{std::pair{std::string_view("text"), AttributeType::text},
                                     std::pair{std::string_view("date"), AttributeType::date},
                                     std::pair{std::string_view("urn"), AttributeType::urn}};

std::vector<std::string> reason_names() {
  std::vector<std::string> names;
  for (std::uint8_t number = 1; const auto reason = school::missing_numbered(number); ++number)
    if (reason != school::Missing::unparseable) names.emplace_back(name(*reason));
  return names;
}

}  // namespace

std::string folded(std::string_view text) { return to_upper_ascii(trim(text)); }

LayoutColumns::LayoutColumns(SourceLayout& layout, const Vocabulary* vocabulary, Report& report)
    : layout_(layout), vocabulary_(vocabulary), report_(report) {
  if (vocabulary_)
    dataset_known_ = std::any_of(vocabulary_->measures.begin(), vocabulary_->measures.end(),
                                 [&](const school::Measure& measure) { return measure.dataset == layout_.dataset; });
}

// Every column of the file stands in exactly one section, once; shared ones may stand in [subject] as well.
void LayoutColumns::claim(const std::string& column, const Location& where, std::string_view section) {
  const std::string name = folded(column);
  if (name.empty()) {
    report_.error(where, fmt::format("a column of {} has no name. Write the header's name.", section));
    return;
  }
  const auto [first, added] = columns_.emplace(name, std::pair{section, where.line});
  if (!added)
    report_.error(where, fmt::format("the column {} already stands in {} on line {}. Each column stands in one "
                                     "place: remove one of the two.",
                                     quote(column), first->second.first, first->second.second));
}

std::string LayoutColumns::subject_column(TableReader& reader, const TomlValue& table, std::string_view key,
                                          Presence presence) {
  const auto column = reader.text(key, presence);
  if (!column) return {};
  claim(*column, report_.at(*table.find(key)), kSubject);
  return *column;
}

std::string LayoutColumns::shared_column(TableReader& reader, const TomlValue& table, std::string_view key) {
  const auto column = reader.text(key, Presence::optional);
  if (!column) return {};
  shared_.emplace(folded(*column), report_.at(*table.find(key)));
  return *column;
}

std::vector<std::string> LayoutColumns::shared_columns(TableReader& reader, std::string_view key) {
  std::vector<std::string> columns;
  const TomlValue* list = reader.value(key, TomlKind::array, Presence::optional);
  if (!list) return columns;
  if (list->values.empty()) report_.error(*list, fmt::format("'{}' is empty. Name a column, or remove it.", key));
  for (const auto& item : list->values) {
    if (!check_text(item, key, report_)) continue;
    shared_.emplace(folded(item.text), report_.at(item));
    columns.push_back(item.text);
  }
  return columns;
}

void LayoutColumns::read_missing(const TomlValue& table) { read_missing_codes(table, layout_.missing); }

bool LayoutColumns::read_missing_codes(const TomlValue& table, MissingCodeMap& codes) {
  for (const auto& entry : table.values) {
    const std::string code = folded(entry.key);
    if (code.empty())
      report_.error(report_.at_key(entry), "an empty cell always means not_supplied. Remove this line.");
    if (!check_choice(entry, "missing reason", reason_names(), report_)) continue;
    if (!codes.emplace(code, *school::missing_named(entry.text)).second)
      report_.error(report_.at_key(entry),
                    fmt::format("the code {} is listed twice (capitals and surrounding spaces do not count). "
                                "Remove one.",
                                quote(code)));
  }
  return !codes.empty();
}

void LayoutColumns::read_measures(const TomlValue& table) {
  for (const auto& entry : table.values) {
    claim(entry.key, report_.at_key(entry), "[measures]");
    MeasureColumn column{entry.key, "", {}};
    const TomlValue* measure = &entry;
    if (entry.kind == TomlKind::table) {
      read_measure_table(entry, column);
      measure = entry.find("measure");
      if (!measure || column.measure.empty()) continue;
    } else if (check_text(entry, entry.key, report_)) {
      column.measure = entry.text;
    } else {
      continue;
    }
    check_measure(*measure);
    if (const auto [first, added] = measure_lines_.emplace(column.measure, measure->line); !added)
      report_.error(*measure, fmt::format("the measure {} already has a column on line {}. Give each measure one "
                                          "column.",
                                          quote(column.measure), first->second));
    layout_.measures.push_back(std::move(column));
  }
}

void LayoutColumns::read_measure_table(const TomlValue& entry, MeasureColumn& column) {
  TableReader reader(entry, fmt::format("the measure column {}", quote(entry.key)), report_);
  column.measure = reader.text("measure", Presence::required).value_or("");
  if (const TomlValue* codes = reader.value("missing", TomlKind::table, Presence::optional))
    if (!read_missing_codes(*codes, column.missing))
      report_.error(*codes, "'missing' is empty. Add the codes, or name the measure alone.");
  const TomlValue* const codes = reader.value("codes", TomlKind::table, Presence::optional);
  if (codes) read_figure_codes(*codes, column);
  if (const TomlValue* range = reader.value("range", TomlKind::array, Presence::optional)) {
    read_range(*range, column);
    if (codes) report_.error(*range, "the codes say which figures there are. Remove 'range'.");
  }
  if (!entry.find("missing") && !entry.find("codes") && !entry.find("range"))
    report_.error(entry, fmt::format("this says no more than {} = \"{}\". Add missing, codes or range, or write it so.",
                                     quote(entry.key), column.measure));
  reader.finish();
}

void LayoutColumns::read_figure_codes(const TomlValue& codes, MeasureColumn& column) {
  if (codes.values.empty()) report_.error(codes, "'codes' is empty. Add the codes, or name the measure alone.");
  for (const auto& code : codes.values) {
    if (!check_kind(code, TomlKind::integer, code.key, report_)) continue;
    if (!is_figure(code.integer)) {
      report_.error(code, fmt::format("{} is no figure that a code can stand for. Write a whole number from {} to {}.",
                                      code.integer, -kMaximumFigure, kMaximumFigure));
      continue;
    }
    const std::string name = folded(code.key);
    if (name.empty())
      report_.error(report_.at_key(code), "an empty cell always means not_supplied. Remove this code.");
    else if (layout_.missing.count(name) > 0 || column.missing.count(name) > 0)
      report_.error(report_.at_key(code), fmt::format("the code {} says already that there is no figure. Remove it "
                                                      "here or there.",
                                                      quote(name)));
    else if (!column.codes.emplace(name, code.integer).second)
      report_.error(report_.at_key(code),
                    fmt::format("the code {} is listed twice (capitals and surrounding spaces do not count). Remove "
                                "one.",
                                quote(name)));
  }
}

void LayoutColumns::read_range(const TomlValue& list, MeasureColumn& column) {
  const auto& ends = list.values;
  const bool numbers = ends.size() == 2 && ends[0].kind == TomlKind::integer && ends[1].kind == TomlKind::integer;
  if (!numbers || ends[0].integer > ends[1].integer || !is_figure(ends[0].integer) || !is_figure(ends[1].integer)) {
    report_.error(list, fmt::format("a range is its least and its greatest whole number, none beyond {}. Write it as "
                                    "range = [80, 120].",
                                    kMaximumFigure));
    return;
  }
  column.range = FigureRange{ends[0].integer, ends[1].integer};
}

void LayoutColumns::check_measure(const TomlValue& value) {
  if (!vocabulary_) return;
  const school::Measure* measure = vocabulary_->measures.find(value.text);
  if (measure && (measure->dataset == layout_.dataset || !dataset_known_)) return;
  if (measure) {
    report_.error(value,
                  fmt::format("the measure {} belongs to the dataset {}, and this layout is of {}. Name a "
                              "measure of [{}].",
                              quote(value.text), quote(measure->dataset), quote(layout_.dataset), layout_.dataset));
    return;
  }
  std::vector<std::string> codes;
  for (const auto& known : vocabulary_->measures)
    if (known.dataset == layout_.dataset || !dataset_known_) codes.push_back(known.code);
  report_.error(value, fmt::format("{} is not a measure of measures.toml.{} Correct it or add it there.",
                                   quote(value.text), did_you_mean(value.text, codes)));
}

void LayoutColumns::read_attributes(const TomlValue& table) {
  for (const auto& entry : table.values) {
    claim(entry.key, report_.at_key(entry), "[attributes]");
    AttributeColumn column;
    column.column = entry.key;
    if (entry.kind == TomlKind::table) {
      if (!read_attribute_table(entry, column)) continue;
      check_attribute(*entry.find("attribute"));
    } else {
      if (!check_text(entry, entry.key, report_)) continue;
      column.attribute = entry.text;
      check_attribute(entry);
    }
    layout_.attributes.push_back(std::move(column));
  }
}

bool LayoutColumns::read_attribute_table(const TomlValue& entry, AttributeColumn& column) {
  TableReader reader(entry, fmt::format("the attribute column {}", quote(entry.key)), report_);
  const auto attribute = reader.text("attribute", Presence::required);
  std::vector<std::string> types;
  for (const auto& [type, number] : kAttributeTypes) types.emplace_back(type);
  if (const auto chosen = reader.choice("type", types, Presence::optional))
    for (const auto& [type, number] : kAttributeTypes)
      if (type == *chosen) column.type = number;
  if (const TomlValue* codes = reader.value("codes", Presence::optional)) {
    read_codes(*codes, column);
    if (column.type != AttributeType::text) report_.error(*codes, "only a text has codes. Remove them, or the type.");
  } else if (!entry.find("type") && !entry.find("refers_to")) {
    report_.error(entry, fmt::format("this says no more than {} = \"{}\". Add codes or a type, or write it so.",
                                     quote(entry.key), attribute.value_or("...")));
  }
  if (const auto register_name = reader.text("refers_to", Presence::optional)) {
    column.refers_to = *register_name;
    check_reference(*entry.find("refers_to"), column);
  }
  reader.finish();
  if (!attribute) return false;
  column.attribute = *attribute;
  if (column.type == AttributeType::date && layout_.dates.empty())
    report_.error(entry, "the layout does not say how it writes dates. Add dates = [\"dd/mm/yyyy\"] above.");
  return true;
}

// Only a text can be the key of another dataset's row.
void LayoutColumns::check_reference(const TomlValue& value, const AttributeColumn& column) {
  if (column.type != AttributeType::text || !column.codes.empty())
    report_.error(value, "only a text refers to a row of another dataset. Remove this, or the codes or the type.");
  if (column.refers_to == layout_.dataset)
    report_.error(value, "a row cannot refer to its own dataset, of which the file is a part. Remove this.");
  if (!vocabulary_) return;
  const auto& known = vocabulary_->datasets;
  if (std::find(known.begin(), known.end(), column.refers_to) == known.end())
    report_.error(value, fmt::format("{} is not a dataset of measures.toml.{} Correct it.", quote(column.refers_to),
                                     did_you_mean(column.refers_to, known)));
}

// A table of codes and what each means, or a list of codes that mean what they say.
void LayoutColumns::read_codes(const TomlValue& codes, AttributeColumn& column) {
  const bool plain = codes.kind == TomlKind::array;
  if (!plain && !check_kind(codes, TomlKind::table, "codes", report_)) return;
  if (codes.values.empty()) report_.error(codes, "'codes' is empty. Add the codes, or name the attribute alone.");
  for (const auto& code : codes.values) {
    if (!check_text(code, plain ? "codes" : code.key, report_)) continue;
    const std::string key = folded(plain ? code.text : code.key);
    if (!column.codes.emplace(key, code.text).second)
      report_.error(plain ? report_.at(code) : report_.at_key(code),
                    fmt::format("the code {} is listed twice (capitals and surrounding spaces do not count). Remove "
                                "one.",
                                quote(key)));
  }
}

void LayoutColumns::check_attribute(const TomlValue& value) {
  const std::string& name = value.text;
  if (vocabulary_ && !vocabulary_->attributes.count(name)) {
    std::vector<std::string> names;
    for (const auto& known : vocabulary_->attributes) names.push_back(known.first);
    report_.error(value, fmt::format("{} is not an attribute of measures.toml.{} Correct it or add it to "
                                     "[attributes] there.",
                                     quote(name), did_you_mean(name, names)));
  }
  if (name == "kind" && !layout_.record_type_column.empty())
    report_.error(value,
                  "the attribute 'kind' already comes from the record type. Remove this line, or list the "
                  "column in [ignored].");
  if (const auto [first, added] = attribute_lines_.emplace(name, value.line); !added)
    report_.error(value, fmt::format("the attribute {} already has a column on line {}. Give each attribute one "
                                     "column.",
                                     quote(name), first->second));
}

void LayoutColumns::read_ignored(const TomlValue& table) {
  for (const auto& entry : table.values) {
    claim(entry.key, report_.at_key(entry), "[ignored]");
    if (check_text(entry, entry.key, report_)) layout_.ignored.push_back({entry.key, entry.text});
  }
}

void LayoutColumns::read_refused(const TomlValue& table) {
  std::size_t count = 0;
  for (const auto& entry : table.values) {
    if (!check_kind(entry, TomlKind::array, entry.key, report_)) continue;
    if (entry.values.empty()) report_.error(entry, "this list is empty. Add the words of the columns, or remove it.");
    RefusedColumns refused{std::string(trim(entry.key)), {}};
    if (refused.what.empty()) report_.error(report_.at_key(entry), "this list says nothing of what the columns hold.");
    for (const auto& word : entry.values)
      if (check_text(word, entry.key, report_)) refused.words.push_back(word.text);
    count += entry.values.size();
    layout_.refused.push_back(std::move(refused));
  }
  if (count == 0) report_.error(table, "[refused] names no column. Add the words of columns that tell who a pupil is.");
  if (count > kMaximumRefusedWords)
    report_.error(table, fmt::format("[refused] has {} words, and at most {} are read. Remove some.", count,
                                     kMaximumRefusedWords));
}

bool LayoutColumns::knows(const std::string& column) const {
  return columns_.count(folded(column)) > 0 || shared_.count(folded(column)) > 0;
}

void LayoutColumns::refuse_unknown(const TomlValue& value) {
  std::vector<std::string> names;
  for (const auto& [name, place] : columns_) names.push_back(name);
  report_.error(value, fmt::format("{} is not a column of this layout.{} Name one that stands in a section of it.",
                                   quote(value.text), did_you_mean(folded(value.text), names)));
}

void LayoutColumns::read_aliases(const TomlValue& table) {
  for (const auto& entry : table.values) {
    if (!check_text(entry, entry.key, report_)) continue;
    if (knows(entry.key))
      report_.error(report_.at_key(entry),
                    fmt::format("{} is a column of this layout itself. An alias is another name for one of them.",
                                quote(entry.key)));
    else if (!knows(entry.text))
      refuse_unknown(entry);
    else if (!layout_.aliases.emplace(folded(entry.key), entry.text).second)
      report_.error(report_.at_key(entry), fmt::format("the alias {} is listed twice. Remove one.", quote(entry.key)));
  }
}

std::vector<std::string> LayoutColumns::named_columns(TableReader& reader, std::string_view key) {
  std::vector<std::string> columns;
  const TomlValue* list = reader.value(key, TomlKind::array, Presence::optional);
  if (!list) return columns;
  for (const auto& item : list->values) {
    if (!check_text(item, key, report_)) continue;
    const auto place = columns_.find(folded(item.text));
    if (!knows(item.text))
      refuse_unknown(item);
    else if (key == "optional" && (place == columns_.end() || place->second.first == kSubject))
      report_.error(
          item, fmt::format("{} says whom a row is about, so no file may lack it. Remove it here.", quote(item.text)));
    else if (key == "optional" && shared_.count(folded(item.text)) > 0)
      report_.error(item,
                    fmt::format("{} tells rows apart or gives their year, so no file may lack it. Remove it here.",
                                quote(item.text)));
    columns.push_back(item.text);
  }
  return columns;
}

}  // namespace termwise::settings
