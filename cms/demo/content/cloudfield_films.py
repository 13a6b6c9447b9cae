"""The invented channel's films, with where AI was used at each stage as their invented makers declare it."""

from i18nfield.strings import LazyI18nString

from cms.demo.content.films import FilmData
from cms.demo.content.words import t

STAGES = ("script", "image", "video", "performance", "voice", "music", "edit")
Use = tuple[str, tuple[str, ...]]


def ai(**used: Use) -> dict[str, tuple[str, tuple[str, ...], str]]:
    """A whole declaration: a stage that is not named used none."""
    return {stage: (*used.get(stage, ("none", ())), "") for stage in STAGES}


def _film(
    key: str, look: str, titles: tuple[str, str, str], maker: str, logline: LazyI18nString, synopsis: LazyI18nString,
    *, genre: str, uses: dict[str, tuple[str, tuple[str, ...], str]], others: tuple[tuple[str, str], ...] = (),
) -> FilmData:  # fmt: skip
    tags = ("zh-Hans", "zh-Hant", "en")
    return FilmData(
        key=key,
        look=look,
        seconds=8,
        titles=tuple(zip(titles, tags, strict=True)),
        logline=logline,
        synopsis=synopsis,
        year=2025,
        talents=((maker, "director"), *others),
        ai=uses,
        countries=("cloudfield",),
        genres=(genre,),
    )


FILMS = [
    _film(
        "seventeenth", "city_windows", ("十七楼", "十七樓", "Seventeenth Floor"), "zhen-youying",
        t("停电的夜里，一栋楼靠记忆把灯点亮。", "停電的夜裡，一棟樓靠記憶把燈點亮。", "In a blackout, a tower lights itself from memory."),
        t(
            "电梯停在十六楼半。住户们轮流说出自己记得的一盏灯，说到哪里，窗子就亮到哪里，只有十七楼没有人开口。",
            "電梯停在十六樓半。住戶們輪流說出自己記得的一盞燈，說到哪裡，窗子就亮到哪裡，只有十七樓沒有人開口。",
            "The lift stands between two floors. One after another the neighbours describe a lamp they remember, and a window lights up for each. Nobody speaks for the seventeenth floor.",
        ),
        genre="fiction",
        uses=ai(image=("most", ("midjourney",)), video=("most", ("kling", "pika")), music=("some", ())),
        others=(("bai-kaishui", "writer"), ("lu-bumian", "music")),
    ),
    _film(
        "half-a-word", "calligraphy", ("半个字", "半個字", "Half a Word"), "mo-weigan",
        t("一个写了半边就停笔的字，自己去找另一半。", "一個寫了半邊就停筆的字，自己去找另一半。", "A character left half written goes looking for its other half."),
        t(
            "书法老师临终前只写下一个字的左边。那半个字从纸上走下来，敲遍整条街的招牌。",
            "書法老師臨終前只寫下一個字的左邊。那半個字從紙上走下來，敲遍整條街的招牌。",
            "A calligrapher's last stroke leaves a character unfinished. It steps off the paper and knocks at every shop sign in the street.",
        ),
        genre="animation",
        uses=ai(image=("some", ("comfyui",)), video=("most", ("comfyui",)), edit=("some", ())),
        others=(("gu-zuoyou", "editor"),),
    ),
    _film(
        "draft-of-rain", "neon_rain", ("雨的草稿", "雨的草稿", "A Draft of Rain"), "yun-xiaoman",
        t("气象台写错了一场雨，全城的人都去改。", "氣象台寫錯了一場雨，全城的人都去改。", "The weather office misspells a rain; a whole city sets out to correct it."),
        t(
            "预报里多了一个字，雨就往上下。人们撑着倒过来的伞，在霓虹里一笔一笔把它改回来。",
            "預報裡多了一個字，雨就往上下。人們撐著倒過來的傘，在霓虹裡一筆一筆把它改回來。",
            "One word too many in the forecast, and the rain falls upwards. Under umbrellas turned over, people write it back between the neon signs.",
        ),
        genre="fiction",
        uses=ai(script=("some", ()), image=("most", ("comfyui",)), video=("all", ("kling",)), voice=("some", ("elevenlabs",))),
        others=(("lu-bumian", "music"),),
    ),
    _film(
        "letters-quarry", "ink_ridges", ("采石场来信", "採石場來信", "Letters from a Quarry"), "shi-sangeng",
        t("山被运走以后，影子还按时回来。", "山被運走以後，影子還按時回來。", "The mountain has been carted away; its shadow still comes home."),
        t(
            "采石场关闭那天，看守人收到第一封没有字的信。信里是一块影子，形状正好是少掉的那座山。",
            "採石場關閉那天，看守人收到第一封沒有字的信。信裡是一塊影子，形狀正好是少掉的那座山。",
            "On the day the quarry closes, its keeper receives a letter without words: a piece of shadow, the shape of the missing mountain.",
        ),
        genre="experimental",
        uses=ai(image=("all", ("midjourney",)), video=("all", ("runway",)), music=("none", ())),
    ),
    _film(
        "fluff", "silk_tide", ("絮", "絮", "Fluff"), "liu-xufei",
        t("追着一团柳絮走完一座城的春天。", "追著一團柳絮走完一座城的春天。", "Following one tuft of willow fluff through a city's spring."),
        t(
            "它飞过菜场、课堂和一场没有人哭的告别。摄影机始终比它慢半步。",
            "它飛過菜場、課堂和一場沒有人哭的告別。攝影機始終比它慢半步。",
            "It drifts through a market, a classroom, a farewell at which nobody cries. The camera is always half a step behind.",
        ),
        genre="non-fiction",
        uses=ai(video=("some", ("luma",)), edit=("some", ())),
    ),
    _film(
        "symmetric-day", "loom", ("对称的一天", "對稱的一天", "A Symmetric Day"), "wan-huatong",
        t("从中午往两头织，早晨和夜晚长得一样。", "從中午往兩頭織，早晨和夜晚長得一樣。", "Woven outwards from noon: morning and night turn out alike."),
        t(
            "一台织机接到的任务是织出一天。它从正午开始，向两边各织一寸，直到两头的花纹认出彼此。",
            "一台織機接到的任務是織出一天。它從正午開始，向兩邊各織一寸，直到兩頭的花紋認出彼此。",
            "A loom is told to weave one day. It begins at noon and adds an inch to either side, until the two ends recognise each other.",
        ),
        genre="experimental",
        uses=ai(image=("all", ("comfyui",)), video=("all", ("comfyui",)), performance=("some", ("tripo",)), music=("all", ())),
    ),
    _film(
        "pillow-theatre", "paper_lanterns", ("枕头剧场", "枕頭劇場", "Pillow Theatre"), "jia-xiangxiang",
        t("每盏灯里住着一个没做完的梦。", "每盞燈裡住著一個沒做完的夢。", "In every lantern lives an unfinished dream."),
        t(
            "孩子们把枕头交给剧场，第二天领回结局。只有一个孩子每晚都要求把梦退回去。",
            "孩子們把枕頭交給劇場，第二天領回結局。只有一個孩子每晚都要求把夢退回去。",
            "Children hand their pillows to a theatre and fetch the endings next day. Only one of them always asks for the dream back.",
        ),
        genre="animation",
        uses=ai(image=("most", ("midjourney",)), video=("most", ("pixverse",)), voice=("none", ())),
    ),
    _film(
        "crease", "lacquer_spirals", ("折痕", "摺痕", "Crease"), "half-sheet",
        t("一张纸折了四十二次，够得着月亮。", "一張紙摺了四十二次，夠得著月亮。", "Fold a sheet forty-two times and it reaches the moon."),
        t(
            "三个人轮流折同一张纸。每折一次，房间就大一倍，他们离彼此就远一倍。",
            "三個人輪流摺同一張紙。每摺一次，房間就大一倍，他們離彼此就遠一倍。",
            "Three people fold the same sheet in turn. With each fold the room doubles, and so does the distance between them.",
        ),
        genre="experimental",
        uses=ai(script=("none", ()), image=("some", ("runway",)), video=("some", ("runway",)), voice=("some", ("elevenlabs",))),
    ),
    _film(
        "forty-sounds", "river_light", ("四十种声音", "四十種聲音", "Forty Sounds"), "lu-bumian",
        t("凌晨三点，一条河把白天听到的都说了出来。", "凌晨三點，一條河把白天聽到的都說了出來。", "At three in the morning a river repeats what it heard by day."),
        t(
            "录音师把四十支话筒放进水里。回放的时候，每一支都多出一句没有人说过的话。",
            "錄音師把四十支話筒放進水裡。回放的時候，每一支都多出一句沒有人說過的話。",
            "A recordist lowers forty microphones into the water. Played back, each holds one sentence that nobody said.",
        ),
        genre="non-fiction",
        uses=ai(image=("some", ()), video=("some", ("kling",)), music=("some", ("elevenlabs",))),
    ),
]  # fmt: skip
# What was decided of the finished edition's entries: key of the film → outcome, key of the award.
DECIDED: dict[str, tuple[str, str]] = {
    "seventeenth": ("winner", "cloud-top"),
    "forty-sounds": ("winner", "best-sound"),
    "half-a-word": ("winner", "first-frame"),
    "draft-of-rain": ("winner", "darkroom"),
    "letters-quarry": ("finalist", ""),
    "symmetric-day": ("finalist", ""),
}
# Whose portfolios were chosen, and what each answered to being named with the others; "" has not answered.
COHORT = {"yun-xiaoman": "yes", "shi-sangeng": "yes", "liu-xufei": "no", "mo-weigan": ""}
# Entries of the call in judging: titles, whose, one sentence. No files: this demo has films enough.
JUDGED: list[tuple[tuple[str, str, str], str, LazyI18nString]] = [
    (("门缝", "門縫", "A Door Ajar"), "gu-zuoyou", t("门开一分钟，够一只猫改变主意。", "門開一分鐘，夠一隻貓改變主意。", "A door stays open for a minute: enough for a cat to change its mind.")),
    (("末班水", "末班水", "The Last Water"), "bai-kaishui", t("最后一壶水等最后一个客人。", "最後一壺水等最後一個客人。", "The last kettle waits for the last guest.")),
    (("倒带", "倒帶", "Rewind"), "zhen-youying", t("电梯往下走，日子往上走。", "電梯往下走，日子往上走。", "The lift goes down, the days go up.")),
    (("万花", "萬花", "Ten Thousand Petals"), "wan-huatong", t("一朵花的一分钟，一万种开法。", "一朵花的一分鐘，一萬種開法。", "One minute of a flower, in ten thousand ways.")),
    (("擦黑", "擦黑", "Dusk, Wiped"), "mo-weigan", t("一块抹布把傍晚擦成夜里。", "一塊抹布把傍晚擦成夜裡。", "A cloth wipes the evening into night.")),
    (("飞行记录", "飛行記錄", "Flight Record"), "liu-xufei", t("一片羽毛的黑匣子。", "一片羽毛的黑盒子。", "The black box of a feather.")),
    (("夜班石头", "夜班石頭", "Stone on the Night Shift"), "shi-sangeng", t("石头下班前，把影子还给山。", "石頭下班前，把影子還給山。", "Before it goes home, a stone returns its shadow to the hill.")),
    (("半页", "半頁", "Half a Page"), "half-sheet", t("写到一半，纸说够了。", "寫到一半，紙說夠了。", "Half way down, the paper says: enough.")),
]  # fmt: skip
