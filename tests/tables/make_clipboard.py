"""Writes what spreadsheets and web pages put on the clipboard: NAME.html, the
plain text that lies beside it as NAME.txt, and NAME.json with what a careful
reader must understand. Shapes as Excel 2003 and 365, LibreOffice 7.4, Google
Sheets, Outlook and web pages write them; data and expectations by hand.

    python3 tests/tables/make_clipboard.py
"""
import json, os

HERE = os.path.dirname(os.path.abspath(__file__))


def clip(name, html, text, expect):
    def write(ending, content):
        with open(os.path.join(HERE, f"{name}.{ending}"), "w", encoding="utf-8", newline="") as file:
            file.write(content)
    write("html", html)
    if text is not None:
        write("txt", text)
    write("json", json.dumps(expect, ensure_ascii=False, indent=1) + "\n")


def excel(rows, decimal, thousands):
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<meta name=Generator content="Microsoft Excel 15">
<link id=Main-File rel=Main-File
href="file:///C:/Users/reader/AppData/Local/Temp/msohtmlclip1/01/clip.htm">
<style>
<!--table
	{{mso-displayed-decimal-separator:"\\{decimal}";
	mso-displayed-thousand-separator:"\\{thousands}";}}
.xl65
	{{mso-number-format:"Short Date";}}
.xl66
	{{white-space:normal;}}
-->
</style>
</head>

<body link="#0563C1" vlink="#954F72">

<table border=0 cellpadding=0 cellspacing=0 width=320 style='border-collapse:
 collapse;width:240pt'>
<!--StartFragment-->
 <col width=64 span=5 style='width:48pt'>
{rows}
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'>
  <td width=64 style='width:48pt'></td>
 </tr>
 <![endif]>
<!--EndFragment-->
</table>

</body>

</html>
"""


GERMAN = excel(""" <tr height=20 style='height:15.0pt'>
  <td height=20 width=64 style='height:15.0pt;width:48pt'>Pat.-ID</td>
  <td width=64 style='width:48pt'>OP-Datum</td>
  <td width=64 style='width:48pt'>Nekrose</td>
  <td width=64 style='width:48pt'>PFS Monate</td>
  <td width=64 style='width:48pt'>Bemerkung &amp; Größe</td>
 </tr>
 <tr height=40 style='height:30.0pt'>
  <td height=40 style='height:30.0pt'>P1</td>
  <td class=xl65 align=right x:num="44269">14.03.2021</td>
  <td align=right x:num="0.855">86%</td>
  <td align=right x:num="12.345">12,3</td>
  <td class=xl66 width=64 style='width:48pt'>Zeile eins<br>
    Zeile <span style='mso-spacerun:yes'> </span>zwei</td>
 </tr>
 <tr height=20 style='height:15.0pt'>
  <td height=20 style='height:15.0pt'>P2</td>
  <td class=xl65 align=right x:num="44290">04.04.2021</td>
  <td>&lt;5%</td>
  <td align=right x:num="1234.5678">1.234,6</td>
  <td>sagt &quot;nein&quot;</td>
 </tr>
 <tr height=20 style='height:15.0pt'>
  <td height=20 style='height:15.0pt'>P3</td>
  <td class=xl65>&nbsp;</td>
  <td align=right x:num="0.9">90%</td>
  <td align=right x:num>7</td>
  <td>#NV</td>
 </tr>""", ",", ".")
GERMAN_TEXT = ('Pat.-ID\tOP-Datum\tNekrose\tPFS Monate\tBemerkung & Größe\r\n'
               'P1\t14.03.2021\t86%\t12,3\t"Zeile eins\nZeile  zwei"\r\n'
               'P2\t04.04.2021\t<5%\t1.234,6\t"sagt ""nein"""\r\n'
               'P3\t\t90%\t7\t#NV\r\n')
GERMAN_COLUMNS = [["Pat.-ID", "id"], ["OP-Datum", "date"], ["Nekrose", "grade"], ["PFS Monate", "number"], ["Bemerkung & Größe", "label"]]
clip("clipboard_excel_german", GERMAN, GERMAN_TEXT, {
    "read_as": "html_table", "decimal": "comma", "thousands": "none", "header": 1, "problems": [], "ask": [],
    "decisions": {"read_as": 0, "digits": 3, "decimal_comma": 2},
    "columns": GERMAN_COLUMNS,
    "cells": [["P1", "14.03.2021", "85,5%", "12,345", "Zeile eins\nZeile zwei"], ["P2", "04.04.2021", "<5%", "1234,5678", 'sagt "nein"'], ["P3", "", "90%", "7", "#NV"]],
    "numbers": {"PFS Monate": [12.345, 1234.5678, 7]},
    "dates": {"OP-Datum": ["2021-03-14", "2021-04-04", None]}, "lines": [2, 3, 4],
})
clip("clipboard_excel_german_as_text", GERMAN, GERMAN_TEXT, {
    "options": {"read_as": "text"}, "read_as": "text", "delimiter": "tab", "decimal": "comma", "thousands": "point", "problems": [],
    "decisions": {"read_as": 0, "delimiter": 0, "digits": None},
    "columns": GERMAN_COLUMNS,
    "cells": [["P1", "14.03.2021", "86%", "12,3", "Zeile eins\nZeile  zwei"], ["P2", "04.04.2021", "<5%", "1.234,6", 'sagt "nein"'], ["P3", "", "90%", "7", "#NV"]],
    "numbers": {"PFS Monate": [12.3, 1234.6, 7]},
})

# What Excel shows as #### and as 1.23E+05 for want of room is in the cell; what
# 1,235 means is settled by the number behind it, so that nobody is asked.
clip("clipboard_excel_narrow_columns", excel(""" <tr>
  <td>id</td><td>ki67</td><td>cells</td><td>months</td>
 </tr>
 <tr><td>A</td><td align=right x:num="12.75">##</td><td align=right x:num="123456">1E+05</td><td align=right x:num="1234.5">1,235</td></tr>
 <tr><td>B</td><td align=right x:num="3.5">##</td><td align=right x:num>200</td><td align=right x:num="2345">2,345</td></tr>""", ".", ","),
     "id\tki67\tcells\tmonths\r\nA\t##\t1E+05\t1,235\r\nB\t##\t200\t2,345\r\n", {
    "read_as": "html_table", "decimal": "point", "thousands": "comma", "ask": [], "problems": [],
    "decisions": {"digits": 4, "thousands": 1},
    "cells": [["A", "12.75", "123456", "1234.5"], ["B", "3.5", "200", "2,345"]],
    "numbers": {"ki67": [12.75, 3.5], "cells": [123456, 200], "months": [1234.5, 2345]},
})

# Excel alone knows that 1,234 is one and a bit here: it says so in its styles.
clip("clipboard_excel_says_its_mark", excel(""" <tr><td>id</td><td>Dauer</td></tr>
 <tr><td>A</td><td align=right>1,234</td></tr>
 <tr><td>B</td><td align=right>2,345</td></tr>""", ",", "."), "id\tDauer\r\nA\t1,234\r\nB\t2,345\r\n", {
    "read_as": "html_table", "decimal": "comma", "ask": [], "problems": [], "cells": [["A", "1,234"], ["B", "2,345"]], "numbers": {"Dauer": [1.234, 2.345]}, "decisions": {"decimal_comma": 2, "digits": None},
})

# Excel with a filter on: what is hidden is read, and said. A comment on a cell is not its text.
clip("clipboard_excel_hidden_row", excel(""" <tr height=20><td height=20>id</td><td>months</td><td>event</td></tr>
 <tr height=20><td height=20>A</td><td align=right>12.5</td><td align=right>1<span class=msocomanchor><a class=msocomanchor href="#_msocom_1">[1]</a></span></td></tr>
 <tr height=0 style='display:none'><td height=0>B</td><td align=right>3.5</td><td align=right>0</td></tr>
 <tr height=20><td height=20>C</td><td align=right>7.25</td><td align=right>1</td></tr>""", ".", ","),
     "id\tmonths\tevent\r\nA\t12.5\t1\r\nC\t7.25\t1\r\n", {
    "read_as": "html_table", "decimal": "point", "problems": ["hidden_rows"],
    "cells": [["A", "12.5", "1"], ["B", "3.5", "0"], ["C", "7.25", "1"]],
})

# Headings over two rows, and a site that stands once for two patients.
clip("clipboard_merged_cells", excel(""" <tr><td rowspan=2>site</td><td rowspan=2>id</td><td colspan=2>necrosis</td></tr>
 <tr><td>MRI</td><td>pathology</td></tr>
 <tr><td rowspan=2>femur</td><td>A</td><td>&lt;5%</td><td>5-25%</td></tr>
 <tr><td>B</td><td>25-50%</td><td>&gt;95%</td></tr>
 <tr><td>tibia</td><td>C</td><td colspan=2>not done</td></tr>""", ".", ","),
     'site\tid\tnecrosis\t\r\n\t\tMRI\tpathology\r\nfemur\tA\t<5%\t5-25%\r\n\tB\t25-50%\t>95%\r\ntibia\tC\tnot done\t\r\n', {
    "options": {"header": {"row": 2}}, "read_as": "html_table", "problems": ["merged_cells"],
    "cells": [["femur", "A", "<5%", "5-25%"], ["", "B", "25-50%", ">95%"], ["tibia", "C", "not done", ""]],
    "lines": [3, 4, 5],
})

clip("clipboard_libreoffice", """<!DOCTYPE html>

<html>
<head>
\t
\t<meta http-equiv="content-type" content="text/html; charset=utf-8"/>
\t<title>not a cell</title>
\t<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>
\t<style type="text/css">
\t\tbody,div,table,thead,tbody,tfoot,tr,th,td,p { font-family:"Arial"; font-size:x-small }
\t\tcomment { display:none;  } 
\t</style>
</head>

<body>
<table cellspacing="0" border="0">
\t<colgroup width="22"></colgroup>
\t<colgroup span="3" width="85"></colgroup>
\t<tr>
\t\t<td height="17" align="left" valign=bottom>id</td>
\t\t<td align="left" valign=bottom>diagnosis date</td>
\t\t<td align="left" valign=bottom>age</td>
\t\t<td align="left" valign=bottom><font face="Liberation Sans">os_months</font></td>
\t\t<td align="left" valign=bottom>dead</td>
\t</tr>
\t<tr>
\t\t<td height="17" align="left" valign=bottom>A<a class="comment-indicator"></a><comment>seen twice</comment></td>
\t\t<td align="right" valign=bottom sdval="43861" sdnum="1033;0;YYYY-MM-DD">2020-01-31</td>
\t\t<td align="right" valign=bottom sdval="55.6" sdnum="1033;0;0">56</td>
\t\t<td align="right" valign=bottom sdval="12.5" sdnum="1033;">12.5</td>
\t\t<td align="right" valign=bottom sdval="1" sdnum="1033;0;BOOLEAN">TRUE</td>
\t</tr>
\t<tr>
\t\t<td height="17" align="left" valign=bottom>B</td>
\t\t<td align="left" valign=bottom><br></td>
\t\t<td align="right" valign=bottom sdval="61" sdnum="1033;">61</td>
\t\t<td align="right" valign=bottom sdval="0.30000000000000004" sdnum="1033;">0.3</td>
\t\t<td align="right" valign=bottom sdval="0" sdnum="1033;0;BOOLEAN">FALSE</td>
\t</tr>
</table>
<!-- ************************************************************************** -->
</body>

</html>
""", "id\tdiagnosis date\tage\tos_months\tdead\nA\t2020-01-31\t56\t12.5\tTRUE\nB\t\t61\t0.3\tFALSE\n", {
    "read_as": "html_table", "decimal": "point", "problems": [], "decisions": {"digits": 1},
    "columns": [["id", "id"], ["diagnosis date", "date"], ["age", "number"], ["os_months", "number"], ["dead", "label"]],
    "cells": [["A", "2020-01-31", "55.6", "12.5", "TRUE"], ["B", "", "61", "0.3", "FALSE"]],
    "numbers": {"age": [55.6, 61], "os_months": [12.5, 0.3]},
})

CELL = 'style="overflow:hidden;padding:2px 3px 2px 3px;vertical-align:bottom;"'
clip("clipboard_google_sheets", f"""<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {{border: 1px solid #cccccc;}}br {{mso-data-placement:same-cell;}}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" cellpadding="0" dir="ltr" border="1" style="table-layout:fixed;font-size:10pt;font-family:Arial;width:0px;border-collapse:collapse;border:none" data-sheets-root="1"><colgroup><col width="100"/><col width="100"/><col width="100"/></colgroup><tbody><tr style="height:21px;"><td {CELL} data-sheets-value="{{&quot;1&quot;:2,&quot;2&quot;:&quot;paziente&quot;}}">paziente</td><td {CELL} data-sheets-value="{{&quot;1&quot;:2,&quot;2&quot;:&quot;durata mesi&quot;}}">durata mesi</td><td {CELL} data-sheets-value="{{&quot;1&quot;:2,&quot;2&quot;:&quot;nota&quot;}}">nota</td></tr><tr style="height:21px;"><td {CELL} data-sheets-value="{{&quot;1&quot;:3,&quot;3&quot;:1}}">1</td><td {CELL} data-sheets-value="{{&quot;1&quot;:3,&quot;3&quot;:12.345}}" data-sheets-numberformat="{{&quot;1&quot;:2,&quot;2&quot;:&quot;0.0&quot;,&quot;3&quot;:1}}">12,3</td><td {CELL} data-sheets-value="{{&quot;1&quot;:2,&quot;2&quot;:&quot;prima\\nseconda&quot;}}">prima<br/>seconda</td></tr><tr style="height:21px;"><td {CELL} data-sheets-value="{{&quot;1&quot;:3,&quot;3&quot;:2}}">2</td><td {CELL} data-sheets-value="{{&quot;1&quot;:3,&quot;3&quot;:7.5}}">7,5</td><td {CELL}></td></tr></tbody></table>""",
     'paziente\tdurata mesi\tnota\n1\t12,3\t"prima\nseconda"\n2\t7,5\t', {
    "read_as": "html_table", "decimal": "comma", "problems": [], "decisions": {"digits": 1, "decimal_comma": 2},
    "columns": [["paziente", "id"], ["durata mesi", "number"], ["nota", "label"]],
    "cells": [["1", "12,345", "prima\nseconda"], ["2", "7,5", ""]],
    "numbers": {"durata mesi": [12.345, 7.5]},
})

# A mail whose frame is a table of one cell: the text in it is the table.
clip("clipboard_frame_around_text", """<html><body><!--StartFragment--><table><tr><td data-line-number="1"></td><td>id,months,event</td></tr>
<tr><td data-line-number="2"></td><td>A,12.5,1</td></tr><tr><td data-line-number="3"></td><td>B,3,0</td></tr></table><!--EndFragment--></body></html>""",
     "id,months,event\nA,12.5,1\nB,3,0\n", {
    "read_as": "text", "delimiter": "comma", "problems": [], "decisions": {"read_as": 0, "delimiter": 0},
    "columns": [["id", "id"], ["months", "number"], ["event", "number"]], "cells": [["A", "12.5", "1"], ["B", "3", "0"]],
})

# A page laid out by tables, end tags left out, hidden keys for sorting.
clip("clipboard_web_page", """<TABLE width=100%><TR><TD>Menu<TD>
<p>Patients of 2021</p>
<TABLE class=wide title="it's > all">
<CAPTION>Table 1</CAPTION>
<THEAD><TR><TH>id<TH>Age<br>(years)<TH>Response
<TBODY>
<TR><TD>A<TD><span style="DISPLAY: none">0050</span>50<TD><p>good</p><p>later poor</p>
<TR><TD>B<TD><span hidden><b>0061</b></span>61<TD>&ge;&thinsp;90&nbsp;%
</TABLE>
<script>document.write("<td>no</td>")</script>
</TABLE>
""", "Menu\t\nPatients of 2021\n\nTable 1\nid\tAge\n(years)\tResponse\nA\t50\t\ngood\n\nlater poor\nB\t61\t≥ 90 %\n", {
    "read_as": "html_table", "problems": ["beside_the_table"],
    "cells": [["A", "50", "good\n\nlater poor"], ["B", "61", "≥\u2009\x39\x30\u00a0%"]],
    "columns": [["id", "id"], ["Age (years)", "number"], ["Response", "label"]],
})

# A registry that writes HTML and calls it a table: no other form to choose.
clip("html_file", """\ufeff
<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">
<html><head><style>td { mso-number-format:"\\@"; }</style></head><body>
<table border="1"><tr><th>Fallnummer</th><th>Diagnose</th><th>&Uuml;berleben (Monate)</th></tr>
<tr><td>1001</td><td>Osteosarkom</td><td>12,5</td></tr>
<tr><td>1002</td><td>Ewing-Sarkom</td><td>30,25</td></tr></table></body></html>
""", None, {
    "read_as": "html_table", "encoding": "utf8_bom", "decimal": "comma", "problems": [], "decisions": {"read_as": 0, "digits": None},
    "cells": [["1001", "Osteosarkom", "12,5"], ["1002", "Ewing-Sarkom", "30,25"]],
    "numbers": {"Überleben (Monate)": [12.5, 30.25]},
})
