"""The layouts of the LA's own files, for which `termwise ingest --template` gives an empty one: each has a template, a file
fits one of them, and whatever a reminder needs has a column somewhere."""
import collections
import itertools
import re
import unittest

from config_test import LAYOUTS, attributes_of, columns_of, fold


class Templates(unittest.TestCase):
    OWN = {name: layout for name, layout in LAYOUTS.items() if "template" in layout}
    # Every date or fact that a reminder, an ambition check or a flag of concern needs has a column in some register.
    NEEDED = {
        "visit": {"term", "adviser", "booked_on", "visited_on", "head_attendance", "governor_attendance"},
        "visit_document": {"visit", "document", "due_on", "received_on", "waived_on"},
        "visit_record": {"record_author", "submitted_on", "conformity", "conformity_on", "qa_signed_on", "shared_with_head_on",
                         "shared_with_chair_on", "shared_with_la_on", "differences_of_view", "actions_reviewed",
                         "progress_reviewed", "targets_agreed", "impact_evaluated", "support_and_challenge", "support_level"},
        "feedback": {"visit", "received_on", "waived_on"},
        "target": {"target", "pupil_group", "target_statutory", "target_set_on", "target_judgement", "target_rationale"},
        "estimate": {"target", "estimate_kind"},
        "milestone": {"htpm_reviewed_on", "annual_report_on", "sef_section_3_on"},
        "shadowing": {"adviser", "shadowed_on"},
        "adviser": {"adviser_type", "headship", "own_school", "accreditation", "accredited_on", "accreditation_number",
                    "appointed_on", "contract_from", "contract_to", "locality", "expertise", "line_manager",
                    "performance_manager", "mentor", "htpm_trained_on", "data_trained_on"},
        "assignment": {"adviser", "assignment_status", "assigned_from", "assigned_to", "cluster"},
        "action": {"action_owner", "due_on", "reviewed_on", "outcome", "outcome_on"},
        "support_plan": {"plan_recorded_on", "single_plan"}, "plan_review": {"support_plan", "reviewed_on"},
        "warning_notice": {"notice_state", "notice_grounds", "notice_issued_on", "notice_period_ends_on",
                           "representations_on", "compliance_ends_on"},
        "inspection_response": {"adviser_acknowledged_on", "la_acknowledged_on"}, "inspection_issue": {"key_issue"},
        "event_form": {"event_held_on", "form_returned_on"},
        "flag": {"flag_type", "flag_weight", "flag_owner", "raised_on", "expires_on", "flag_closed_on"},
        "support_package": {"package_type", "provider", "provider_urn", "action"},
        "visit_agenda": {"visit", "agenda_heading"}, "sef_grade": {"sef_agreed"}, "bulletin": {"bulletin_issued_on"},
        "la": {"valid_from", "valid_to"}}

    def test_the_las_own_layouts_have_one_and_no_other_has(self):
        self.assertEqual(set(self.OWN), {name for name in LAYOUTS if "own" in name.split("-")})
        names = [layout["template"] for layout in self.OWN.values()]
        self.assertEqual(len(names), len(set(names)))

    def test_no_file_fits_two(self):
        for one, another in itertools.combinations(self.OWN, 2):
            sets = []
            for layout in (LAYOUTS[one], LAYOUTS[another]):
                columns = set(columns_of(layout))
                sets.append((columns, columns - {fold(name) for name in layout.get("optional", [])}))
            (all_one, must_one), (all_another, must_another) = sets
            self.assertFalse(must_one <= all_another and must_another <= all_one, f"{one} and {another}")

    def test_nothing_that_a_reminder_needs_is_without_a_column(self):
        there = collections.defaultdict(set)
        for layout in self.OWN.values():
            there[layout["dataset"]] |= set(attributes_of(layout).values())
        self.assertEqual({dataset: needed - there[dataset] for dataset, needed in self.NEEDED.items()
                          if needed - there[dataset]}, {})

    def test_every_day_is_read_as_a_date(self):
        for name, layout in self.OWN.items():
            for column, raw in layout.get("attributes", {}).items():
                if re.search(r"(_ON|_FROM|_TO|_SINCE|_DATE)$", column):
                    self.assertEqual(raw["type"], "date", f"{name}: {column}")

    def test_what_is_referred_to_has_one_column_as_its_key(self):
        keys = {layout["dataset"]: layout["subject"].get("key") for layout in self.OWN.values()}
        references = {raw["refers_to"] for layout in self.OWN.values() for raw in layout.get("attributes", {}).values()
                      if isinstance(raw, dict) and "refers_to" in raw}
        self.assertEqual(references, {"adviser", "visit", "action", "support_plan", "ofsted"})
        for dataset in references:
            self.assertEqual(len(keys[dataset]), 1, dataset)

    def test_performance_management_is_dates_and_never_words(self):
        for name, layout in self.OWN.items():
            for column, attribute in attributes_of(layout).items():
                if "htpm" in attribute or "HTPM" in column:
                    self.assertEqual(layout["attributes"][column].get("type"), "date", f"{name}: {column}")


if __name__ == "__main__":
    unittest.main()
