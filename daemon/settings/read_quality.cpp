#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/quality_limits.h"
#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

constexpr std::int64_t kMostPupils = 1'000'000;  // of a cohort or tolerance

class QualityFile {
 public:
  QualityFile(const TomlValue& root, const Vocabulary* vocabulary, Report& report)
      : root_(root), vocabulary_(vocabulary), report_(report) {}

  QualityRules read() {
    TableReader reader(root_, "quality.toml", report_);
    const auto each = [&](std::string_view kind, void (QualityFile::*read_one)(const TomlValue&)) {
      for (const TomlValue* entry : reader.tables(kind, kMaximumQualityRules)) (this->*read_one)(*entry);
    };
    each("joint", &QualityFile::read_joint);
    each("count", &QualityFile::read_count);
    each("change", &QualityFile::read_change);
    each("total", &QualityFile::read_total);
    each("order", &QualityFile::read_order);
    each("agree", &QualityFile::read_agree);
    reader.finish();
    return std::move(rules_);
  }

 private:
  void read_joint(const TomlValue& entry) {
    TableReader reader(entry, "[[joint]]", report_);
    const school::Measure* joint = measure(reader, entry, "joint");
    const TomlValue* parts = reader.value("parts", TomlKind::array, Presence::required);
    reader.finish();
    if (joint != nullptr) {
      must_be(*entry.find("joint"), *joint, school::Unit::percent);
      once(*entry.find("joint"), "[[joint]]", joint->code);
    }
    if (parts == nullptr || !sized(*parts, "parts", kMaximumJointParts)) return;
    JointRule rule{joint == nullptr ? std::string() : joint->code, {}};
    for (const TomlValue& value : parts->values) {
      if (!check_text(value, "parts", report_)) continue;
      const school::Measure* part = known(value);
      if (part == nullptr) continue;
      must_be(value, *part, school::Unit::percent);
      if (joint != nullptr) same_dataset(value, *part, *joint);
      rule.parts.push_back(part->code);
    }
    rules_.joint.push_back(std::move(rule));
  }

  void read_count(const TomlValue& entry) {
    TableReader reader(entry, "[[count]]", report_);
    const school::Measure* percentage = measure(reader, entry, "percentage");
    const school::Measure* pupils = measure(reader, entry, "pupils");
    reader.finish();
    if (percentage != nullptr) {
      must_be(*entry.find("percentage"), *percentage, school::Unit::percent);
      once(*entry.find("percentage"), "[[count]]", percentage->code);
    }
    if (pupils != nullptr) must_be(*entry.find("pupils"), *pupils, school::Unit::pupils);
    if (percentage == nullptr || pupils == nullptr) return;
    same_dataset(*entry.find("pupils"), *pupils, *percentage);
    if (!percentage->denominator.empty() && percentage->denominator != pupils->code)
      report_.error(*entry.find("pupils"),
                    fmt::format("measures.toml says that {} is a share of {}. Correct one of the two.",
                                percentage->code, percentage->denominator));
    rules_.count.push_back({percentage->code, pupils->code});
  }

  void read_change(const TomlValue& entry) {
    TableReader reader(entry, "[[change]]", report_);
    const school::Measure* changed = measure(reader, entry, "measure");
    ChangeRule rule;
    rule.points = amount(reader, entry, "points");
    rule.percent = amount(reader, entry, "percent");
    const school::Measure* cohort = entry.find("cohort") == nullptr ? nullptr : measure(reader, entry, "cohort");
    const auto least =
        reader.integer("least", 1, kMostPupils, cohort == nullptr ? Presence::optional : Presence::required);
    if (const TomlValue* flag = reader.value("across_breaks", TomlKind::flag, Presence::optional))
      rule.across_breaks = flag->flag;
    reader.finish();
    if ((entry.find("points") == nullptr) == (entry.find("percent") == nullptr))
      report_.error(entry, "a [[change]] needs either 'points' or 'percent'. Write one of the two.");
    if (least && entry.find("cohort") == nullptr)
      report_.error(*entry.find("least"), "'least' counts the pupils of a cohort. Name the measure as 'cohort' too.");
    if (changed == nullptr) return;
    once(*entry.find("measure"), "[[change]]", changed->code);
    rule.measure = changed->code;
    rule.least = least.value_or(0);
    if (cohort != nullptr) {
      must_be(*entry.find("cohort"), *cohort, school::Unit::pupils);
      same_dataset(*entry.find("cohort"), *cohort, *changed);
      rule.cohort = cohort->code;
    }
    compared(*entry.find("measure"), *changed);
    if (cohort != nullptr) compared(*entry.find("cohort"), *cohort);
    rules_.change.push_back(std::move(rule));
  }

  void read_total(const TomlValue& entry) {
    TableReader reader(entry, "[[total]]", report_);
    const school::Measure* total = measure(reader, entry, "measure");
    reader.finish();
    if (total == nullptr) return;
    const TomlValue& value = *entry.find("measure");
    if (known_unit(*total) && total->unit != school::Unit::pupils && total->unit != school::Unit::count)
      report_.error(value,
                    fmt::format("only pupils and counts add up, and the unit of {} is '{}'. Name another measure.",
                                total->code, name(total->unit)));
    once(value, "[[total]]", total->code);
    rules_.total.push_back({total->code});
  }

  void read_order(const TomlValue& entry) {
    TableReader reader(entry, "[[order]]", report_);
    const TomlValue* dates = reader.value("dates", TomlKind::array, Presence::required);
    reader.finish();
    if (dates == nullptr || !sized(*dates, "dates", kMaximumOrderedDates)) return;
    OrderRule rule;
    for (const TomlValue& value : dates->values) {
      if (!check_text(value, "dates", report_)) continue;
      if (vocabulary_ != nullptr && vocabulary_->attributes.count(value.text) == 0) {
        std::vector<std::string> names;
        for (const auto& [name, label] : vocabulary_->attributes) names.push_back(name);
        report_.error(value, fmt::format("{} is not an attribute of measures.toml.{} Correct it or add it there.",
                                         quote(value.text), did_you_mean(value.text, names)));
        continue;
      }
      rule.dates.push_back(value.text);
    }
    rules_.order.push_back(std::move(rule));
  }

  void read_agree(const TomlValue& entry) {
    TableReader reader(entry, "[[agree]]", report_);
    const school::Measure* one = measure(reader, entry, "measure");
    const school::Measure* other = measure(reader, entry, "with");
    const auto agreement = reader.choice("is", {"same", "at-most"}, Presence::required);
    const auto percent = amount(reader, entry, "percent");
    const auto pupils = reader.integer("pupils", 0, kMostPupils, Presence::optional);
    reader.finish();
    if (one != nullptr) must_be(*entry.find("measure"), *one, school::Unit::pupils);
    if (other != nullptr) must_be(*entry.find("with"), *other, school::Unit::pupils);
    if (one == nullptr || other == nullptr) return;
    if (one == other) report_.error(*entry.find("with"), "a measure always agrees with itself. Name another one.");
    once(*entry.find("with"), "[[agree]]", one->code + " with " + other->code);
    compared(*entry.find("measure"), *one);
    compared(*entry.find("with"), *other);
    rules_.agree.push_back({one->code, other->code, agreement == "at-most" ? Agreement::at_most : Agreement::same,
                            percent.value_or(Decimal()), pupils.value_or(0)});
  }

  // Null where there is none of that name; the error is then reported.
  const school::Measure* measure(TableReader& reader, const TomlValue& entry, std::string_view key) {
    return reader.text(key, Presence::required) ? known(*entry.find(key)) : nullptr;
  }

  const school::Measure* known(const TomlValue& value) {
    if (vocabulary_ == nullptr) return nullptr;
    if (const school::Measure* found = vocabulary_->measures.find(value.text)) return found;
    std::vector<std::string> codes;
    for (const auto& measure : vocabulary_->measures) codes.push_back(measure.code);
    report_.error(value, fmt::format("{} is not a measure of measures.toml.{} Correct it or add it there.",
                                     quote(value.text), did_you_mean(value.text, codes)));
    return nullptr;
  }

  // A decimal above 0 as text, so that no digit of it is lost.
  std::optional<Decimal> amount(TableReader& reader, const TomlValue& entry, std::string_view key) {
    const auto text = reader.text(key, Presence::optional);
    if (!text) return std::nullopt;
    const auto decimal = Decimal::parse(*text);
    if (decimal && *decimal > Decimal(0)) return decimal;
    report_.error(*entry.find(key),
                  fmt::format("{} is not a decimal number above 0. Write digits, with a point and at most {} decimals "
                              "if needed.",
                              quote(*text), Decimal::kMaximumScale));
    return std::nullopt;
  }

  bool sized(const TomlValue& list, std::string_view key, std::size_t most) {
    if (list.values.size() >= 2 && list.values.size() <= most) return true;
    report_.error(list, fmt::format("'{}' has {}, and must have from 2 to {}. {}", key,
                                    counted(static_cast<long long>(list.values.size()), "entry", "entries"), most,
                                    list.values.size() < 2 ? "Add some." : "Remove some."));
    return false;
  }

  // A measure whose own line is wrong may have no unit yet; that is said there.
  static bool known_unit(const school::Measure& measure) { return !measure.label.empty(); }

  void must_be(const TomlValue& value, const school::Measure& measure, school::Unit unit) {
    if (measure.unit == unit || !known_unit(measure)) return;
    report_.error(value, fmt::format("the unit of {} is '{}', and must be '{}' here. Name another measure.",
                                     measure.code, name(measure.unit), name(unit)));
  }

  void same_dataset(const TomlValue& value, const school::Measure& measure, const school::Measure& first) {
    if (measure.dataset == first.dataset) return;
    report_.error(value, fmt::format("{} is of the dataset {}, and {} of {}: no row has both. Name measures of one "
                                     "dataset.",
                                     measure.code, quote(measure.dataset), first.code, quote(first.dataset)));
  }

  // One cell is questioned once by one rule, so that an explanation says what it explains.
  void once(const TomlValue& value, const std::string& kind, const std::string& subject) {
    const auto [first, added] = places_.emplace(std::pair(kind, subject), value.line);
    if (added) return;
    report_.error(value,
                  fmt::format("line {} has a {} of {} already. Remove one of the two.", first->second, kind, subject));
  }

  // Files are held against a few figures of those that are loaded, and not against whole records.
  void compared(const TomlValue& value, const school::Measure& measure) {
    auto& codes = compared_[measure.dataset];
    if (!codes.insert(measure.code).second || codes.size() != kMaximumComparedMeasures + 1) return;
    report_.error(value, fmt::format("[[change]] and [[agree]] compare more than {} measures of {}. Remove some.",
                                     kMaximumComparedMeasures, quote(measure.dataset)));
  }

  const TomlValue& root_;
  const Vocabulary* vocabulary_;
  Report& report_;
  QualityRules rules_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> places_;  // kind and subject -> line
  std::map<std::string, std::set<std::string>> compared_;                // by dataset
};

}  // namespace

QualityRules read_quality(const TomlValue& root, const Vocabulary* vocabulary, Report& report) {
  return QualityFile(root, vocabulary, report).read();
}

}  // namespace termwise::settings
