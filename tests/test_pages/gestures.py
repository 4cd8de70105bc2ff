"""What other people do meanwhile, through the same door as the pages."""

from datetime import date

from data.workbook import Row
from queries import intake, latest_event, record, store
from queries.intake import Sheet

ROW = {"number": "", "text": "", "theme": "sport", "body": "association"}


def sql(statement, **given):
    """Run one statement on the open store and give its rows as dicts."""
    with store().writing() as cursor:
        answer = cursor.execute(statement, given or None)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def some(status, department=None, count=1):
    """Proposals of a status, of a département or anywhere, by reference."""
    return sql(
        "select * from proposals where status = $status and ($department is null or department = $department) "
        "order by reference limit $count",
        **{"status": status, "department": department, "count": count},
    )


def hold(title="Atelier de Bobigny", department="93", **given):
    """A workshop declared by Anne; its number."""
    asked = {"prefecture": "Préfecture", "place": "", "participants": None, "themes": (), "source": "", "note": ""}
    asked |= {"department": department, "held_on": date(2018, 2, 14), "title": title}
    record("hold_workshop", by="anne", **asked | given)
    return sql("select max(id) as id from workshops")[0]["id"]


def take_in(workshop, *rows):
    """What a sheet adds to a workshop: titles, or what differs from an ordinary row."""
    given = [row if isinstance(row, dict) else {"title": row} for row in rows]
    said = [{"text" if name == "words" else name: value for name, value in row.items()} for row in given]
    sheet = Sheet("feuille.csv", "", [Row(**{"line": line, **ROW, **row}) for line, row in enumerate(said, 2)])
    intake.take_in(sheet, by="anne", workshop=workshop)
    return sql("select * from proposals where workshop = $workshop order by id", workshop=workshop)


def move(by, proposals, status, **given):
    """Record a move as somebody else does, in another browser."""
    asked = {"session": None, "reason": None, "sentence": None, "seen": latest_event()} | given
    record("move", by=by, proposals=[row["id"] for row in proposals], status=status, **asked)


def open_session():
    """The session that can still decide."""
    return sql("select id from sessions where not closed order by held_on limit 1")[0]["id"]


def opened(screen, *menus):
    """The same screen, these menus open."""
    for menu in menus:
        screen.at.session_state[f"take-{menu}"] = True
    return screen.again()


def one(offered, end):
    """The content of the only file whose name ends so."""
    (make,) = [make for name, make in offered.items() if name.endswith(end) and (end != ".csv" or "-codes" not in name)]
    return make()
