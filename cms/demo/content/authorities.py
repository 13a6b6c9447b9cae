"""What the demo's records point at. A row: kind, slug, parent, era, names as (text, language, kind)."""

from portal.names import NameKind

O, T, A, N = NameKind.ORIGINAL, NameKind.TRANSLATED, NameKind.ALIAS, NameKind.NICKNAME  # noqa: E741
HANS, HANT, EN = "zh-Hans", "zh-Hant", "en"
Row = tuple[str, str, str, str, list[tuple[str, str, str]]]


def _pair(kind: str, slug: str, hans: str, hant: str, en: str, parent: str = "", era: str = "") -> Row:
    return (kind, slug, parent, era, [(hans, HANS, O), (hant, HANT, T), (en, EN, T)])


def _latin(kind: str, slug: str, name: str, *aliases: str) -> Row:
    return (kind, slug, "", "", [(name, EN, O), *((alias, HANS, A) for alias in aliases)])


ERAS: list[Row] = [
    _pair("era", "western-zhou", "西周", "西周", "Western Zhou"),
    _pair("era", "spring-and-autumn", "春秋", "春秋", "Spring and Autumn period"),
    _pair("era", "warring-states", "战国", "戰國", "Warring States"),
    _pair("era", "three-kingdoms", "三国", "三國", "Three Kingdoms"),
    _pair("era", "present", "当代", "當代", "Present day"),
]
PLACES: list[Row] = [
    _pair("place", "china", "中国", "中國", "China"),
    _pair("place", "hubei", "湖北", "湖北", "Hubei", parent="china"),
    _pair("place", "jingzhou", "荆州", "荊州", "Jingzhou", parent="hubei"),
    _pair("place", "hong-kong", "香港", "香港", "Hong Kong"),
    _pair("place", "cambridge-ma", "马萨诸塞州剑桥", "麻省劍橋", "Cambridge, Massachusetts"),
    _pair("place", "cloudfield", "云野", "雲野", "Cloudfield"),
]
ORGANISATIONS: list[Row] = [
    ("channel", "cctv6", "", "", [
        ("电影频道", HANS, O), ("電影頻道", HANT, T), ("CCTV-6 China Movie Channel", EN, T),
        ("CCTV6", EN, A), ("CCTV-6", EN, A), ("六公主", HANS, N),
    ]),
    ("channel", "cloudfield-tv", "", "", [
        ("云野电视（虚构）", HANS, O), ("雲野電視（虛構）", HANT, T), ("Cloudfield Television (invented)", EN, T),
    ]),
    ("organisation", "lanternlight", "", "", [
        ("灯下仪器（虚构）", HANS, O), ("燈下儀器（虛構）", HANT, T), ("Lanternlight Instruments (invented)", EN, T),
    ]),
    ("organisation", "weir-sound", "", "", [
        ("堰上录音棚（虚构）", HANS, O), ("堰上錄音室（虛構）", HANT, T), ("Weir Sound Rooms (invented)", EN, T),
    ]),
    ("organisation", "cloudfield-evening", "", "", [
        ("云野晚报（虚构）", HANS, O), ("雲野晚報（虛構）", HANT, T), ("Cloudfield Evening News (invented)", EN, T),
    ]),
    ("organisation", "hkust-amc", "hkust", "", [
        ("香港科技大學 AMC", HANT, O), ("香港科技大学 AMC", HANS, T), ("AMC, HKUST", EN, T),
    ]),
    _latin("organisation", "cvm-2025", "CVM 2025"),
    _latin("organisation", "asia-digital-art", "Asia Digital Art Exhibition"),
    _latin("organisation", "stanford-ai-shortfest", "Stanford AI ShortFest 2025"),
    _pair("organisation", "mit-hackathon", "麻省理工AI电影黑客松", "麻省理工AI電影黑客松", "MIT AI Film Hackathon"),
    _pair("organisation", "sichuan-film-tv", "四川电影学院", "四川電影學院", "Sichuan Film and Television University"),
    _pair("organisation", "sftu-ai-lab", "人工智能实验室", "人工智慧實驗室", "AI Laboratory", parent="sichuan-film-tv"),
    ("organisation", "khazix-studio", "sftu-ai-lab", "", [
        ("卡兹克工作室", HANS, O), ("卡茲克工作室", HANT, T), ("Khazix Studio", EN, T),
    ]),
    _pair("organisation", "tsinghua", "清华大学", "清華大學", "Tsinghua University"),
    _pair(
        "organisation", "tsinghua-journalism", "新闻与传播学院", "新聞與傳播學院",
        "School of Journalism and Communication", parent="tsinghua",
    ),
    _pair(
        "organisation", "tsinghua-new-media", "新媒体研究中心", "新媒體研究中心", "New Media Research Centre",
        parent="tsinghua-journalism",
    ),
    _pair("organisation", "cafa", "中央美术学院", "中央美術學院", "Central Academy of Fine Arts"),
    _pair("organisation", "cafa-design", "设计学院", "設計學院", "School of Design", parent="cafa"),
    ("organisation", "sensetime", "", "", [
        ("商汤科技", HANS, O), ("商湯科技", HANT, T), ("SenseTime", EN, T), ("商汤", HANS, A),
    ]),
    ("organisation", "sensetime-ruying", "sensetime", "", [
        ("如影团队", HANS, O), ("如影團隊", HANT, T), ("Ruying team", EN, T),
        ("商汤如影", HANS, A), ("商汤科技如影团队", HANS, A), ("商汤如影团队", HANS, A),
    ]),
    _pair("organisation", "xingxian", "星贤文化", "星賢文化", "Xingxian Culture"),
    ("organisation", "xianren-yikun", "xingxian", "", [
        ("闲人一坤", HANS, O), ("閒人一坤", HANT, T), ("Xianren Yikun", EN, T),
    ]),
    _pair("organisation", "bfa", "北京电影学院", "北京電影學院", "Beijing Film Academy"),
    _pair("organisation", "bfa-digital", "数字媒体学院", "數位媒體學院", "School of Digital Media", parent="bfa"),
    ("organisation", "hkust", "", "", [
        ("香港科技大學", HANT, O), ("香港科技大学", HANS, T),
        ("The Hong Kong University of Science and Technology", EN, T), ("HKUST", EN, A), ("科大", HANT, A),
    ]),
    ("organisation", "mit-filmmakers", "", "", [
        ("MIT Filmmakers Association", EN, O), ("麻省理工学院电影人协会", HANS, T), ("麻省理工學院電影人協會", HANT, T),
    ]),
]  # fmt: skip
CULTURE: list[Row] = [
    _pair("figure", "qu-yuan", "屈原", "屈原", "Qu Yuan", era="warring-states"),
    _pair("figure", "king-zhuang-of-chu", "楚庄王", "楚莊王", "King Zhuang of Chu", era="spring-and-autumn"),
    _pair("motif", "phoenix", "凤", "鳳", "Phoenix"),
    _pair("motif", "yunmeng-marsh", "云梦泽", "雲夢澤", "Yunmeng Marsh"),
    _pair("motif", "mars", "荧惑", "熒惑", "Mars, the wandering fire"),
    _pair("motif", "spaceflight", "航天", "航天", "Spaceflight", era="present"),
    _pair("motif", "artisan", "工匠", "工匠", "The artisan"),
    _pair("motif", "three-kingdoms-story", "三国故事", "三國故事", "Stories of the Three Kingdoms", era="three-kingdoms"),
    _pair("motif", "chu-capital", "千年楚都", "千年楚都", "The old capital of Chu"),
    _pair("craft", "chu-embroidery", "楚绣", "楚繡", "Chu embroidery"),
    _pair("craft", "intangible-heritage", "非遗", "非遺", "Intangible heritage"),
    _pair("heritage", "lying-deer", "战国卧鹿", "戰國臥鹿", "Reclining deer", era="warring-states"),
    ("heritage", "tiger-zun", "", "western-zhou", [
        ("虎形铜尊", HANS, O), ("虎形銅尊", HANT, T), ("Tiger-shaped bronze zun", EN, T), ("虎尊", HANS, A),
    ]),
    _pair("heritage", "gold-phoenix", "金凤", "金鳳", "Golden phoenix"),
    ("heritage", "sword-of-yue", "", "spring-and-autumn", [
        ("越王州句铜剑", HANS, O), ("越王州句銅劍", HANT, T), ("Bronze sword of Zhougou, King of Yue", EN, T),
        ("越王州句剑", HANS, A), ("越王州勾剑", HANS, A),
    ]),
]  # fmt: skip
TOOLS: list[Row] = [
    _latin("tool", "runway", "Runway", "Runway ML"),
    _latin("tool", "pika", "Pika", "Pika Labs"),
    _latin("tool", "luma", "Luma AI"),
    _latin("tool", "meshy", "Meshy"),
    _latin("tool", "tripo", "Tripo AI"),
    _latin("tool", "deepmotion", "DeepMotion"),
    _latin("tool", "elevenlabs", "ElevenLabs", "Eleven Labs"),
    _latin("tool", "air3", "AIR³"),
    _latin("tool", "nolibox", "Nolibox"),
    _latin("tool", "myshell", "MyShell"),
    _latin("tool", "pixverse", "PixVerse"),
    _latin("tool", "comfyui", "ComfyUI"),
    _latin("tool", "midjourney", "Midjourney"),
    _latin("tool", "sora", "Sora"),
    _latin("tool", "kling", "Kling", "可灵"),
]
SKILLS: list[Row] = [
    _pair("skill", "directing", "导演", "導演", "Directing"),
    _pair("skill", "editing", "剪辑", "剪輯", "Editing"),
    _pair("skill", "ink-animation", "水墨动画", "水墨動畫", "Ink animation"),
    _pair("skill", "sound-design", "声音设计", "聲音設計", "Sound design"),
    _pair("skill", "writing", "编剧", "編劇", "Writing"),
    _pair("skill", "generative-imaging", "生成影像", "生成影像", "Generative imaging"),
    _pair("skill", "composition", "作曲", "作曲", "Composition"),
    _pair("skill", "documentary", "纪录片", "紀錄片", "Documentary"),
]
GENRES: list[Row] = [
    _pair("genre", "animation", "动画", "動畫", "Animation"),
    _pair("genre", "non-fiction", "纪实", "紀實", "Non-fiction"),
    _pair("genre", "experimental", "实验", "實驗", "Experimental"),
    _pair("genre", "fiction", "剧情", "劇情", "Fiction"),
]
ALL = [*ERAS, *PLACES, *ORGANISATIONS, *CULTURE, *TOOLS, *SKILLS, *GENRES]
