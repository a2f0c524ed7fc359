#include "visits/assurance.h"

#include "reminders/annual_report.h"
#include "visits/agenda.h"
#include "visits/documents.h"
#include "visits/look.h"

namespace termwise::visits {

using reminders::word;

namespace {

std::string the_adviser(const Look& look) { return "the " + std::string(look.programme().adviser); }

// The row about the school's year in the register of dates.
std::optional<Item> milestones(Look& look) {
  for (const Item& row : look.school().items(kMilestoneRows))
    if (row.year() == look.year()) return row;
  return std::nullopt;
}

}  // namespace

std::string data_set(Look& look, const Standing& visit) {
  const std::vector<std::string> missing = missing_of_the_pack(look, visit);
  return missing.empty() ? "" : "the rest of the data set (" + joined(missing) + ")";
}

std::string trained_in_data(Look& look, const Standing& visit) {
  const auto adviser = look.adviser_of(visit);
  if (!adviser) return the_adviser(look) + " to be named";
  const bool is_accredited =
      look.school().compare(adviser->text("accreditation"), "active", look.origin()) == Truth::yes;
  if (is_accredited) return {};
  if (!look.programme().trains_its_own) return the_adviser(look) + "'s accreditation";
  const Truth trained =
      look.school().compare(adviser->date("data_trained_on"), Operator::less_or_equal, look.today(), look.origin());
  return trained == Truth::yes ? "" : the_adviser(look) + "'s accreditation or training in the analysis of data";
}

std::string trained_in_performance_management(Look& look, const Standing& visit) {
  const auto adviser = look.adviser_of(visit);
  if (!adviser) return the_adviser(look) + " to be named";
  const Truth trained =
      look.school().compare(adviser->date("htpm_trained_on"), Operator::less_or_equal, look.today(), look.origin());
  return trained == Truth::yes ? "" : the_adviser(look) + "'s training for head teachers' performance management";
}

std::string record_meets_criteria(Look& look, const Standing& visit) {
  const auto record = look.record_of(visit);
  const std::string name(look.programme().record);
  if (!record || !look.by_today(*record, "submitted_on")) return "a " + name;
  const std::string_view conformity = word(*record, "conformity");
  if (conformity != "waived" &&
      look.school().compare(record->text("conformity"), "conforms", look.origin()) != Truth::yes)
    return "a " + name + " that meets the criteria";
  return look.by_today(*record, "qa_signed_on") ? "" : "the sign-off of the " + name;
}

std::string self_evaluation_tool(Look& look, const Standing& visit) {
  const auto record = look.record_of(visit);
  if (!record) return "whether the agreed tool for self-evaluation is used";
  if (look.school().compare(record->text("sef_tool"), "agreed tool", look.origin()) == Truth::yes) return {};
  if (word(*record, "sef_tool").empty()) return "whether the agreed tool for self-evaluation is used";
  const std::string_view quality = word(*record, "sef_quality");
  if (quality == "good" || quality == "sufficient") return {};
  look.school().compare(record->text("sef_quality"), "sufficient", look.origin());
  return "a self-evaluation of sufficient quality, since the school does not use the agreed tool";
}

std::string annual_report_meets_criteria(Look& look, const Standing&) {
  if (!reminders::annual_report_is_asked_for(look.facts(), look.year())) return {};
  const auto row = milestones(look);
  return row && look.by_today(*row, "annual_report_qa_on") ? "" : "the check of the annual report to governors";
}

std::string monitoring_verified(Look& look, const Standing& visit) {
  const auto record = look.record_of(visit);
  return record && (look.by_today(*record, "htpm_monitored_on") ||
                    reminders::does_not_apply(*record, "htpm_monitored_on"))
             ? ""
             : "that governors monitor the head teacher's objectives";
}

std::string record_of_visit(Look& look, const Standing& visit) {
  const auto record = look.record_of(visit);
  const auto submitted = record ? look.by_today(*record, "submitted_on") : std::nullopt;
  const std::string name(look.programme().record);
  return submitted ? "Its " + name + " was submitted on " + in_words(*submitted) + "."
                   : "Its " + name + " is not on record yet.";
}

std::string targets_sanctioned(Look& look, const Standing& visit) {
  const auto record = look.record_of(visit);
  const std::string_view agreed = record ? word(*record, "targets_agreed") : std::string_view();
  const std::string year = academic_year(look.year() + 1);
  if (agreed == "yes") return "Targets for " + year + " were agreed, for governors to sanction.";
  return agreed == "no" ? "Targets for " + year + " were not agreed."
                        : "Whether targets for " + year + " were agreed is not on record.";
}

std::string agreed_grades(Look& look, const Standing& visit) {
  std::size_t all = 0;
  std::size_t agreed = 0;
  for (const Item& row : look.rows_about(kGradeRows, visit)) {
    ++all;
    if ((row.text("sef_agreed") == "yes") == Truth::yes) ++agreed;
  }
  if (all == 0) return "No grades of the school's self-evaluation are on record.";
  return "Of " + counted(Decimal(static_cast<std::int64_t>(all)), "grade", "grades") +
         " of the school's self-evaluation the " + std::string(look.programme().adviser) + " agrees with " +
         std::to_string(agreed) + ".";
}

std::string report_to_governors(Look& look, const Standing&) {
  if (!reminders::annual_report_is_asked_for(look.facts(), look.year())) return {};
  const auto row = milestones(look);
  const auto issued = row ? look.by_today(*row, "annual_report_on") : std::nullopt;
  return issued ? "Governors had the annual report on " + in_words(*issued) + "."
                : "The annual report to governors is not on record yet.";
}

std::string feedback_form(Look& look, const Standing& visit) {
  const std::string no_record =
      "It leaves no " + std::string(look.programme().record) + ", as a matter for governors; ";
  for (const Item& row : look.rows_about(kFormRows, visit)) {
    if (word(row, "feedback_from") != "governors") continue;
    if (const auto on = look.by_today(row, "received_on"))
      return no_record + "their feedback form came back on " + in_words(*on) + ".";
    if (look.by_today(row, "waived_on") || reminders::does_not_apply(row, "received_on"))
      return no_record + "their feedback form is no longer asked for.";
    look.school().compare(row.date("received_on"), Operator::less_or_equal, look.today(), look.origin());
  }
  look.school().add_note("FEEDBACK_OPEN");
  return no_record + "their feedback form has not come back yet.";
}

std::vector<Items> items_of_assurance() { return {kAdviserRows, kRecordRows, kFormRows}; }

}  // namespace termwise::visits
