"""Two dozen documents with what goes wrong in search: two scripts, two widths, names, polyphones, look-alikes."""

from datetime import UTC, datetime, timedelta

from search.documents import CatalogDocument
from search.facets import runtime_band

DAY = datetime(2026, 1, 1, tzinfo=UTC)


def film(number: int, *names: str, minutes: int, text: str = "", **facets: list[str]) -> CatalogDocument:
    runtime_ms = minutes * 60_000
    return CatalogDocument(
        kind="film", object_id=str(number), names=names, texts={"": text}, date=DAY + timedelta(days=number),
        runtime_ms=runtime_ms, facets={**facets, "runtime": [runtime_band(runtime_ms)]},
    )  # fmt: skip


def talent(number: int, *names: str, aliases: tuple[str, ...] = (), text: str = "", **facets: list[str]):
    return CatalogDocument(
        kind="talent", object_id=str(number), names=names, aliases=aliases, texts={"": text}, facets=facets
    )


def event(number: int, *names: str, begins: int, aliases: tuple[str, ...] = (), text: str = "", **facets: list[str]):
    """Told of after `number` days, to begin after `begins`."""
    return CatalogDocument(
        kind="event", object_id=str(number), names=names, aliases=aliases, texts={"": text}, facets=facets,
        date=DAY + timedelta(days=number), begins=DAY + timedelta(days=begins),
    )  # fmt: skip


DOCUMENTS = [
    film(1, "凤鸣山海", "Phoenix over Mountains and Seas", minutes=3, text="楚地的凤凰在山海之间飞翔。",
         region=["hubei"], motif=["phoenix"], year=["2025"], tool=["sora", "kling"], language=["zh"]),
    film(2, "玉覆荆楚", "Jade over Jingchu", minutes=5, text="荆楚玉器与礼制，一部关于青铜与玉的影片。",
         region=["hubei"], motif=["jade"], year=["2025"], tool=["sora"], language=["zh"]),
    film(3, "楚韻荊尋", minutes=12, text="編鐘的聲音，漆器的紅與黑。荊楚文化。",
         region=["hubei"], motif=["bells", "lacquer"], year=["2024"], tool=["runway"], language=["zh"]),
    film(4, "臺灣電影之夜", "Night of Taiwan Cinema", minutes=45, text="關於臺灣電影的紀錄片。",
         region=["taiwan"], year=["2023"], language=["zh", "en"]),
    film(5, "台湾电影简史", minutes=14, text="影史。", region=["taiwan"], year=["2023"], language=["zh"]),
    film(6, "Ｓｏｒａ 的第一天", "Sora's First Day", minutes=1, text="Made with a model. 人工智能生成影像。",
         year=["2026"], tool=["sora"], language=["zh"]),
    film(7, "Running Dragons", minutes=2, text="Dragons run over the river, the dragon's own light. Café society.",
         motif=["dragon"], year=["2026"], tool=["veo"], language=["en"]),
    film(8, "龙舟", "Dragon Boat", minutes=8, text="端午龙舟竞渡，长江的波光。", region=["hubei"], motif=["dragon"],
         year=["2024"], craft=["boat-building"], language=["zh"]),
    film(9, "编钟", "Bells of Marquis Yi", minutes=4, text="曾侯乙编钟。", heritage=["zenghouyi"], motif=["bells"],
         era=["warring-states"], region=["hubei"], year=["2026"], language=["zh"]),
    film(10, "长安十二时辰外传", minutes=25, text="大唐的一天。电影，人才，征集。", era=["tang"], region=["shaanxi"],
         figure=["wei-zheng"], year=["2025"], language=["zh"]),
    film(11, "电影人才计划", minutes=6, text="电影人才的一年。", year=["2024"], language=["zh"]),
    film(12, "The Lord of the Strings", minutes=9, text="A luthier in Wuhan.", region=["hubei"], craft=["luthier"],
         year=["2023"], language=["en"]),
    talent(1, "张艺谋", "Zhang Yimou", text="导演。", role=["director"], region=["shaanxi"], skill=["directing"]),
    talent(2, "張藝", text="編劇", role=["writer"], skill=["writing"]),
    talent(3, "单田芳", aliases=("单老",), text="评书演员", role=["voice"], skill=["voice"]),
    talent(4, "曾庆", text="作曲", role=["music"], skill=["music"], region=["hubei"]),
    talent(5, "魏征", text="AI 艺术家。", role=["ai_artist"], skill=["prompting"], tool=["sora", "runway"]),
    talent(6, "重庆影像工作室", "Chongqing Image Studio", text="Studio in Chongqing.", region=["chongqing"]),
    talent(7, "Ann Lee", aliases=("安妮",), text="Editor. Sings songs of the sea.", role=["editor"], language=["en"]),
    talent(8, "宋慈", text="法医与纪录片。", role=["director"], skill=["directing"]),
    talent(9, "ガンダム工房", "Studio ｶﾞﾝﾀﾞﾑ", text="アニメ", tool=["blender"]),
    talent(10, "𠮷田明", text="编剧", role=["writer"]),
    CatalogDocument(kind="page", object_id="1", names=["人工智能电影人才计划征集"], texts={"zh": "征集公告。奖金。"},
                    facets={"programme": ["ai-talents"], "language": ["zh"]}, date=DAY - timedelta(days=3)),
    CatalogDocument(kind="page", object_id="2", names=["荆楚之美", "The Beauty of Jingchu"], date=DAY,
                    texts={"zh": "策展人说：凤、玉、钟。", "en": "A collection of bells, jade and phoenixes."},
                    facets={"programme": ["chu"], "region": ["hubei"], "language": ["zh", "en"]}),
    event(2, "电影大数据荣誉之夜", "Night of Honours", begins=900, aliases=("M榜之夜",), text="红毯设于郢都。",
          programme=["chu"], year=["2028"]),
    event(4, "創作者論壇", begins=-900, text="黑客松。", programme=["ai-talents"], year=["2023"]),
    event(5, "首映沙龍", begins=30, programme=["chu"], region=["shaanxi"], year=["2026"]),
]  # fmt: skip

EVERYTHING = {document.id for document in DOCUMENTS}


def ids(words: str) -> set[str]:
    """`f1 t2 p1` → film:1, talent:2, page:1."""
    kinds = {"f": "film", "t": "talent", "p": "page", "e": "event"}
    return {f"{kinds[word[0]]}:{word[1:]}" for word in words.split()}


# What is typed, and what has to be found: no more, no less.
TEXTS = {
    "张艺谋": "t1",
    "張藝謀": "t1",
    "张": "t1 t2",
    "張": "t1 t2",
    "张艺": "t1 t2",
    "zym": "t1",
    "zhangyimou": "t1",
    "zhang yimou": "t1",
    "ZHANG YI MOU": "t1",
    "yimou": "t1",
    "zhangyi": "t1 t2",
    "zy": "t2",
    "凤": "f1 p2",
    "鳳鳴": "f1",
    "凤鸣山海": "f1",
    "fmsh": "f1",
    "fengming": "f1",
    "phoenix": "f1 p2",
    "phoenixes": "f1 p2",
    "荆楚": "f2 f3 p2",
    "荊楚": "f2 f3 p2",
    "jingchu": "f2 p2",
    "jade": "f2 p2",
    "荣誉之夜": "e2",
    "M榜": "e2",
    "honours": "e2",
    "論壇": "e4",
    "论坛": "e4",
    "沙龙": "e5",
    "郢都": "e2",
    "台湾电影": "f4 f5",
    "臺灣電影": "f4 f5",
    "台灣电影": "f4 f5",
    "台湾 电影": "f4 f5",
    "sora": "f6",
    "Ｓｏｒａ": "f6",
    "SORA": "f6",
    "sor": "f6",
    "dragon": "f7 f8",
    "dragons": "f7 f8",
    "running": "f7",
    "run": "f7",
    "cafe": "f7",
    "café": "f7",
    "CAFÉ": "f7",
    "dragon boat": "f8",
    "龙舟": "f8",
    "龍舟": "f8",
    "编钟": "f3 f9",
    "編鐘": "f3 f9",
    "魏征": "t5",
    "魏徵": "t5",
    "魏徴": "",
    "单田芳": "t3",
    "shantianfang": "t3",
    "dantianfang": "t3",
    "单老": "t3",
    "zengqing": "t4",
    "重庆": "t6",
    "chongqing": "t6",
    "chongqing studio": "t6",
    "安妮": "t7",
    "ann": "t7",
    "ann lee": "t7",
    "song": "t7 t8",
    "ガンダム": "t9",
    "ｶﾞﾝﾀﾞﾑ": "t9",
    "アニメ": "t9",
    "𠮷": "t10",
    "𠮷田": "t10",
    "电影人才": "f11 p1",
    "人工智能": "f6 p1",
    "AI": "t5",
    "AI艺术家": "t5",
    "the": "f7 f12 t7 p2",
    "the strings": "f12",
    "lord of the strings": "f12",
    "凤 玉": "p2",
    "电影 编钟": "",
    "山海凤鸣": "",
    "影人": "f11 p1",
    '"电影"': "f4 f5 f10 f11 p1 e2",
    "((((": "",
    "*": "",
    "?*": "",
    "a*": "f6 f12 p2",
    "/.*/": "",
    "kind:film": "",
    "_id:*": "",
    "🐉": "",
    "。，！": "",
    "dragon^1e9": "",
    "[now-1d TO *]": "",
    "不存在的词": "",
}
