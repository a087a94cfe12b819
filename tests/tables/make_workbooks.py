"""Writes the workbooks of the corpus with openpyxl, XlsxWriter, ExcelJS (through
node), R's openxlsx and LibreOffice, and what must be understood of each beside it.

    pip install openpyxl xlsxwriter; npm i exceljs
    apt-get install r-cran-openxlsx libreoffice-calc-nogui
    python3 tests/tables/make_workbooks.py FOLDER_WITH_NODE_MODULES
"""
import datetime as d, json, os, subprocess, sys, zipfile
import openpyxl, xlsxwriter

HERE = os.path.dirname(os.path.abspath(__file__))
NODE = sys.argv[1]
HEAD = ["id", "surgery date", "age", "path_necrosis", "pfs_months", "pfs_event", "alive"]
CELLS = [
    ["A", "2020-01-31", "55", "85%", "12.5", "1", "TRUE"],
    ["B", "2021-03-14", "61", "5%", "0.4", "0", "FALSE"],
    ["C", "", "n/a", "7%", "3", "1", "TRUE"],
]
EXPECT = {
    "encoding": "workbook", "header": 1, "cells": CELLS, "problems": [], "lines": [2, 3, 4],
    "columns": [["id", "id"], ["surgery date", "date"], ["age", "number"], ["path_necrosis", "number"], ["pfs_months", "number"], ["pfs_event", "number"], ["alive", "label"]],
    "numbers": {"pfs_months": [12.5, 0.4, 3], "path_necrosis": [85, 5, 7], "age": [55, 61, None]},
    "dates": {"surgery date": ["2020-01-31", "2021-03-14", None]},
    "missing": [["age", "n/a"]],
    "roles": {"id": "id", "grades": [["path_necrosis", "pathology"]], "endpoints": [["pfs_months", "pfs_event", "months"]]},
}
ROWS = [
    ["A", d.date(2020, 1, 31), 55, 0.85, 12.5, 1, True],
    ["B", d.date(2021, 3, 14), 61, 0.05, 0.4, 0, False],
    ["C", None, "n/a", 0.07, 3, 1, True],
]


def path(name):
    return os.path.join(HERE, name + ".xlsx")


def expect(name, **more):
    full = {**EXPECT, **more}
    full = {key: value for key, value in full.items() if value is not None}
    with open(os.path.join(HERE, name + ".json"), "w", encoding="utf-8") as file:
        json.dump(full, file, ensure_ascii=False, indent=1)
        file.write("\n")


# openpyxl: shared strings, 1900 system
def with_openpyxl(name, epoch=None, before=None, after=None):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    sheet.title = "Cohort"
    if before:
        before(book, sheet)
    sheet.append(HEAD)
    for row in ROWS:
        sheet.append(row)
        sheet.cell(sheet.max_row, 4).number_format = "0%"
    if after:
        after(book, sheet)
    book.save(path(name))


with_openpyxl("workbook_openpyxl")
expect("workbook_openpyxl", sheet="Cohort", sheets=["Cohort"])
with_openpyxl("workbook_1904", epoch=openpyxl.utils.datetime.CALENDAR_MAC_1904)
expect("workbook_1904")


def title(book, sheet):
    sheet.append(["Sarcoma cohort"])
    sheet.merge_cells("A1:G1")
    sheet.append([])


with_openpyxl("workbook_merged_title", before=title)
expect("workbook_merged_title", header=3, lines=[4, 5, 6], decisions={"preamble": 1}, problems=["merged_cells"])


def groups(book, sheet):
    sheet.append(["patient", None, None, "tumour", "follow-up", None, None])
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("E1:G1")


with_openpyxl("workbook_merged_headings", before=groups)
expect("workbook_merged_headings", options={"header": {"row": 2}}, header=2, lines=[3, 4, 5], problems=["merged_cells"])


def sheets(book, sheet):
    first = book.create_sheet("Read me", 0)
    first["B2"] = 'Notes: "see\nthe next sheet"'
    hidden = book.create_sheet("secret", 0)
    hidden.sheet_state = "hidden"
    hidden["A1"] = "x"


with_openpyxl("workbook_sheet_chosen", after=sheets)
expect("workbook_sheet_chosen", options={"sheet": "Cohort"}, sheet="Cohort", sheets=["secret", "Read me", "Cohort"])
with_openpyxl("workbook_first_visible_sheet", after=sheets)
expect("workbook_first_visible_sheet", sheet="Read me", columns=[['Notes: "see the next sheet"', "empty"]], cells=[], lines=[], numbers=None, dates=None, missing=None, roles=None, header=2, problems=["header_only"])


def offset(book, sheet):
    sheet.insert_cols(1, 2)
    sheet.insert_rows(1, 3)


with_openpyxl("workbook_away_from_the_corner", after=offset)
expect("workbook_away_from_the_corner", header=4, lines=[5, 6, 7])


def hide(book, sheet):
    sheet.row_dimensions[3].hidden = True
    sheet["E2"] = "=25/2"


with_openpyxl("workbook_hidden_row_and_formula", after=hide)
expect("workbook_hidden_row_and_formula", problems=["hidden_rows", "formula_without_result"],
       cells=[["A", "2020-01-31", "55", "85%", "", "1", "TRUE"]] + CELLS[1:], numbers={"pfs_months": [None, 0.4, 3]}, roles=None)


def errors(book, sheet):
    sheet["C2"] = "#N/A"
    sheet["C2"].data_type = "e"


with_openpyxl("workbook_error_cells", after=errors)
expect("workbook_error_cells", cells=[["A", "2020-01-31", "#N/A", "85%", "12.5", "1", "TRUE"]] + CELLS[1:], numbers=None,
       columns=None, missing=[["age", "#N/A"], ["age", "n/a"]])

# XlsxWriter: rich strings, many formats
book = xlsxwriter.Workbook(path("workbook_xlsxwriter"))
sheet = book.add_worksheet("Data & more")
for column, name in enumerate(HEAD):
    sheet.write(0, column, name)
formats = {1: book.add_format({"num_format": "[$-407]d. mmmm yyyy"}), 3: book.add_format({"num_format": "0.0%"})}
for row, values in enumerate(ROWS, 1):
    for column, value in enumerate(values):
        if value is None:
            continue
        if isinstance(value, d.date):
            sheet.write_datetime(row, column, d.datetime(value.year, value.month, value.day), formats[1])
        else:
            sheet.write(row, column, value, formats.get(column))
sheet.write_rich_string(1, 0, book.add_format({"bold": True}), "A", " (rich)")
book.close()
expect("workbook_xlsxwriter", sheet="Data & more", cells=[["A (rich)"] + CELLS[0][1:]] + CELLS[1:])

# ExcelJS: inline and shared strings, dates as JavaScript has them
script = """
const ExcelJS = require('exceljs');
const book = new ExcelJS.Workbook();
const sheet = book.addWorksheet('Cohort');
sheet.addRow(%s);
for (const row of %s) {
  const cells = row.map((c) => (typeof c === 'string' && /^\\d{4}-/.test(c) ? new Date(c + 'T00:00:00Z') : c));
  const added = sheet.addRow(cells);
  added.getCell(2).numFmt = 'dd/mm/yyyy';
  added.getCell(4).numFmt = '0%%';
}
book.xlsx.writeFile(%s);
""" % (json.dumps(HEAD), json.dumps([[c.isoformat() if isinstance(c, d.date) else c for c in row] for row in ROWS]), json.dumps(path("workbook_exceljs")))
subprocess.run(["node", "-e", script], cwd=NODE, check=True)
expect("workbook_exceljs")

# R's openxlsx
script = """
x <- data.frame(id = c("A", "B", "C"), s = as.Date(c("2020-01-31", "2021-03-14", NA)), age = c("55", "61", "n/a"),
  p = c(0.85, 0.05, 0.07), m = c(12.5, 0.4, 3), e = c(1, 0, 1), alive = c(TRUE, FALSE, TRUE))
names(x) <- c(%s)
class(x[[4]]) <- "percentage"
openxlsx::write.xlsx(x, "%s")
""" % (", ".join(json.dumps(h) for h in HEAD), path("workbook_openxlsx"))
subprocess.run(["Rscript", "-e", script], check=True)
expect("workbook_openxlsx", cells=[[c.replace("85%", "85%") for c in row] for row in CELLS])

# LibreOffice, from a German text
source = os.path.join("/tmp", "workbook_libreoffice.csv")
with open(source, "w", encoding="utf-8") as file:
    file.write(";".join(HEAD) + "\n")
    file.write("A;2020-01-31;55;85%;12,5;1;WAHR\nB;2021-03-14;61;5%;0,4;0;FALSCH\nC;;n/a;7%;3;1;WAHR\n")
subprocess.run(["soffice", "--headless", "--infilter=CSV:59,34,76,1,,1031,false,true", "--convert-to", "xlsx", "--outdir", HERE, source], check=True)
expect("workbook_libreoffice")

# Inline strings and a default namespace with a prefix, as some exporters write
with zipfile.ZipFile(path("workbook_inline_strings"), "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("[Content_Types].xml", "<Types/>")
    archive.writestr("_rels/.rels", '<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="/book/w.xml"/></Relationships>')
    archive.writestr("book/w.xml", '<?xml version="1.0"?><x:workbook xmlns:x="m" xmlns:r="q"><x:sheets><x:sheet name="S &amp; T" sheetId="1" r:id="a"/></x:sheets></x:workbook>')
    archive.writestr("book/_rels/w.xml.rels", '<Relationships><Relationship Id="a" Type="http://x/worksheet" Target="s.xml"/></Relationships>')
    archive.writestr("book/s.xml", '<x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>id</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>no&#x0A;te</x:t></x:is></x:c></x:row>'
                     '<x:row><x:c t="inlineStr"><x:is><x:r><x:t>A</x:t></x:r><x:r><x:t>1</x:t></x:r></x:is></x:c><x:c t="str"><x:f>1+1</x:f><x:v>two _x0009_ tabs</x:v></x:c></x:row>'
                     '<x:row r="4"><x:c r="B4" t="d"><x:v>2021-03-14T00:00:00</x:v></x:c><!-- gap --></x:row></x:sheetData></x:worksheet>')
expect("workbook_inline_strings", sheet="S & T", sheets=["S & T"], cells=[["A1", "two \t tabs"], ["", "2021-03-14"]], lines=[2, 4], columns=[["id", "label"], ["no te", "label"]], numbers=None, dates=None, missing=None, roles=None)
