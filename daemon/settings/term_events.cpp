#include "settings/term_events.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"
#include "calendar/london.h"
#include "settings/event_meaning.h"

namespace termwise::settings {
namespace {

using calendar::Date;
using calendar::DateSpan;
using calendar::Term;
using calendar::TermName;
using std::chrono::days;
using std::chrono::sys_days;

constexpr std::size_t kMostComplaints = 20;  // of one calendar about titles that are not understood

// Days as a term or as its first, second half; or its two ends, each an event of its own.
struct Stretch {
  const CalendarEvent* whole = nullptr;
  const CalendarEvent* start = nullptr;
  const CalendarEvent* end = nullptr;
};

struct Pieces {
  std::array<Stretch, 3> stretches;  // by part: the term, its first half, its second
};

struct Span {
  DateSpan days;
  const CalendarEvent* first = nullptr;  // that says when it starts
  const CalendarEvent* last = nullptr;
};

struct HalfTerm {
  const CalendarEvent* event = nullptr;
  EventMeaning meaning;
  bool used = false;
};

// The academic year of a term's day. Autumn terms that begin in the last days of August belong to the year ahead.
std::optional<AcademicYear> year_of(TermName term, Date day) {
  const bool autumn =
      term == TermName::autumn ? day.month() >= std::chrono::July : day.month() >= std::chrono::September;
  return AcademicYear::from_summer(static_cast<int>(day.year()) + (autumn ? 1 : 0));
}

std::string_view ordinal(int part) { return part == 1 ? "first" : "second"; }

std::string to_words(const DateSpan& span) {
  return span.first == span.last
             ? calendar::to_string(span.first)
             : fmt::format("{} to {}", calendar::to_string(span.first), calendar::to_string(span.last));
}

bool on_weekend(sys_days day) { return std::chrono::weekday(day).iso_encoding() > 5; }

class EventsToTerms {
 public:
  EventsToTerms(const SharedDates& shared, Report& report) : shared_(shared), report_(report) {}

  bool run(const std::vector<const CalendarEvent*>& events, const std::vector<std::string>& ignored, TermList& terms,
           std::vector<calendar::Closure>& closures) {
    for (const CalendarEvent* event : events) {
      if (std::find(ignored.begin(), ignored.end(), event->summary) != ignored.end()) continue;
      sort_in(*event, closures);
      if (complaints_ == kMostComplaints) return false;
    }
    // What is not whole for want of an event that has an error would only be a second error about the same thing.
    if (!good_) return false;
    for (const auto& [key, pieces] : pieces_) assemble(key.first, key.second, pieces, terms);
    for (const auto& half_term : half_terms_)
      if (!half_term.used && good_)
        error(half_term.event->where,
              fmt::format("the half-term {} lies in none of the terms. Add its term, or correct "
                          "its dates.",
                          to_words(half_term.event->days)));
    for (const CalendarEvent* holiday : holidays_) check_holiday(*holiday, terms);
    return good_;
  }

 private:
  using Key = std::pair<AcademicYear, TermName>;

  void error(const Location& where, std::string message) {
    report_.error(where, std::move(message));
    good_ = false;
  }

  void sort_in(const CalendarEvent& event, std::vector<calendar::Closure>& closures) {
    const auto meaning = meaning_of(event.summary);
    if (!meaning) {
      ++complaints_;
      return error(event.where,
                   fmt::format("the event {} of {} is not understood. Change its SUMMARY to what it is: {}. If it "
                               "changes nothing, remove it or name it in 'ignored_events'.{}",
                               quote(event.summary), to_words(event.days), kKnownTitles,
                               complaints_ == kMostComplaints ? " Events after it were not read." : ""));
    }
    if (!is_of_its_year(event, *meaning)) return;
    switch (meaning->kind) {
      case EventKind::term:
      case EventKind::term_start:
      case EventKind::term_end:
        return add_piece(event, *meaning);
      case EventKind::half_term:
        return add_half_term(event, *meaning);
      case EventKind::closure:
        closures.push_back({event.days, event.summary});
        return;
      case EventKind::holiday:
        holidays_.push_back(&event);
        return;
      case EventKind::bank_holiday:
        return check_bank_holiday(event);
    }
  }

  bool is_of_its_year(const CalendarEvent& event, const EventMeaning& meaning) {
    const auto academic = year_of(meaning.term.value_or(TermName::spring), event.days.first);
    const bool wrong_year =
        meaning.year && *meaning.year != event.days.first.year() && *meaning.year != event.days.last.year();
    const bool wrong_academic_year = meaning.academic_year && meaning.academic_year != academic;
    if (!wrong_year && !wrong_academic_year) return true;
    error(event.where,
          fmt::format("the event {} is on {}, which is not in the year of its title. Correct one of the two.",
                      quote(event.summary), to_words(event.days)));
    return false;
  }

  void add_piece(const CalendarEvent& event, const EventMeaning& meaning) {
    const auto year = year_of(*meaning.term, event.days.first);
    if (!year) return error(event.start, "this term lies in none of the academic years that Termwise knows.");
    Stretch& stretch = pieces_[Key(*year, *meaning.term)].stretches[static_cast<std::size_t>(meaning.part)];
    const bool whole = meaning.kind == EventKind::term;
    if (!whole && event.days.first != event.days.last)
      return error(event.end,
                   fmt::format("the event {} is one day of a term and lasts from {}. Give it one day, or the "
                               "title of the whole term.",
                               quote(event.summary), to_words(event.days)));
    if (whole && event.days.first == event.days.last)
      return error(event.where,
                   fmt::format("the event {} is {} alone. Give it the days from the first of the term to the "
                               "last, or say in its title whether it 'starts' or 'ends'.",
                               quote(event.summary), to_words(event.days)));
    const CalendarEvent*& place = whole                                   ? stretch.whole
                                  : meaning.kind == EventKind::term_start ? stretch.start
                                                                          : stretch.end;
    if (place == nullptr)
      place = &event;
    else if (place->days.first != event.days.first || place->days.last != event.days.last)
      error(event.where,
            fmt::format(
                "the event {} of {} stands {} as well, with {}. Keep one of the two; where they are two halves of "
                "a term, call them '{} term 1' and '{} term 2'.",
                quote(event.summary), to_words(event.days), place_in_words(place->where, event.where),
                to_words(place->days), title_of(*meaning.term), title_of(*meaning.term)));
  }

  static std::string title_of(TermName term) {
    std::string title(name(term));
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
    return title;
  }

  void add_half_term(const CalendarEvent& event, const EventMeaning& meaning) {
    if (meaning.month && *meaning.month != event.days.first.month() && *meaning.month != event.days.last.month())
      return error(event.where,
                   fmt::format("the event {} is on {}, which is not in the month of its title. Correct one of "
                               "the two.",
                               quote(event.summary), to_words(event.days)));
    for (const auto& other : half_terms_)
      if (other.event->days.first == event.days.first && other.event->days.last == event.days.last) return;
    half_terms_.push_back({&event, meaning});
  }

  // Bank holidays stand in calendars/ for everybody. One that is missing there would be a school day.
  void check_bank_holiday(const CalendarEvent& event) {
    if (!shared_.complete) return;
    for (sys_days day = event.days.first; day <= sys_days(event.days.last); day += days(1))
      if (!on_weekend(day) && shared_.bank_holiday_places.count(day) == 0)
        return error(event.where,
                     fmt::format("{} is called {} here, and is no bank holiday of the files in calendars/. Add "
                                 "it there, or correct the event.",
                                 calendar::to_string(day), quote(event.summary)));
  }

  // The days of a term or of a half of it, from one event or from two. None, with an error, where they do not agree.
  std::optional<Span> span_of(const Stretch& stretch, const std::string& title) {
    const auto& [whole, start, end] = stretch;
    if (whole != nullptr) {
      for (const CalendarEvent* mark : {start, end})
        if (mark != nullptr && mark->days.first != (mark == start ? whole->days.first : whole->days.last)) {
          error(mark->where, fmt::format("the event {} is on {}, and {} runs from {} {}. Correct one of the two.",
                                         quote(mark->summary), to_words(mark->days), title, to_words(whole->days),
                                         place_in_words(whole->where, mark->where)));
          return std::nullopt;
        }
      return Span{whole->days, whole, whole};
    }
    if (start == nullptr || end == nullptr) {
      const CalendarEvent& there = start != nullptr ? *start : *end;
      error(there.where,
            fmt::format("{} has its {} day here, and no event says its {}. Add that event, or remove this one.", title,
                        start != nullptr ? "first" : "last", start != nullptr ? "last" : "first"));
      return std::nullopt;
    }
    if (end->days.first < start->days.first) {
      error(end->where,
            fmt::format("{} ends on {}, and starts on {} {}. Correct one of the two dates.", title, to_words(end->days),
                        to_words(start->days), place_in_words(start->where, end->where)));
      return std::nullopt;
    }
    return Span{{start->days.first, end->days.first}, start, end};
  }

  static bool is_empty(const Stretch& stretch) {
    return stretch.whole == nullptr && stretch.start == nullptr && stretch.end == nullptr;
  }

  void assemble(AcademicYear year, TermName term, const Pieces& pieces, TermList& terms) {
    const std::string title = fmt::format("the {} term of {}", name(term), year.label());
    std::array<std::optional<Span>, 3> spans;
    for (int part = 0; part <= 2; ++part) {
      const auto index = static_cast<std::size_t>(part);
      if (is_empty(pieces.stretches[index])) continue;
      spans[index] =
          span_of(pieces.stretches[index], part == 0 ? title : fmt::format("the {} half of {}", ordinal(part), title));
      if (!spans[index]) return;
    }
    const auto& [whole, first, second] = spans;
    if (first.has_value() != second.has_value()) {
      const Span& there = first ? *first : *second;
      return error(
          there.first->where,
          fmt::format("{} has its {} half here, and no event is its {}. Add '{} term {}' (or 'Term {}'), or call "
                      "this event '{} term' if it is the whole.",
                      title, ordinal(first ? 1 : 2), ordinal(first ? 2 : 1), title_of(term), first ? 2 : 1,
                      static_cast<int>(term) * 2 + (first ? 2 : 1), title_of(term)));
    }
    if (first && sys_days(second->days.first) <= sys_days(first->days.last))
      return error(
          second->first->where,
          fmt::format("the second half of {} starts on {}, and the first ends on {} {}. Correct one of the two.", title,
                      calendar::to_string(second->days.first), calendar::to_string(first->days.last),
                      place_in_words(first->last->where, second->first->where)));
    if (whole && first && (whole->days.first != first->days.first || whole->days.last != second->days.last))
      return error(whole->first->where,
                   fmt::format("{} runs from {} here, and its two halves from {} {}. Correct one of "
                               "them.",
                               title, to_words(whole->days), to_words({first->days.first, second->days.last}),
                               place_in_words(first->first->where, whole->first->where)));
    Term made{year, term, whole ? whole->days : DateSpan{first->days.first, second->days.last}, std::nullopt};
    const CalendarEvent& start = whole ? *whole->first : *first->first;
    const CalendarEvent& end = whole ? *whole->last : *second->last;
    TermPlaces places{start.where, start.where, start.start, end.end, {}};
    if (first) {
      made.half_term = weekdays_between(first->days.last, second->days.first);
      places.half_term = second->first->start;
    }
    if (!take_half_term(made, places, first.has_value())) return;
    good_ = terms.add(made, places) && good_;
  }

  // Where a term has two halves the break is known, and an event that names it must lie within it.
  bool take_half_term(Term& term, TermPlaces& places, bool known) {
    const CalendarEvent* taken = nullptr;
    for (auto& half_term : half_terms_) {
      const CalendarEvent& event = *half_term.event;
      if (event.days.last < term.days.first || term.days.last < event.days.first) continue;
      half_term.used = true;
      if (half_term.meaning.term && *half_term.meaning.term != term.name) {
        error(event.where, fmt::format("the event {} of {} lies in the {} term. Correct its title or its dates.",
                                       quote(event.summary), to_words(event.days), name(term.name)));
        return false;
      }
      if (taken != nullptr) {
        error(event.where,
              fmt::format("the half-term {} is the second of the {} term of {}; the first is {}. Keep one of "
                          "the two.",
                          to_words(event.days), name(term.name), term.year.label(),
                          place_in_words(taken->where, event.where)));
        return false;
      }
      taken = &event;
      if (known && !is_within(weekdays_of(event.days), term.half_term)) {
        error(event.where,
              fmt::format("the half-term {} does not lie in the break between the two halves of the {} term{}. "
                          "Correct one of them.",
                          to_words(event.days), name(term.name),
                          term.half_term ? ", " + to_words(*term.half_term) : std::string()));
        return false;
      }
      if (!known) {
        term.half_term = event.days;
        places.half_term = event.start;
      }
    }
    return true;
  }

  // From the first weekday after a day to the last before another; none where there is none.
  static std::optional<DateSpan> weekdays_between(Date before, Date after) {
    return weekdays_of({sys_days(before) + days(1), sys_days(after) - days(1)});
  }

  static std::optional<DateSpan> weekdays_of(const DateSpan& span) {
    sys_days first = span.first;
    sys_days last = span.last;
    while (first <= last && on_weekend(first)) first += days(1);
    while (first <= last && on_weekend(last)) last -= days(1);
    return first <= last ? std::optional(DateSpan{first, last}) : std::nullopt;
  }

  static bool is_within(const std::optional<DateSpan>& span, const std::optional<DateSpan>& gap) {
    return !span || (gap && gap->first <= span->first && span->last <= gap->last);
  }

  void check_holiday(const CalendarEvent& holiday, const TermList& terms) {
    for (std::size_t i = 0; good_ && i < terms.terms().size(); ++i) {
      const Term& term = terms.terms()[i];
      for (sys_days day = holiday.days.first; day <= sys_days(holiday.days.last); day += days(1))
        if (!on_weekend(day) && term.days.contains(day))
          return error(holiday.where,
                       fmt::format("the event {} of {} runs into the {} term, which is from {} {}. Correct "
                                   "one of the two.",
                                   quote(holiday.summary), to_words(holiday.days), name(term.name), to_words(term.days),
                                   place_in_words(terms.places_of(i).entry, holiday.where)));
    }
  }

  const SharedDates& shared_;
  Report& report_;
  bool good_ = true;
  std::size_t complaints_ = 0;
  std::map<Key, Pieces> pieces_;
  std::vector<HalfTerm> half_terms_;
  std::vector<const CalendarEvent*> holidays_;
};

}  // namespace

bool add_events(const std::vector<const CalendarEvent*>& events, const std::vector<std::string>& ignored,
                const SharedDates& shared, Report& report, TermList& terms, std::vector<calendar::Closure>& closures) {
  return EventsToTerms(shared, report).run(events, ignored, terms, closures);
}

}  // namespace termwise::settings
