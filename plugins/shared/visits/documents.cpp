#include "visits/documents.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "reminders/papers.h"

namespace termwise::visits {

using reminders::day;
using reminders::is_of_the_pack;
using reminders::kSef;
using reminders::whole;
using reminders::word;

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kWords{
    {{kSef, "the school's self-evaluation"},
     {"evidence", "the evidence that was asked for"},
     {"proposed targets", "the targets that the school proposes"},
     {"RAISEonline", "RAISEonline"},
     {"other", "other papers"}}};

std::string in_words(std::string_view document) {
  for (const auto& [code, words] : kWords)
    if (code == document) return std::string(words);
  return "the " + std::string(document);
}

// The day by which a document is due; empty where the visit has none, or the calendar does not reach.
std::optional<Day> due_on(Look& look, std::string_view document, const Standing& visit) {
  if (!visit.date) return std::nullopt;
  if (document == kSef) return reminders::days_from(*visit.date, -whole(look.facts(), reminders::kSefDue));
  return look.calendar().working_days_from(
      *visit.date, -whole(look.facts(), is_of_the_pack(document) ? reminders::kPackDue : reminders::kEvidenceDue));
}

// "14 days before the visit"
std::string how_long_before(Look& look, std::string_view document) {
  if (document == kSef) return std::to_string(whole(look.facts(), reminders::kSefDue)) + " days before the visit";
  const int days = whole(look.facts(), is_of_the_pack(document) ? reminders::kPackDue : reminders::kEvidenceDue);
  return counted(Decimal(days), "working day", "working days") + " before the visit";
}

// One document, however many parts of it the register has: it is there once all of them are.
struct Paper {
  bool applies = false;
  bool is_open = false;
  std::optional<Day> came;  // the last of its parts
};

std::optional<Day> settled_by_today(Look& look, const Item& row) {
  const auto received = look.by_today(row, "received_on");
  return received ? received : look.by_today(row, "waived_on");
}

std::map<std::string_view, Paper> papers_of(Look& look, const PlannedVisit& plan, const Standing& visit) {
  std::map<std::string_view, Paper> papers;
  for (const std::string_view document : plan.documents) papers[document] = {true, true, {}};
  std::set<std::string_view> seen;
  std::size_t kept = 0;
  for (const Item& row : look.rows_about(kDocumentRows, visit)) {
    const std::string_view document = word(row, "document");
    if (document.empty()) continue;
    Paper& paper = papers[document];
    if (seen.insert(document).second) paper = {};
    if (reminders::does_not_apply(row, "received_on")) continue;
    paper.applies = true;
    const auto due = due_on(look, document, visit);
    if (due && kept++ < kMostNamed)
      look.school().compare(row.date("received_on"), Operator::less_or_equal, *due, look.origin());
    const auto came = settled_by_today(look, row);
    if (!came)
      paper.is_open = true;
    else if (!paper.came || *came > *paper.came)
      paper.came = came;
  }
  for (const std::string_view document : plan.documents)
    if (seen.count(document) == 0) look.keep_missing("document", look.year(), document);
  return papers;
}

std::string late_by(const Day& came, const std::optional<Day>& due) {
  if (!due || came <= *due) return {};
  const auto days = (std::chrono::sys_days(came) - std::chrono::sys_days(*due)).count();
  return ", " + counted(Decimal(days), "day", "days") + " late";
}

}  // namespace

std::string documents_due(Look& look, const PlannedVisit& plan, const Standing& visit) {
  // By the day, then by what is due on it; without a day of the visit by how long before it.
  std::map<std::pair<std::optional<Day>, std::string>, std::vector<std::string>> open;
  std::vector<std::string> there;
  for (const auto& [document, paper] : papers_of(look, plan, visit)) {
    if (!paper.applies) continue;
    const auto due = due_on(look, document, visit);
    if (paper.is_open) {
      open[{due, due ? "by " + termwise::in_words(*due) : how_long_before(look, document)}].push_back(
          in_words(document));
      if (due && look.today() > *due) look.school().add_note("DOCUMENT_OVERDUE");
    } else if (paper.came) {
      const std::string late = late_by(*paper.came, due);
      if (!late.empty()) look.school().add_note("DOCUMENT_LATE");
      there.push_back(in_words(document) + " on " + termwise::in_words(*paper.came) + late);
    }
  }
  std::string text;
  std::vector<std::string> parts;
  for (const auto& [when, documents] : open) parts.push_back(when.second + " " + joined(documents));
  if (!parts.empty()) text += " Due before it: " + listed(parts) + ".";
  if (!there.empty()) text += " Already there: " + listed(there) + ".";
  return text;
}

std::vector<std::string> missing_of_the_pack(Look& look, const Standing& visit) {
  std::set<std::string> missing;
  for (const Item& row : look.rows_about(kDocumentRows, visit))
    if (is_of_the_pack(word(row, "document")) && !reminders::does_not_apply(row, "received_on") &&
        !settled_by_today(look, row))
      missing.insert(in_words(word(row, "document")));
  return {missing.begin(), missing.end()};
}

std::vector<Items> items_of_documents() { return {kDocumentRows}; }

std::vector<Parameter> parameters_of_documents() {
  return {reminders::kSefDue, reminders::kPackDue, reminders::kEvidenceDue};
}

}  // namespace termwise::visits
