"""Any sheet a prefecture may send is read as it was, whatever wrote it; anything else gets a sentence of its own."""

import base64
import codecs
import csv
import datetime
import io
import json
import tomllib
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from data import sheet, sheet_child, text_file
from data.cells import ENCODINGS, KINDS, MAX_FILE, SEPARATORS, Line, UnreadableSheet, read_cells
from data.sheet_child import MAX_CELL, MAX_COLUMNS, MAX_ROWS

ROOT = Path(__file__).parents[2]
SOON = settings(deadline=None, max_examples=150)
BY_A_CHILD = settings(deadline=None, max_examples=25)  # a process for each example

HEADER = ("N°", "Thème", "Intitulé", "Description", "Porteur")
ACTION = ("12", "Sport", "L’œuvre « partagée » – 1 500,50 €", 'Un début\nune ; suite, "citée"', "Association")

# HEADER, ACTION and a line 1.5, true, 14 February 2018: what Excel 97-2003 writes (made once, by xlwt)
XLS = zlib.decompress(
    base64.b85decode(
        "c-rk)O=uHA6#izDG->Ql`X{tvSp!zBfm%fnq>Yu@BG^)`;xA~LF1oZPVY3nRpw-%=Ab3)GsnmlgwIcX~9`xoxsOUiugjO#GPlAGnw(Fa"
        "hO>8Sd16ru;x6GS)Z{EClJ8$Og&+Cb@$&vdtQ&@mzxG-xKqF|0pP$|qZ0Z_kX$!50pQL!8>D-`-DkOdw*Eq>*dF_iJ1f`W1P3!=bBD#w"
        "sOXFR5<ONgE9Lqtd)nurPvlcWUI>{U6_DANk2_gM28(;Y0i!nBEWC&dv=ggfiE*}M3V66C%TNV|`C%zKtJq6#nNF1~P8WOO}fG4x3PGV"
        "7>y7hx0>&~`1R8Imu>E%<@f)`pIbhQowOR8p`<@!e8^Z`o7*Ty^A2D;FU7kNI-%ALKp?;zIc~#SIL=I>Cozh&J`GJ9CiRw3Oc8IE@FKv"
        "}K_!-Z}08_MiHETBB^eJ7(%;sz1GgHinjr8hXOi<1yMcU2((IQU<AZC#bmwVh^g-Zjr(n7|_UtJ5&;g5N8rSi8M=}QmIf?I!7wDViR2<"
        "u2tMsR|5xPYHzwHW%^T;Ot!1Zlx}JvH5k>+v=$^MT9V0lRF6m}{L*F4O@Vp2shH1f5z$_ha=VOAZh#hN`u5j19X(y)<188A=TYXVwN@?"
        "?EL@Z$XmAPlxR}ySqMk==WO|9MuHtqL(@N5zx~{9rZnO=u&Smbcqj|P4-iFuBX|JdD(3icBYll9CH&A=5ed=80*t_ruf)tEi8ZWOwghW"
        "W(xGwP|oUMhO;XW{}{w>@2lz{EKWj~rrF(c16p^RyUldB_goMNw4hI0|;%5iSu+_q)0!18&;&$2RXw)F*D_T)Hexgf_$%ibI(E&FWC3e"
        "P*=vci^+Qsq&6c0`5UqtH6k-Bi%5l;fdPq}=`semHR8z<~n?4jeeh7b5dnz;A+X`)ydh$$9PnIx|#eo!=z?E%qT!mq}k}yAY$=z}dX^&"
        "q{bi)|Oc0nC$;TiGwt|fj;!GAANc6U;0iGbMI%-0|S5W2<1EfY(9Se<N1FAr@j7m"
    )
)
BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)
FILEPASS = b"\x2f\x00\x36\x00"

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST = f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0">{{}}</manifest:manifest>'


def ods(rows, **members):
    """An OpenDocument sheet of these table rows (XML); other members may be added to the archive."""
    content = (
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" '
        f'xmlns:text="{OFFICE}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Feuille1">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, text in {"content.xml": content, "META-INF/manifest.xml": MANIFEST.format(""), **members}.items():
            archive.writestr(name, text)
    return made.getvalue()


def ods_row(*cells):
    """A row of texts, or of cells given whole."""
    return "<table:table-row>" + "".join(map(ods_cell, cells)) + "</table:table-row>"


def ods_cell(text):
    if text.startswith("<"):
        return text
    paragraphs = "".join(f"<text:p>{part}</text:p>" for part in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def typed(kind, name, value):
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}"><text:p>?</text:p></table:table-cell>'


def xlsx(*lines):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, line in enumerate(lines):
            page.write_row(number, 0, line)
    return content.getvalue()


def text_of(lines, separator=";", end="\r\n"):
    page = io.StringIO()
    csv.writer(page, delimiter=separator, lineterminator=end).writerows(lines)
    return page.getvalue()


def cells_of(content, name="a.csv", **given):
    return [line.cells for line in read_cells(content, name, **given).lines]


def in_words(content, name="a.csv", **given):
    """The sentence with which a file is refused, whole."""
    with pytest.raises(UnreadableSheet) as refused:
        read_cells(content, name, **given)
    assert refused.value.sentence.format(**refused.value.given) == str(refused.value)
    return str(refused.value)


def json_of(value, **how):
    return json.dumps(value, **how).encode()


# Workbooks


def test_a_sheet_of_excel_97_is_read():
    cells = read_cells(XLS, "atelier.xls")
    assert cells.sheet == "Feuil1"
    assert cells.lines == (Line(1, HEADER), Line(2, ACTION), Line(3, ("1,5", "VRAI", "2018-02-14")))


def test_a_sheet_of_libreoffice_is_read_without_the_million_rows_it_repeats():
    filler = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="1048570">{filler}</table:table-row>'
    values = [("float", "value", "1.5"), ("boolean", "boolean-value", "true"), ("date", "date-value", "2018-02-14")]
    filled = ods_row(*HEADER) + blank.replace("1048570", "2") + ods_row(*ACTION)
    cells = read_cells(ods(filled + ods_row(*(typed(*value) for value in values)) + blank), "atelier.ods")
    assert cells.sheet == "Feuille1"
    assert cells.lines == (Line(1, HEADER), Line(4, ACTION), Line(5, ("1,5", "VRAI", "2018-02-14")))


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.xlsm"])
def test_a_workbook_saved_under_the_name_of_another_kind_is_read(name):
    assert cells_of(xlsx(HEADER, ACTION), name) == [HEADER, ACTION]
    assert cells_of(XLS, name)[:2] == [HEADER, ACTION]


def test_text_that_a_program_named_xls_is_read_as_text():
    cells = read_cells(text_of([HEADER, ACTION], "\t").encode("cp1252"), "export.xls")
    assert (cells.encoding, cells.separator, cells.sheet) == ("cp1252", "\t", None)
    assert cells.lines == (Line(1, HEADER), Line(2, ACTION))


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.csv", "a.json"])
@pytest.mark.parametrize(
    "page",
    [
        "<html><table><tr><td>Thème</td></tr></table></html>",
        "\ufeff\r\n<!DOCTYPE HTML PUBLIC><html>",
        '<meta http-equiv="Content-Type"><table>',
        "<TABLE border=1>",
    ],
)
def test_a_web_page_is_called_one_whatever_its_name(page, name):
    assert f"The file {name} is a web page, whatever its name says" in in_words(page.encode(), name)
    assert "is a web page" in in_words(page.encode("utf-16"), name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "a.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + BOF + FILEPASS, "a.xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + BOF + b"\x86\0\0\0" + FILEPASS, "a.xls"),
        (ods("", **{"META-INF/manifest.xml": MANIFEST.format("<manifest:encryption-data/>")}), "a.ods"),
        (ods("", **{"META-INF/manifest.xml": MANIFEST.format(" " * 5000 + "<x:encryption-data/>")}), "a.ods"),
    ],
)
def test_a_sheet_with_a_password_is_refused_with_what_to_do(content, name):
    assert f"The file {name} is protected by a password. Remove the password" in in_words(content, name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (ods(ods_row("a"), **{"Basic/Standard/Module1.xml": "x"}), "a.ods"),
        (ods(ods_row("a"), **{"Scripts/python/x.py": "x"}), "a.ods"),
        (XLS + "_VBA_PROJECT_CUR".encode("utf-16-le"), "a.xls"),
    ],
)
def test_macros_are_refused_with_what_to_do(content, name):
    assert f"The file {name} contains macros. Save it as an Excel workbook without macros" in in_words(content, name)


@pytest.mark.parametrize("kept", [8, 512, 2000, 4000])
def test_an_old_workbook_cut_short_is_refused(kept):
    assert "is not a workbook, or it was damaged or cut short" in in_words(XLS[:kept], "a.xls")


@pytest.mark.parametrize("kept", [4, 60, -1, -22])
def test_a_sheet_of_libreoffice_cut_short_is_refused(kept):
    assert "is not a workbook, or it was damaged or cut short" in in_words(ods(ods_row("a"))[:kept], "a.ods")


def test_a_cell_of_libreoffice_repeated_without_end_is_refused_by_the_library():
    repeated = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384">'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{repeated}<text:p>a</text:p></table:table-cell>'
    assert "is not a workbook, or it was damaged" in in_words(ods(rows + "</table:table-row>"), "a.ods")


# Text


FRENCH = st.text("aZ09 éàÇœŒ’«»–€\u00a0;,|\t\"'\n=", max_size=30)
LATIN = st.text("aZ09 éàÇ«»\u00a0;,|\t\"'\n=", max_size=30)  # what ISO-8859-1 has


def as_kept(lines):
    """Lines as they are read back: blank ends cut, blank lines left out."""
    return [cut for line in lines if (cut := sheet_child.without_blank_end(line))]


@st.composite
def saved_sheets(draw):
    """A sheet, its bytes, and how they were saved; its header names no separator."""
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-1"]))
    separator, end = draw(st.sampled_from(sorted(SEPARATORS))), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    texts = LATIN if encoding == "iso-8859-1" else FRENCH
    body = draw(st.lists(st.lists(texts, min_size=3, max_size=5), min_size=1, max_size=5))
    lines = [["Intitulé", "Thème", "Porteur"], *body]
    return lines, encoding, separator, end


@SOON
@given(saved_sheets())
@example(([["Intitulé", "Thème", "Porteur"], ["a\nb", 'dit "oui"', ";"]], "utf-16-le", "|", "\r"))
def test_a_sheet_saved_in_any_way_is_read_back_as_it_was(saved):
    lines, encoding, separator, end = saved
    assume(len(as_kept(lines)) > 1)
    if end == "\r":  # Excel for Mac writes the breaks inside cells so too
        lines = [[cell.replace("\n", "\r") for cell in line] for line in lines]
    content = text_of(lines, separator, end).encode(encoding)
    assert cells_of(content) == as_kept(lines)
    assert cells_of(content, encoding=encoding, separator=separator) == as_kept(lines)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_known_when_it_is_plain(encoding):
    cells = read_cells(text_of([HEADER, ACTION]).encode(encoding), "a.txt")
    assert (cells.encoding, [line.cells for line in cells.lines]) == (encoding, [HEADER, ACTION])


@pytest.mark.parametrize("content", [b"a;b\n1;\x002\n", b"a;b\n" + bytes(50), b"\0a\0;b\0\n\0", b"a\0;\0b\0\n\0\0\0"])
def test_zeros_that_are_not_plainly_utf_16_are_no_text(content):
    assert "does not hold text, whatever its name says" in in_words(content)


@pytest.mark.parametrize("separator", SEPARATORS)
def test_excel_is_obeyed_when_the_first_line_names_the_separator(separator):
    cells = read_cells(f"sep={separator}\r\nA;,|\tB\r\n1{separator}2\r\n".encode("utf-8-sig"), "a.csv")
    assert (cells.separator, cells.lines[1]) == (separator, Line(3, ("1", "2")))


def test_what_somebody_chose_wins_over_what_was_found():
    content = "Thème;Titre, bref\nmédiation;a,b\n".encode("mac-roman")
    found = read_cells(content, "a.csv")
    assert (found.encoding, found.separator) == ("cp1252", ";")
    assert found.lines[0].cells == ("Th\ufffdme", "Titre, bref")
    chosen = read_cells(content, "a.csv", encoding="mac-roman", separator=",")
    assert (chosen.encoding, chosen.separator) == ("mac-roman", ",")
    assert [line.cells for line in chosen.lines] == [("Thème;Titre", " bref"), ("médiation;a", "b")]


@pytest.mark.parametrize("chosen", ENCODINGS)
def test_a_chosen_encoding_reads_what_was_saved_in_it(chosen):
    lines = [("Thème", "Intitulé"), ("été", "à côté\nde")]
    assert cells_of(text_of(lines).encode(chosen), encoding=chosen) == lines


@pytest.mark.parametrize(
    ("content", "chosen", "line"),
    [
        ("a;b\n1;é\n".encode("cp1252"), "utf-8", 2),
        (b"a;b\n1;2\n" * 200_000 + b"\xe9", "utf-8", 400_001),
        (b"a;b\n1;2\n3", "utf-16", 3),
        ("a;b\n1;2\n".encode("utf-16"), "cp1252", 1),
        ("a;b\n1;2\n".encode("utf-16-le"), "utf-8", 1),
    ],
)
def test_a_chosen_encoding_that_cannot_be_says_from_which_line(content, chosen, line):
    said = in_words(content, encoding=chosen)
    assert f"cannot be read as {ENCODINGS[chosen]}: from line {line} on" in said


def test_a_letter_between_two_pieces_is_not_taken_for_damage(monkeypatch):
    monkeypatch.setattr(text_file, "PIECE", 3)
    assert cells_of("é;€\nœuvre;été\n".encode()) == [("é", "€"), ("œuvre", "été")]
    assert "cannot be read as UTF-8: from line 2 on" in in_words(
        "é;€\n\n".encode()[:-1] + b"\xe9;a\n", encoding="utf-8"
    )


def test_the_encodings_and_separators_on_offer_are_those_python_knows():
    assert all(codecs.lookup(encoding) for encoding in ENCODINGS)
    assert set(SEPARATORS) == set(";,\t|")
    assert len(set(ENCODINGS.values())) == len(ENCODINGS)


# JSON


DECIDIM = [
    {
        "id": 101,
        "taxonomies": {"ids": [12, 40], "12": {"fr": "Discriminations"}, "40": {"fr": "Île-de-France"}},
        "title": {"fr": "Médiation numérique"},
        "latitude": None,
        "likes": {"total_count": 0, "user_endorsements": []},
        "is_amend": False,
        "published_at": "2018-02-15 09:00:00 +0100",
    },
    {
        "id": 102,
        "taxonomies": {"ids": [13], "13": {"fr": "Sport"}},
        "title": {"fr": "Ligne 1\nLigne 2 ; « … »"},
        "latitude": None,
        "likes": {"total_count": 3, "user_endorsements": ["Anne", "Zoé"]},
        "is_amend": True,
        "published_at": "2018-02-15 09:00:00 +0100",
    },
]
DECIDIM_CSV = [
    "id;taxonomies/ids;taxonomies/12/fr;taxonomies/40/fr;title/fr;latitude;likes/total_count;"
    "likes/user_endorsements;is_amend;published_at;taxonomies/13/fr",
    "101;12, 40;Discriminations;Île-de-France;Médiation numérique;;0;;false;2018-02-15 09:00:00 +0100;",
    '102;13;;;"Ligne 1\nLigne 2 ; « … »";;3;Anne, Zoé;true;2018-02-15 09:00:00 +0100;Sport',
]


def test_what_decidim_exports_is_the_same_from_json_and_from_csv():
    from_json = read_cells(json_of(DECIDIM), "propositions.json")
    from_csv = read_cells("\n".join(DECIDIM_CSV).encode(), "propositions.csv")
    assert from_json.lines == from_csv.lines
    assert (from_json.encoding, from_json.separator, from_json.sheet) == ("utf-8", None, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_json_is_read_in_any_encoding(encoding):
    content = json_of([{"thème": "été"}], ensure_ascii=False).decode().encode(encoding)
    assert read_cells(content, "a.json").encoding == encoding
    assert cells_of(content, "a.json") == [("thème",), ("été",)]


@pytest.mark.parametrize(
    "wrapped", [{"data": DECIDIM}, {"total": 2, "links": [], "records": DECIDIM}, {"ids": [1, 2], "records": DECIDIM}]
)
def test_the_only_list_of_records_in_an_object_is_read(wrapped):
    assert cells_of(json_of(wrapped), "a.json") == cells_of(json_of(DECIDIM), "a.json")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((75, "75"), (75.0, "75"), (1.5, "1,5"), (0.1 + 0.2, "0,3"), (123456789012345678, "123456789012345678")),
        *((True, "true"), (None, ""), ([], ""), ({}, ""), ([1.5, None, "a"], "1,5, , a"), (float("nan"), "")),
        *(
            ([{"é": 1}], '{"é": 1}'),
            ([[1, 2], 3], "1, 2, 3"),
            ("01", "01"),
            ("½ \ud83d\ude00", "½ 😀"),
            ("\ud800", "?"),
        ),
    ],
)
def test_a_value_of_json_reads_as_people_see_it(value, text):
    assert cells_of(json_of([{"a": value, "b": "x"}]), "a.json") == [("a", "b"), (text, "x")]


def test_a_record_keeps_its_place_when_those_before_it_are_blank():
    assert read_cells(json_of([{"a": ""}, {"b": None}, {"b": "x"}]), "a.json").lines == (
        Line(1, ("a", "b")),
        Line(4, ("", "x")),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"a": 1},\n {"b": }]', "is not JSON: nothing can be made of it from line 2, column 8"),
        ("a;b\n1;2\n", "is not JSON: nothing can be made of it from line 1, column 1"),
        ('[{"a": 1}', "is not JSON"),
        ('{"a": 1}\n{"a": 2}', "is not JSON: nothing can be made of it from line 2, column 1"),
        ('[{"a": ' + "9" * 5000 + "}]", "is not JSON"),
        ("12", "holds no list of records, or more than one"),
        ('{"a": 1}', "holds no list of records, or more than one"),
        ('{"a": [{"b": 1}], "c": [{"b": 2}]}', "holds no list of records, or more than one"),
        ('[{"a": 1}, {"a": 2}, 3]', "Record 3 of the file a.json is not made of named values"),
        ("[[1, 2], [3, 4]]", "Record 1 of the file a.json is not made of named values"),
        ("[" * 10_000 + "]" * 10_000, "is nested too deep to be a sheet"),
        ('[{"a": ' * 10_000 + "1" + "}]" * 10_000, "is nested too deep to be a sheet"),
        ("[]", "is empty"),
        ('{"records": []}', "is empty"),
        ("[{}, {}]", "is empty"),
        ('[{"": 1}]', "is empty"),
        ('[{"a": null}]', "has a header and nothing under it"),
        ('[{"a": 1}]\0', "does not hold text"),
        ('[{"a": "' + "x" * (MAX_CELL + 1) + '"}]', f"A cell of line 2 of the file a.json holds more than {MAX_CELL}"),
    ],
)
def test_json_that_is_no_sheet_is_refused_with_what_to_do(text, said):
    assert said in in_words(text.encode(), "a.json")


# Parquet


def parquet(columns, **how):
    content = io.BytesIO()
    pq.write_table(pa.table(columns), content, **how)
    return content.getvalue()


@pytest.mark.parametrize("compression", ["snappy", "gzip", "zstd", "none"])
def test_parquet_is_read_whatever_its_compression(compression):
    lines = [pa.array([None if cell == "" else cell for cell in column]) for column in zip(ACTION, ACTION, strict=True)]
    cells = read_cells(parquet(dict(zip(HEADER, lines, strict=True)), compression=compression), "a.parquet")
    assert (cells.encoding, cells.separator, cells.sheet) == (None, None, None)
    assert cells.lines == (Line(1, HEADER), Line(2, ACTION), Line(3, ACTION))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((75, "75"), (75.0, "75"), (1.5, "1,5"), (Decimal("1.50"), "1,50"), (float("nan"), ""), (True, "true")),
        *((b"\xc3\xa9", "é"), ([1, None, 2], "1, , 2"), ({"fr": "été"}, '{"fr": "été"}'), (None, "")),
        *((datetime.date(2018, 2, 14), "2018-02-14"), (datetime.datetime(2018, 2, 14, 9, 30), "2018-02-14T09:30:00")),
        *(("=1+1", "=1+1"), ("'=1+1", "'=1+1"), ({"le": datetime.date(2018, 2, 14)}, '{"le": "2018-02-14"}')),
    ],
)
def test_a_value_of_parquet_reads_as_people_see_it(value, text):
    assert cells_of(parquet({"a": [value], "b": ["x"]}), "a.parquet") == [("a", "b"), (text, "x")]


PARQUET = parquet({"Thème": ["Sport"], "Intitulé": ["a"]})


def test_parquet_of_too_many_lines_or_columns_is_refused_and_a_blank_line_keeps_its_place():
    assert f"more than {MAX_ROWS} lines" in in_words(parquet({"a": ["x"] * (MAX_ROWS + 1)}), "a.parquet")
    wide = {f"c{number}": ["x"] for number in range(MAX_COLUMNS + 1)}
    assert f"has more than {MAX_COLUMNS} columns" in in_words(parquet(wide), "a.parquet")
    assert [line.number for line in read_cells(parquet({"a": ["x", None, "y"]}), "a.parquet").lines] == [1, 2, 4]
    assert "has a header and nothing under it" in in_words(parquet({"a": pa.array([], pa.string())}), "a.parquet")
    assert "is empty" in in_words(parquet({}), "a.parquet")


def test_parquet_that_swells_is_refused():
    heavy = {"a": pa.array(["x" * 30_000] * 4_000).dictionary_encode()}
    assert "takes too much memory or time to open" in in_words(parquet(heavy), "a.parquet")
    huge = parquet({"a": pa.array(["x" * 2**27] * 12, pa.large_string())}, compression="zstd", use_dictionary=False)
    assert len(huge) < 2**20
    said = in_words(huge, "a.parquet")
    assert "takes too much memory or time" in said or f"holds more than {MAX_CELL} characters" in said


@pytest.mark.parametrize(
    "content", [b"a;b\n1;2\n", b"PAR1", b"PAR1PAR1", b"PAR1" + bytes(40) + b"PAR1", b"PAR1\xff\xff"]
)
def test_what_is_not_parquet_is_called_so(content):
    assert "The file a.parquet is not Parquet, or it was damaged" in in_words(content, "a.parquet")


@BY_A_CHILD
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=20))
def test_damaged_parquet_is_read_or_refused_in_words(where, damage):
    damaged = bytearray(parquet({name: list(ACTION) for name in HEADER}))
    damaged[where % len(damaged) : where % len(damaged) + len(damage)] = damage
    read_or_refused(bytes(damaged), ".parquet")


# Limits


def test_the_server_lets_through_the_largest_file_and_no_larger():
    settings_of_the_server = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings_of_the_server["server"]["maxUploadSize"] * 2**20 == MAX_FILE == 100 * 2**20


@pytest.mark.parametrize(
    ("name", "most"),
    [("a.csv", 100), ("a.json", 100), ("a.xlsx", 30), ("a.xls", 30), ("a.ods", 30), ("a.parquet", 30)],
)
def test_a_file_too_heavy_for_its_kind_is_refused(name, most):
    content = b"x" * (most * 2**20 + 1)
    assert f"weighs more than {most} MB" in in_words(content, name)
    assert "weighs more" not in in_words(content[:-1], name)


def test_as_many_lines_and_columns_as_a_country_sends_are_read():
    assert (MAX_ROWS, MAX_COLUMNS, MAX_CELL) == (150_000, 200, 32_767)
    records = [{"a": 1}] * MAX_ROWS
    assert len(read_cells(json_of(records), "a.json").lines) == MAX_ROWS + 1
    assert f"more than {MAX_ROWS} lines" in in_words(json_of([*records, {"a": 1}]), "a.json")
    wide = {f"k{number}": 1 for number in range(MAX_COLUMNS)}
    assert len(cells_of(json_of([wide]), "a.json")[0]) == MAX_COLUMNS
    assert f"Line 1 of the file a.json has more than {MAX_COLUMNS} columns" in in_words(
        json_of([wide | {"one more": 1}]), "a.json"
    )


def test_a_sheet_of_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(sheet, "MAX_CELLS", 7)
    assert len(cells_of(b"a;b;c\n1;2\n1;2\n")) == 3
    assert "holds more than 7 cells. Remove the columns" in in_words(b"a;b;c\n1;2;3\n1;2\n")


def test_a_workbook_of_a_hundred_thousand_long_lines_is_let_in():
    cells = [f"Proposition {number} {'accès aux droits et médiation ' * 16}" for number in range(50)]
    lines = [
        (*(cells[(row + place) % 50][:20] for place in range(6)), cells[row % 50], str(row)) for row in range(100_000)
    ]
    read = read_cells(xlsx(HEADER, *lines), "a.xlsx").lines
    assert (len(read), read[-1]) == (100_001, Line(100_001, lines[-1]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x" * MAX_FILE, f"A cell of line 1 of the file a.csv holds more than {MAX_CELL} characters"),
        (b";" * MAX_FILE, f"Line 1 of the file a.csv has more than {MAX_COLUMNS} columns"),
        (b'a;b\n"x\n' + b'";"x\n' * 2_000_000, "A cell of line 2 of the file a.csv holds more than"),
        (b"\n" * MAX_FILE, f"holds more than {MAX_ROWS} lines"),
        (b"\r" * MAX_FILE, f"holds more than {MAX_ROWS} lines"),
    ],
)
def test_a_line_that_never_ends_or_lines_without_end_are_refused_before_they_fill_the_memory(content, said):
    assert said in in_words(content)


# Anything at all


@SOON
@given(
    st.binary(max_size=400) | st.text(max_size=200).map(str.encode), st.sampled_from([".csv", ".tsv", ".txt", ".xls"])
)
@example(b"sep=;", ".csv")
@example(b"\xff\xfe\xff\xfe", ".tsv")
@example(b"\x00a", ".txt")
def test_any_bytes_are_read_or_refused_in_words(content, extension):
    read_or_refused(content, extension)


@pytest.mark.parametrize("extension", KINDS)
@pytest.mark.parametrize(
    "content",
    [
        XLS,
        ods(ods_row("a") + ods_row("b")),
        xlsx("a", "b"),
        b"a;b\n1;2\n",
        json_of([{"a": 1}]),
        PARQUET,
        b"\x89PNG\r\n\x1a\n\0",
    ],
    ids=["xls", "ods", "xlsx", "csv", "json", "parquet", "png"],
)
def test_any_sheet_under_any_name_is_read_or_refused_in_words(content, extension):
    read_or_refused(content, extension)


BEGINNINGS = st.sampled_from(
    [b"", b"PK\x03\x04", XLS[:8], XLS[:1024], PARQUET, PARQUET[:40], b"[", b'[{"a":', b"\xff\xfe", b"\xef\xbb\xbf{"]
)


@BY_A_CHILD
@given(BEGINNINGS, st.binary(max_size=400), st.sampled_from(KINDS))
def test_any_bytes_that_begin_well_are_read_or_refused_in_words(beginning, content, extension):
    read_or_refused(beginning + content, extension)


@BY_A_CHILD
@given(st.integers(0, len(XLS) - 1), st.binary(min_size=1, max_size=20), st.sampled_from([XLS, ods(ods_row(*HEADER))]))
def test_a_damaged_sheet_is_read_or_refused_in_words(where, damage, whole):
    damaged = bytearray(whole)
    damaged[where % len(whole) : where % len(whole) + len(damage)] = damage
    read_or_refused(bytes(damaged), ".ods")


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@BY_A_CHILD
@given(ANY_JSON | st.lists(st.dictionaries(st.text(max_size=5), ANY_JSON, max_size=4), max_size=4))
def test_any_json_is_read_or_refused_in_words(value):
    read_or_refused(json_of(value), ".json")


def read_or_refused(content, extension):
    """Nothing else may happen to a file, and a sheet that is read has what every caller counts on."""
    try:
        cells = read_cells(content, "a" + extension)
    except UnreadableSheet:
        in_words(content, "a" + extension)
    else:
        assert len(cells.lines) > 1
        assert all(line.cells and line.cells[-1].strip() for line in cells.lines)
        assert [line.number for line in cells.lines] == sorted({line.number for line in cells.lines})


def test_a_cell_merged_downwards_is_of_each_line_it_spans():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.merge_range(1, 1, 1, 3, "Atelier de Bobigny")
        page.write_row(3, 1, ["Thème", "Intitulé", "Porteur"])
        page.merge_range(4, 1, 6, 1, "Sport")
        for line, title in enumerate(["Un", "Deux", "Trois", "Quatre"], 4):
            page.write(line, 2, title)
        page.write(7, 1, "Santé")
    assert cells_of(content.getvalue(), "a.xlsx") == [
        ("Atelier de Bobigny",),
        ("Thème", "Intitulé", "Porteur"),
        ("Sport", "Un"),
        ("Sport", "Deux"),
        ("Sport", "Trois"),
        ("Santé", "Quatre"),
    ]


def test_merged_cells_as_large_as_a_sheet_take_no_more_than_what_is_in_it():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Thème", "Intitulé"])
        page.merge_range(1, 0, 1_048_575, 0, "Sport")
        page.write_row(1, 1, ["Un"])
        page.write_row(2, 1, ["Deux"])
    lines = cells_of(content.getvalue(), "a.xlsx")
    assert lines[:3] == [("Thème", "Intitulé"), ("Sport", "Un"), ("Sport", "Deux")]
