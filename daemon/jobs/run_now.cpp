#include "jobs/run_now.h"

#include <fmt/format.h>

#include "calendar/london.h"
#include "jobs/digest_job.h"
#include "jobs/lease_keeper.h"
#include "jobs/retention_job.h"
#include "store/programs.h"

namespace termwise::jobs {
namespace {

constexpr std::chrono::seconds kLongestRetention = std::chrono::hours(6);  // years of a county's pupils may go at once

// An LA's plugins run one after the other, each up to its deadline; the rest is for facts and findings.
std::chrono::seconds time_for(const settings::Settings& settings) {
  return settings.limits.deadline + std::chrono::minutes(10);
}

std::chrono::year_month_day today() {
  return calendar::london_date(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

// This process as one of the programs that claim work, from its first claim to its last.
class ByHand {
 public:
  static Result<ByHand> begin(store::Database& database, const Configuration& configuration,
                              const Requester& requester) {
    TERMWISE_TRY(const ProgramId program,
                 store::register_program(database, {.name = "termwise",
                                                    .host = requester.host,
                                                    .process_id = requester.process_id,
                                                    .version = requester.version,
                                                    .workers = 1,
                                                    .lease = configuration.settings.daemon.lease,
                                                    .revision = configuration.revision}));
    return ByHand(database, configuration, requester, program);
  }

  // What was done stands, whether or not the farewell arrives.
  void end() { static_cast<void>(store::say_goodbye(database_, program_)); }

  ProgramId program() const { return program_; }

  // Makes an occurrence, claims it, and has `work(workplace, claimed)` done under a lease.
  template <typename Work>
  Result<Performed> perform(const sandbox::PluginHost& host, const store::Request& request, Work work) {
    const auto lease = configuration_.settings.daemon.lease;
    LeaseKeeper keeper(requester_.url, program_, lease);
    TERMWISE_TRY(const store::Claimed claimed,
                 store::request(database_, {program_, configuration_.revision, lease, ""}, request));
    StopFlag stop;
    keeper.hold(claimed.claim, stop);
    auto performed = work(Workplace{database_, configuration_, host, stop}, claimed);
    keeper.let_go(claimed.claim);
    return performed;
  }

 private:
  ByHand(store::Database& database, const Configuration& configuration, const Requester& requester, ProgramId program)
      : database_(database), configuration_(configuration), requester_(requester), program_(program) {}

  store::Database& database_;
  const Configuration& configuration_;
  const Requester& requester_;
  ProgramId program_;
};

}  // namespace

Result<Performed> run_now(store::Database& database, const Configuration& configuration,
                          const sandbox::PluginHost& host, const RunRequest& request, const Requester& requester) {
  TERMWISE_CHECK(check_request(database, configuration, request));
  TERMWISE_TRY(ByHand by_hand, ByHand::begin(database, configuration, requester));
  const store::Request wanted{request.job, request.la, request.year, request.reference_date,
                              time_for(configuration.settings)};
  auto performed = by_hand.perform(host, wanted, [](const Workplace& workplace, const store::Claimed& claimed) {
    return perform(workplace, claimed);
  });
  by_hand.end();
  return performed;
}

Result<Performed> remove_now(store::Database& database, const Configuration& configuration,
                             const sandbox::PluginHost& host, const Requester& requester) {
  TERMWISE_TRY(ByHand by_hand, ByHand::begin(database, configuration, requester));
  auto performed = by_hand.perform(
      host, {std::string(kRetention), std::nullopt, std::nullopt, today(), kLongestRetention},
      [](const Workplace& workplace, const store::Claimed& claimed) { return perform(workplace, claimed); });
  by_hand.end();
  return performed;
}

Result<SentDigests> send_digests(store::Database& database, const Configuration& configuration,
                                 const sandbox::PluginHost& host, const LaCode& la,
                                 const std::vector<settings::Person>& people, const Requester& requester) {
  TERMWISE_TRY(ByHand by_hand, ByHand::begin(database, configuration, requester));
  OccurrenceId occurrence;
  auto performed =
      by_hand.perform(host, {std::string(kDigest), la, std::nullopt, today(), time_for(configuration.settings)},
                      [&](const Workplace& workplace, const store::Claimed& claimed) {
                        occurrence = claimed.claim.id;
                        return perform_digest(workplace, claimed, people);
                      });
  if (!performed) return performed.error();
  SentDigests sent{std::move(performed).value(), {}};
  while (true) {
    TERMWISE_TRY(auto delivered, deliver_one(database, configuration.settings, by_hand.program(),
                                             {.of = occurrence, .untried = true}, -1));
    if (!delivered) break;
    sent.delivered.push_back(std::move(*delivered));
  }
  by_hand.end();
  return sent;
}

Result<Delivered> send_again(store::Database& database, const Configuration& configuration, MessageId message,
                             const Requester& requester) {
  // A daemon that hears of it has hardly any time to be faster.
  TERMWISE_TRY(ByHand by_hand, ByHand::begin(database, configuration, requester));
  const auto deliver = [&]() -> Result<std::optional<Delivered>> {
    TERMWISE_CHECK(store::resend(database, message));
    return deliver_one(database, configuration.settings, by_hand.program(), {.id = message}, -1);
  };
  auto tried = deliver();
  by_hand.end();
  TERMWISE_TRY(auto delivered, std::move(tried));
  if (!delivered)
    return Error{ExitCode::try_again,
                 fmt::format("Message {} is being sent by another program just now.", message.value)};
  return std::move(*delivered);
}

}  // namespace termwise::jobs
