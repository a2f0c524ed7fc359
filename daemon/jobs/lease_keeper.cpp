#include "jobs/lease_keeper.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/log.h"

namespace termwise::jobs {

LeaseKeeper::LeaseKeeper(std::string url, ProgramId program, std::chrono::seconds lease)
    : url_(std::move(url)), claimant_{program, {}, lease, {}}, thread_([this] { work(); }) {}

LeaseKeeper::~LeaseKeeper() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void LeaseKeeper::hold(const store::Claim& claim, StopFlag& stop) {
  {
    const std::lock_guard lock(mutex_);
    held_[claim.id.value] = {claim, &stop, Clock::now() + claimant_.lease};
  }
  changed_.notify_all();
}

void LeaseKeeper::let_go(const store::Claim& claim) {
  const std::lock_guard lock(mutex_);
  held_.erase(claim.id.value);
}

void LeaseKeeper::work() {
  std::unique_lock lock(mutex_);
  while (!over_) {
    // Without a claim there is nothing to wake up for.
    if (held_.empty()) {
      changed_.wait(lock, [this] { return over_ || !held_.empty(); });
    } else {
      changed_.wait_for(lock, std::chrono::milliseconds(claimant_.lease) / 3, [this] { return over_; });
      if (!over_ && !held_.empty()) renew_all(lock);
    }
  }
}

void LeaseKeeper::renew_all(std::unique_lock<std::mutex>& lock) {
  std::vector<store::Claim> claims;
  for (const auto& [id, held] : held_) claims.push_back(held.claim);
  lock.unlock();
  const auto asked = Clock::now();
  const auto renewed = [&]() -> Result<std::vector<store::Claim>> {
    if (!database_) {
      TERMWISE_TRY(database_, store::Database::open(url_));
    }
    return store::renew(*database_, claimant_, claims);
  }();
  if (!renewed) database_.reset();
  lock.lock();
  for (const auto& claim : claims) {
    const auto found = held_.find(claim.id.value);
    if (found == held_.end() || found->second.claim != claim || found->second.stop->raised()) continue;
    Held& held = found->second;
    const bool stands = renewed && std::find(renewed->begin(), renewed->end(), claim) != renewed->end();
    if (stands) held.good_until = asked + claimant_.lease;
    // Without an answer the claim may still stand; after a whole lease it must be taken to be lost.
    if (stands || (!renewed && Clock::now() < held.good_until)) continue;
    log(LogLevel::warning, "A claim was lost; its work is stopped.",
        {{"occurrence", std::to_string(claim.id.value)}, {"token", std::to_string(claim.token)}});
    held.stop->raise();
  }
}

}  // namespace termwise::jobs
