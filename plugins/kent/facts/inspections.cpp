#include "facts/inspections.h"

#include <algorithm>

namespace termwise::kent {
namespace {

constexpr int kYearsBefore = 20;  // longer than any school goes without an inspection
constexpr Measure<Plain> kOverall{"OFSTED_OE"};
constexpr Measure<Plain> kCapacity{"OFSTED_CAPACITY"};
constexpr Decimal kInadequate(4);

// Two files may have the same inspection, and only the LA's log its capacity: what one does not say the other does.
template <class Value>
void fill_in(Value& known, const Value& other) {
  if (known.missing() != nullptr && other.missing() == nullptr) known = other;
}

void merge(Inspection& into, const Inspection& other) {
  fill_in(into.overall, other.overall);
  fill_in(into.capacity, other.capacity);
  fill_in(into.category, other.category);
}

}  // namespace

Day years_before(const Day& day, int years) {
  const Day earlier(day.year() - std::chrono::years(years), day.month(), day.day());
  return earlier.ok() ? earlier : Day(earlier.year() / earlier.month() / std::chrono::last);
}

const Items& inspections() {
  static const Items items{"inspection/1",
                           {kOverall.code.data(), kCapacity.code.data(), "started_on", "category"},
                           kYearsBefore,
                           History::linked};
  return items;
}

Truth Inspection::is_full() const {
  if (overall.missing() == nullptr) return Truth::yes;
  const bool gave_none = *overall.missing() == Missing::not_entered || *overall.missing() == Missing::not_applicable;
  return gave_none ? Truth::no : Truth::unknown;
}

Truth Inspection::names_category() const {
  if (category.text() != nullptr) return Truth::yes;
  const bool names_none =
      *category.missing() == Missing::not_supplied || *category.missing() == Missing::not_applicable;
  return names_none ? Truth::no : Truth::unknown;
}

Truth Inspection::found_category() const {
  const Truth named = names_category();
  if (named != Truth::no) return named;
  const Truth has_room = is_full() == Truth::no ? Truth::no : overall >= kInadequate;
  return has_room == Truth::no ? Truth::no : Truth::unknown;
}

std::string Inspection::when() const {
  std::string text = on.day() == nullptr ? "a day that is not known" : termwise::in_words(*on.day());
  if (crossed != nullptr) text += " (as URN " + std::to_string(crossed->urn) + ")";
  return text;
}

const Inspection* Inspections::latest_full() const {
  if (in_doubt()) return nullptr;
  const auto found =
      std::find_if(all.begin(), all.end(), [](const Inspection& one) { return one.is_full() == Truth::yes; });
  return found == all.end() ? nullptr : &*found;
}

bool Inspections::in_doubt() const {
  if (some_undated) return true;
  for (const Inspection& one : all) {
    if (one.is_full() == Truth::yes) return false;
    if (one.is_full() == Truth::unknown) return true;
  }
  return false;
}

Truth Inspections::any_full_since(const Day& day) const {
  Truth any = some_undated ? Truth::unknown : Truth::no;
  for (const Inspection& one : all) any = any || ((one.on >= day) && one.is_full());
  return any;
}

const Inspection* Inspections::latest_to_say_category() const {
  const auto found = std::find_if(all.begin(), all.end(), [](const Inspection& one) {
    return one.is_full() != Truth::no || one.names_category() != Truth::no;
  });
  return found == all.end() ? nullptr : &*found;
}

Inspections read_inspections(Case& school, History history) {
  Items wanted = inspections();
  wanted.history = history;
  Inspections found;
  for (const Item& item : school.items(wanted)) {
    const Inspection one{item.date("started_on"), item[kOverall], item[kCapacity], item.text("category"),
                         item.crossed()};
    if (one.crossed != nullptr) school.add_note("LINKED_HISTORY");
    if (one.on.day() == nullptr) {
      found.some_undated = true;
      continue;
    }
    if (*one.on.day() > school.facts().reference_day()) continue;
    const auto same = std::find_if(found.all.begin(), found.all.end(), [&](const Inspection& other) {
      return *other.on.day() == *one.on.day() && other.crossed == one.crossed;
    });
    if (same == found.all.end())
      found.all.push_back(one);
    else
      merge(*same, one);
  }
  std::stable_sort(found.all.begin(), found.all.end(),
                   [](const Inspection& a, const Inspection& b) { return *a.on.day() > *b.on.day(); });
  return found;
}

std::string category_in_words(const Text& category) {
  if ((category == "SM") == Truth::yes) return "special measures";
  if ((category == "NTI") == Truth::yes) return "notice to improve";
  if ((category == "SWK") == Truth::yes) return "serious weaknesses";
  if ((category == "RSI") == Truth::yes) return "requires significant improvement";
  return category.text() == nullptr ? "no category" : "the category " + std::string(*category.text());
}

std::string grade_in_words(const Figure<Plain>& grade, const Date& on) {
  if (grade.missing() != nullptr) return "a grade that is " + grade.words();
  const auto whole = grade.number()->rescaled(0);
  if (whole == Decimal(1)) return "\"outstanding\"";
  if (whole == Decimal(2)) return "\"good\"";
  if (whole == Decimal(4)) return "\"inadequate\"";
  if (whole != Decimal(3)) return "a grade " + grade.words() + " that there is not";
  const Day renamed = day_of(2012, std::chrono::September, 1);
  return (on < renamed) == Truth::yes ? "\"satisfactory\"" : "\"requires improvement\"";
}

}  // namespace termwise::kent
