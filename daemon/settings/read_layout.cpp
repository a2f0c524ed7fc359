#include <array>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/layout_columns.h"
#include "settings/refused_columns.h"
#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

constexpr std::size_t kMaximumYears = 60;            // of one layout
constexpr std::size_t kMaximumNamePatterns = 20;     // likewise
constexpr std::size_t kLongestNamePattern = 200;     // bytes
constexpr std::string_view kLinkType = "link_type";  // the attribute
constexpr std::array<std::string_view, 3> kPlaceholders{"{year}", "{summer}", "{date}"};

constexpr std::array kEncodings{std::pair{std::string_view("utf-8"), Encoding::utf8},
                                std::pair{std::string_view("cp1252"), Encoding::cp1252}};
const std::array kReleases{std::pair{name(Release::provisional), Release::provisional},
                           std::pair{name(Release::revised), Release::revised},
                           std::pair{name(Release::final), Release::final}};
constexpr std::array kDates{std::pair{std::string_view("dd/mm/yyyy"), DateFormat::day_month_year_slashes},
                            std::pair{std::string_view("dd-mm-yyyy"), DateFormat::day_month_year_hyphens},
                            std::pair{std::string_view("yyyymmdd"), DateFormat::year_month_day},
                            std::pair{std::string_view("yyyy-mm-dd"), DateFormat::year_month_day_hyphens},
                            std::pair{std::string_view("excel"), DateFormat::excel}};

template <typename Pairs>
std::vector<std::string> words_of(const Pairs& pairs) {
  std::vector<std::string> words;
  for (const auto& [word, value] : pairs) words.emplace_back(word);
  return words;
}

std::vector<std::string> subject_names(std::initializer_list<school::SubjectKind> kinds) {
  std::vector<std::string> names;
  for (const school::SubjectKind kind : kinds) names.emplace_back(name(kind));
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
    read_template(reader);
    read_years(reader);
    read_names(reader);
    if (const auto release = reader.choice("release", words_of(kReleases), Presence::optional))
      for (const auto& [word, value] : kReleases)
        if (word == *release) layout_.release = value;
    read_words(reader, "encodings", "encoding", kEncodings, Presence::required, layout_.encodings);
    read_words(reader, "dates", "way to write dates", kDates, Presence::optional, layout_.dates);
    read_delimiter(reader);
    read_columns(reader);
    reader.finish();
    if (!id) return std::nullopt;
    return std::move(layout_);
  }

 private:
  void read_columns(TableReader& reader) {
    LayoutColumns columns(layout_, vocabulary_, report_);
    const auto table = [&](std::string_view key, Presence presence) {
      return reader.value(key, TomlKind::table, presence);
    };
    if (const TomlValue* subject = table("subject", Presence::required)) read_subject(*subject, columns);
    if (const TomlValue* types = table("record_types", Presence::optional)) read_record_types(*types);
    check_record_types();
    if (const TomlValue* missing = table("missing", Presence::optional)) columns.read_missing(*missing);
    if (const TomlValue* measures = table("measures", Presence::optional)) columns.read_measures(*measures);
    if (const TomlValue* attributes = table("attributes", Presence::optional)) columns.read_attributes(*attributes);
    if (const TomlValue* ignored = table("ignored", Presence::optional)) columns.read_ignored(*ignored);
    if (const TomlValue* kinds = table("kinds_by_type", Presence::optional)) read_kinds_by_type(*kinds);
    check_link_words();
    if (layout_.measures.empty() && layout_.attributes.empty())
      report_.error(root_,
                    "this layout reads nothing. Add the file's figures to [measures], its words to [attributes].");
    if (const TomlValue* aliases = table("aliases", Presence::optional)) columns.read_aliases(*aliases);
    layout_.optional = columns.named_columns(reader, "optional");
    layout_.required = columns.named_columns(reader, "required");
    if (const TomlValue* refused = table("refused", Presence::optional)) columns.read_refused(*refused);
    check_pupil_level();
  }

  // Of a pupil nothing is taken in but figures: in a text, a name may stand.
  void check_pupil_level() {
    const TomlValue* const refused = root_.find("refused");
    if (!layout_.is_pupil_level()) {
      if (refused)
        report_.error(*refused,
                      "only a layout of pupils refuses columns. Remove [refused], or write kind = \"pupil\" "
                      "in [subject].");
      return;
    }
    if (!refused)
      report_.error(root_,
                    "a layout of pupils says which columns it refuses because they tell who a pupil is. Add "
                    "[refused] with the words in their names.");
    if (const TomlValue* attributes = root_.find("attributes"))
      report_.error(
          *attributes,
          "a layout of pupils takes in figures only: in a text, a name may stand. Give the column codes under "
          "[measures], or list it in [ignored].");
    if (const TomlValue* release = root_.find("release"))
      report_.error(*release, "files of pupils have no stages: the later one counts. Remove 'release'.");
    for (const char* section : {"measures", "ignored"}) {
      const TomlValue* const table = root_.find(section);
      if (!table || table->kind != TomlKind::table) continue;
      for (const auto& entry : table->values)
        if (const RefusedColumns* what = refusal_of(layout_, entry.key))
          report_.error(report_.at_key(entry),
                        fmt::format("by [refused], the column {} holds {}. Remove it here, or its word there.",
                                    quote(entry.key), what->what));
    }
  }

  void read_dataset(TableReader& reader) {
    const auto dataset = reader.text("dataset", Presence::required);
    if (!dataset) return;
    layout_.dataset = *dataset;
    if (!vocabulary_) return;
    std::set<std::string> known(vocabulary_->datasets.begin(), vocabulary_->datasets.end());
    if (known.count(*dataset) > 0) return;
    const std::vector<std::string> names(known.begin(), known.end());
    report_.error(*root_.find("dataset"),
                  fmt::format("{} is not a dataset of measures.toml.{} Correct it or add a table [{}] there.",
                              quote(*dataset), did_you_mean(*dataset, names), *dataset));
  }

  void read_template(TableReader& reader) {
    const auto name = reader.text("template", Presence::optional);
    if (!name) return;
    check_name(*name, report_.at(*root_.find("template")), "template", NameKind::slug, report_);
    layout_.template_name = *name;
  }

  // One year, several, or none: then each row says it, or whoever loads the file.
  void read_years(TableReader& reader) {
    if (const auto year = reader.text("year", Presence::optional))
      if (const auto read = read_year(*root_.find("year"), *year, report_)) layout_.years = {*read};
    const TomlValue* list = reader.value("years", TomlKind::array, Presence::optional);
    if (!list) return;
    if (root_.find("year")) report_.error(*list, "the layout has both 'year' and 'years'. Remove one of the two.");
    if (list->values.empty()) report_.error(*list, "'years' is empty. Name the years, or remove it.");
    if (list->values.size() > kMaximumYears) {
      report_.error(*list, fmt::format("a layout serves at most {} years, and this one has {}. Remove some.",
                                       kMaximumYears, list->values.size()));
      return;
    }
    for (const auto& item : list->values) {
      if (!check_text(item, "years", report_)) continue;
      if (const auto year = read_year(item, item.text, report_)) layout_.years.push_back(*year);
    }
  }

  void read_names(TableReader& reader) {
    const TomlValue* list = reader.value("names", TomlKind::array, Presence::optional);
    if (!list) return;
    if (list->values.size() > kMaximumNamePatterns) {
      report_.error(*list, fmt::format("a layout has at most {} names, and this one has {}. Remove some.",
                                       kMaximumNamePatterns, list->values.size()));
      return;
    }
    for (const auto& item : list->values)
      if (check_text(item, "names", report_) && check_name_pattern(item)) layout_.names.push_back(item.text);
  }

  bool check_name_pattern(const TomlValue& value) {
    std::string rest = value.text;
    for (const std::string_view placeholder : kPlaceholders)
      if (const auto place = rest.find(placeholder); place != std::string::npos) rest.erase(place, placeholder.size());
    if (value.text.size() <= kLongestNamePattern && rest.find_first_of("{}/") == std::string::npos) return true;
    report_.error(value,
                  fmt::format("{} cannot be what a file is called. Write its name with * for any text and {{year}}, "
                              "{{summer}} or {{date}} once where the year stands, in at most {} bytes.",
                              quote(value.text), kLongestNamePattern));
    return false;
  }

  template <typename Pairs, typename Values>
  void read_words(TableReader& reader, std::string_view key, std::string_view what, const Pairs& pairs,
                  Presence presence, std::vector<Values>& values) {
    const TomlValue* list = reader.value(key, TomlKind::array, presence);
    if (!list) return;
    const std::vector<std::string> words = words_of(pairs);
    if (list->values.empty())
      report_.error(*list, fmt::format("'{}' is empty. Name at least one: {}.", key, fmt::join(words, ", ")));
    std::set<std::string> seen;
    for (const auto& item : list->values) {
      if (!check_choice(item, what, words, report_)) continue;
      if (!seen.insert(item.text).second)
        report_.error(item, fmt::format("the {} {} is named twice. Remove one.", what, quote(item.text)));
      for (const auto& [word, value] : pairs)
        if (item.text == word) values.push_back(value);
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

  void read_subject(const TomlValue& table, LayoutColumns& columns) {
    using school::SubjectKind;
    TableReader reader(table, "[subject]", report_);
    layout_.record_type_column = columns.shared_column(reader, table, "record_type");
    if (const auto kind = reader.choice("kind",
                                        subject_names({SubjectKind::school, SubjectKind::la, SubjectKind::national,
                                                       SubjectKind::adviser, SubjectKind::pupil}),
                                        Presence::optional)) {
      layout_.every_row.subject = *school::subject_kind_named(*kind);
      if (!layout_.record_type_column.empty())
        report_.error(*table.find("kind"), "the record types say what a row is about. Remove 'kind'.");
    }
    const SubjectKind kind = layout_.every_row.subject;
    if (const auto population = reader.text("population", Presence::optional)) layout_.every_row.kind = *population;
    if (is_aggregate(kind) == layout_.every_row.kind.empty())
      report_.error(table, is_aggregate(kind) ? "rows about an LA or the nation sum up some schools. Add 'population', "
                                                "as in population = \"all-schools\"."
                                              : "only rows about an LA or the nation have a population. Remove it.");
    const bool of_school = kind == SubjectKind::school || kind == SubjectKind::pupil;
    layout_.urn_column =
        columns.subject_column(reader, table, "urn", of_school ? Presence::required : Presence::optional);
    layout_.upn_column = columns.subject_column(reader, table, "upn",
                                                kind == SubjectKind::pupil ? Presence::required : Presence::optional);
    if (!layout_.upn_column.empty() && kind != SubjectKind::pupil)
      report_.error(*table.find("upn"), "only rows about pupils have a UPN. Write kind = \"pupil\", or remove it.");
    layout_.la_column =
        columns.subject_column(reader, table, "la", kind == SubjectKind::la ? Presence::required : Presence::optional);
    layout_.laestab_column = columns.subject_column(reader, table, "laestab", Presence::optional);
    layout_.key_columns = columns.shared_columns(reader, "key");
    layout_.year_column = columns.shared_column(reader, table, "year");
    if (!layout_.la_column.empty() && !layout_.laestab_column.empty())
      report_.error(*table.find("laestab"), "'la' says the LA already. Remove 'laestab' here.");
    if (kind == SubjectKind::adviser && layout_.key_columns.empty())
      report_.error(table, "advisers are told apart by a number of theirs. Add its column as key = [\"...\"].");
    if (kind == SubjectKind::pupil && !layout_.key_columns.empty())
      report_.error(*table.find("key"), "the UPN tells pupils apart. Remove 'key'.");
    if (!layout_.year_column.empty() && !layout_.years.empty())
      report_.error(*table.find("year"), "the layout names its year above. Remove one of the two.");
    reader.finish();
  }

  void read_record_types(const TomlValue& table) {
    for (const auto& entry : table.values) {
      const std::string code(trim(entry.key));
      if (code.empty()) report_.error(report_.at_key(entry), "a record type has no code. Write the file's code.");
      if (!check_kind(entry, TomlKind::table, entry.key, report_)) continue;
      TableReader reader(entry, fmt::format("the record type {}", quote(entry.key)), report_);
      using school::SubjectKind;
      RecordType type;
      if (const auto subject =
              reader.choice("subject", subject_names({SubjectKind::school, SubjectKind::la, SubjectKind::national}),
                            Presence::required))
        type.subject = *school::subject_kind_named(*subject);
      // Whatever other schools there are has no kind of its own.
      const bool has_kind = type.subject != SubjectKind::school || code != kAnyOtherRecordType;
      if (has_kind) type.kind = reader.text("kind", Presence::required).value_or("");
      reader.finish();
      if (!layout_.record_types.emplace(code, std::move(type)).second)
        report_.error(report_.at_key(entry),
                      fmt::format("the record type {} is listed twice. Remove one.", quote(code)));
    }
  }

  void read_kinds_by_type(const TomlValue& table) {
    if (table.values.size() > kMaximumLinkTypes) {
      report_.error(table,
                    fmt::format("a layout has at most {} types of school here, and this one has {}. Remove some.",
                                kMaximumLinkTypes, table.values.size()));
      return;
    }
    std::vector<std::string> kinds;
    for (const auto kind : {school::LinkKind::renamed, school::LinkKind::converted, school::LinkKind::sponsored,
                            school::LinkKind::merged, school::LinkKind::split})
      kinds.emplace_back(name(kind));
    for (const auto& entry : table.values)
      if (check_choice(entry, "kind of link", kinds, report_))
        layout_.kinds_by_type.emplace(entry.key, *school::link_kind_named(entry.text));
  }

  // What a link is must be a word that Termwise knows: lineages follow from it.
  void check_link_words() {
    const TomlValue* attributes = root_.find("attributes");
    if (!attributes || attributes->kind != TomlKind::table) return;
    for (const auto& entry : attributes->values) {
      const TomlValue* attribute = entry.kind == TomlKind::table ? entry.find("attribute") : &entry;
      if (!attribute || attribute->kind != TomlKind::text || attribute->text != kLinkType) continue;
      const TomlValue* codes = entry.kind == TomlKind::table ? entry.find("codes") : nullptr;
      if (!codes || codes->kind != TomlKind::table) {
        report_.error(entry,
                      "what a link is needs 'codes': the publisher's words for it and what they mean, such as "
                      "Successor = \"successor\".");
        continue;
      }
      for (const auto& code : codes->values)
        if (code.kind == TomlKind::text && !school::link_word(code.text))
          report_.error(code,
                        fmt::format("{} is not what a link can be. Write predecessor, successor or either, perhaps "
                                    "with ', merged', ', split', ', converted', ', sponsored' or ', renamed'; or "
                                    "'other' for a link that is no descent.",
                                    quote(code.text)));
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

  const TomlValue& root_;
  const Vocabulary* vocabulary_;
  Report& report_;
  SourceLayout layout_;
};

}  // namespace

std::optional<SourceLayout> read_layout(const TomlValue& root, const Vocabulary* vocabulary, Report& report) {
  return LayoutFile(root, vocabulary, report).read();
}

}  // namespace termwise::settings
