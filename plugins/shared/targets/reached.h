// What a school reached, as far as it is known: pupils of a cohort, a published percentage, or sessions missed. Comparisons
// are made with whole numbers, so that no rounding decides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

#include "targets/register.h"
#include "targets/round.h"

namespace termwise::targets {

// A fraction of 100 percent: `part` of `of`, which is above 0.
struct Fraction {
  std::int64_t part = 0;
  std::int64_t of = 1;
};

class Reached {
 public:
  // The latest of a round, for all pupils: those of the year that has the latest row about the school. Notes crossed links.
  // Empty where no file has results of such a target.
  static std::optional<Reached> latest(Case& school, const Round& round, std::string_view code, std::string_view level);

  // The summer of the results; where nothing is on record, that of the latest that there could be.
  int summer() const { return summer_; }
  bool is_on_record() const { return on_record_; }
  bool is_known() const { return lowest_.has_value(); }
  // Whether `reached OPERATOR percent`, with the comparison kept as evidence; unknown where nothing is known, or a rounded
  // percentage leaves it open.
  Truth compare(Case& school, const Threshold& percent) const;
  // The least and the most that it may be, where it is known; equal where counts are.
  const Fraction& lowest() const { return *lowest_; }
  const Fraction& highest() const { return *highest_; }
  // "31 of 50 pupils (62%) reached level 4 in English in 2007/08", or that it is missing, and why.
  std::string words() const;

 private:
  void read_pupils(const Case& school, const Published& published, int years_before);
  void read_absence(const Case& school, int years_before);
  void set_range();

  int summer_ = 0;
  bool on_record_ = false;
  bool sessions_ = false;
  bool crossed_ = false;
  std::string_view reached_;
  Value count_{Missing::not_supplied};          // of pupils; of sessions missed with leave
  Value without_leave_{Missing::not_supplied};  // of sessions alone
  Value percent_{Missing::not_supplied};
  std::optional<std::int64_t> number_;  // the counts together
  std::optional<std::int64_t> of_;
  std::optional<Fraction> lowest_;
  std::optional<Fraction> highest_;
};

// What rules that ask for absence read.
std::vector<Read> reads_of_absence();

// The least tenth of a percent that is not below a fraction, and the greatest that is not above it.
Decimal tenth_from(const Fraction& fraction);
Decimal tenth_to(const Fraction& fraction);

}  // namespace termwise::targets
