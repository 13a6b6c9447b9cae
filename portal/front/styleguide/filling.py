"""Sample view-models of what people fill in: a table, files that are held, dates ahead."""

from datetime import timedelta
from typing import Any

from portal.front.styleguide import samples
from portal.front.styleguide.forms import TableForm
from portal.front.styleguide.words import say


def table() -> dict[str, Any]:
    """A question whose answer is a table of two rows, one with a cell that is refused."""
    columns: list[dict[str, Any]] = [
        {"label": say("姓名", "姓名", "Name"), "kind": "text", "is_required": True},
        {"label": say("年份", "年份", "Year"), "kind": "number"},
        {"label": say("网址", "網址", "Link"), "kind": "link"},
    ]
    values = [["陆青迟", "2025", "https://example.org/lamp"], ["Ottoline Farrow-Quist", "last", ""]]
    return {
        "question": {"max_rows": 5},
        "field": TableForm()["works"],
        "rows": [_row(columns, row) for row in values],
        "blank_row": _row(columns, ["", "", ""]),
    }


def _row(columns: list[dict[str, Any]], values: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "column": column,
            "name": f"works.{column['kind']}",
            "type": "text",
            "value": value,
            "is_bad": column["kind"] == "number" and value == "last",
        }
        for column, value in zip(columns, values, strict=True)
    ]


def held_files() -> list[dict[str, Any]]:
    """One that was read, one that is being read, one that cannot be, one that asks for a password."""
    file = {"name": say("创作过程.pdf", "創作過程.pdf", "making-of.pdf"), "bytes": 1_820_000, "empty_url": "#x"}
    return [
        file | {"state": "readable", "measures": [say("12 页", "12 頁", "12 pages")], "download_url": "#x"},
        file | {"state": "received", "again_url": "#x"},
        file | {"state": "unreadable", "reason": say("文件是空的。", "檔案是空的。", "The file is empty.")},
        file | {"state": "readable", "is_locked": True},
    ]


def dates() -> dict[str, Any]:
    names = (
        say("团队截止", "團隊截止", "teams close"),
        say("影片提交截止（远程）", "影片提交截止（遠端）", "films due, remote"),
    )
    ahead = [
        {"name": name, "at": samples.NOW + timedelta(days=9 * number), "zone": "Asia/Shanghai", "url": "#ics"}
        for number, name in enumerate(names, 1)
    ]
    return {"ahead": ahead, "url": "#ics"}
