// One school under one rule: what a rule reads, compares and answers. Every comparison made through it is kept as
// evidence, so that explaining a finding needs no work of the rule's author.
#pragma once

#include <cctype>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <termwise/comparison.hpp>
#include <termwise/facts.hpp>
#include <termwise/finding.hpp>
#include <termwise/rule.hpp>
#include <termwise/text.hpp>
#include <termwise/wording.hpp>

namespace termwise {

// Texts given to it as string_view are borrowed until the rule has answered: constants, or texts of the facts.
class Case : public Finding {
 public:
  Case(const Facts& facts, const School& school, const Rule& rule, const Wording& wording)
      : Finding(rule.id, school), facts_(&facts), school_(&school), rule_(&rule), wording_(&wording) {
    if (rule.cohort) set_cohort(figure(rule.cohort->code, rule.cohort->years_before));
  }

  // The school that is judged, with its attributes.
  const School& school() const { return *school_; }
  // The LA, the year and the LA's parameters.
  const Facts& facts() const { return *facts_; }

  // What was published. Throws a Failure for a measure that the rule does not name among what it reads.
  template <class Unit>
  Figure<Unit> operator[](const Measure<Unit>& measure) const {
    return Figure<Unit>(figure(measure.code, measure.years_before, measure.history));
  }
  // Its items. Throws a Failure for a table that the rule does not name among its items.
  std::vector<Item> items(const Items& wanted) const {
    for (const Items& each : rule_->items)
      if (each.table == wanted.table && each.years_before >= wanted.years_before && each.history >= wanted.history)
        return school_->items(wanted);
    throw Failure("The rule " + rule_->id + " reads the table " + wanted.table +
                  " further than it says, or without saying it: add it to the rule's items.");
  }
  // Whether a file of the measure's year has a row about the school that could say it, be the cell empty or not.
  template <class Unit>
  bool on_record(const Measure<Unit>& measure) const {
    return school_->on_record(measure.code, year() - measure.years_before);
  }

  // The same of an earlier year, where files may repeat what they published before: the year's own figure, or where that is
  // missing what the run's own year repeats of it, as the measure CODE_PREV1 for one year before. Both are to be among what
  // the rule reads: reads_repeated() names them.
  Value repeated(std::string_view code, int years_before) const {
    const Value own = figure(code, years_before);
    if (years_before == 0 || own.missing() == nullptr) return own;
    const Value again = figure(repeated_code(code, years_before), 0);
    if (again.missing() == nullptr) return again;
    const bool own_says_nothing = *own.missing() == Missing::not_supplied;
    return own_says_nothing && *again.missing() != Missing::not_supplied ? again : own;
  }

  // Asks, and keeps the answer as evidence: yes, no, or unknown where the figure is missing. Throws a Failure where the
  // parameter is not set and has no default.
  template <class Unit>
  Truth is(const Comparison<Unit>& asked) {
    return ask(asked.observed, limit(asked.operation, asked.parameter));
  }
  // The evidence of a difference is its first figure against the second and the parameter together; where only the second
  // is missing, that one against the first less the parameter. Where both are missing, or no decimal holds the two
  // together (such a figure is a mistake), the evidence says in words what the first would have been compared with.
  template <class Unit>
  Truth is(const DifferenceComparison<Unit>& asked) {
    const auto& [of, less] = asked.observed;
    const Threshold threshold = limit(asked.operation, asked.parameter);
    const std::string by = DifferenceUnit<Unit>::words(threshold.value);
    if (less.missing() == nullptr || of.missing() != nullptr) {
      const Truth truth = ask(of, threshold, by + " more than " + called(less, of), less, threshold.value);
      note(less, of, threshold.value.negated());
      return truth;
    }
    Threshold exchanged = threshold;
    exchanged.operation = mirrored(threshold.operation);
    return ask(less, exchanged, by + " less than " + called(of, less), of, threshold.value.negated());
  }
  // Asks it of this school's figure.
  template <class Unit>
  Truth is(const Question<Unit>& asked) {
    return ask((*this)[asked.measure], limit(asked.operation, asked.parameter));
  }

  // Keeps as evidence that `count` of `of` pupils were held against a percentage (share.hpp): the threshold stands there in
  // pupils, and its source says the percentage.
  void record_share(const Value& count, std::int64_t of, const Threshold& percent, Truth result) {
    Threshold pupils = percent;
    std::int64_t units = 0;
    const bool fits = !__builtin_mul_overflow(percent.value.units(), of, &units) &&
                      percent.value.scale() + 2 <= Decimal::kMaximumScale;
    // What no decimal holds is a mistake; the percentage itself is then what the count was held against.
    if (fits) pupils.value = shortest(Decimal(units, percent.value.scale() + 2));
    texts_.push_back(Percent::words(percent.value) + " of " + Pupils::words(Decimal(of)) + ": " +
                     std::string(percent.source));
    pupils.source = texts_.back();
    record(count, pupils, result);
  }

  // Where the answers so far may become others: each figure that is() looked at, with what it was compared with.
  const std::vector<Compared>& compared() const { return compared_; }

  // The rule's answer: an outcome that it declares, and a reason code where outcomes have several. The sentence is that of
  // the outcome and reason ("exempt-closed") where the rule has one, else the outcome's own.
  void answer(std::string_view outcome, std::string_view reason = {}) {
    set_outcome(outcome, reason);
    answered_ = true;
    sentence_ = wording_->sentence_for(outcome, reason);
  }
  // One of three, by what is known.
  void answer(Truth truth, std::string_view yes, std::string_view no, std::string_view unknown) {
    answer(truth == Truth::yes ? yes : (truth == Truth::no ? no : unknown));
  }
  // That the rule has nothing to do with this school: it then has no finding at all. For schools of another phase, say;
  // one that is exempt is answered for.
  void leave_out() { left_out_ = true; }
  // Another of the rule's sentences, by its id.
  void say(std::string_view sentence) { sentence_ = sentence; }
  // What a placeholder of the sentence stands for.
  void fill(std::string_view placeholder, std::string words) { filled_.emplace_back(placeholder, std::move(words)); }

 private:
  friend void judge_schools(const Rule& rule, const Facts& facts, const std::vector<School>& schools,
                            Findings& findings);

  // Null where the rule does not say that it reads it.
  const Read* find_read(std::string_view code, int years_before, History history = History::own) const {
    const auto has = [&](const Read& item) {
      return item.code == code && item.years_before >= years_before && item.history >= history;
    };
    for (const Read& item : rule_->reads)
      if (has(item)) return &item;
    return rule_->cohort && has(*rule_->cohort) ? &*rule_->cohort : nullptr;
  }
  Value figure(std::string_view code, int years_before, History history = History::own) const {
    if (find_read(code, years_before, history) != nullptr)
      return school_->measure(code, year() - years_before, history);
    throw Failure("The rule " + rule_->id + " reads the measure " + std::string(code) + " of " +
                  academic_year(year() - years_before) + ", which is not among what it says it reads: add it to reads" +
                  (years_before > 0 || history != History::own ? " with " : "") +
                  (years_before > 0 ? ".before(" + std::to_string(years_before) + ")" : "") +
                  (history != History::own ? ".linked()" : "") + ".");
  }
  int year() const { return school_->year(); }

  template <class Unit>
  Truth ask(const Figure<Unit>& figure, const Threshold& threshold) {
    note(figure, threshold.value);
    return compare(figure, threshold);
  }
  // Against another figure and `more`, which `words` say together.
  template <class Unit>
  Truth ask(const Figure<Unit>& figure, Threshold threshold, std::string words, const Figure<Unit>& other,
            const Decimal& more) {
    note(figure, other, more);
    texts_.push_back(std::move(words));
    const auto sum = other.number() == nullptr ? std::nullopt : add(*other.number(), more);
    if (!sum) {
      record(figure.missing() == nullptr ? Missing::unparseable : *figure.missing(), figure.evidence(),
             threshold.operation, texts_.back(), {threshold.source, threshold.in_force, threshold.confidence});
      return Truth::unknown;
    }
    texts_.back() += " (" + std::string(threshold.source) + ")";
    threshold.value = *sum;
    threshold.source = texts_.back();
    return compare(figure, threshold);
  }
  template <class Unit>
  void note(const Figure<Unit>& figure, const Decimal& limit) {
    const Evidence& evidence = figure.evidence();
    if (evidence.crossed != nullptr) add_note("LINKED_HISTORY");
    if (figure.number() != nullptr && !evidence.name.empty())
      compared_.push_back({evidence.name, evidence.year, *figure.number(), limit, DifferenceUnit<Unit>::name,
                           &termwise::possible<Unit>, evidence.crossed != nullptr});
  }
  template <class Unit>
  void note(const Figure<Unit>& figure, const Figure<Unit>& other, const Decimal& more) {
    if (const auto sum = other.number() == nullptr ? std::nullopt : add(*other.number(), more)) note(figure, *sum);
  }
  // "the 70% of 2015/16", with its measure where that is not the one it is compared with.
  template <class Unit>
  static std::string called(const Figure<Unit>& figure, const Figure<Unit>& beside) {
    const bool missing = figure.missing() != nullptr;
    const Evidence& evidence = figure.evidence();
    return "the " + (missing ? "figure" : figure.words()) +
           (evidence.name == beside.evidence().name ? "" : " (" + std::string(evidence.name) + ")") + " of " +
           academic_year(evidence.year) +
           (evidence.crossed != nullptr ? " of URN " + std::to_string(evidence.crossed->urn) : "") +
           (missing ? ", which is " + figure.words() : "");
  }

  Threshold limit(Operator operation, std::string_view name) const {
    const auto value = facts_->decimal_setting(name);
    if (!value)
      throw Failure("The rule " + rule_->id + " compares with the parameter " + std::string(name) +
                    ", which has no default and is not set: set it in the LA's file, or ask first whether it is set.");
    Threshold threshold;
    threshold.operation = operation;
    threshold.value = *value;
    const bool default_counts = *facts_->text_of(name) == facts_->declared(name)->default_value;
    threshold.source = default_counts ? std::string_view(rule_->source) : "set by the LA";
    threshold.confidence = "local";
    return threshold;
  }

  // Fills the sentence's placeholders and hands everything over.
  void finish() {
    if (!answered_)
      throw Failure("The rule " + rule_->id + " gave no answer for " + school_->called() +
                    ": every path through it must answer().");
    const Wording::Sentence& sentence = wording_->sentence(sentence_);
    set_template(sentence.template_id);
    for (const std::string& placeholder : sentence.placeholders) add_argument(placeholder, words_for(placeholder));
  }

  std::string words_for(const std::string& placeholder) const {
    for (auto each = filled_.rbegin(); each != filled_.rend(); ++each)
      if (each->first == placeholder) return each->second;
    if (placeholder == "school") return school_->called();
    if (placeholder == "year") return academic_year(year());
    if (placeholder == "la") return std::string(facts_->la_code());
    for (const Parameter& parameter : rule_->parameters)
      if (parameter.name == placeholder) return setting_in_words(parameter);
    const auto [code, years_before] = split(placeholder);
    if (const Read* item = find_read(code, years_before)) return in_words(*item, years_before);
    throw Failure("The sentence " + std::string(sentence_) + " of the rule " + rule_->id + " has the placeholder {" +
                  placeholder + "}, and nothing says what stands there: fill(\"" + placeholder +
                  "\", ...), or name a parameter or a measure of the rule.");
  }
  std::string setting_in_words(const Parameter& parameter) const {
    const auto text = facts_->text_of(parameter.name);
    if (!text) return "not set";
    const auto number = parameter.type == TW_PARAMETER_DECIMAL ? Decimal::parse(*text) : std::nullopt;
    return number ? in_unit(*number, parameter.unit) : std::string(*text);
  }
  std::string in_words(const Read& item, int years_before) const {
    const Value value = school_->measure(item.code, year() - years_before, item.history);
    if (const Missing* reason = value.missing()) return std::string(termwise::in_words(*reason));
    return in_unit(*value.number(), item.unit);
  }
  // "KS2_EXS_RWM-2" is KS2_EXS_RWM two years before.
  static std::pair<std::string, int> split(const std::string& placeholder) {
    const std::size_t dash = placeholder.rfind('-');
    if (dash == std::string::npos || dash + 2 != placeholder.size() ||
        std::isdigit(static_cast<unsigned char>(placeholder[dash + 1])) == 0)
      return {placeholder, 0};
    return {placeholder.substr(0, dash), placeholder[dash + 1] - '0'};
  }

  const Facts* facts_;
  const School* school_;
  const Rule* rule_;
  const Wording* wording_;
  std::string_view sentence_;
  bool answered_ = false;
  bool left_out_ = false;
  std::vector<Compared> compared_;
  std::deque<std::string> texts_;  // that the evidence borrows; their addresses stay
  std::vector<std::pair<std::string_view, std::string>> filled_;
};

}  // namespace termwise
