"""Writes the corpus: NAME.csv (or .tsv, .txt, .xlsx) and NAME.json with what a
careful reader must understand. The data and the expectations below are written
by hand; this script only puts the data into bytes, with no reader of ours.

    python3 tests/tables/make.py            # text files
    python3 tests/tables/make_workbooks.py  # workbooks, see there
"""
import json, os

HERE = os.path.dirname(os.path.abspath(__file__))


def quote(cell, delimiter, always=False):
    if always or any(c in cell for c in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def text_of(rows, delimiter, ending="\n", always=False, last=True):
    lines = [delimiter.join(quote(c, delimiter, always) for c in row) for row in rows]
    return ending.join(lines) + (ending if last else "")


def case(name, content, expect, encoding="utf-8"):
    data = content if isinstance(content, bytes) else content.encode(encoding)
    extension = "tsv" if b"\t" in data else "csv"
    for old in ("tsv", "csv"):
        path = os.path.join(HERE, f"{name}.{old}")
        if os.path.exists(path):
            os.remove(path)
    with open(os.path.join(HERE, f"{name}.{extension}"), "wb") as file:
        file.write(data)
    with open(os.path.join(HERE, f"{name}.json"), "w", encoding="utf-8") as file:
        json.dump(expect, file, ensure_ascii=False, indent=1)
        file.write("\n")


def table(name, rows, delimiter, expect, ending="\n", encoding="utf-8", always=False, last=True, bom=b"", extra_cells=None):
    """A table whose first row is the heading; the cells are the rows below it."""
    body = text_of(rows, delimiter, ending, always, last)
    data = bom + body.encode(encoding)
    words = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "pipe"}
    full = {"delimiter": words[delimiter], "header": 1, "cells": rows[1:], "problems": []}
    full.update(expect)
    case(name, data, full)


COHORT = [
    ["id", "mri_pre", "mri_post", "path", "pfs_months", "pfs_event"],
    ["P1", "<5%", "25-50%", "75-95%", "12.5", "1"],
    ["P2", "5-25%", "50-75%", ">95%", "30", "0"],
    ["P3", "<5%", "<5%", "5-25%", "7.25", "1"],
    ["P4", "25-50%", "75-95%", "", "41", "0"],
]
COHORT_COLUMNS = [["id", "id"], ["mri_pre", "grade"], ["mri_post", "grade"], ["path", "grade"], ["pfs_months", "number"], ["pfs_event", "number"]]
COHORT_EXPECT = {
    "columns": COHORT_COLUMNS,
    "blanks": {"path": 1},
    "numbers": {"pfs_months": [12.5, 30, 7.25, 41], "pfs_event": [1, 0, 1, 0]},
    "roles": {
        "id": "id",
        "grades": [["mri_pre", "pre"], ["mri_post", "post"], ["path", "pathology"]],
        "endpoints": [["pfs_months", "pfs_event", "months"]],
    },
    "coding": {"pfs_event": {"event": ["1"], "censored": ["0"]}},
}


def comma(rows):
    return [rows[0]] + [[c.replace(".", ",") for c in row] for row in rows[1:]]


# Excel in five locales ------------------------------------------------------
table("excel_english_csv", COHORT, ",", {**COHORT_EXPECT, "decimal": "point", "line_ending": "carriage_return_line_feed", "encoding": "utf8_bom"}, ending="\r\n", bom=b"\xef\xbb\xbf")
table("excel_german_csv", comma(COHORT), ";", {**COHORT_EXPECT, "decimal": "comma", "decisions": {"decimal_comma": 2}, "encoding": "utf8"}, ending="\r\n")
table("excel_french_clipboard", comma([["id", "âge", "durée_mois", "décès"], ["A", "50.5", "12", "oui"], ["B", "61", "7.25", "non"], ["C", "44", "3", "oui"]]), "\t",
      {"decimal": "comma", "columns": [["id", "id"], ["âge", "number"], ["durée_mois", "number"], ["décès", "label"]], "numbers": {"âge": [50.5, 61, 44]},
       "roles": {"id": "id", "endpoints": [["durée_mois", "décès", "months"]]}, "coding": {"décès": {"event": ["oui"], "censored": ["non"]}}}, ending="\r\n")
table("excel_spanish_windows1252", comma([["paciente", "edad", "seguimiento_meses", "muerte"], ["1", "50", "12.5", "sí"], ["2", "61", "7", "no"], ["3", "44", "3.5", "sí"]]), ";",
      {"decimal": "comma", "encoding": "windows1252", "columns": [["paciente", "id"], ["edad", "number"], ["seguimiento_meses", "number"], ["muerte", "label"]],
       "roles": {"id": "paciente", "endpoints": [["seguimiento_meses", "muerte", "months"]]}, "coding": {"muerte": {"event": ["sí"], "censored": ["no"]}}}, ending="\r\n", encoding="cp1252")
table("excel_portuguese_utf16", comma([["id", "idade", "tempo_dias", "óbito"], ["A", "50", "120", "sim"], ["B", "61.5", "700", "não"], ["C", "44", "35", "sim"]]), "\t",
      {"decimal": "comma", "encoding": "utf16_little_endian", "columns": [["id", "id"], ["idade", "number"], ["tempo_dias", "number"], ["óbito", "label"]],
       "roles": {"id": "id", "endpoints": [["tempo_dias", "óbito", "days"]]}, "coding": {"óbito": {"event": ["sim"], "censored": ["não"]}}}, ending="\r\n", encoding="utf-16-le", bom=b"\xff\xfe")
table("utf16_big_endian", COHORT, "\t", {**COHORT_EXPECT, "encoding": "utf16_big_endian"}, encoding="utf-16-be", bom=b"\xfe\xff")
table("utf16_without_mark", COHORT, "\t", {**COHORT_EXPECT, "encoding": "utf16_little_endian"}, encoding="utf-16-le")
table("excel_italian_clipboard", [["paziente", "età", "durata mesi", "decesso"], ["1", "50", "12,5", "vivo"], ["2", "61", "7", "deceduto"], ["3", "70", "9,5", "vivo"]], "\t",
      {"decimal": "comma", "roles": {"id": "paziente", "endpoints": [["durata mesi", "decesso", "months"]]}, "coding": {"decesso": {"event": ["deceduto"], "censored": ["vivo"]}}})

# Line ends, quotes, marks ---------------------------------------------------
table("old_mac_line_ends", COHORT, ",", {**COHORT_EXPECT, "line_ending": "carriage_return"}, ending="\r")
table("no_line_end_at_the_end", COHORT, ",", COHORT_EXPECT, last=False)
table("all_quoted_by_r", COHORT, ",", COHORT_EXPECT, always=True)
table("pipes", COHORT, "|", COHORT_EXPECT)
table("quoted_newlines", [["id", "note", "age"], ["A", "first line\nsecond, line", "50"], ["B", 'she said "no"', "61"], ["C", "x\r\ny", "44"]], ",",
      {"columns": [["id", "id"], ["note", "label"], ["age", "number"]], "lines": [2, 3, 4]})
table("semicolons_inside_commas", [["id", "note", "age"], ["A", "a; b", "50"], ["B", "c; d; e", "61"], ["C", "f", "44"]], ",", {"columns": [["id", "id"], ["note", "label"], ["age", "number"]]})
table("decimal_commas_in_quotes", [["id", "t", "e"], ["A", "12,5", "1"], ["B", "3,25", "0"], ["C", "4", "1"]], ",", {"decimal": "comma", "numbers": {"t": [12.5, 3.25, 4]}, "decisions": {"decimal_comma": 2}})
case("stray_quote", 'id,note,age\nA,"open,50\nB,ok,61\nC,5" tumour,44\n', {"delimiter": "comma", "header": 1, "cells": [["A", '"open', "50"], ["B", "ok", "61"], ["C", '5" tumour', "44"]], "problems": ["stray_quote"]})
case("quote_with_text_behind", 'id,note\nA,"no" he said\nB,"yes"\n', {"delimiter": "comma", "cells": [["A", '"no" he said'], ["B", "yes"]], "problems": ["stray_quote"]})
case("spaces_around_cells", "id , age ,t\n A , 50 , 1.5 \nB,61 ,  2\n", {"delimiter": "comma", "columns": [["id", "id"], ["age", "number"], ["t", "number"]], "cells": [["A", "50", "1.5"], ["B", "61", "2"]]})
case("non_breaking_spaces", "id\tt\nA\t\u00a012,5\u00a0\nB\u00a0\t3,5\nC\t\u00a0\n", {"delimiter": "tab", "decimal": "comma", "cells": [["A", "12,5"], ["B", "3,5"], ["C", ""]], "numbers": {"t": [12.5, 3.5, None]}, "blanks": {"t": 1}})
case("block_of_spaces", "id  time event\nA      3     1\nB     12     0\nC      7     1\n", {"delimiter": "spaces", "header": 1, "columns": [["id", "id"], ["time", "number"], ["event", "number"]], "cells": [["A", "3", "1"], ["B", "12", "0"], ["C", "7", "1"]]})
case("one_column", "time\n3\n5\n8\n", {"delimiter": "none", "header": 1, "columns": [["time", "number"]], "cells": [["3"], ["5"], ["8"]]})
case("one_column_of_decimal_commas", "time\n3,5\n5,25\n8,1\n", {"delimiter": "none", "decimal": "comma", "columns": [["time", "number"]], "numbers": {"time": [3.5, 5.25, 8.1]}, "cells": [["3,5"], ["5,25"], ["8,1"]]})

# Numbers --------------------------------------------------------------------
table("thousands_commas", [["id", "cells", "t"], ["A", "1,234", "1.5"], ["B", "12,345,678", "2.5"], ["C", "999", "3"]], "\t", {"decimal": "point", "thousands": "comma", "numbers": {"cells": [1234, 12345678, 999], "t": [1.5, 2.5, 3]}, "decisions": {"thousands": 2, "decimal_point": 2}})
table("thousands_points", [["id", "cells", "t"], ["A", "1.234", "1,5"], ["B", "12.345.678,5", "2,5"], ["C", "999", "3"]], ";", {"decimal": "comma", "thousands": "point", "numbers": {"cells": [1234, 12345678.5, 999], "t": [1.5, 2.5, 3]}, "decisions": {"thousands": 2, "decimal_comma": 3}})
table("thousands_spaces", [["id", "cells", "t"], ["A", "1 234", "1,5"], ["B", "12\u00a0345", "2,5"], ["C", "999", "3"]], ";", {"decimal": "comma", "thousands": "space", "numbers": {"cells": [1234, 12345, 999]}})
table("thousands_apostrophes", [["id", "cells", "t"], ["A", "1'234", "1.5"], ["B", "12’345.5", "2.5"], ["C", "999", "3"]], ";", {"decimal": "point", "thousands": "apostrophe", "numbers": {"cells": [1234, 12345.5, 999]}})
table("ambiguous_thousands", [["id", "cells"], ["A", "1,234"], ["B", "2,345"], ["C", "3,456"]], "\t", {"decimal": "point", "thousands": "comma", "numbers": {"cells": [1234, 2345, 3456]}, "ask": ["thousands"], "problems": ["ambiguous_mark"]})
table("ambiguous_answered", [["id", "cells"], ["A", "1,234"], ["B", "2,345"], ["C", "3,456"]], "\t", {"options": {"decimal": "comma"}, "decimal": "comma", "thousands": "none", "numbers": {"cells": [1.234, 2.345, 3.456]}, "ask": []})
table("ambiguous_in_a_comma_locale", [["id", "x"], ["A", "1,234"], ["B", "2,345"]], ";", {"decimal": "comma", "numbers": {"x": [1.234, 2.345]}, "ask": ["decimal_comma"], "problems": ["ambiguous_mark"]})
table("three_decimals", [["id", "x"], ["A", "1.234"], ["B", "2.345"], ["C", "0.125"]], "\t", {"decimal": "point", "numbers": {"x": [1.234, 2.345, 0.125]}, "ask": []})
table("mixed_decimal_marks", [["id", "t"], ["A", "1.5"], ["B", "2.5"], ["C", "3,5"], ["D", "4.5"]], "\t", {"decimal": "point", "numbers": {"t": [1.5, 2.5, None, 4.5]}, "odd": {"t": ["3,5"]}, "problems": ["mixed_decimal_marks"]})
table("percent_cells", [["id", "necrosis"], ["A", "85%"], ["B", "5 %"], ["C", "12,5 %"]], ";", {"columns": [["id", "id"], ["necrosis", "number"]], "decimal": "comma", "numbers": {"necrosis": [85, 5, 12.5]}, "decisions": {"percent_sign": 3, "decimal_comma": 1}, "roles": {"id": "id", "grades": [["necrosis", "other"]]}})
table("signs_and_exponents", [["id", "x"], ["A", "-1.5"], ["B", "+2"], ["C", "1e-3"], ["D", "2.5E+2"], ["E", "−4"], ["F", ".5"]], ",", {"numbers": {"x": [-1.5, 2, 0.001, 250, -4, 0.5]}})
table("more_digits_than_a_double", [["id", "x"], ["A", "0.1234567890123456789"], ["B", "123456789012345678901234567890"], ["C", "1e400"], ["D", "0.3"]], ",", {"numbers": {"x": [0.12345678901234568, 1.2345678901234568e29, None, 0.3]}, "odd": {"x": ["1e400"]}})
table("nan_and_infinity_are_words", [["id", "x"], ["A", "1"], ["B", "NaN"], ["C", "inf"], ["D", "2"], ["E", "3"], ["F", "4"], ["G", "5"]], ",", {"numbers": {"x": [1, None, None, 2, 3, 4, 5]}, "odd": {"x": ["NaN", "inf"]}, "missing": [["x", "NaN"]]})

# Grades ---------------------------------------------------------------------
table("grade_spellings", [["id", "necrosis"], ["A", "<5%"], ["B", "< 5"], ["C", "5–25%"], ["D", "5 to 25 %"], ["E", "≥95"], ["F", ">95%"], ["G", "80"], ["H", "25-50"]], ",", {"columns": [["id", "id"], ["necrosis", "grade"]], "odd": {}, "roles": {"id": "id", "grades": [["necrosis", "other"]]}})
table("grades_with_an_odd_cell", [["id", "path_necrosis"], ["A", "<5%"], ["B", "75-95%"], ["C", "much"], ["D", "5-25%"], ["E", "110%"]], ",", {"columns": [["id", "id"], ["path_necrosis", "grade"]], "odd": {"path_necrosis": ["much", "110%"]}})
table("viable_tumour", [["id", "viable_tumor", "path_necrosis"], ["A", "10", "90"], ["B", "80", "20"], ["C", "50", "50"]], ",", {"roles": {"id": "id", "grades": [["path_necrosis", "pathology"]], "viable": ["viable_tumor"]}})

# Headers --------------------------------------------------------------------
table("no_header", [["", "", ""], ["A", "12.5", "1"], ["B", "3", "0"], ["C", "7", "1"]], ",", {})
case("no_header", "A,12.5,1\nB,3,0\nC,7,1\n", {"delimiter": "comma", "header": "none", "columns": [["column 1", "label"], ["column 2", "number"], ["column 3", "number"]], "cells": [["A", "12.5", "1"], ["B", "3", "0"], ["C", "7", "1"]], "lines": [1, 2, 3]})
case("preamble", "Study export,,\nDate: today,,\n,,\nid,time,event\nA,12.5,1\nB,3,0\nC,7,1\n", {"delimiter": "comma", "header": 4, "columns": [["id", "id"], ["time", "number"], ["event", "number"]], "cells": [["A", "12.5", "1"], ["B", "3", "0"], ["C", "7", "1"]], "lines": [5, 6, 7], "decisions": {"preamble": 2}})
case("preamble_chosen", "a,b,c\n1,2,3\nid,time,event\nA,12.5,1\nB,3,0\n", {"options": {"header": {"row": 3}}, "header": 3, "cells": [["A", "12.5", "1"], ["B", "3", "0"]]})
case("header_denied", "id,time\nA,1\nB,2\n", {"options": {"header": "none"}, "header": "none", "columns": [["column 1", "label"], ["column 2", "label"]], "cells": [["id", "time"], ["A", "1"], ["B", "2"]]})
table("repeated_names", [["id", "time", "time", "time"], ["A", "1", "2", "3"], ["B", "4", "5", "6"]], ",", {"columns": [["id", "id"], ["time", "number"], ["time_2", "number"], ["time_3", "number"]], "problems": ["repeated_column_name"]})
table("blank_name_over_data", [["id", "", "t"], ["A", "1", "2"], ["B", "4", "5"]], ",", {"columns": [["id", "id"], ["column 2", "number"], ["t", "number"]]})
table("words_only", [["id", "sex", "side"], ["A", "f", "left"], ["B", "m", "right"], ["C", "f", "left"]], ",", {"columns": [["id", "id"], ["sex", "label"], ["side", "label"]], "roles": {"id": "id", "groups": ["sex", "side"]}})
case("header_in_two_lines", 'id,"time\n(months)",event\nA,1,0\nB,2,1\n', {"header": 1, "columns": [["id", "id"], ["time (months)", "number"], ["event", "number"]], "cells": [["A", "1", "0"], ["B", "2", "1"]]})

# Ragged, empty edges --------------------------------------------------------
case("ragged", "id,t,e\nA,1\nB,2,1,note\nC,3,0\n", {"columns": [["id", "id"], ["t", "number"], ["e", "number"], ["column 4", "label"]], "cells": [["A", "1", "", ""], ["B", "2", "1", "note"], ["C", "3", "0", ""]], "problems": ["row_too_short", "row_too_long"]})
case("empty_edges", "id\tt\t\t\nA\t1\t\t\n\t\t\t\nB\t2\t\t\n\t\t\t\n\n", {"delimiter": "tab", "columns": [["id", "id"], ["t", "number"]], "cells": [["A", "1"], ["B", "2"]], "lines": [2, 4], "problems": []})
case("blank_lines_between", "id,t\n\nA,1\n\n\nB,2\n", {"cells": [["A", "1"], ["B", "2"]], "lines": [3, 6]})
table("total_row", [["id", "age", "t"], ["A", "50", "1"], ["B", "60", "2"], ["C", "70", "3"], ["Total", "180", "6"]], ",", {"problems": ["total_row"], "ask": ["total_row"]})
case("total_row_left_out", "id,age,t\nA,50,1\nB,60,2\nTotal,110,3\n", {"options": {"skip_lines": [4]}, "cells": [["A", "50", "1"], ["B", "60", "2"]], "numbers": {"age": [50, 60]}, "problems": []})
case("empty", "", {"header": "none", "cells": [], "problems": ["empty"]})
case("header_only", "id;time;event\n", {"delimiter": "semicolon", "header": 1, "cells": [], "problems": ["header_only"]})

# Missing codes --------------------------------------------------------------
MISSING = ["NA", "n/a", "N.A.", ".", "-", "?", "unknown", "unbekannt", "k.A.", "#N/A", "#NV", "nan", "null", "missing", "inconnu", "desconocido", "sconosciuto", "desconhecido", "–", "not done"]
table("all_missing_words", [["id", "age"]] + [[f"P{i}", str(40 + i)] for i in range(6)] + [[f"M{i}", word] for i, word in enumerate(MISSING)], ",", {"columns": [["id", "id"], ["age", "number"]], "missing": [["age", word] for word in MISSING], "odd": {"age": MISSING}})
table("numeric_missing_codes", [["id", "age", "stage"], ["A", "50", "1"], ["B", "999", "2"], ["C", "47", "9"], ["D", "999", "1"], ["E", "61", "3"]], ",", {"missing": [["age", "999"]], "numbers": {"age": [50, 999, 47, 999, 61]}})
table("a_missing_word_is_not_applied", [["id", "t", "e"], ["A", "1", "0"], ["B", "NA", "1"], ["C", "3", "NA"]], ",", {"numbers": {"t": [1, None, 3]}, "missing": [["t", "NA"], ["e", "NA"]]})

# Dates in eight styles ------------------------------------------------------
DAYS = ["2021-03-14", "2020-12-01", "2019-01-31"]
STYLES = {
    "dates_iso": ("2021-03-14", "2020-12-01", "2019-01-31"),
    "dates_german": ("14.03.2021", "1.12.2020", "31.01.2019"),
    "dates_british": ("14/03/2021", "01/12/2020", "31/01/2019"),
    "dates_american": ("03/14/2021", "12/01/2020", "01/31/2019"),
    "dates_short_years": ("14.03.21", "01.12.20", "31.01.19"),
    "dates_month_names": ("14-Mar-2021", "01-Dec-2020", "31-Jan-2019"),
    "dates_spanish_words": ("14 de marzo de 2021", "1 de diciembre de 2020", "31 de enero de 2019"),
    "dates_with_times": ("2021-03-14 10:30:00", "2020-12-01 00:00", "2019-01-31T23:59:59Z"),
    "dates_with_slashes_year_first": ("2021/03/14", "2020/12/01", "2019/01/31"),
}
for style, days in STYLES.items():
    table(style, [["id", "surgery date"]] + [[f"P{i}", d] for i, d in enumerate(days)], "\t", {"columns": [["id", "id"], ["surgery date", "date"]], "dates": {"surgery date": DAYS}, "ask": []})
table("dates_undecided", [["id", "d"], ["A", "03/04/2021"], ["B", "05/06/2021"]], ",", {"columns": [["id", "id"], ["d", "date"]], "dates": {"d": ["2021-04-03", "2021-06-05"]}, "ask": ["date_order"], "problems": ["ambiguous_dates"]})
table("dates_with_odd_cells", [["id", "d"], ["A", "14.03.2021"], ["B", "unknown"], ["C", "31.02.2021"], ["D", "15.03.2021"], ["E", "16.03.2021"], ["F", "17.03.2021"], ["G", ""]], ",", {"dates": {"d": ["2021-03-14", None, None, "2021-03-15", "2021-03-16", "2021-03-17", None]}, "odd": {"d": ["unknown", "31.02.2021"]}, "missing": [["d", "unknown"]], "problems": ["mixed_date_order"]})
table("dates_partial", [["id", "d"], ["A", "2021-03-14"], ["B", "2021-04"], ["C", "2021-05-02"], ["D", "2021-06-02"]], ",", {"dates": {"d": ["2021-03-14", "2021-04-15", "2021-05-02", "2021-06-02"]}, "decisions": {"date_order": 4, "partial_dates": 1}})
table("dates_as_serials", [["id", "Datum"], ["A", "44269"], ["B", "44166"], ["C", "43496"]], ";", {"columns": [["id", "id"], ["Datum", "date"]], "dates": {"Datum": ["2021-03-14", "2020-12-01", "2019-01-31"]}, "ask": ["serial_dates"]})
table("dates_as_serials_from_1904", [["id", "Datum"], ["A", "42807"], ["B", "42704"], ["C", "42034"]], ";", {"options": {"serial_dates": "from1904"}, "dates": {"Datum": ["2021-03-14", "2020-12-01", "2019-01-31"]}})
table("dates_decide_endpoints", [["id", "surgery_date", "death_date", "last_contact_date"], ["A", "2020-01-01", "2020-07-01", "2020-07-01"], ["B", "2020-02-01", "", "2021-01-01"]], ",", {"derived": [["Overall survival", "surgery_date", ["death_date"], ["last_contact_date"]]]})

table("dates_year_day_month", [["id", "d"], ["A", "2021-14-03"], ["B", "2020-01-12"], ["C", "2019-31-01"]], ",", {"columns": [["id", "id"], ["d", "date"]], "dates": {"d": DAYS}, "ask": [], "problems": []})

# Ranges, bounds and "about": none of them is missing, none becomes a number unseen.
table("ranges_and_about", [["id", "psa"], ["A", "<5"], ["B", ">900"], ["C", "12.5"], ["D", "90-990"], ["E", "~800"], ["F", "7"], ["G", "approx. 330"], ["H", "8.25"], ["I", "≤ 3"], ["J", "41"]], "\t",
      {"columns": [["id", "id"], ["psa", "number"]], "numbers": {"psa": [None, None, 12.5, None, 800, 7, 330, 8.25, None, 41]}, "blanks": {"psa": 0}, "missing": [],
       "decisions": {"ranges": 4, "approximate": 2}})

# Events ---------------------------------------------------------------------
def events(name, column, values, coding, **more):
    rows = [["id", "time", column]] + [[f"P{i}", str(i + 1), v] for i, v in enumerate(values * 2)]
    table(name, rows, "\t", {"coding": {column: coding}, **more})

events("events_dead_alive", "vital status", ["alive", "dead"], {"event": ["dead"], "censored": ["alive"]})
events("events_german", "Status", ["lebt", "verstorben"], {"event": ["verstorben"], "censored": ["lebt"]})
events("events_r_coding", "status", ["1", "2"], {"event": ["2"], "censored": ["1"]})
events("events_cdisc", "CNSR", ["0", "1"], {"event": ["0"], "censored": ["1"]})
events("events_disease_status", "status", ["NED", "AWD", "DOD", "DOC"], {"event": ["DOD"], "censored": ["NED", "AWD"], "competing": ["DOC"]})
events("events_true_false", "event", ["TRUE", "FALSE"], {"event": ["TRUE"], "censored": ["FALSE"]})
events("events_unknown_codes", "status", ["0", "1", "2", "3"], {"event": [], "censored": []})
events("events_cbioportal", "OS_STATUS", ["0:LIVING", "1:DECEASED"], {"event": ["1:DECEASED"], "censored": ["0:LIVING"]})

# REDCap ---------------------------------------------------------------------
RAW = [
    ["record_id", "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance", "sex", "race___1", "race___2", "surgery_date", "death", "demographics_complete"],
    ["1", "baseline_arm_1", "", "", "1", "1", "0", "2020-01-01", "", "2"],
    ["1", "followup_arm_1", "visit", "1", "", "", "", "", "0", "2"],
    ["1", "followup_arm_1", "visit", "2", "", "", "", "", "1", "2"],
    ["2", "baseline_arm_1", "", "", "2", "0", "1", "2020-02-01", "", "2"],
    ["2", "followup_arm_1", "visit", "1", "", "", "", "", "0", "0"],
]
table("redcap_raw", RAW, ",", {"redcap": {"labels": False, "record": "record_id", "several_rows": True, "form_status": ["demographics_complete"], "checkboxes": ["race"]}})
table("redcap_raw_one_row", RAW, ",", {"options": {"one_row": {"id": "record_id", "rule": "last_filled"}}, "header": 1, "problems": ["rows_differ", "rows_joined"], "lines": [2, 5],
      "cells": [["1", "followup_arm_1", "visit", "2", "1", "1", "0", "2020-01-01", "1", "2"], ["2", "followup_arm_1", "visit", "1", "2", "0", "1", "2020-02-01", "0", "0"]]})
LABEL = [
    ["Record ID", "Event Name", "Sex", "Race (choice=White)", "Race (choice=Asian)", "Complete?"],
    ["1", "Baseline", "Female", "Checked", "Unchecked", "Complete"],
    ["2", "Baseline", "Male", "Unchecked", "Checked", "Incomplete"],
]
table("redcap_label", LABEL, ",", {"redcap": {"labels": True, "record": "Record ID", "several_rows": False, "form_status": ["Complete?"], "checkboxes": ["Race"]}, "encoding": "utf8_bom"}, bom=b"\xef\xbb\xbf", ending="\r\n")

# Identifiers ----------------------------------------------------------------
table("identifiers", [["Name", "Vorname", "Geburtsdatum", "MRN", "age"], ["Smith", "Eva", "01.02.1950", "12345", "70"], ["Jones", "Max", "13.04.1960", "12346", "60"], ["Meyer", "Ida", "25.06.1971", "12347", "49"]], ",", {"identifiers": ["Name", "Vorname", "Geburtsdatum", "MRN"]})
table("identifiers_dropped", [["Name", "age"], ["Smith", "70"], ["Jones", "60"]], ",", {"options": {"drop": ["Name"]}, "columns": [["age", "number"]], "cells": [["70"], ["60"]]})
