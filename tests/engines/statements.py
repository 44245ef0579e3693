"""Statements of src/aggregate/sql/ as an engine takes them."""

import re
import tomllib
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src"
FOLDER = SOURCES / "aggregate" / "sql"
DIALECTS = tomllib.loads((SOURCES / "warehouse" / "dialects.toml").read_text())
# A macro without another one in it.
MACRO = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


def expanded(text, macros):
    """The text with `{name:argument;argument}` replaced by the macro of that name, from the inside out."""

    def replace(match):
        macro, arguments = macros[match[1]], (match[2] or "").split(";")
        return re.sub(r"\{(\d)\}", lambda place: arguments[int(place[1])], macro)

    before = None
    while before != text:
        before, text = text, MACRO.sub(replace, text)
    return text


def statement(name, dialect, base, days, values=()):
    """The statement of a name; `base` has the joined tables (c, t, b, and r, l, rl of purchases) as a list of common table expressions."""
    macros = dict(DIALECTS[dialect])
    macros |= {"base": base, **{name: str(value) for name, value in dict(values).items()}}
    macros |= {part.stem: part.read_text().rstrip() for part in (FOLDER / "texts" / "parts").glob("*.sql")}
    macros.update({name: f"{{day:{day:%Y-%m-%d}}}" for name, day in days.items()})
    return expanded((FOLDER / "texts" / f"{name}.sql").read_text(), macros)
