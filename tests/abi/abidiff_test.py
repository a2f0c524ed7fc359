#!/usr/bin/python3
"""abidiff (Debian's abigail-tools) finds no change between the kept abi-MAJOR.MINOR.xml and the ABI as it is now: types
too, where layout_test.py sees places and sizes. TERMWISE_UPDATE_GOLDEN=1 writes the file of the header's own version."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parents[1] / "sdk" / "include"
SURFACE = sys.argv.pop()


def version():
    header = (INCLUDE / "termwise" / "abi.h").read_text(encoding="utf-8")
    return [re.search(rf"#define TW_ABI_{part} (\d+)u", header).group(1) for part in ("MAJOR", "MINOR")]


def abidw(library):
    """Without what depends on the place and machine it was built on."""
    return subprocess.run(["abidw", "--no-show-locs", "--no-corpus-path", "--no-comp-dir-path", "--type-id-style", "hash",
                           library], capture_output=True, text=True, check=True).stdout


def abidiff(old, new):
    return subprocess.run(["abidiff", str(old), str(new)], capture_output=True, text=True)


def build(folder, header):
    """The surface, compiled against another header."""
    (pathlib.Path(folder) / "termwise").mkdir()
    (pathlib.Path(folder) / "termwise" / "abi.h").write_text(header, encoding="utf-8")
    library = pathlib.Path(folder) / "libsurface.so"
    subprocess.run([os.environ.get("TERMWISE_CC", "cc"), "-std=c11", "-g", "-fPIC", "-shared", f"-I{folder}", "-o",
                    str(library), str(HERE / "surface.c")], check=True)
    return library


class AbidiffTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = HERE / f"abi-{'.'.join(version())}.xml"
        if os.environ.get("TERMWISE_UPDATE_GOLDEN"):
            cls.kept.write_text(abidw(SURFACE), encoding="utf-8")

    def test_nothing_changed_within_this_version(self):
        self.assertTrue(self.kept.is_file(), f"{self.kept.name} is missing. The header's version is new: run this test "
                                             "with TERMWISE_UPDATE_GOLDEN=1, which writes it beside the old ones.")
        difference = abidiff(self.kept, SURFACE)
        self.assertEqual((difference.returncode, difference.stdout), (0, ""),
                         "termwise/abi.h changed and its version did not. If members were only added at the ends of "
                         "structures, raise TW_ABI_MINOR and run this test with TERMWISE_UPDATE_GOLDEN=1. Anything else "
                         "breaks installed plugins: undo it, or make it ABI 2.\n" + difference.stderr)

    def test_the_guard_sees_changed_types(self):
        header = (INCLUDE / "termwise" / "abi.h").read_text(encoding="utf-8")
        for old, new in [("int64_t subject;", "uint64_t subject;"),  # the same place and size
                         ("int32_t (*cancelled)(void* context);", "uint32_t (*cancelled)(void* context);"),
                         ("tw_number interval_lower;\n  tw_number interval_upper;",
                          "tw_number interval_upper;\n  tw_number interval_lower;")]:
            self.assertEqual(header.count(old), 1, old)
            with self.subTest(new), tempfile.TemporaryDirectory() as folder:
                self.assertNotEqual(abidiff(self.kept, build(folder, header.replace(old, new))).returncode, 0)


if __name__ == "__main__":
    unittest.main()
