"""The rules of quality.toml: some layout can answer each, and none compares unlike groups of pupils."""
import re
import unittest

from config_test import LAYOUTS, measures_of, read


class Quality(unittest.TestCase):
    RULES = read("quality.toml")
    BY_LAYOUT = {name: set(measures_of(layout).values()) for name, layout in LAYOUTS.items()}

    def assert_together(self, codes):
        self.assertTrue(any(set(codes) <= measures for measures in self.BY_LAYOUT.values()), f"no layout has {codes}")

    def test_each_kind_is_there(self):
        self.assertEqual(set(self.RULES), {"joint", "count", "change", "total", "order", "agree"})

    def test_some_layout_can_answer_each_rule(self):
        for rule in self.RULES["joint"]:
            self.assert_together([rule["joint"], *rule["parts"]])
        for rule in self.RULES["count"]:
            self.assert_together([rule["percentage"], rule["pupils"]])
        for rule in self.RULES["change"]:
            self.assert_together([rule["measure"], rule.get("cohort", rule["measure"])])
        for rule in self.RULES["agree"]:
            self.assert_together([rule["measure"]])
            self.assert_together([rule["with"]])
        for rule in self.RULES["total"]:
            self.assertTrue(any(rule["measure"] in self.BY_LAYOUT[name]
                                and "la" in {kind["subject"] for kind in layout.get("record_types", {}).values()}
                                for name, layout in LAYOUTS.items()), rule)
        for rule in self.RULES["order"]:
            dates = [{entry["attribute"] for entry in layout.get("attributes", {}).values()
                      if isinstance(entry, dict) and entry.get("type") == "date"} for layout in LAYOUTS.values()]
            for earlier, later in zip(rule["dates"], rule["dates"][1:]):
                self.assertTrue(any({earlier, later} <= known for known in dates), rule)

    def test_parts_are_of_the_same_pupils_and_standard(self):
        for rule in self.RULES["joint"]:
            joint = re.fullmatch(r"(KS2_(?:EXS|HIGH))_RWM(_\w+)?|(KS4_ENTERED_EBACC)", rule["joint"])
            self.assertIsNotNone(joint, rule)
            for part in rule["parts"]:
                expected = rf"{joint[1]}_[RWM]{joint[2] or ''}" if joint[1] else rf"{joint[3]}_(E|M|SC|HUM|LAN)"
                self.assertRegex(part, rf"^{expected}$")


if __name__ == "__main__":
    unittest.main()
