"""The page templates and the sample context of each. docs/frontend.md lists what each key means."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.front.shapes import (
    Amendment,
    Award,
    ClaimGroup,
    CollectionCard,
    Edition,
    EntryLine,
    Fact,
    Hero,
    Link,
    OpenCall,
    Placement,
    PortfolioLine,
    Quotation,
    Receipt,
    Work,
)
from portal.front.styleguide import samples
from portal.front.styleguide.forms import SampleForm
from portal.front.styleguide.words import say

ZONE = "Asia/Shanghai"
CLOSES = datetime(2026, 12, 12, 15, 59, tzinfo=UTC)


def url(name: str) -> str:
    return reverse("styleguide-page", args=[name])


def essay() -> SafeString:
    one = say(
        "荆州的城墙修了又修，城里的人把旧事讲了又讲。六支队伍在同一个春天来到这里，带着各自的模型、画笔和疑问，想知道一座城能不能被重新看见一次。",
        "荊州的城牆修了又修，城裡的人把舊事講了又講。六支隊伍在同一個春天來到這裡，帶著各自的模型、畫筆和疑問，想知道一座城能不能被重新看見一次。",
        "The wall of Jingzhou has been mended again and again, and so have its stories. Six teams came here in one spring with their models, brushes and doubts, to find out whether a city can be seen once more for the first time.",
    )
    two = say(
        "他们看见的并不一样。有人从漆器的纹路里找到一只鹿，有人让一位诗人的问题飞过两千三百年；有人跟着绣娘的手，有人跟着一只不肯飞的鸟。把六部片子连起来看，会发现同一条江一直在画面下面流。",
        "他們看見的並不一樣。有人從漆器的紋路裡找到一隻鹿，有人讓一位詩人的問題飛過兩千三百年；有人跟著繡娘的手，有人跟著一隻不肯飛的鳥。把六部片子連起來看，會發現同一條江一直在畫面下面流。",
        "They did not see the same one. Somebody found a deer in the grain of a lacquer bowl; somebody let a poet's questions fly for twenty-three centuries; one followed an embroiderer's hand, another a bird that would not fly. Seen in a row, the same river runs below all of them.",
    )
    return format_html("<p>{}</p><p>{}</p>", one, two)


def open_calls() -> list[OpenCall]:
    page = url("call")
    return [
        OpenCall(
            say("未来影像征集 2027", "未來影像徵集 2027", "Next Pictures 2027"),
            page,
            samples.timeline(),
            say(
                "短片，长于两分钟，任何 AI 技术",
                "短片，長於兩分鐘，任何 AI 技術",
                "Short films over two minutes, any AI technique",
            ),
        ),
        OpenCall(
            say("影像人才优选", "影像人才優選", "Talents of the Moving Image"),
            page,
            samples.timeline(),
            say("不需要影片，一份作品集就够", "不需要影片，一份作品集就夠", "No film needed; a portfolio is enough"),
            "river",
        ),
    ]


def jingchu() -> CollectionCard:
    return CollectionCard(
        say("荆楚", "荊楚", "Jingchu"),
        url("collection"),
        samples.still(7, 2000, 837),
        say("一座古城，六双眼睛。", "一座古城，六雙眼睛。", "One old city, six pairs of eyes."),
        6,
        sum(pilot[4] for pilot in samples.PILOTS),
    )


def home() -> dict[str, Any]:
    film = samples.film(2, line=True)
    hero = Hero(
        film,
        say("今晚放映", "今晚放映", "Tonight"),
        say("2026年11月25日", "2026年11月25日", "25 November 2026"),
        [Link("Questions to Heaven", lang="en")],
        url("film"),
    )
    return {"hero": hero, "calls": open_calls(), "rows": samples.rows(), "collection": jingchu()}


def film() -> dict[str, Any]:
    catalogue, talent = url("catalogue"), url("talent")
    card = samples.film(2)
    return {
        "title": "天问",
        "lang": "zh-Hans",
        "other_titles": [Link("Questions to Heaven", lang="en")],
        "eyebrow": Link("电影频道 AI影像人才优选计划", url("programme"), "zh-Hans"),
        "label": card.label,
        "playback": samples.playback(),
        "slate": card.slate,
        "epigraph": Quotation("遂古之初，谁传道之？", lang="zh-Hans"),
        "notes": essay(),
        "ai": samples.declared(),
        "credits": samples.credits(),
        "laurels": [Fact("2024", say("先导片，委约", "先導片，委約", "Commissioned pilot"))],
        "motifs": [Link(text, catalogue, "zh-Hans") for text in ("屈原", "荧惑", "航天", "楚辞")],
        "tools": [Link(text, catalogue) for text in ("ComfyUI", "Runway")],
        "placements": [
            Placement(
                Link(say("荆楚：六部先导片", "荊楚：六部先導片", "Jingchu: six pilots"), url("collection")),
                3,
                6,
                Link("三国余韵 荆州今朝", url("film"), "zh-Hans"),
                Link("非遗之光：荆楚篇", url("film"), "zh-Hans"),
            )
        ],
        "stills": [samples.still(number, 1200, 502) for number in (8, 14, 2)],
        "related": [samples.film(number) for number in (4, 0, 5)],
        "rights": say("影片权利归制作者所有。", "影片權利歸製作者所有。", "All rights in the film are its makers'."),
        "cite": "中央美术学院设计学院：《天问》，2024，00:04:12，Firstcut。",
        "embed_url": talent,
        "accent": "ink",
    }


def collection() -> dict[str, Any]:
    return {
        "title": say("荆楚：六部先导片", "荊楚：六部先導片", "Jingchu: six pilots"),
        "eyebrow": Link("AI影像人才优选计划", url("programme"), "zh-Hans"),
        "lead": say(
            "一座古城，六双眼睛，二十分钟。",
            "一座古城，六雙眼睛，二十分鐘。",
            "One old city, six pairs of eyes, twenty minutes.",
        ),
        "still": samples.still(7, 2000, 837),
        "curator": say("周慢", "周慢", "Zhou Man"),
        "on": datetime(2024, 4, 12, tzinfo=UTC),
        "essay": essay(),
        "cues": samples.cues(),
        "total_ms": sum(pilot[4] for pilot in samples.PILOTS),
        "motifs": samples.motifs(),
        "stills": [samples.still(number, 1200, 502) for number in (0, 4)],
        "accent": "bronze",
    }


def programme() -> dict[str, Any]:
    return {
        "title": "电影频道AI影像人才优选计划",
        "lang": "zh-Hans",
        "tagline": say(
            "寻找会用新工具讲老故事的人。",
            "尋找會用新工具講老故事的人。",
            "Looking for people who tell old stories with new tools.",
        ),
        "still": samples.still(12, 2000, 837),
        "intro": essay(),
        "facts": [
            Fact(say("主办", "主辦", "Host"), "电影频道", url("talent"), "zh-Hans"),
            Fact(
                say("发布", "發佈", "Announced"),
                say("2024年4月12日，荆州", "2024年4月12日，荊州", "12 April 2024, Jingzhou"),
            ),
            Fact(
                say("征集", "徵集", "Collects"), say("人和作品，全国", "人和作品，全國", "people and works, nationwide")
            ),
        ],
        "calls": open_calls()[:1],
        "editions": [
            Edition(
                say("荆楚", "荊楚", "Jingchu"),
                "2024",
                url("collection"),
                line=say("六部先导片", "六部先導片", "six pilots"),
                is_current=True,
            ),
            Edition(
                "Tell Me Your Dream",
                "2023",
                "",
                line=say("八部短片，一天", "八部短片，一天", "eight shorts, one day"),
                lang="en",
            ),
        ],
        "collections": [jingchu()],
        "films": [samples.film(number) for number in (0, 3, 5)],
        "claim_groups": [ClaimGroup("2025", "", samples.claims())],
        "news": samples.news(),
        "partner_groups": samples.partners(),
        "partners_of": "2025",
        "contact": Fact(say("媒体联系", "媒體聯繫", "Press"), "press@example.org", "mailto:press@example.org"),
        "accent": "lacquer",
    }


def news() -> dict[str, Any]:
    return {
        "title": say("六部先导片今天上线", "六部先導片今天上線", "Six pilots go online today"),
        "on": datetime(2024, 4, 11, tzinfo=UTC),
        "byline": "数字生命卡兹克",
        "source": Link(say("微信公众号", "微信公眾號", "WeChat"), "https://example.org/"),
        "disclosure": say(
            "作者参与了其中一部影片的制作。",
            "作者參與了其中一部影片的製作。",
            "The author is one of the makers of the first film.",
        ),
        "still": samples.still(4, 2000, 837),
        "caption": say("《凤鸣山海》剧照", "《鳳鳴山海》劇照", "From The Phoenix Calls"),
        "credit": "闲人一坤",
        "digest": [
            Fact(
                say("一句话", "一句話", "In one sentence"),
                say(
                    "六支队伍以荆州为题完成了六部 AI 短片。",
                    "六支隊伍以荊州為題完成了六部 AI 短片。",
                    "Six teams made six AI shorts about one city.",
                ),
            ),
            Fact(
                say("要点", "要點", "Key points"),
                say(
                    "频道委约；四所院校、一家公司、一位独立作者。",
                    "頻道委約；四所院校、一家公司、一位獨立作者。",
                    "Commissioned by the channel; four schools, a company, one independent.",
                ),
            ),
        ],
        "body": essay(),
        "ai_label": say(
            "文字：人写。图片：生成。", "文字：人寫。圖片：生成。", "Text: written by people. Pictures: generated."
        ),
        "topics": [Link("AI", url("catalogue")), Link("荆州", url("catalogue"), "zh-Hans")],
        "related": samples.news(),
    }


def film_index() -> dict[str, Any]:
    return {
        "title": say("影片", "影片", "Films"),
        "lead": say("由编辑一部一部选出来。", "由編輯一部一部選出來。", "Chosen by our editors, one at a time."),
        "feature": samples.film(4, line=True),
        "films": [samples.film(number) for number in (0, 1, 2, 3, 5)],
        "pages": samples.pages(),
    }


def index() -> dict[str, Any]:
    return {
        "title": say("征集", "徵集", "Calls"),
        "calls": open_calls(),
        "collections": [jingchu()],
        "news": samples.news(),
    }


def call() -> dict[str, Any]:
    return {
        "title": say("未来影像征集 2027", "未來影像徵集 2027", "Next Pictures 2027"),
        "programme": Link(
            say("澄江卫视新影像计划", "澄江衛視新影像計劃", "Chengjiang TV New Pictures"), url("programme")
        ),
        "tagline": say(
            "把一座您熟悉的城，剪成别人没见过的样子。",
            "把一座您熟悉的城，剪成別人沒見過的樣子。",
            "Take a city you know, and cut it into one nobody has seen.",
        ),
        "timeline": samples.timeline(),
        "facts": [
            Fact(
                say("谁", "誰", "Who"),
                say(
                    "2–6 人的团队，不限国家和地区",
                    "2–6 人的團隊，不限國家和地區",
                    "Teams of 2–6 from any country or region",
                ),
            ),
            Fact(
                say("什么", "什麼", "What"),
                say("一部长于两分钟的短片", "一部長於兩分鐘的短片", "A short film longer than two minutes"),
            ),
            Fact(
                say("奖励", "獎勵", "Prize"),
                say(
                    "首映、片酬与一年的创作支持",
                    "首映、片酬與一年的創作支持",
                    "A premiere, a fee and a year of support",
                ),
            ),
            Fact(
                say("权利", "權利", "Rights"),
                say(
                    "著作权归团队；频道获一次放映权",
                    "著作權歸團隊；頻道獲一次放映權",
                    "Stay with the team; one screening for the channel",
                ),
            ),
        ],
        "intro": essay(),
        "rules": samples.rules(),
        "awards": [
            Award(
                say("最佳影片", "最佳影片", "Best Film"),
                say("整体完成度最高的一部。", "整體完成度最高的一部。", "The most complete work."),
                "¥ 50,000",
                say("评委会", "評審團", "the jury"),
            ),
            Award(
                say("前沿奖", "前沿獎", "Frontier Award"),
                say(
                    "把一种新技术用得最有道理的一部。",
                    "把一種新技術用得最有道理的一部。",
                    "The most convincing use of a new technique.",
                ),
                say("算力资助", "算力資助", "computing credits"),
                say("主办方", "主辦方", "the host"),
            ),
        ],
        "questions": [
            Fact(
                say("可以先拍好素材吗？", "可以先拍好素材嗎？", "May we shoot before the opening?"),
                say(
                    "可以，准备工作何时开始都行。",
                    "可以，準備工作何時開始都行。",
                    "Yes. You may prepare whenever you like.",
                ),
            ),
            Fact(
                say("一个人能报名吗？", "一個人能報名嗎？", "May I enter alone?"),
                say(
                    "可以先以个人报名，组队截止前找到同伴即可。",
                    "可以先以個人報名，組隊截止前找到同伴即可。",
                    "Register alone, then find teammates before the team gate.",
                ),
            ),
        ],
        "amendments": [
            Amendment(
                datetime(2026, 10, 20, tzinfo=UTC),
                say("取消观众奖。", "取消觀眾獎。", "The Viewers' Award was withdrawn."),
            )
        ],
        "apply_url": url("step"),
        "apply_text": say("开始报名", "開始報名", "Start an entry"),
        "calendar_url": "#ics",
        "contact": Fact(say("提问", "提問", "Questions"), "calls@example.org", "mailto:calls@example.org"),
        "accent": "kiln",
    }


def talent() -> dict[str, Any]:
    return {
        "name": "陆青迟",
        "lang": "zh-Hans",
        "other_names": [Link("Lu Qingchi", lang="en")],
        "kind": say("导演", "導演", "Director"),
        "portrait": samples.still(10, 1000, 1250),
        "line": say(
            "把水墨当作镜头语言的动画导演。",
            "把水墨當作鏡頭語言的動畫導演。",
            "Animates with ink as if it were a lens.",
        ),
        "place": say("杭州", "杭州", "Hangzhou"),
        "works": [
            Work(samples.film(number, line=True), "2024", say("导演", "導演", "Director")) for number in (4, 2, 0)
        ],
        "skills": [
            Link(text, url("catalogue"))
            for text in (
                say("水墨动画", "水墨動畫", "ink animation"),
                say("分镜", "分鏡", "storyboard"),
                say("调色", "調色", "grading"),
            )
        ],
        "tools": [Link(text, url("catalogue")) for text in ("ComfyUI", "Blender", "Runway")],
        "biography": say(
            "学过雕版，后来发现模型也有纹理。",
            "學過雕版，後來發現模型也有紋理。",
            "Trained in woodblock printing, then found that models have a grain too.",
        ),
        "portfolio": [PortfolioLine("Showreel 2026", "2026", "", "https://example.org/")],
        "contact_url": "#contact",
        "cohorts": [Link(say("2026 优选", "2026 優選", "Cohort of 2026"), url("programme"))],
        "accent": "river",
    }


def catalogue() -> dict[str, Any]:
    return {
        "query": "荆楚",
        "hidden": [("kind", "film")],
        "count": 42,
        "facets": samples.facets(),
        "chips": samples.chips(),
        "clear_url": "?q=荆楚",
        "hits": samples.hits(),
        "pages": samples.pages(),
        "sorts": [
            {"text": say("最贴近", "最貼近", "Closest"), "is_on": True},
            {"text": say("最新", "最新", "Newest"), "url": "?q=荆楚&sort=new"},
        ],
    }


def step() -> dict[str, Any]:
    return {
        "entry_title": "江上无灯",
        "call": Link(say("未来影像征集 2027", "未來影像徵集 2027", "Next Pictures 2027"), url("call")),
        "steps": samples.steps(),
        "step_number": 4,
        "step_name": say("影片文件", "影片檔案", "The film itself"),
        "step_help": say(
            "断线也不怕，传到哪里就从哪里接着传。",
            "斷線也不怕，傳到哪裡就從哪裡接著傳。",
            "A broken line does no harm: it goes on where it stopped.",
        ),
        "form": SampleForm(initial={"title": "江上无灯", "mode": "remote", "place": "jz"}),
        "version": 7,
        "autosave_url": "#autosave",
        "autosave_key": "sample-film",
        "saved_at": samples.NOW,
        "zone": ZONE,
        "closes_at": CLOSES,
        "previous_url": url("step"),
        "missing": samples.missing(),
        "upload": samples.upload(say("影片", "影片", "Film"), "江上无灯_v3.mov"),
    }


def dashboard() -> dict[str, Any]:
    name = say("未来影像征集 2027", "未來影像徵集 2027", "Next Pictures 2027")
    return {
        "entries": [
            EntryLine("江上无灯", name, url("step"), say("草稿", "草稿", "Draft"), "", 3, CLOSES, ZONE, lang="zh-Hans"),
            EntryLine(
                "Salt Road",
                name,
                url("receipt"),
                say("已提交", "已提交", "Handed in"),
                "FC-2027-0419",
                0,
                None,
                ZONE,
                lang="en",
            ),
        ],
        "calls": open_calls(),
    }


def review() -> dict[str, Any]:
    return {
        "entry_title": "江上无灯",
        "call": Link(say("未来影像征集 2027", "未來影像徵集 2027", "Next Pictures 2027"), url("call")),
        "steps": samples.steps(),
        "missing": samples.missing()[:1],
        "checks": [
            {"text": say("长于 2 分钟", "長於 2 分鐘", "Longer than 2 minutes"), "state": "ok", "measured": "00:05:12"},
            {
                "text": say("团队 2–6 人", "團隊 2–6 人", "Team of 2–6"),
                "state": "missing",
                "measured": "1",
                "url": url("step"),
            },
            {"text": say("有字幕", "有字幕", "Has captions"), "state": "warning", "measured": "–"},
        ],
        "sections": [
            {
                "name": say("作品", "作品", "Work"),
                "url": url("step"),
                "facts": [Fact(say("标题", "標題", "Title"), "江上无灯", lang="zh-Hans")],
            }
        ],
        "ai": samples.declared(),
        "rights": essay(),
        "form": SampleForm(initial={"mode": "remote", "title": "江上无灯"}),
        "can_submit": False,
        "closes_at": CLOSES,
        "zone": ZONE,
    }


def receipt() -> dict[str, Any]:
    return {
        "receipt": Receipt(
            "FC-2027-0419", samples.NOW, ZONE, "江上无灯", "", "9f2b" * 16, "江上无灯_v3.mov", 4_823_449_600
        ),
        "call": Link(say("未来影像征集 2027", "未來影像徵集 2027", "Next Pictures 2027"), url("call")),
        "entry_url": url("step"),
        "withdraw_url": "#withdraw",
        "timeline": samples.timeline(),
    }


PAGES: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "home": ("pages/home_page.html", home),
    "film": ("pages/film_page.html", film),
    "collection": ("pages/collection_page.html", collection),
    "programme": ("pages/programme_page.html", programme),
    "news": ("pages/news_page.html", news),
    "film_index": ("pages/film_index_page.html", film_index),
    "index": ("pages/index_page.html", index),
    "call": ("site/call.html", call),
    "talent": ("site/talent.html", talent),
    "catalogue": ("search/catalogue.html", catalogue),
    "dashboard": ("portal/entries/dashboard.html", dashboard),
    "step": ("portal/entries/step.html", step),
    "review": ("portal/entries/review.html", review),
    "receipt": ("portal/entries/receipt.html", receipt),
    "not-found": ("404.html", dict),
    "gone": ("410.html", dict),
    "grown-old": ("403_csrf.html", dict),
}
