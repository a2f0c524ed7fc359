// How the programme of visits and advisers kept to its own rules, for an external review: each line a count of how many.
#include <map>
#include <set>
#include <tuple>

#include "tables/cells.h"
#include "tables/list.h"

namespace termwise::tables {
namespace {

using report::Table;
using school::Share;

const Sheet kVisits{"visit", "visits", {}, {"visit", "visit_type", "visit_status"}};
const Sheet kRecords{"visit_record",
                     "records of visit",
                     {},
                     {"visit", "submitted_on", "conformity", "qa_signed_on", "shared_with_head_on",
                      "shared_with_chair_on", "shared_with_la_on", "impact_evaluated", "differences_of_view"}};
const Sheet kDocuments{"visit_document", "documents for visits", {}, {"due_on", "received_on", "waived_on"}};
const Sheet kForms{"feedback", "feedback forms on visits", {}, {"received_on", "waived_on"}};
const Sheet kActions{"action", "recommendations and action points", {}, {"outcome"}};
const Sheet kAdvisers{"adviser",
                      "advisers",
                      {},
                      {"adviser", "accreditation", "data_trained_on", "line_manager", "performance_manager", "mentor"}};
const Sheet kShadowings{"shadowing", "shadowed visits", {}, {"adviser", "shadowed_on"}};
const Sheet kEventForms{"event_form", "evaluation forms of briefings", {}, {"event_attended", "form_returned_on"}};

using Visit = std::pair<std::int64_t, std::string>;  // the school's URN and the visit's reference

class Summary {
 public:
  explicit Summary(Table& table) : table_(table) {}
  void begin(std::string_view part) { part_ = part; }
  void line(std::string_view what, std::int64_t some, std::int64_t all) {
    table_.rows.push_back(
        {std::string(part_), std::string(what), count_cell(some), count_cell(all), percent_cell(Share{some, all})});
  }
  // How many of these rows it is true of.
  template <typename Rows, typename Is>
  void line(std::string_view what, const Rows& rows, Is is) {
    std::int64_t some = 0;
    for (const auto& row : rows) some += is(row) ? 1 : 0;
    line(what, some, static_cast<std::int64_t>(rows.size()));
  }

 private:
  Table& table_;
  std::string_view part_;
};

template <typename Is>
std::vector<Row> those(const std::vector<Row>& rows, Is is) {
  std::vector<Row> found;
  for (const Row& row : rows)
    if (is(row)) found.push_back(row);
  return found;
}

auto has(std::string_view attribute) {
  return [attribute](const Row& row) { return row.has(attribute); };
}
auto says(std::string_view attribute, std::string_view word) {
  return [attribute, word](const Row& row) { return row.text(attribute) == word; };
}

// Held visits that are to have a record: all but those about performance management, of which only a form comes back.
std::vector<Row> to_be_recorded(const std::vector<Row>& visits) {
  return those(visits, [](const Row& row) {
    return row.text("visit_status") == "held" && row.text("visit_type") != "performance management";
  });
}

void visits_part(Summary& summary, const std::vector<Row>& visits, const std::vector<Row>& records) {
  summary.begin("Visits");
  summary.line("Held, of those not cancelled",
               those(visits, [](const Row& row) { return row.text("visit_status") != "cancelled"; }),
               says("visit_status", "held"));
  std::set<Visit> submitted;
  const auto written = those(records, has("submitted_on"));
  for (const Row& row : written) submitted.insert({row.urn(), row.text("visit")});
  summary.begin("Records of visit");
  summary.line("Submitted, of visits held that have one", to_be_recorded(visits), [&](const Row& row) {
    return submitted.count({row.urn(), row.text("visit")}) > 0;
  });
  summary.line("Conform to the guidance", written, says("conformity", "conforms"));
  summary.line("Signed off by quality assurance", written, has("qa_signed_on"));
  summary.line("Shared with the head teacher", written, has("shared_with_head_on"));
  summary.line("Shared with the chair of governors", written, has("shared_with_chair_on"));
  summary.line("Shared with the Authority", written, has("shared_with_la_on"));
  summary.line("Evaluate the impact of outside support", written, says("impact_evaluated", "yes"));
  summary.line("Have a difference of view on record", written, says("differences_of_view", "yes"));
}

void schools_part(Summary& summary, const std::vector<Row>& documents, const std::vector<Row>& forms,
                  const std::vector<Row>& actions) {
  summary.begin("Documents for visits");
  const auto due = those(documents, [](const Row& row) {
    return row.date("due_on") && (!row.has("waived_on") || row.has("received_on"));
  });
  summary.line("Received by the day they were due", due, [](const Row& row) {
    const auto received = row.date("received_on");
    return received && *received <= *row.date("due_on");
  });
  summary.begin("Feedback");
  summary.line("Forms that came back, of those not waived",
               those(forms, [](const Row& row) { return row.has("received_on") || !row.has("waived_on"); }),
               has("received_on"));
  summary.begin("Action points");
  summary.line("With an outcome on record", actions, has("outcome"));
}

void advisers_part(Summary& summary, const std::vector<Row>& advisers, const std::vector<Row>& shadowings,
                   const std::vector<Row>& event_forms) {
  std::set<std::string> shadowed;
  for (const Row& row : those(shadowings, has("shadowed_on"))) shadowed.insert(row.text("adviser"));
  summary.begin("Advisers");
  summary.line("Shadowed on a visit", advisers,
               [&](const Row& row) { return shadowed.count(row.text("adviser")) > 0; });
  summary.line("Accredited", advisers, says("accreditation", "active"));
  summary.line("Trained in the analysis of data", advisers, has("data_trained_on"));
  summary.line("With a line manager", advisers, has("line_manager"));
  summary.line("With somebody for their performance management", advisers, has("performance_manager"));
  summary.line("With a mentor", advisers, has("mentor"));
  summary.begin("Briefings");
  summary.line("Evaluation forms returned, of those who came", those(event_forms, says("event_attended", "yes")),
               has("form_returned_on"));
}

Result<Table> make(Desk& desk) {
  TERMWISE_TRY(const AcademicYear year, desk.year({&kVisits, &kRecords, &kForms}));
  TERMWISE_TRY(const auto visits, desk.schools(kVisits, year));
  if (visits.empty()) return desk.nothing(kVisits);
  TERMWISE_TRY(const auto records, desk.schools(kRecords, year));
  TERMWISE_TRY(const auto documents, desk.schools(kDocuments, year));
  TERMWISE_TRY(const auto forms, desk.schools(kForms, year));
  TERMWISE_TRY(const auto actions, desk.schools(kActions, year));
  TERMWISE_TRY(const auto advisers, desk.advisers(kAdvisers, year));
  TERMWISE_TRY(const auto shadowings, desk.advisers(kShadowings, year));
  TERMWISE_TRY(const auto event_forms, desk.advisers(kEventForms, year));
  TERMWISE_TRY(Table table, desk.table("Quality assurance of the programme", year.label(),
                                       {{"Part", "", false}, {"What", "", false}, {"Number"}, {"Of"}, {"Share", "%"}}));
  Summary summary(table);
  visits_part(summary, visits, records);
  schools_part(summary, documents, forms, actions);
  advisers_part(summary, advisers, shadowings, event_forms);
  table.notes = {
      "Each line counts what the Authority's own registers say; where there are none of a kind, the share is left out. "
      "It "
      "says that something was done, and not how well: 'termwise report qa-findings' and 'termwise report feedback' "
      "say more.",
      "A visit about performance management has no record of visit.", std::string(kNothingWithheld)};
  return table;
}

}  // namespace

TableReport qa_summary_report() {
  return {
      "qa-summary", "How the programme of visits and advisers kept to its own rules, for an external review", {}, make};
}

}  // namespace termwise::tables
