"""Excel workbooks by Python's zipfile alone, for tests: whole ones from rows of values, and parts that may be broken."""
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# The formats of the styles part below, by the numbers that cells name.
GENERAL, PERCENT, PERCENT_1, DATE, DATE_TIME = range(5)
CODES = {164: "0.0%", 165: "dd/mm/yyyy", 166: "dd/mm/yyyy hh:mm"}


class Formatted:
    """A number under one of the formats."""

    def __init__(self, number, style):
        self.number, self.style = number, style


def letters(column):
    """"AB" for 28."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def relationships(*links):
    """Of (id, kind, target)."""
    return (f'<Relationships xmlns="{PACKAGE}/relationships">' + "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}/>' for name, kind, target in links)
        + "</Relationships>")


def styles():
    codes = "".join(f"<numFmt numFmtId=\"{number}\" formatCode={quoteattr(code)}/>" for number, code in CODES.items())
    cells = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 9, 164, 165, 166))
    return (f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(CODES)}">{codes}</numFmts>'
            f'<cellXfs count="5">{cells}</cellXfs></styleSheet>')


def shared_strings(texts):
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    return f'<sst xmlns="{MAIN}">{items}</sst>'


def cell(reference, value, strings):
    if value is None or value == "":
        return ""
    if isinstance(value, Formatted):
        return f'<c r="{reference}" s="{value.style}"><v>{value.number}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{reference}"><v>{value!r}</v></c>'
    return f'<c r="{reference}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'


def sheet(data):
    """A sheet's part around its rows, which are XML."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'


def sheet_of(rows, strings):
    """Of rows of values, None where there is none; `strings` collects the shared texts."""
    xml = []
    for number, row in enumerate(rows, 1):
        cells = "".join(cell(f"{letters(column)}{number}", value, strings) for column, value in enumerate(row, 1))
        if cells:
            xml.append(f'<row r="{number}">{cells}</row>')
    return sheet("".join(xml))


def parts_of(sheets, texts=(), properties=""):
    """The parts of a workbook. `sheets` are (name, XML) or (name, XML, state)."""
    listed = "".join(
        f'<sheet name={quoteattr(entry[0])} sheetId="{number}" r:id="rId{number}"'
        + (f' state="{entry[2]}"' if len(entry) > 2 else "") + "/>" for number, entry in enumerate(sheets, 1))
    links = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    links += [("rId900", "sharedStrings", "sharedStrings.xml"), ("rId901", "styles", "styles.xml")]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr{properties}/>'
                           f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relationships(*links),
        "xl/sharedStrings.xml": shared_strings(texts),
        "xl/styles.xml": styles(),
    }
    for number, entry in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = entry[1]
    return parts


def packed(parts, method=zipfile.ZIP_DEFLATED):
    """The parts as a zip archive; the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            archive.writestr(info, content)
    return out.getvalue()


def workbook(rows, name="Data"):
    """The bytes of a workbook with one sheet of values."""
    strings = {}
    xml = sheet_of(rows, strings)
    return packed(parts_of([(name, xml)], strings))
