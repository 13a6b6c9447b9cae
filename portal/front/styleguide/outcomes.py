"""Sample view-models of what came of a call: winners, finalists, a cohort, airings."""

from datetime import UTC, date, datetime
from typing import Any

from django.urls import reverse

from portal.front.shapes import AiringLine, Finalist, Link, RosterPerson, Winner, Work
from portal.front.styleguide import samples
from portal.front.styleguide.words import say


def winners() -> list[Winner]:
    film = reverse("styleguide-page", args=["film"])
    return [
        Winner(
            say("最佳影片", "最佳影片", "Best Film"),
            Link("天问", film, "zh-Hans"),
            [
                (
                    say("奖金（CNY 50,000）", "獎金（CNY 50,000）", "prize money (CNY 50,000)"),
                    say("已交付", "已交付", "delivered"),
                ),
                (say("半年的工具额度", "半年的工具額度", "half a year of tools"), ""),
            ],
        ),
        Winner(say("前沿奖", "前沿獎", "Frontier Award"), Link("楚韵荆寻", "", "zh-Hans")),
    ]


def finalists() -> list[Finalist]:
    film = reverse("styleguide-page", args=["film"])
    return [
        Finalist(Link("凤鸣山海", film, "zh-Hans"), say("主办方团队", "主辦方團隊", "the host's own team")),
        Finalist(Link("天问", film, "zh-Hans")),
        Finalist(Link("Echoes of Three Kingdoms", "", "en")),
    ]


def airings() -> list[AiringLine]:
    """One that is confirmed, one whose hour nobody has named, one that will not be."""
    channel, film = (
        say("电影频道", "電影頻道", "CCTV-6"),
        Link("天问", reverse("styleguide-page", args=["film"]), "zh-Hans"),
    )
    on: dict[str, Any] = {"zone": "Asia/Shanghai", "calendar_url": "#ics", "of": [film]}
    day = date(2026, 12, 12)
    return [
        AiringLine(channel, day, at=datetime(2026, 12, 12, 11, 30, tzinfo=UTC), status="confirmed", **on),
        AiringLine(
            channel,
            day,
            status="tentative",
            status_words=say("待确认", "待確認", "To be confirmed"),
            source=say("节目预告", "節目預告", "the programme guide"),
            **on,
        ),
        AiringLine(
            channel,
            day,
            status="cancelled",
            status_words=say("不按预告播出", "不按預告播出", "Not on air as announced"),
            **on,
        ),
    ]


def roster() -> list[RosterPerson]:
    """With a face and works, with a name alone."""
    known, plain = samples.talents()[:2]
    return [
        RosterPerson(
            known.name,
            known.lang,
            known.url,
            known.portrait,
            Link(say("湖北", "湖北", "Hubei")),
            known.line,
            since=[Work(samples.film(2), "2026", say("导演", "導演", "director"))],
        ),
        RosterPerson(plain.name, plain.lang),
    ]
