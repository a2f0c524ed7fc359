// What a workbook's number is as text: a cell holds a binary number, and its format says whether that is a date or a
// percentage. The text is what the publisher's own CSV would say, except that a number keeps every digit that Excel
// knows, whatever its format rounds to, and that dates are ISO 8601's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace termwise::ingest {

struct NumberFormat {
  enum class Kind {
    plain,
    percent,
    date,       // 2014-06-05
    time,       // 09:30:00
    date_time,  // 2014-06-05 09:30:00, or the date alone at midnight
    elapsed     // 36:00:00
  };
  Kind kind = Kind::plain;
  int fewest_decimals = 0;  // of a percentage
  int most_decimals = 0;
  bool operator==(const NumberFormat&) const = default;
};

// A number format's code, as in "0.0%" or "dd/mm/yyyy" (ECMA-376 part 1, 18.8.31). Its first section counts, which is
// that of positive numbers.
NumberFormat read_number_format(std::string_view code);

// One of those that have a number and no code (18.8.30); every other number is plain.
NumberFormat built_in_number_format(unsigned number);

// Day 1 is 1 January 1900, and day 60 the 29 February that there never was; or day 0 is 1 January 1904.
enum class DateSystem { from_1900, from_1904 };

// Empty where `number` is no number. Numbers are rounded to the 15 significant digits that Excel shows, and stand
// without exponent between 1e-15 and 1e21. A number that is no day up to the year 9999 stays one, whatever its format.
std::optional<std::string> number_text(std::string_view number, const NumberFormat& format, DateSystem system);

}  // namespace termwise::ingest
