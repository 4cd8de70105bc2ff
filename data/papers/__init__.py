"""Papers that people print, edit and send: each is composed once, then written as Word (DOCX) and as PDF.

`parts` says what a paper is made of, `known` what it is told; `french` holds every sentence (they are official papers,
always in French); `sheet`, `session_file`, `decisions` and `answers` compose one each; `word` and `pdf` write them.
"""

from data.papers.answers import Answered, answers
from data.papers.decisions import Decided, Snapshot, decisions
from data.papers.known import Made, Meeting, Proposal, Step, Workshop
from data.papers.parts import Paper
from data.papers.pdf import write_pdf
from data.papers.session_file import Balance, session_file
from data.papers.sheet import sheet
from data.papers.word import write_word

__all__ = [
    "Answered",
    "Balance",
    "Decided",
    "Made",
    "Meeting",
    "Paper",
    "Proposal",
    "Snapshot",
    "Step",
    "Workshop",
    "answers",
    "decisions",
    "session_file",
    "sheet",
    "write_pdf",
    "write_word",
]
