"""Sample view-models: real programmes' facts, our own sentences, three languages."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from portal.front.shapes import (
    AIStage,
    Alternate,
    Chip,
    Claim,
    Credit,
    CreditNode,
    Cue,
    Facet,
    FacetValue,
    Fact,
    FilmCard,
    Hit,
    Link,
    Missing,
    Motif,
    NewsLine,
    PageLink,
    Pages,
    PartnerGroup,
    PartnerMark,
    Playback,
    Quotation,
    Row,
    Rule,
    Slate,
    Step,
    Still,
    TalentCard,
    Track,
)
from portal.front.styleguide.words import say
from portal.front.timeline import Gate, Timeline, lay_out
from portal.media.accepting import accept, offers, sentences

NOW = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)

PILOTS = [  # title, English, maker, maker in English, milliseconds, place
    ("玉覆荆楚", "Jade over Jingchu", "四川电影学院人工智能实验室卡兹克工作室", "Khazix Studio", 221_000),
    ("三国余韵 荆州今朝", "Echoes of Three Kingdoms", "清华大学新闻与传播学院新媒体研究中心", "Tsinghua NMRC", 184_000),
    ("天问", "Questions to Heaven", "中央美术学院设计学院", "CAFA School of Design", 252_000),
    ("非遗之光：荆楚篇", "Light of Craft: Jingchu", "商汤科技如影团队", "SenseTime Ruying", 145_000),
    ("凤鸣山海", "The Phoenix Calls", "星贤文化/闲人一坤", "Xianren Yikun", 198_000),
    ("楚韵荆寻", "Looking for Chu", "北京电影学院数字媒体学院", "BFA Digital Media", 167_000),
]
LINES = [
    (
        "一只卧鹿从泥土里醒来，带我们穿过两千年的楚都。",
        "一隻臥鹿從泥土裡醒來，帶我們穿過兩千年的楚都。",
        "A bronze deer wakes in the clay and leads us through two thousand years of a capital.",
    ),
    (
        "城墙上的一天，从关公的晨雾走到今天的夜市。",
        "城牆上的一天，從關公的晨霧走到今天的夜市。",
        "One day on the city wall, from Guan Yu's morning mist to tonight's market.",
    ),
    (
        "屈原向天发问，一艘飞船在两千三百年后回答。",
        "屈原向天發問，一艘飛船在兩千三百年後回答。",
        "A poet asks the sky his questions; a spacecraft answers twenty-three centuries later.",
    ),
    (
        "一根丝线绣成凤凰，绣娘的手一刻也没有停过。",
        "一根絲線繡成鳳凰，繡娘的手一刻也沒有停過。",
        "One thread becomes a phoenix, and the hand that draws it never rests.",
    ),
    (
        "三年不飞的鸟，一飞便越过云梦泽。",
        "三年不飛的鳥，一飛便越過雲夢澤。",
        "A bird that has not flown for three years crosses the great marsh in one night.",
    ),
    (
        "沿着江水找一个字的来历，找到的是一座城。",
        "沿著江水找一個字的來歷，找到的是一座城。",
        "Following a river to the origin of one character, and finding a city.",
    ),
]


def still(number: int, width: int = 1600, height: int = 900) -> Still:
    return Still(src=reverse("styleguide-picture", args=[number, width, height]), width=width, height=height)


def partners() -> list[PartnerGroup]:
    """One with a logo for each ground, one with a logo on paper alone, and some in type."""
    tv = say("云野电视（虚构）", "雲野電視（虛構）", "Cloudfield Television (invented)")
    plain, dark = still(3, 480, 160), still(4, 480, 160)
    both = PartnerMark(tv, url="#", logo=replace(plain, alt=tv), logo_on_dark=replace(dark, alt=tv))
    paper = PartnerMark("Lanternlight", lang="en", logo=replace(still(5, 320, 320), alt="Lanternlight"))
    schools = [PartnerMark(text, lang="zh-Hans") for text in ("中央美术学院", "北京电影学院", "新闻与传播学院")]
    return [
        PartnerGroup(say("主办", "主辦", "Organised by"), [both]),
        PartnerGroup(say("赞助", "贊助", "Sponsored by"), [paper]),
        PartnerGroup(say("支持", "支持", "Supported by"), schools),
    ]


def undeclared() -> list[AIStage]:
    return [AIStage(stage, "undeclared") for stage in ("script", "picture", "voice", "music", "edit")]


def declared() -> list[AIStage]:
    return [
        AIStage("script", "none"),
        AIStage(
            "picture",
            "used",
            say(
                "底图手绘，动态由生成模型补出，逐镜修改。",
                "底圖手繪，動態由生成模型補出，逐鏡修改。",
                "Drawn by hand, set in motion by a video model, corrected shot by shot.",
            ),
        ),
        AIStage("voice", "none", say("由演员朗读。", "由演員朗讀。", "Read by an actor.")),
        AIStage(
            "music",
            "used",
            say(
                "主题自写，配器由模型试出。",
                "主題自寫，配器由模型試出。",
                "Theme written by us, arrangements tried with a model.",
            ),
        ),
        AIStage("edit", "none"),
    ]


def film(number: int, *, line: bool = False, ai: bool = True) -> FilmCard:
    title, _english, maker, _maker_english, runtime = PILOTS[number]
    return FilmCard(
        title=title,
        url=reverse("styleguide-page", args=["film"]),
        still=still(number),
        lang="zh-Hans",
        slate=Slate(
            maker=maker, maker_lang="zh-Hans", year="2024", runtime_ms=runtime, place=say("荆州", "荊州", "Jingzhou")
        ),
        line=say(*LINES[number]) if line else "",
        ai=undeclared() if ai else (),
        is_stand_in=True,
        label=say("先导片", "先導片", "Pilot"),
    )


def cues() -> list[Cue]:
    found, start = [], 0
    for number in range(6):
        found.append(Cue(film(number, ai=False), starts_ms=start, note=say(*LINES[number])))
        start += PILOTS[number][4]
    return found


def timeline() -> Timeline:
    def at(month: int, day: int, hour: int = 15, minute: int = 59) -> datetime:
        return datetime(2026, month, day, hour, minute, tzinfo=UTC)

    gates = [
        Gate(say("开放报名", "開放報名", "Entries open"), at(10, 8, 4, 0)),
        Gate(say("个人报名截止", "個人報名截止", "People register by"), at(11, 14)),
        Gate(
            say("影片提交截止", "影片提交截止", "Films handed in by"),
            at(12, 12),
            note=say("远程团队早两小时", "遠端團隊早兩小時", "Remote teams two hours earlier"),
        ),
        Gate(
            say("公布入围", "公布入圍", "Finalists announced"),
            datetime(2027, 1, 15, 4, 0, tzinfo=UTC),
            is_tentative=True,
        ),
        Gate(say("颁奖与放映", "頒獎與放映", "Awards and screening"), datetime(2027, 2, 6, 11, 30, tzinfo=UTC)),
    ]
    return lay_out(gates, now=NOW, zone="Asia/Shanghai")


def talents() -> list[TalentCard]:
    page = reverse("styleguide-page", args=["talent"])
    return [
        TalentCard(
            "陆青迟",
            page,
            still(10, 800, 1000),
            "zh-Hans",
            say(
                "把水墨当作镜头语言的动画导演。",
                "把水墨當作鏡頭語言的動畫導演。",
                "Animates with ink as if it were a lens.",
            ),
            ["ComfyUI", say("水墨", "水墨", "ink")],
        ),
        TalentCard(
            "Ottoline Farrow-Quist",
            page,
            still(11, 800, 1000),
            "en",
            say(
                "剪辑师，做过十二部短片的声音。",
                "剪輯師，做過十二部短片的聲音。",
                "Editor; has built the sound of twelve shorts.",
            ),
            ["Runway", say("剪辑", "剪輯", "editing")],
        ),
        TalentCard(
            "石榴影像小组",
            page,
            None,
            "zh-Hans",
            say(
                "三个人、一台旧放映机和一座城市的口述史。",
                "三個人、一台舊放映機和一座城市的口述史。",
                "Three people, one old projector, a city's oral history.",
            ),
            [say("纪录", "紀錄", "documentary")],
        ),
    ]


def claims() -> list[Claim]:
    on = datetime(2025, 4, 15, tzinfo=UTC)
    university = "HKUST"
    return [
        Claim(
            say("逾700", "逾700", "over 700"),
            say("部报名影片", "部報名影片", "films entered"),
            on,
            university,
            "https://hkust.edu.hk/",
            "reported",
        ),
        Claim(
            say("逾80", "逾80", "over 80"),
            say("个国家和地区", "個國家和地區", "countries and regions"),
            on,
            university,
            "https://hkust.edu.hk/",
            "reported",
        ),
        Claim("35", say("部入围影片", "部入圍影片", "finalists"), on, university, "https://hkust.edu.hk/", "confirmed"),
        Claim(
            "3",
            say("个奖项", "個獎項", "awards"),
            on,
            university,
            "",
            "disputed",
            other_says=say("另一组三个奖项", "另一組三個獎項", "three other awards"),
            other_source=say("征集页", "徵集頁", "The call page"),
        ),
        Claim(
            "2",
            say("个国家和地区", "個國家和地區", "countries and regions"),
            status="computed",
            counted_at=datetime(2025, 4, 15, 9, 30, tzinfo=UTC),
            places=[Fact(say("中国", "中國", "China"), "21"), Fact(say("香港", "香港", "Hong Kong"), "16")],
        ),
        Claim(
            say("逾100", "逾100", "over 100"),
            say("人", "人", "people"),
            on,
            university,
            kind=say("预计", "預計", "Forecast"),
        ),
    ]


def credits() -> list[Credit]:
    page = reverse("styleguide-page", args=["talent"])
    chain = CreditNode(
        "四川电影学院",
        page,
        "zh-Hans",
        say("院校", "院校", "school"),
        [
            CreditNode(
                "人工智能实验室",
                page,
                "zh-Hans",
                say("实验室", "實驗室", "laboratory"),
                [CreditNode("卡兹克工作室", page, "zh-Hans", say("工作室", "工作室", "studio"))],
            )
        ],
    )
    return [
        Credit(say("制作", "製作", "Made by"), [chain]),
        Credit(say("导演", "導演", "Director"), [CreditNode("陆青迟", page, "zh-Hans")]),
        Credit(
            say("剪辑与声音", "剪輯與聲音", "Edit and sound"),
            [CreditNode("Ottoline Farrow-Quist", page, "en"), CreditNode("石榴影像小组", page, "zh-Hans")],
        ),
        Credit(say("委约", "委約", "Commissioned by"), [CreditNode("电影频道", page, "zh-Hans", "CCTV6")]),
    ]


def facets() -> list[Facet]:
    def value(text: str, count: int, is_on: bool = False, lang: str = "") -> FacetValue:
        return FacetValue(text, count, "?q=荆楚", is_on, lang)

    return [
        Facet(
            say("种类", "種類", "Kind"),
            [
                value(say("影片", "影片", "Films"), 42, True),
                value(say("人与工作室", "人與工作室", "People and studios"), 17),
                value(say("征集", "徵集", "Calls"), 3),
            ],
        ),
        Facet(
            say("母题", "母題", "Motif"),
            [
                value("凤", 9, False, "zh-Hans"),
                value("漆器", 7, False, "zh-Hans"),
                value("楚绣", 6, True, "zh-Hans"),
                value("星象", 4, False, "zh-Hans"),
            ],
            [value("编钟", 2, False, "zh-Hans"), value("云梦泽", 1, False, "zh-Hans")],
        ),
        Facet(
            say("AI 用于", "AI 用於", "AI used for"),
            [
                value(say("画面", "畫面", "Picture"), 31),
                value(say("音乐", "音樂", "Music"), 18),
                value(say("声音", "聲音", "Voice"), 11),
                value(say("未声明", "未聲明", "Not declared"), 6),
            ],
        ),
        Facet(
            say("片长", "片長", "Runtime"),
            [value("00:00–00:03", 21), value("00:03–00:10", 16), value(say("更长", "更長", "longer"), 5)],
        ),
    ]


def chips() -> list[Chip]:
    return [
        Chip(say("种类", "種類", "Kind"), say("影片", "影片", "Films"), "?q=荆楚"),
        Chip(say("母题", "母題", "Motif"), "楚绣", "?q=荆楚", "zh-Hans"),
    ]


def hits() -> list[Hit]:
    page = reverse("styleguide-page", args=["film"])
    kind = say("影片", "影片", "Film")
    found = [
        Hit(
            kind,
            title,
            page,
            "zh-Hans",
            still(number, 640, 360),
            Slate(
                maker=maker,
                maker_lang="zh-Hans",
                year="2024",
                runtime_ms=runtime,
                place=say("荆州", "荊州", "Jingzhou"),
            ),
            say(*LINES[number]),
            undeclared(),
        )
        for number, (title, _english, maker, _maker_english, runtime) in enumerate(PILOTS)
    ]
    found[0] = Hit(
        kind,
        SafeString("玉覆<mark>荆楚</mark>"),
        page,
        "zh-Hans",
        found[0].still,
        found[0].slate,
        found[0].text,
        declared(),
    )
    found.insert(
        2,
        Hit(
            say("工作室", "工作室", "Studio"),
            "石榴影像小组",
            reverse("styleguide-page", args=["talent"]),
            "zh-Hans",
            None,
            Slate(place=say("泉州", "泉州", "Quanzhou"), tools=["ComfyUI", "Runway"]),
            say(
                "三个人、一台旧放映机和一座城市的口述史。",
                "三個人、一台舊放映機和一座城市的口述史。",
                "Three people, one old projector, a city's oral history.",
            ),
        ),
    )
    return found


def pages() -> Pages:
    return Pages(
        [PageLink(1, "?page=1"), PageLink(2, "?page=2", True), PageLink(3, "?page=3"), None, PageLink(12, "?page=12")],
        "?page=1",
        "?page=3",
    )


def playback() -> Playback:
    return Playback(
        title="天问",
        sources=[("/media/styleguide/film.mp4", "video/mp4")],
        poster=reverse("styleguide-picture", args=[2, 1600, 900]),
        tracks=[
            Track("/media/styleguide/zh.vtt", "captions", "zh-Hans", "简体中文", is_default=True),
            Track("/media/styleguide/en.vtt", "subtitles", "en", "English"),
        ],
        is_stand_in=True,
    )


def rules() -> list[Rule]:
    strong = SafeString
    return [
        Rule(
            strong(
                say(
                    "影片须<strong>长于 2 分钟</strong>，不设上限。",
                    "影片須<strong>長於 2 分鐘</strong>，不設上限。",
                    "The film must run <strong>longer than 2 minutes</strong>; there is no upper limit.",
                )
            ),
            say("以文件实测为准。", "以檔案實測為準。", "Measured from the file."),
        ),
        Rule(
            strong(
                say(
                    "每队 <strong>2–6 人</strong>，受邀者须本人接受。",
                    "每隊 <strong>2–6 人</strong>，受邀者須本人接受。",
                    "Teams have <strong>2–6 people</strong>; everyone invited must accept.",
                )
            )
        ),
        Rule(
            strong(
                say(
                    "现场放映片段<strong>不超过 5 分钟</strong>。",
                    "現場放映片段<strong>不超過 5 分鐘</strong>。",
                    "The cut shown on site is <strong>5 minutes at most</strong>.",
                )
            ),
            say("完整版可以更长。", "完整版可以更長。", "The film itself may be longer."),
        ),
        Rule(
            say(
                "任何 AI 技术或其组合均可；鼓励与实拍结合。",
                "任何 AI 技術或其組合均可；鼓勵與實拍結合。",
                "Any AI technique or mixture is welcome, live action beside it too.",
            )
        ),
        Rule(
            say("影片著作权归创作团队所有。", "影片著作權歸創作團隊所有。", "The makers keep all rights in their film.")
        ),
    ]


def steps() -> list[Step]:
    page = reverse("styleguide-page", args=["step"])
    return [
        Step(say("作品与标题", "作品與標題", "Work and title"), page, "done"),
        Step(say("团队", "團隊", "Team"), page, "done"),
        Step(say("影片文件", "影片檔案", "The film itself"), page, "missing"),
        Step(say("AI 使用", "AI 使用", "Use of AI"), page, is_current=True),
        Step(say("权利", "權利", "Rights"), page),
        Step(say("检查与提交", "檢查與提交", "Check and hand in"), page, "locked"),
    ]


def missing() -> list[Missing]:
    page = reverse("styleguide-page", args=["step"])
    return [
        Missing(say("影片文件还没有传完", "影片檔案還沒有傳完", "The film has not arrived completely"), page),
        Missing(say("还有一位队员没有接受邀请", "還有一位隊員沒有接受邀請", "One teammate has not accepted yet"), page),
        Missing(say("“声音”一栏没有填写", "「聲音」一欄沒有填寫", "Nothing is said about the voice"), page),
    ]


def upload(label: str, name: str) -> dict[str, Any]:
    """The box for a film, with one in it."""
    kinds = {"film"}
    return {
        "name": "film",
        "label": label,
        "endpoint": "/uploads/",
        "accept": accept(kinds),
        "offers": json.dumps(offers(kinds)),
        "takes": sentences(kinds),
        "resume_key": "sample",
        "held": {
            "state": "readable",
            "name": name,
            "bytes": 4_823_449_600,
            "is_film": True,
            "runtime_ms": 252_000,
            "measures": ["1920 × 1080, 25 fps", say("有声", "有聲", "with sound")],
        },
    }


def motifs() -> list[Motif]:
    page = reverse("styleguide-page", args=["film"])
    return [
        Motif("金凤", say("春秋", "春秋", "Spring and Autumn"), [Link("凤鸣山海", page, "zh-Hans")], "", "zh-Hans"),
        Motif("战国卧鹿", say("战国", "戰國", "Warring States"), [Link("玉覆荆楚", page, "zh-Hans")], "", "zh-Hans"),
        Motif(
            "屈原",
            say("战国", "戰國", "Warring States"),
            [Link("天问", page, "zh-Hans"), Link("楚韵荆寻", page, "zh-Hans")],
            "",
            "zh-Hans",
        ),
        Motif(
            "关公", say("三国", "三國", "Three Kingdoms"), [Link("三国余韵 荆州今朝", page, "zh-Hans")], "", "zh-Hans"
        ),
        Motif("楚绣", say("当代", "當代", "Today"), [Link("非遗之光：荆楚篇", page, "zh-Hans")], "", "zh-Hans"),
    ]


def news() -> list[NewsLine]:
    page = reverse("styleguide-page", args=["news"])
    return [
        NewsLine(
            say("六部先导片今天上线", "六部先導片今天上線", "Six pilots go online today"),
            page,
            datetime(2024, 4, 11, tzinfo=UTC),
            "",
            say("同一座城，六种看法。", "同一座城，六種看法。", "One city, seen six ways."),
            still(4),
        ),
        NewsLine(
            say("谁来决定一部片子能不能放", "誰來決定一部片子能不能放", "Who decides whether a film is shown"),
            page,
            datetime(2024, 4, 9, tzinfo=UTC),
        ),
    ]


def rows() -> list[Row]:
    editor = say("周慢，节目编辑", "周慢，節目編輯", "Zhou Man, programme editor")
    on = datetime(2026, 11, 20, tzinfo=UTC)
    link = Link(say("整个片单", "整個片單", "The whole collection"), reverse("styleguide-page", args=["collection"]))
    return [
        Row(
            "cues",
            say("荆楚：六部先导片", "荊楚：六部先導片", "Jingchu: six pilots"),
            say(
                "按放映顺序看完只要二十分钟；第三部请把灯关了再看。",
                "按放映順序看完只要二十分鐘；第三部請把燈關了再看。",
                "Twenty minutes in running order. Turn the lights off for the third.",
            ),
            editor,
            on,
            link,
            cues=cues()[:4],
        ),
        Row(
            "film",
            say("周末放一部", "週末放一部", "One for the weekend"),
            say(
                "它先让你听见江水，然后才给你看。",
                "它先讓你聽見江水，然後才給你看。",
                "It lets you hear the river before it shows it.",
            ),
            editor,
            on,
            film=film(4, line=True),
        ),
        Row(
            "talents",
            say("三张新面孔", "三張新面孔", "Three new faces"),
            say(
                "他们同意被我们找到，也同意被您找到。",
                "他們同意被我們找到，也同意被您找到。",
                "They have agreed to be found, by us and by you.",
            ),
            editor,
            on,
            talents=talents(),
            accent="river",
        ),
        Row(
            "quotation",
            quotation=Quotation(
                say(
                    "三年不蜚，蜚将冲天。",
                    "三年不蜚，蜚將沖天。",
                    "Three years without flight; then straight up to the sky.",
                ),
                say("《凤鸣山海》片头", "《鳳鳴山海》片頭", "Epigraph of The Phoenix Calls"),
            ),
        ),
        Row(
            "motifs",
            say("从金凤到楚绣", "從金鳳到楚繡", "From the golden phoenix to the needle"),
            say(
                "同一个母题在不同的片子里走了两千年。",
                "同一個母題在不同的片子裡走了兩千年。",
                "The same few things wander through all six films.",
            ),
            editor,
            on,
            motifs=motifs(),
            accent="bronze",
        ),
        Row("news", say("消息", "消息", "News"), news=news()),
    ]


def alternates(name: str) -> list[Alternate]:
    path = reverse("styleguide-page", args=[name]).split("/", 2)[2]
    return [Alternate(code, f"/{code}/{path}") for code in ("zh-hans", "zh-hant", "en")]
