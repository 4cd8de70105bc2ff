"""Workbooks (XLSX, XLS, ODS): weighed without being opened, then opened by a process apart."""

import io
import re
import zipfile

from data.quarantine import not_a_workbook, opened_apart, swollen
from data.sheet import Cells, UnreadableSheet, within_limits
from data.sheet_child import SHEET

MAX_UNZIPPED = 400 * 2**20  # bytes; 100,000 lines of 600 characters unzip to 90 MB of XLSX, 130 MB of ODS
MAX_RATIO = 200  # unzipped bytes for a byte of the file
MAX_MEMBERS = 500  # files inside the archive

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0"  # Excel 97-2003, and the envelope of a newer workbook with a password
ENVELOPE = "EncryptedPackage".encode("utf-16-le")
BIFF_PASSWORD = re.compile(rb"\x09\x08\x10\0.{16}(?:\x86\0\0\0)?\x2f\0", re.DOTALL)  # BOF, (WRITEPROT,) FILEPASS
BIFF_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
XLSX, ODS, ODS_MANIFEST = "[Content_Types].xml", "content.xml", "META-INF/manifest.xml"
MACROS = re.compile(r".*/vbaproject\.bin|(basic|scripts)/.+", re.IGNORECASE)


def is_workbook(content: bytes) -> bool:
    """Whether the bytes begin as a workbook does, whatever the name of the file says."""
    return content.startswith((ZIP, OLE))


def read_workbook(content: bytes, file: str, sheet: int | None = None) -> Cells:
    """The visible sheet at this place, else the first that has anything in it; raises UnreadableSheet."""
    if content.startswith(OLE):
        _check_old(content, file)
    else:
        _check_archive(content, file)
    head, lines = opened_apart(content, file, *(() if sheet is None else (SHEET, str(sheet))))
    return Cells(file, within_limits(lines, file), sheet=head["sheet"], sheets=tuple(head["sheets"]))


def _check_old(content: bytes, file: str) -> None:
    """Look for a password or macros, which the library does not tell from any other damage."""
    if ENVELOPE in content or BIFF_PASSWORD.search(content):
        raise _protected(file)
    if BIFF_MACROS in content:
        raise _with_macros(file)


def _check_archive(content: bytes, file: str) -> None:
    """Weigh the archive by what it declares, without unpacking it; raise UnreadableSheet."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except Exception as error:  # zipfile trips over hostile bytes in many ways; each means the same
        raise not_a_workbook(file) from error
    names = [member.filename for member in members]
    if not {XLSX, ODS} & set(names) or any(name.startswith("/") or ".." in re.split(r"[/\\]", name) for name in names):
        raise not_a_workbook(file)
    unzipped = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unzipped > min(MAX_UNZIPPED, MAX_RATIO * max(len(content), 2**16)):
        raise swollen(file)
    if any(member.flag_bits & 1 for member in members) or _is_encrypted(archive, names):
        raise _protected(file)
    if any(MACROS.fullmatch(name) for name in names):
        raise _with_macros(file)


def _is_encrypted(archive: zipfile.ZipFile, names: list[str]) -> bool:
    """Whether the manifest of an OpenDocument says so; a damaged one says nothing."""
    if ODS_MANIFEST not in names:
        return False
    try:
        return b"encryption-data" in archive.open(ODS_MANIFEST).read(2**20)
    except Exception:  # as above: the library will say whether the rest can be read
        return False


def _protected(file: str) -> UnreadableSheet:
    return UnreadableSheet(
        "The file {file} is protected by a password. Remove the password, save it, and send it again.", file=file
    )


def _with_macros(file: str) -> UnreadableSheet:
    return UnreadableSheet(
        "The file {file} contains macros. Save it as an Excel workbook without macros (.xlsx).", file=file
    )
