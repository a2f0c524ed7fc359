// Schools, SIPs and assignments for tests of the plugin west_sussex.
#pragma once

#include <chrono>
#include <string>

#include <termwise/testing.hpp>

namespace termwise::plugin_tests {

inline const tw_plugin& west_sussex_plugin() {
  static const tw_plugin& plugin = testing::load(TERMWISE_WEST_SUSSEX_PLUGIN);
  return plugin;
}

inline std::int32_t day_number(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

// One run of 2008/09 on a day in July before it, unless told otherwise.
class Sips {
 public:
  static constexpr int kYear = 2009;

  explicit Sips(std::int32_t today = day_number(2008, 7, 14)) : world(kYear, "938") { world.reference_date(today); }

  // A secondary school.
  testing::SchoolFacts& school(std::int64_t urn) { return world.school(urn).attribute("age_range", "11-16"); }
  // Accredited, under contract for the year, with 44 days of which 4 are not for schools.
  testing::ItemFacts& sip(const std::string& reference) {
    return world.item("adviser/1", 0, kYear, reference)
        .attribute("adviser_name", "Sip " + reference)
        .attribute("adviser_type", "LA staff")
        .attribute("headship", "none")
        .attribute("accreditation", "active")
        .attribute("contract_from", "2007-09-01")
        .attribute("contract_to", "2010-08-31")
        .measure("ADVISER_CONTRACT_DAYS", "44");
  }
  testing::ItemFacts& assigned(std::int64_t urn, const std::string& sip, int year = kYear,
                               const std::string& status = "current") {
    return world.item("assignment/1", urn, year, sip).attribute("adviser", sip).attribute("assignment_status", status);
  }
  testing::RunResult run(const std::string& rule = "deployment") {
    auto result = world.run(west_sussex_plugin(), rule);
    if (!result.completed) throw Failure(result.failure);
    return result;
  }
  std::string verdict(std::int64_t urn, const std::string& rule = "deployment") {
    for (const auto& finding : run(rule).findings)
      if (finding.urn == urn)
        return finding.reason.empty() ? finding.outcome : finding.outcome + "(" + finding.reason + ")";
    return "none";
  }
  std::string sentence(std::int64_t urn, const std::string& rule = "deployment") { return run(rule).of(urn).sentence; }
  // Who is proposed: "Sip A".
  std::string proposed(std::int64_t urn) {
    const auto finding = run().of(urn);
    return finding.outcome.rfind("PROPOSED", 0) == 0 ? finding.arguments.at("sip") : finding.outcome;
  }

  testing::World world;
};

}  // namespace termwise::plugin_tests
