#!/usr/bin/python3
"""The reference leaves out nothing that an author may use: each class, structure, enumeration and function of the SDK's
headers has a comment. Operators and constructors speak for themselves, and so do most members of structures."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

DOXYFILE = pathlib.Path(os.environ["TERMWISE_DOXYFILE"])
STRICT = "EXTRACT_ALL=NO\nWARN_IF_UNDOCUMENTED=YES\nWARN_AS_ERROR=NO\n"


def undocumented(doxyfile):
    """What Doxygen says is not documented, without what need not be."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["doxygen", "-"], input=f"{doxyfile}\n{STRICT}OUTPUT_DIRECTORY={folder}\n", text=True,
                              capture_output=True, check=True)
    found = set()
    for line in done.stderr.splitlines():
        said = re.search(r"include/termwise/(\S+) warning: (.* is not documented\.)", line)
        if not said or not re.search(r"Compound |\((function|enumeration)\) of ", said[2]):
            continue
        name = re.match(r"Member ([^(]*)\(.* of (?:class|struct|namespace) (?:\w+::)*(\w+)", said[2])
        if name and ("operator" in name[1] or name[1].strip() == name[2]):
            continue
        found.add(f"{said[1]} {said[2]}")
    return sorted(found)


class ReferenceTest(unittest.TestCase):
    maxDiff = None

    def test_everything_that_an_author_may_use_is_documented(self):
        self.assertEqual(undocumented(DOXYFILE.read_text(encoding="utf-8")), [])

    def test_what_is_not_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            header = pathlib.Path(folder) / "include" / "termwise" / "bare.hpp"
            header.parent.mkdir(parents=True)
            header.write_text("// A header.\n#pragma once\nnamespace termwise {\n\nstruct Bare {\n  Bare();\n  int plain();\n"
                              "  // Said.\n  int said();\n  bool operator!() const;\n};\n\n}  // namespace termwise\n")
            doxyfile = DOXYFILE.read_text(encoding="utf-8") + f"\nINPUT={folder}/include\n"
            bare = "Compound termwise::Bare is not documented."
            plain = "Member plain() (function) of struct termwise::Bare is not documented."
            self.assertEqual([line.split(" ", 1)[1] for line in undocumented(doxyfile)], [bare, plain])
            header.write_text(header.read_text().replace("struct Bare", "// Bare no more.\nstruct Bare"))
            self.assertEqual([line.split(" ", 1)[1] for line in undocumented(doxyfile)], [plain])


if __name__ == "__main__":
    unittest.main()
