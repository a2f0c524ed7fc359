#include "ingest/joint_percent.h"

#include <algorithm>

namespace termwise::ingest {
namespace {

__extension__ typedef __int128 Wide;

Wide ten_to(int exponent) {
  Wide power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// Everything in halves of the finest unit among the figures, so that half a unit of each is whole.
struct Halves {
  explicit Halves(int finest) : scale(finest) {}
  Wide value(const Decimal& figure) const {
    return 2 * static_cast<Wide>(figure.units()) * ten_to(scale - figure.scale());
  }
  Wide half_unit(const Decimal& figure) const { return ten_to(scale - figure.scale()); }
  int scale;
};

}  // namespace

// The joint share is at least its lower end, and a part is below its upper end.
bool may_be_within(const Decimal& joint, const Decimal& part) {
  const Halves halves(std::max(joint.scale(), part.scale()));
  return halves.value(joint) - halves.half_unit(joint) < halves.value(part) + halves.half_unit(part);
}

// The joint share is below its upper end, and a part is at least its lower end.
bool may_be_left_by(const std::vector<Decimal>& parts, const Decimal& joint) {
  int finest = joint.scale();
  for (const Decimal& part : parts) finest = std::max(finest, part.scale());
  const Halves halves(finest);
  Wide least = 0;
  for (const Decimal& part : parts) least += halves.value(part) - halves.half_unit(part);
  least -= static_cast<Wide>(parts.size() - 1) * halves.value(Decimal(100));
  return least < halves.value(joint) + halves.half_unit(joint);
}

}  // namespace termwise::ingest
