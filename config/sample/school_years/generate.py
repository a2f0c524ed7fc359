#!/usr/bin/python3
"""Writes a school year of four Local Authorities as the files that arrive in the course of it: lists of schools, results,
inspections, and the LA's own registers in the layouts of their templates. Everything is invented. The same bytes come out
every time.

    generate.py           writes the files into a folder for each LA
    generate.py --check   says whether they are what it would write; exit 1 if not
"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from stories import kent, norfolk, sampleshire, west_sussex  # noqa: E402

FOLDER = Path(__file__).resolve().parent


def files():
    """Path below this folder -> bytes."""
    return {Path(year.la) / name: text.encode("utf-8")
            for story in (west_sussex, kent, norfolk, sampleshire) for year in (story.year(),)
            for name, text in year.files().items()}


def main():
    written = files()
    there = {path.relative_to(FOLDER) for path in FOLDER.glob("*/*.csv")}
    if "--check" not in sys.argv[1:]:
        for path in there - set(written):
            (FOLDER / path).unlink()
        for path, content in written.items():
            (FOLDER / path).write_bytes(content)
        return
    wrong = sorted(str(path) for path in there | set(written)
                   if path not in there or path not in written or (FOLDER / path).read_bytes() != written[path])
    if wrong:
        sys.exit(f"These are not what generate.py writes: {', '.join(wrong)}. Run it without --check.")


if __name__ == "__main__":
    main()
