#include "wire/codec.h"

#include <concepts>
#include <type_traits>

#include "wire/bytes.h"
#include "wire/limits.h"

namespace termwise::wire {
namespace {

// What stands before a message, and what this program reads of its kind. It writes the newest version.
struct Layout {
  std::uint16_t kind;
  std::string_view name;
  std::uint16_t oldest_version;
  std::uint16_t newest_version;
  std::size_t limit;  // in bytes
};
constexpr Layout kManifestLayout{1, "manifest", 1, kManifestVersion, kMaximumManifestBytes};
constexpr Layout kInputLayout{2, "run's input", kInputVersion, kInputVersion, kMaximumFrameBytes};
constexpr Layout kFindingLayout{3, "finding", kFindingVersion, kFindingVersion, kMaximumFindingBytes};

constexpr std::uint16_t kFirstWithListedOutcomes = 2;  // of manifests

// The field lists below are written once and walked in two ways: by a Writer and by a Reader.
template <typename T, typename Message>
concept Like = std::same_as<std::remove_const_t<T>, Message>;

class Writer {
 public:
  explicit Writer(std::string& out, std::uint16_t version) : version_(version), bytes_(out) {}
  std::uint16_t version() const { return version_; }

  template <typename Number>
  void number(std::string_view, const Number& value) {
    bytes_.number(value);
  }
  template <typename Number>
  void number(std::string_view, const Number& value, std::int64_t, std::int64_t) {
    bytes_.number(value);
  }
  void text(std::string_view, const std::string& value, std::uint32_t) { bytes_.text(value); }
  template <typename Item, typename Fields>
  void list(std::string_view, const std::vector<Item>& items, std::uint32_t, std::size_t, Fields fields) {
    bytes_.number(static_cast<std::uint32_t>(items.size()));
    for (const auto& item : items) fields(item);
  }
  template <typename Item, typename Fields>
  void optional(std::string_view, const std::optional<Item>& item, Fields fields) {
    bytes_.number(static_cast<std::uint8_t>(item ? 1 : 0));
    if (item) fields(*item);
  }
  void require(bool, std::string_view) {}

 private:
  std::uint16_t version_;
  ByteWriter bytes_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  void set_version(std::uint16_t version) { version_ = version; }
  std::uint16_t version() const { return version_; }

  template <typename Number>
  void number(std::string_view, Number& value) {
    value = bytes_.number<Number>();
  }
  template <typename Number>
  void number(std::string_view what, Number& value, std::int64_t least, std::int64_t most) {
    value = bytes_.number<Number>();
    const auto wide = static_cast<std::int64_t>(value);
    if (!bytes_.failed() && (wide < least || wide > most))
      bytes_.fail(fmt::format("its {} is {}, outside {} to {}", what, value, least, most));
  }
  void text(std::string_view what, std::string& value, std::uint32_t limit) { value = bytes_.text(what, limit); }
  template <typename Item, typename Fields>
  void list(std::string_view what, std::vector<Item>& items, std::uint32_t limit, std::size_t least_bytes,
            Fields fields) {
    const std::uint32_t count = bytes_.count(what, limit, least_bytes);
    items.reserve(count);
    for (std::uint32_t i = 0; i < count && !bytes_.failed(); ++i) fields(items.emplace_back());
  }
  template <typename Item, typename Fields>
  void optional(std::string_view what, std::optional<Item>& item, Fields fields) {
    std::uint8_t is_there = 0;
    number(what, is_there, 0, 1);
    if (!bytes_.failed() && is_there == 1) fields(item.emplace());
  }
  void require(bool holds, std::string_view problem) {
    if (!holds && !bytes_.failed()) bytes_.fail(std::string(problem));
  }
  ByteReader& bytes() { return bytes_; }

 private:
  std::uint16_t version_ = 0;
  ByteReader bytes_;
};

constexpr std::size_t kLeastText = 4;
constexpr std::size_t kLeastNumber = 10;

template <typename Archive>
auto name_fields(Archive& archive, std::string_view what, std::uint32_t limit = kMaximumNameBytes) {
  return [&archive, what, limit](auto& text) { archive.text(what, text, limit); };
}

template <typename Archive>
void fields(Archive& archive, std::string_view what, Like<Number> auto& number) {
  archive.number(what, number.value);
  archive.number("number of decimals", number.scale, 0, kMaximumScale);
  archive.number("reason for a missing value", number.reason, TW_PRESENT, TW_UNPARSEABLE);
  archive.require(number.reason == TW_PRESENT || (number.value == 0 && number.scale == 0),
                  "it has a number that is missing and yet has a value");
}

template <typename Archive>
void fields(Archive& archive, Like<Need> auto& need) {
  archive.text("needed table", need.table, kMaximumNameBytes);
  archive.number("number of years before", need.years_before, 0, kMaximumYearsBefore);
  archive.list("names in one need", need.names, kMaximumNeedNames, kLeastText, name_fields(archive, "needed name"));
}

template <typename Archive>
void fields(Archive& archive, Like<Rule> auto& rule) {
  archive.text("rule id", rule.id, kMaximumNameBytes);
  archive.text("rule job", rule.job, kMaximumNameBytes);
  archive.text("rule version", rule.version, kMaximumNameBytes);
  archive.text("rule title", rule.title, kMaximumTextBytes);
  archive.text("rule source", rule.source, kMaximumTextBytes);
  archive.list("outcomes of one rule", rule.outcomes, kMaximumOutcomes, kLeastText,
               name_fields(archive, "rule outcome"));
  if (archive.version() >= kFirstWithListedOutcomes)
    archive.number("number of listed outcomes", rule.listed_count, 0, kMaximumOutcomes);
}

template <typename Archive>
void fields(Archive& archive, Like<Parameter> auto& parameter) {
  archive.number("parameter type", parameter.type, TW_PARAMETER_DECIMAL, TW_PARAMETER_FLAG);
  archive.text("parameter name", parameter.name, kMaximumNameBytes);
  archive.text("parameter unit", parameter.unit, kMaximumNameBytes);
  archive.text("parameter minimum", parameter.minimum, kMaximumNameBytes);
  archive.text("parameter maximum", parameter.maximum, kMaximumNameBytes);
  archive.text("parameter default", parameter.default_value, kMaximumTextBytes);
  archive.text("parameter meaning", parameter.meaning, kMaximumTextBytes);
  archive.list("choices of one parameter", parameter.choices, kMaximumChoices, kLeastText,
               name_fields(archive, "parameter choice", kMaximumTextBytes));
}

template <typename Archive>
void fields(Archive& archive, Like<Template> auto& one) {
  archive.text("template id", one.id, kMaximumNameBytes);
  archive.text("template text", one.text, kMaximumTextBytes);
}

template <typename Archive>
void fields(Archive& archive, Like<Manifest> auto& manifest) {
  const auto nested = [&archive](auto& item) { fields(archive, item); };
  archive.number("ABI number", manifest.abi_major);
  archive.number("ABI number", manifest.abi_minor);
  archive.text("plugin id", manifest.id, kMaximumNameBytes);
  archive.text("plugin version", manifest.version, kMaximumNameBytes);
  archive.text("plugin title", manifest.title, kMaximumTextBytes);
  archive.list("LA codes", manifest.la_codes, kMaximumLaCodes, kLeastText, name_fields(archive, "LA code"));
  archive.list("needs", manifest.needs, kMaximumNeeds, 3 * kLeastText, nested);
  archive.list("rules", manifest.rules, kMaximumRules, 6 * kLeastText, nested);
  archive.list("parameters", manifest.parameters, kMaximumParameters, 8 * kLeastText, nested);
  archive.list("templates", manifest.templates, kMaximumTemplates, 2 * kLeastText, nested);
}

template <typename Archive>
void fields(Archive& archive, Like<Input> auto& input) {
  archive.number("year", input.year, kEarliestYear, kLatestYear);
  archive.text("LA code", input.la_code, kMaximumNameBytes);
  archive.number("reference date", input.reference_date);
  archive.list("settings", input.settings, kMaximumSettings, 2 * kLeastText, [&archive](auto& setting) {
    archive.text("setting name", setting.first, kMaximumNameBytes);
    archive.text("setting value", setting.second, kMaximumTextBytes);
  });
  archive.list("rules asked for", input.rules, kMaximumRules, kLeastText, name_fields(archive, "rule asked for"));
}

// A year of the evidence: 0 where the thing compared belongs to no year.
template <typename Archive, typename Year>
void evidence_year(Archive& archive, std::string_view what, Year& year) {
  archive.number(what, year, 0, kLatestYear);
  archive.require(year == 0 || year >= kEarliestYear, "it has evidence of a year before 1988/89");
}

template <typename Archive>
void fields(Archive& archive, Like<Predicate> auto& predicate) {
  archive.text("predicate measure", predicate.measure, kMaximumNameBytes);
  evidence_year(archive, "predicate year", predicate.year);
  archive.number("predicate operator", predicate.operator_code, TW_LESS, TW_GREATER);
  archive.number("predicate truth", predicate.truth, TW_FALSE, TW_UNKNOWN);
  fields(archive, "observed value", predicate.observed);
  fields(archive, "threshold", predicate.threshold);
  archive.text("observed text", predicate.observed_text, kMaximumTextBytes);
  archive.text("threshold text", predicate.threshold_text, kMaximumTextBytes);
  archive.text("threshold source", predicate.source, kMaximumTextBytes);
  archive.text("in-force date", predicate.in_force, kMaximumTextBytes);
  archive.text("confidence", predicate.confidence, kMaximumNameBytes);
  archive.number("evidence token", predicate.evidence);
}

template <typename Archive>
void fields(Archive& archive, Like<Flip> auto& flip) {
  archive.text("flip measure", flip.measure, kMaximumNameBytes);
  evidence_year(archive, "flip year", flip.year);
  fields(archive, "change", flip.change);
  archive.require(flip.change.reason == TW_PRESENT, "it has a flip whose change is a missing value");
  archive.text("flip unit", flip.unit, kMaximumNameBytes);
  archive.text("flip outcome", flip.outcome, kMaximumNameBytes);
}

template <typename Archive>
void fields(Archive& archive, Like<Reminder> auto& reminder) {
  archive.number("level", reminder.level, 1, kMaximumLevel);
  archive.text("person", reminder.person, kMaximumNameBytes);
  archive.text("item", reminder.item, kMaximumNameBytes);
  for (auto* day :
       {&reminder.reference_date, &reminder.raised_on, &reminder.level_since, &reminder.next_on, &reminder.closed_on})
    archive.number("day", *day);
  archive.text("role", reminder.role, kMaximumNameBytes);
  archive.text("addressee", reminder.addressee, kMaximumNameBytes);
}

template <typename Archive>
void fields(Archive& archive, Like<Finding> auto& finding) {
  const auto nested = [&archive](auto& item) { fields(archive, item); };
  archive.number("subject kind", finding.subject_kind, TW_SUBJECT_SCHOOL, TW_SUBJECT_ADVISER);
  archive.number("subject", finding.subject);
  archive.number("year", finding.year, kEarliestYear, kLatestYear);
  archive.text("rule", finding.rule, kMaximumNameBytes);
  archive.text("outcome", finding.outcome, kMaximumNameBytes);
  archive.text("reason", finding.reason, kMaximumNameBytes);
  archive.text("basis", finding.basis, kMaximumNameBytes);
  archive.list("notes", finding.notes, kMaximumNotes, kLeastText, name_fields(archive, "note"));
  archive.list("predicates", finding.predicates, kMaximumPredicates, 7 * kLeastText + 2 * kLeastNumber, nested);
  archive.list("flips", finding.flips, kMaximumFlips, 4 * kLeastText + kLeastNumber, nested);
  archive.list("arguments", finding.arguments, kMaximumArguments, 2 * kLeastText, [&archive](auto& argument) {
    archive.text("argument name", argument.first, kMaximumNameBytes);
    archive.text("argument value", argument.second, kMaximumTextBytes);
  });
  archive.text("template id", finding.template_id, kMaximumNameBytes);
  archive.text("interval measure", finding.interval_measure, kMaximumNameBytes);
  fields(archive, "lower confidence limit", finding.interval_lower);
  fields(archive, "upper confidence limit", finding.interval_upper);
  archive.optional("word for having a cohort", finding.cohort,
                   [&archive](auto& cohort) { fields(archive, "cohort", cohort); });
  archive.optional("word for being a reminder", finding.reminder, nested);
}

template <typename Message>
std::string encode_as(const Layout& layout, const Message& message) {
  std::string bytes;
  Writer writer(bytes, layout.newest_version);
  writer.number("kind", layout.kind);
  writer.number("version", layout.newest_version);
  fields(writer, message);
  return bytes;
}

template <typename Message>
Result<Message> decode_as(const Layout& layout, std::string_view bytes) {
  const auto refusal = [&](std::string_view problem) {
    return Error{ExitCode::internal, fmt::format("a {} cannot be accepted: {}.", layout.name, problem)};
  };
  if (bytes.size() > layout.limit)
    return refusal(fmt::format("it is {} bytes long, and at most {} are allowed", bytes.size(), layout.limit));
  Reader reader(bytes);
  const auto kind = reader.bytes().number<std::uint16_t>();
  const auto version = reader.bytes().number<std::uint16_t>();
  if (reader.bytes().failed()) return refusal(reader.bytes().problem());
  if (kind != layout.kind) return refusal("it is another kind of message");
  if (version < layout.oldest_version || version > layout.newest_version)
    return refusal(fmt::format("the version of its layout is {}, and this program reads {} to {}", version,
                               layout.oldest_version, layout.newest_version));
  reader.set_version(version);
  Message message;
  fields(reader, message);
  if (reader.bytes().failed()) return refusal(reader.bytes().problem());
  if (!reader.bytes().at_end()) return refusal("it goes on after its end");
  return message;
}

}  // namespace

std::string encode(const Manifest& manifest) { return encode_as(kManifestLayout, manifest); }
std::string encode(const Input& input) { return encode_as(kInputLayout, input); }
std::string encode(const Finding& finding) { return encode_as(kFindingLayout, finding); }

Result<Manifest> decode_manifest(std::string_view bytes) { return decode_as<Manifest>(kManifestLayout, bytes); }
Result<Input> decode_input(std::string_view bytes) { return decode_as<Input>(kInputLayout, bytes); }
Result<Finding> decode_finding(std::string_view bytes) { return decode_as<Finding>(kFindingLayout, bytes); }

}  // namespace termwise::wire
