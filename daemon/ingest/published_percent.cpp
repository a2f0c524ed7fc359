#include "ingest/published_percent.h"

#include "base/text.h"

namespace termwise::ingest {

bool some_count_fits(const Decimal& percent, std::int64_t pupils) {
  __extension__ typedef __int128 Wide;
  const Wide n = pupils;
  Wide hundred = 100;
  for (int s = 0; s < percent.scale(); ++s) hundred *= 10;
  const Wide units = percent.units();
  if (units < 0 || units > hundred) return false;
  if (n >= hundred) return true;  // one pupil moves the percentage by at most one unit
  // units <= hundred*k/n + 1/2 < units + 1, all multiplied by 2n; the least k is the left side rounded up.
  const Wide least = 2 * n * units - n;
  const Wide k = least <= 0 ? 0 : (least + 2 * hundred - 1) / (2 * hundred);
  return k <= n && 2 * hundred * k < 2 * n * units + n;
}

std::optional<Decimal> percentage_as_written(std::string_view cell) {
  std::string_view digits = trim(cell);
  if (!digits.empty() && digits.back() == '%') digits = trim(digits.substr(0, digits.size() - 1));
  const auto figure = Decimal::parse(digits);
  return figure && *figure >= Decimal(0) && *figure <= Decimal(100) ? figure : std::nullopt;
}

}  // namespace termwise::ingest
