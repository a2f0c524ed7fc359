#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

// DfE's files fold names so too: trimmed, ASCII letters in upper case.
std::string folded(std::string_view text) { return to_upper_ascii(trim(text)); }

std::vector<std::string> reason_names() {
  std::vector<std::string> names;
  for (std::uint8_t number = 1; const auto reason = school::missing_numbered(number); ++number)
    if (reason != school::Missing::unparseable) names.emplace_back(name(*reason));
  return names;
}

std::vector<std::string> subject_names() {
  using school::SubjectKind;
  std::vector<std::string> names;
  for (const SubjectKind kind : {SubjectKind::school, SubjectKind::la, SubjectKind::national})
    names.emplace_back(name(kind));
  return names;
}

class LayoutFile {
 public:
  LayoutFile(const TomlValue& root, const Vocabulary* vocabulary, Report& report)
      : root_(root), vocabulary_(vocabulary), report_(report) {}

  std::optional<SourceLayout> read() {
    layout_.where = report_.at(root_);
    TableReader reader(root_, "the layout", report_);
    const auto id = reader.name("id", NameKind::slug);
    layout_.id = id.value_or("");
    layout_.title = reader.text("title", Presence::required).value_or("");
    read_dataset(reader);
    if (const auto year = reader.text("year", Presence::optional))
      layout_.year = read_year(*root_.find("year"), *year, report_);
    read_encodings(reader);
    read_delimiter(reader);
    if (const TomlValue* table = reader.value("subject", TomlKind::table, Presence::required)) read_subject(*table);
    if (const TomlValue* table = reader.value("record_types", TomlKind::table, Presence::optional))
      read_record_types(*table);
    check_record_types();
    if (const TomlValue* table = reader.value("missing", TomlKind::table, Presence::optional)) read_missing(*table);
    if (const TomlValue* table = reader.value("measures", TomlKind::table, Presence::required)) read_measures(*table);
    if (const TomlValue* table = reader.value("attributes", TomlKind::table, Presence::optional))
      read_attributes(*table);
    if (const TomlValue* table = reader.value("ignored", TomlKind::table, Presence::optional)) read_ignored(*table);
    reader.finish();
    if (!id) return std::nullopt;
    return std::move(layout_);
  }

 private:
  void read_dataset(TableReader& reader) {
    const auto dataset = reader.text("dataset", Presence::required);
    if (!dataset) return;
    layout_.dataset = *dataset;
    if (!vocabulary_) return;
    std::set<std::string> known;
    for (const auto& measure : vocabulary_->measures) known.insert(measure.dataset);
    dataset_known_ = known.count(*dataset) > 0;
    if (dataset_known_) return;
    const std::vector<std::string> names(known.begin(), known.end());
    report_.error(*root_.find("dataset"),
                  fmt::format("{} is not a dataset of measures.toml.{} Correct it or add a table [{}] there.",
                              quote(*dataset), did_you_mean(*dataset, names), *dataset));
  }

  void read_encodings(TableReader& reader) {
    static constexpr std::array kEncodings{std::pair{std::string_view("utf-8"), Encoding::utf8},
                                           std::pair{std::string_view("cp1252"), Encoding::cp1252}};
    const TomlValue* list = reader.value("encodings", TomlKind::array, Presence::required);
    if (!list) return;
    if (list->values.empty()) report_.error(*list, "'encodings' is empty. Name at least one: utf-8, cp1252.");
    std::set<std::string> seen;
    for (const auto& item : list->values) {
      if (!check_choice(item, "encoding", {"utf-8", "cp1252"}, report_)) continue;
      if (!seen.insert(item.text).second)
        report_.error(item, fmt::format("the encoding {} is named twice. Remove one.", quote(item.text)));
      for (const auto& [name, encoding] : kEncodings)
        if (item.text == name) layout_.encodings.push_back(encoding);
    }
  }

  void read_delimiter(TableReader& reader) {
    const TomlValue* value = reader.value("delimiter", TomlKind::text, Presence::optional);
    if (!value) return;
    static constexpr std::string_view kDelimiters = ",;|\t";
    if (value->text.size() == 1 && kDelimiters.find(value->text[0]) != std::string_view::npos)
      layout_.delimiter = value->text[0];
    else
      report_.error(*value,
                    fmt::format("{} cannot be a delimiter. Use one of \",\" \";\" \"|\" \"\\t\".", quote(value->text)));
  }

  void read_subject(const TomlValue& table) {
    TableReader reader(table, "[subject]", report_);
    layout_.urn_column = subject_column(reader, table, "urn", Presence::required);
    layout_.la_column = subject_column(reader, table, "la", Presence::optional);
    layout_.record_type_column = subject_column(reader, table, "record_type", Presence::optional);
    reader.finish();
  }

  std::string subject_column(TableReader& reader, const TomlValue& table, std::string_view key, Presence presence) {
    const auto column = reader.text(key, presence);
    if (!column) return {};
    claim_column(*column, report_.at(*table.find(key)), "[subject]");
    return *column;
  }

  void read_record_types(const TomlValue& table) {
    for (const auto& entry : table.values) {
      const std::string code(trim(entry.key));
      if (code.empty()) report_.error(report_.at_key(entry), "a record type has no code. Write the file's code.");
      if (!check_kind(entry, TomlKind::table, entry.key, report_)) continue;
      TableReader reader(entry, fmt::format("the record type {}", quote(entry.key)), report_);
      RecordType type;
      if (const auto subject = reader.choice("subject", subject_names(), Presence::required))
        type.subject = *school::subject_kind_named(*subject);
      type.kind = reader.text("kind", Presence::required).value_or("");
      reader.finish();
      if (!layout_.record_types.emplace(code, std::move(type)).second)
        report_.error(report_.at_key(entry),
                      fmt::format("the record type {} is listed twice. Remove one.", quote(code)));
    }
  }

  // A column of record types and their meanings go together.
  void check_record_types() {
    const TomlValue* subject = root_.find("subject");
    const TomlValue* column = subject ? subject->find("record_type") : nullptr;
    const TomlValue* types = root_.find("record_types");
    if (column && (!types || (types->kind == TomlKind::table && types->values.empty())))
      report_.error(*column,
                    "[subject] names a column of record types, but [record_types] does not say what its "
                    "codes mean. Add [record_types].");
    if (types && !column)
      report_.error(*types, "[record_types] needs the column that holds the codes. Add record_type to [subject].");
  }

  void read_missing(const TomlValue& table) {
    for (const auto& entry : table.values) {
      const std::string code = folded(entry.key);
      if (code.empty())
        report_.error(report_.at_key(entry), "an empty cell always means not_supplied. Remove this line.");
      if (!check_choice(entry, "missing reason", reason_names(), report_)) continue;
      if (!layout_.missing.emplace(code, *school::missing_named(entry.text)).second)
        report_.error(report_.at_key(entry),
                      fmt::format("the code {} is listed twice (capitals and surrounding spaces do not count). "
                                  "Remove one.",
                                  quote(code)));
    }
  }

  void read_measures(const TomlValue& table) {
    std::map<std::string, std::uint32_t> lines;
    for (const auto& entry : table.values) {
      claim_column(entry.key, report_.at_key(entry), "[measures]");
      if (!check_text(entry, entry.key, report_)) continue;
      check_measure(entry);
      if (const auto [first, added] = lines.emplace(entry.text, entry.line); !added)
        report_.error(entry, fmt::format("the measure {} already has a column on line {}. Give each measure one "
                                         "column.",
                                         quote(entry.text), first->second));
      layout_.measures.push_back({entry.key, entry.text});
    }
  }

  void check_measure(const TomlValue& value) {
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

  void read_attributes(const TomlValue& table) {
    for (const auto& entry : table.values) {
      claim_column(entry.key, report_.at_key(entry), "[attributes]");
      AttributeColumn column;
      column.column = entry.key;
      if (entry.kind == TomlKind::table) {
        TableReader reader(entry, fmt::format("the attribute column {}", quote(entry.key)), report_);
        const auto attribute = reader.text("attribute", Presence::required);
        if (const TomlValue* codes = reader.value("codes", TomlKind::table, Presence::required))
          read_codes(*codes, column);
        reader.finish();
        if (!attribute) continue;
        column.attribute = *attribute;
        check_attribute(*entry.find("attribute"));
      } else {
        if (!check_text(entry, entry.key, report_)) continue;
        column.attribute = entry.text;
        check_attribute(entry);
      }
      layout_.attributes.push_back(std::move(column));
    }
  }

  void read_codes(const TomlValue& codes, AttributeColumn& column) {
    if (codes.values.empty()) report_.error(codes, "'codes' is empty. Add the codes, or name the attribute alone.");
    for (const auto& code : codes.values)
      if (check_text(code, code.key, report_)) column.codes.emplace(code.key, code.text);
  }

  void check_attribute(const TomlValue& value) {
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

  void read_ignored(const TomlValue& table) {
    for (const auto& entry : table.values) {
      claim_column(entry.key, report_.at_key(entry), "[ignored]");
      if (check_text(entry, entry.key, report_)) layout_.ignored.push_back({entry.key, entry.text});
    }
  }

  // Every column of the file stands in exactly one section, once.
  void claim_column(const std::string& column, const Location& where, std::string_view section) {
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

  const TomlValue& root_;
  const Vocabulary* vocabulary_;
  Report& report_;
  SourceLayout layout_;
  bool dataset_known_ = false;
  std::map<std::string, std::pair<std::string_view, std::uint32_t>> columns_;  // folded -> section, line
  std::map<std::string, std::uint32_t> attribute_lines_;
};

}  // namespace

std::optional<SourceLayout> read_layout(const TomlValue& root, const Vocabulary* vocabulary, Report& report) {
  return LayoutFile(root, vocabulary, report).read();
}

}  // namespace termwise::settings
