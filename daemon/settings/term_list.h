// The terms of one calendar, each held against its year and against those before it, wherever they were written.
#pragma once

#include <vector>

#include "calendar/school_calendar.h"
#include "settings/report.h"

namespace termwise::settings {

// Where each part of a term was written, for the errors about it.
struct TermPlaces {
  Location entry;
  Location name;
  Location start;
  Location end;
  Location half_term;
};

class TermList {
 public:
  explicit TermList(Report& report) : report_(report) {}

  // False, with one error, where the term is outside its year, its half-term is not within it, or it does not go with a
  // term that is there; it is then left out.
  bool add(const calendar::Term& term, const TermPlaces& places);
  const std::vector<calendar::Term>& terms() const { return terms_; }
  const TermPlaces& places_of(std::size_t index) const { return places_[index]; }

 private:
  bool within_year(const calendar::Term& term, const TermPlaces& places);
  bool within_term(const calendar::Term& term, const TermPlaces& places);
  bool fits_the_others(const calendar::Term& term, const TermPlaces& places);

  Report& report_;
  std::vector<calendar::Term> terms_;
  std::vector<TermPlaces> places_;  // of terms_
};

// "on line 15", or with the file's name where that is another than the reader's.
std::string place_in_words(const Location& place, const Location& reader);

}  // namespace termwise::settings
