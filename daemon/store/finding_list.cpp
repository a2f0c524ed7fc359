#include "store/finding_list.h"

#include "store/findings.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

// A query's lists as array parameters.
struct Arrays {
  explicit Arrays(const ListQuery& query) {
    std::vector<std::int64_t> all_runs, rank_runs, all_ranks;
    std::vector<std::string> all_rules, rank_rules, outcomes;
    for (const auto& listed : query.rules) {
      all_runs.push_back(listed.run.value);
      all_rules.push_back(listed.rule);
      std::int64_t rank = 0;
      for (const auto& outcome : listed.outcomes) {
        rank_runs.push_back(listed.run.value);
        rank_rules.push_back(listed.rule);
        outcomes.push_back(outcome);
        all_ranks.push_back(rank++);
      }
    }
    runs = array_of(all_runs);
    rules = array_of(all_rules);
    ranked_runs = array_of(rank_runs);
    ranked_rules = array_of(rank_rules);
    ranked_outcomes = array_of(outcomes);
    ranks = array_of(all_ranks);
  }
  std::string runs, rules, ranked_runs, ranked_rules, ranked_outcomes, ranks;
};

}  // namespace

Result<std::vector<ServedRule>> served_rules(Reader& reader, const LaCode& la, const std::optional<RunId>& run) {
  const auto number = run ? std::optional(std::to_string(run->value)) : std::nullopt;
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<ServedRule>> {
    std::vector<ServedRule> rules;
    for (const auto& row : transaction.exec_params(sql::served_rules, la.text(), or_null(number))) {
      TERMWISE_TRY(const AcademicYear year, year_of(row[1]));
      rules.push_back({RunId{row[0].as<std::int64_t>()}, year, row[2].as<std::string>(), row[3].as<std::string>(),
                       row[4].as<bool>()});
    }
    return rules;
  });
}

Result<std::vector<std::pair<std::string, std::int64_t>>> count_outcomes(Reader& reader, const ListQuery& query) {
  using Counts = std::vector<std::pair<std::string, std::int64_t>>;
  const Arrays arrays(query);
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<Counts> {
    Counts counts;
    for (const auto& row :
         transaction.exec_params(sql::count_outcomes, arrays.runs, arrays.rules, query.search, arrays.ranked_runs,
                                 arrays.ranked_rules, arrays.ranked_outcomes, arrays.ranks))
      counts.emplace_back(row[0].as<std::string>(), row[1].as<std::int64_t>());
    return counts;
  });
}

Result<std::vector<ListedFinding>> list_findings(Reader& reader, const ListQuery& query, std::size_t skipped,
                                                 std::optional<std::size_t> most) {
  const auto limit = most ? std::optional(std::to_string(*most)) : std::nullopt;
  const Arrays arrays(query);
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<ListedFinding>> {
    std::vector<ListedFinding> findings;
    for (const auto& row : transaction.exec_params(
             sql::list_findings, arrays.runs, arrays.rules, query.search, arrays.ranked_runs, arrays.ranked_rules,
             arrays.ranked_outcomes, arrays.ranks, query.outcome, std::to_string(skipped), or_null(limit))) {
      TERMWISE_TRY(FindingRow found, finding_of(row));
      findings.push_back({std::move(found.named.finding), std::move(found.named.subject_name), found.run});
    }
    return findings;
  });
}

}  // namespace termwise::store
