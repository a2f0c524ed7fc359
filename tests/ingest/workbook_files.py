"""The workbooks that the tests name: `workbook_files.py DIRECTORY NAME...` writes them there, each as NAME.xlsx."""
import pathlib
import struct
import sys
import zipfile

from xlsx_writer import (DATE, DATE_TIME, GENERAL, MAIN, OFFICE, PACKAGE, PERCENT, PERCENT_1, Formatted, packed, parts_of,
                         relationships, shared_strings, sheet, sheet_of, workbook)

HEADER = ["RECTYPE", "URN", "LEA", "SCHNAME", "ICLOSE", "TELIG", "PTRWM_EXP", "READPROG", "TELNUM"]
FILES = {}


def file(function):
    FILES[function.__name__] = function
    return function


def with_data(data, texts=("text",), **changes):
    """A workbook with one sheet of these rows, as XML, and some parts changed, or left out where they are None."""
    parts = parts_of([("Data", sheet(data))], texts)
    parts.update({name.replace("__", "/"): content for name, content in changes.items()})
    return parts


def changed(name, content, data='<row r="1"><c r="A1"><v>1</v></c></row>'):
    parts = with_data(data)
    if content is None:
        del parts[name]
    else:
        parts[name] = content
    return packed(parts)


def one_cell(cell):
    return packed(with_data(f'<row r="2">{cell}</row>'))


# ---- sound ones -------------------------------------------------------------------------------------------------


@file
def small():
    """The small layout of the tests, with a blank row, a missing tail and each kind of cell."""
    return workbook([
        HEADER,
        [1, 100000, 886, "St Mary's", 0, 30, Formatted("0.67", PERCENT), -5, "01234"],
        [],
        [1, 100001, "886", "Line\nend, \"quoted\"", "1", "SUPP", "SUPP", "LOWCOV"],
        [2, 100002, 886, "  St John's ", 0, 30, Formatted("0.67000000000000004", PERCENT), 0.1, "=1"],
    ])


@file
def only_a_header():
    return workbook([HEADER])


@file
def stored():
    """Nothing of it compressed."""
    return packed(parts_of([("Data", sheet_of([["a", "b"], [1, 2]], strings := {}))], strings), zipfile.ZIP_STORED)


@file
def several_sheets():
    """The third has most rows of those that are seen."""
    strings = {}
    sheets = [("Notes", sheet_of([["about"]], strings)), ("Hidden", sheet_of([["no"]] * 9, strings), "hidden"),
              ("Table", sheet_of([["a"], [1], [2]], strings)), ("Very", sheet_of([["no"]] * 9, strings), "veryHidden"),
              ("As long", sheet_of([["b"], [1], [2]], strings)), ("Styled", sheet('<row r="1"><c r="A1" s="1"/></row>' +
               "".join(f'<row r="{r}"/>' for r in range(2, 90))))]
    return packed(parts_of(sheets, strings))


@file
def gaps():
    """A first row that is not 1, rows and cells left out, empty cells far to the right."""
    return packed(with_data('<row r="3"><c r="B3"><v>1</v></c><c r="XFD3" s="1"/></row><row r="4"/>'
                            '<row r="6"><c r="A6"><v>2</v></c><c r="D6"><v>3</v></c></row>'))


@file
def no_references():
    """Rows and cells without their places, which then follow one another."""
    return packed(with_data('<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row>'
                            "<row><c><v>5</v></c></row>"))


@file
def prefixed():
    """Every name in the strict namespace, under a prefix."""
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    return changed("xl/worksheets/sheet1.xml",
                   f'<x:worksheet xmlns:x="{strict}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>strict</x:t>'
                   "</x:is></x:c></x:row></x:sheetData></x:worksheet>")


@file
def utf_16():
    return changed("xl/worksheets/sheet1.xml", ('<?xml version="1.0" encoding="UTF-16"?>' + sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>caf\u00e9</t></is></c></row>')).encode("utf-16"))


@file
def texts():
    """Every way in which text stands in a cell."""
    strings = (f'<sst xmlns="{MAIN}"><si><r><rPr><b/></rPr><t>rich </t></r><r><t>text</t></r></si>'
               "<si><t>\u6771\u4eac</t><rPh sb=\"0\" eb=\"2\"><t>toukyou</t></rPh><phoneticPr fontId=\"1\"/></si>"
               "<si/><si><t>a_x000D_&#10;b_x005F_x_x0009_c_x0000_d</t></si><si><t>&lt;&amp;&quot;</t></si></sst>")
    cells = [f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABCDE")]
    cells += ['<c r="F1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>',
              '<c r="G1" t="str"><f>A1&amp;"x"</f><v>result</v></c>', '<c r="H1" t="e"><v>#N/A</v></c>',
              '<c r="I1" t="b"><v>1</v></c>', '<c r="J1" t="b"><v>0</v></c>', '<c r="K1"><f>1+1</f><v>2</v></c>',
              '<c r="L1" t="d"><v>2014-06-05T00:00:00</v></c>', '<c r="M1" t="str"><f>""</f><v></v></c>',
              '<c r="N1" t="d"><v>2014-06-05T09:30:00.000Z</v></c>', '<c r="O1" t="inlineStr"><is><t>&#233;</t></is></c>']
    parts = with_data(f'<row r="1">{"".join(cells)}</row>')
    parts["xl/sharedStrings.xml"] = strings
    return packed(parts)


def days(properties):
    numbers = ["1", "59", "60", "61", "0", "41795", "41795.395833333336", "2958465", "2958466", "-1", "41794.999999"]
    cells = "".join(f'<row r="{row}"><c r="A{row}" s="{DATE}"><v>{n}</v></c><c r="B{row}" s="{DATE_TIME}"><v>{n}</v></c></row>'
                    for row, n in enumerate(numbers, 1))
    return packed(parts_of([("Data", sheet(cells))], (), properties))


@file
def days_from_1900():
    return days("")


@file
def days_from_1904():
    return days(' date1904="1"')


@file
def percentages():
    values = [("0.67", PERCENT), ("0.665", PERCENT), ("-0.665", PERCENT), ("0.004", PERCENT), ("-0.004", PERCENT), ("1", PERCENT),
              ("0.28499999999999998", PERCENT), ("0.673", PERCENT_1), ("0.67", PERCENT_1), ("12.5", PERCENT), ("0", PERCENT_1),
              ("0.9996", PERCENT_1), ("0.67", GENERAL)]
    return packed(with_data("".join(f'<row r="{r}"><c r="A{r}" s="{s}"><v>{v}</v></c></row>' for r, (v, s) in
                                    enumerate(values, 1))))


@file
def names_that_lead_out():
    """Entries whose names would be outside of where an archive is unpacked, and links that lead there and back."""
    parts = with_data('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    parts["../../termwise-escaped"] = "x"
    parts["/termwise-escaped"] = "x"
    parts["_rels/.rels"] = relationships(("rId1", "officeDocument", "/../../xl/workbook.xml"))
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        ("rId1", "worksheet", "../../../xl/./worksheets/sheet1.xml"), ("rId2", "sharedStrings", "/xl/sharedStrings.xml"))
    return packed(parts)


# ---- what is no such workbook -----------------------------------------------------------------------------------


def compound(*names):
    """The start of a compound file whose directory, in sector 0, has these names."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", header, 28, 0xFFFE, 9)
    return bytes(header) + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names).ljust(2048, b"\0")


@file
def old_xls():
    return compound("Root Entry", "Workbook")


@file
def under_a_password():
    return compound("Root Entry", "EncryptionInfo", "EncryptedPackage")


@file
def under_a_zip_password():
    raw = bytearray(small())
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(mark, at + 4)
    return bytes(raw)


@file
def open_document():
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})


@file
def binary_workbook():
    return changed("_rels/.rels", relationships(("rId1", "officeDocument", "xl/workbook.bin")))


@file
def other_zip():
    return packed({"2016-2017_886_ks2final.csv": "RECTYPE,URN\n"})


@file
def word_document():
    return packed({"_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
                   "word/document.xml": '<w:document xmlns:w="urn:w"/>'})


@file
def nothing_visible():
    return packed(parts_of([("Data", sheet('<row r="1"><c r="A1"><v>1</v></c></row>'), "hidden")]))


@file
def nothing_at_all():
    return packed(with_data(""))


# ---- broken archives --------------------------------------------------------------------------------------------


@file
def truncated():
    return small()[:-200]


@file
def only_a_signature():
    return b"PK\3\4"


@file
def damaged_part():
    """A byte of the sheet is another, and its checksum is not."""
    raw = bytearray(stored())
    at = raw.find(b"<v>2</v>")
    raw[at + 3:at + 4] = b"7"
    return bytes(raw)


@file
def other_packing():
    return packed(with_data('<row r="1"><c r="A1"><v>1</v></c></row>'), zipfile.ZIP_BZIP2)


@file
def zip_bomb():
    """Eight mebibytes of spaces in eight kibibytes."""
    return changed("xl/worksheets/sheet1.xml", sheet(" " * (8 << 20)))


@file
def lying_bomb():
    """The same, and its size in the archive's list is 100 bytes."""
    raw = bytearray(zip_bomb())
    entry = raw.rfind(b"PK\1\2", 0, raw.rfind(b"xl/worksheets/sheet1.xml"))
    struct.pack_into("<I", raw, entry + 24, 100)
    return bytes(raw)


@file
def too_many_entries():
    parts = with_data('<row r="1"><c r="A1"><v>1</v></c></row>')
    parts.update({f"x{number}": "" for number in range(2_001 - len(parts))})
    return packed(parts)


@file
def as_many_entries_as_may_be():
    parts = with_data('<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>')
    parts.update({f"x{number}": "" for number in range(2_000 - len(parts))})
    return packed(parts)


@file
def endless_list():
    """An end that says there are 2 to the 40 entries."""
    raw = small()
    end = raw.rfind(b"PK\5\6")
    place, size = struct.unpack_from("<II", raw, end + 12)[1], struct.unpack_from("<I", raw, end + 12)[0]
    larger = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1 << 40, 1 << 40, size, place)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)
    return raw[:end] + larger + locator + raw[end:]


# ---- broken parts -----------------------------------------------------------------------------------------------


@file
def entity_bomb():
    entities = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi"))
    return changed("xl/worksheets/sheet1.xml", f"<!DOCTYPE worksheet [{entities}]>" + sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&i;</t></is></c></row>'))


@file
def outside_entity():
    return changed("xl/sharedStrings.xml", '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                   f'<sst xmlns="{MAIN}"><si><t>&x;</t></si></sst>')


@file
def missing_sheet():
    return changed("xl/worksheets/sheet1.xml", None)


@file
def missing_strings():
    return changed("xl/sharedStrings.xml", None)


@file
def missing_workbook():
    return changed("xl/workbook.xml", None)


@file
def wrong_relationship():
    return changed("xl/_rels/workbook.xml.rels", relationships(("rId77", "worksheet", "worksheets/sheet1.xml")))


@file
def outside_relationship():
    return changed("xl/_rels/workbook.xml.rels",
                   f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
                   'Target="http://example.invalid/sheet.xml" TargetMode="External"/></Relationships>')


@file
def wrong_part():
    return changed("xl/_rels/workbook.xml.rels", relationships(("rId1", "worksheet", "styles.xml")))


@file
def not_utf8():
    return changed("xl/worksheets/sheet1.xml", sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>caf@</t></is></c></row>').encode().replace(b"@", b"\xe9"))


@file
def unknown_encoding():
    return changed("xl/worksheets/sheet1.xml", '<?xml version="1.0" encoding="EBCDIC-XYZ"?>' + sheet(""))


@file
def unfinished_xml():
    return changed("xl/worksheets/sheet1.xml", sheet('<row r="1"><c r="A1"><v>1</v></c></row>')[:-20])


@file
def too_deep():
    return changed("xl/worksheets/sheet1.xml", sheet("<a>" * 63 + "</a>" * 63))  # within two others


@file
def as_deep_as_may_be():
    return changed("xl/worksheets/sheet1.xml", sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>' + "<a>" * 62 + "</a>" * 62))


@file
def endless_tag():
    noise = "".join(f"{number:x}" for number in range(3_000_000))  # 17 MiB that pack badly
    return changed("xl/worksheets/sheet1.xml", sheet(f'<row r="1" note="{noise}"/>'))


@file
def endless_names():
    return changed("xl/worksheets/sheet1.xml", sheet("".join(f"<n{number:x}/>" for number in range(400_000))))


@file
def hundred_thousand_columns():
    """Those that have letters at all; the sheet goes on beyond."""
    return workbook([[f"c{number}" for number in range(100_000)]])


@file
def column_that_no_sheet_has():
    return one_cell('<c r="XFE2"><v>1</v></c>')


@file
def absurd_row():
    return packed(with_data('<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999999999999999"><c><v>1</v></c></row>'))


@file
def row_beyond_the_last():
    return packed(with_data('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'))


@file
def the_last_row():
    return packed(with_data('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>'))


@file
def row_nought():
    return packed(with_data('<row r="0"><c><v>1</v></c></row>'))


@file
def rows_out_of_order():
    return packed(with_data('<row r="5"><c r="A5"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>'))


@file
def row_twice():
    return packed(with_data('<row r="5"><c r="A5"><v>1</v></c></row><row r="5"><c r="B5"><v>1</v></c></row>'))


@file
def cell_twice():
    return one_cell('<c r="B2"><v>1</v></c><c r="B2"><v>2</v></c>')


@file
def cells_out_of_order():
    return one_cell('<c r="C2"><v>1</v></c><c r="B2"><v>2</v></c>')


@file
def cell_of_another_row():
    return one_cell('<c r="B3"><v>1</v></c>')


@file
def no_reference_at_all():
    return one_cell('<c r="2B"><v>1</v></c>')


@file
def text_that_is_not_there():
    return one_cell('<c r="B2" t="s"><v>1</v></c>')


@file
def text_number_below_nought():
    return one_cell('<c r="B2" t="s"><v>-1</v></c>')


@file
def format_that_is_not_there():
    return one_cell('<c r="B2" s="5"><v>1</v></c>')


@file
def no_number():
    return one_cell('<c r="B2"><v>nan</v></c>')


@file
def too_large_a_number():
    return one_cell('<c r="B2"><v>1e999</v></c>')


@file
def no_boolean():
    return one_cell('<c r="B2" t="b"><v>2</v></c>')


@file
def no_type():
    return one_cell('<c r="B2" t="q"><v>2</v></c>')


@file
def formula_without_result():
    return one_cell('<c r="B2"><f>SUM(A1:A9)</f></c>')


@file
def long_text():
    return one_cell(f'<c r="B2" t="inlineStr"><is><t>{"x" * 131_073}</t></is></c>')


@file
def as_long_a_text_as_may_be():
    return one_cell(f'<c r="B2" t="inlineStr"><is><t>{"x" * 131_072}</t></is></c>')


@file
def long_shared_text():
    return changed("xl/sharedStrings.xml", shared_strings(["x" * 131_073]))


if __name__ == "__main__":
    for wanted in sys.argv[2:]:
        (pathlib.Path(sys.argv[1]) / f"{wanted}.xlsx").write_bytes(FILES[wanted]())
