"""Pages: the home page's rows, programmes, the collection, news. Each language is written by hand."""

from dataclasses import dataclass
from datetime import date

from i18nfield.strings import LazyI18nString

from cms.demo.content.words import t

EDITOR = t("周野，影片编辑", "周野，影片編輯", "Zhou Ye, films editor")
CURATOR = t("许半山，专辑编辑", "許半山，專輯編輯", "Xu Banshan, collections editor")
TONIGHT = "phoenix"
TONIGHT_NOTE = t("荆楚先导片 · 六部之五", "荊楚先導片 · 六部之五", "The Jingchu pilots · five of six")
HOME_SUMMARY = t(
    "一个频道把影像人才计划从征集做到专辑：谁在召集，谁做出了什么，在哪里看得到。",
    "一個頻道把影像人才計劃從徵集做到專輯：誰在召集，誰做出了什麼，在哪裡看得到。",
    "A channel's talent programme from the call to the collection: who is calling, who made what, and where to see it.",
)


@dataclass(frozen=True)
class RowData:
    """A row of the home page. `films` are keys; `days` how long before seeding it was signed."""

    kind: str
    title: LazyI18nString
    note: LazyI18nString | str = ""
    by: LazyI18nString | str = ""
    days: int = 1
    slug: str = ""  # of a collection
    films: tuple[str, ...] = ()
    talents: tuple[str, ...] = ()
    quotation: tuple[LazyI18nString, LazyI18nString] | None = None


ROWS = [
    RowData(
        "collection",
        t("荆楚六章", "荊楚六章", "Jingchu in Six Chapters"),
        t(
            "请按顺序看一遍：先听铜，再听江，最后你会认出那座城。",
            "請按順序看一遍：先聽銅，再聽江，最後你會認出那座城。",
            "Watch them in order: bronze first, the river last. By then you will know the city.",
        ),
        CURATOR,
        days=2,
        slug="jingchu",
    ),
    RowData(
        "film",
        t("这一部请关灯看", "這一部請關燈看", "Turn off the light for this one"),
        t(
            "屈原的问题没有一个是给人回答的。影片聪明的地方，是让一台机器来听。",
            "屈原的問題沒有一個是給人回答的。影片聰明的地方，是讓一台機器來聽。",
            "None of Qu Yuan's questions was meant for us to answer. The film is wise enough to let a machine listen.",
        ),
        EDITOR,
        days=3,
        films=("tianwen",),
    ),
    RowData(
        "films",
        t("云野的三个夜晚", "雲野的三個夜晚", "Three nights in Cloudfield"),
        t(
            "停电、倒着下的雨、退不掉的梦。频道是虚构的，片子是真的做出来的。",
            "停電、倒著下的雨、退不掉的夢。頻道是虛構的，片子是真的做出來的。",
            "A blackout, rain that falls upwards, a dream nobody takes back. The channel is invented; the films were really made.",
        ),
        EDITOR,
        days=3,
        films=("seventeenth", "draft-of-rain", "pillow-theatre"),
    ),
    RowData(
        "faces",
        t("新面孔", "新面孔", "New faces"),
        t(
            "他们同意被看见。随时可以收回，页面会一起消失。",
            "他們同意被看見。隨時可以收回，頁面會一起消失。",
            "They agreed to be seen. They can take it back at any time, and the page goes with it.",
        ),
        EDITOR,
        days=2,
        talents=("yun-xiaoman", "mo-weigan", "half-sheet"),
    ),
    RowData(
        "quotation",
        t("从一句话开始", "從一句話開始", "It begins with a sentence"),
        days=4,
        quotation=(
            t(
                "第一刀不是剪掉什么，是决定从哪里看起。",
                "第一刀不是剪掉什麼，是決定從哪裡看起。",
                "A first cut takes nothing away. It decides where looking begins.",
            ),
            t("周野，影片编辑", "周野，影片編輯", "Zhou Ye, films editor"),
        ),
    ),
    RowData("news", t("消息", "消息", "News"), by=EDITOR, days=1),
]


@dataclass(frozen=True)
class ProgrammePageData:
    programme: str
    slug: str
    hero: str
    summary: LazyI18nString
    body: LazyI18nString
    contact: LazyI18nString | str = ""


@dataclass(frozen=True)
class CollectionData:
    slug: str
    programme: str
    title: LazyI18nString
    summary: LazyI18nString
    essay: LazyI18nString
    curator: LazyI18nString
    on: date
    hero: str
    films: tuple[tuple[str, LazyI18nString], ...]
    motifs: tuple[str, ...]


@dataclass(frozen=True)
class NewsData:
    slug: str
    programme: str
    title: LazyI18nString
    summary: LazyI18nString
    points: LazyI18nString
    body: LazyI18nString
    on: date | int  # a day, or so many days before seeding
    hero: str = ""
    limits: LazyI18nString | str = ""
    author: LazyI18nString | str = ""
    outlet: LazyI18nString | str = ""
    author_is_participant: bool = False
    ai_text: LazyI18nString | str = ""
    ai_pictures: LazyI18nString | str = ""


PROGRAMMES = [
    ProgrammePageData(
        "cloudfield-new-lenses",
        "cloudfield-new-lenses",
        "draft-of-rain",
        t(
            "一个虚构的频道，认真地办一次征集。",
            "一個虛構的頻道，認真地辦一次徵集。",
            "An invented channel that takes its calls seriously.",
        ),
        t(
            "云野电视并不存在。我们虚构了它，好让这里的一切都能真的运转：正在开放的征集可以报名，评审中的名单谁也看不到，公布过的结果带着日期留下来。"
            "\n\n这里出现的人名都是编的，影片由程序生成，奖项也只在这个演示里算数。",
            "雲野電視並不存在。我們虛構了它，好讓這裡的一切都能真的運轉：正在開放的徵集可以報名，評審中的名單誰也看不到，公布過的結果帶著日期留下來。"
            "\n\n這裡出現的人名都是編的，影片由程式生成，獎項也只在這個示範裡算數。",
            "Cloudfield Television does not exist. We invented it so that everything here can really run: open calls take "
            "entries, what is being judged is seen by nobody, and results that were released stay with their date.\n\n"
            "The names are made up, the films are generated by a program, and the prizes count in this demo alone.",
        ),
        t("云野征集组（虚构）", "雲野徵集組（虛構）", "Cloudfield calls desk (invented)"),
    ),
    ProgrammePageData(
        "ai-talent",
        "ai-talent",
        "jade",
        t(
            "不先问你用什么工具，先问你想让谁看见什么。",
            "不先問你用什麼工具，先問你想讓誰看見什麼。",
            "Not which tool you use: whom you want to see what.",
        ),
        t(
            "电影频道在 2024 年 4 月宣布一项长期计划：面向全国寻找会用人工智能做影像的人，并把他们的作品带到频道上。"
            "计划里的第一次征集叫“AI影像征集大赛”，征作品，也征人。\n\n"
            "开场的是六部先导片。题目只有一个：荆州，以及在那里延续千年的楚都文化。六支团队来自院校、企业和独立工作室，"
            "各自给出一种回答。先导片由频道约请，不参赛、不计分，只是让人先看见：这条路走得通。",
            "電影頻道在 2024 年 4 月宣布一項長期計劃：面向全國尋找會用人工智慧做影像的人，並把他們的作品帶到頻道上。"
            "計劃裡的第一次徵集叫「AI影像徵集大賽」，徵作品，也徵人。\n\n"
            "開場的是六部先導片。題目只有一個：荊州，以及在那裡延續千年的楚都文化。六支團隊來自院校、企業和獨立工作室，"
            "各自給出一種回答。先導片由頻道約請，不參賽、不計分，只是讓人先看見：這條路走得通。",
            "In April 2024 the Movie Channel announced a lasting programme: to look all over China for people who make "
            "images with artificial intelligence, and to bring their work to the channel's screen. Its first call, the AI "
            "Imaging Call for Entries, collects works and people alike.\n\nSix pilots open it. All have one subject: "
            "Jingzhou, and the culture of the old capital of Chu that has lasted there for a thousand years. The teams "
            "come from schools, companies and independent studios, and each gives an answer of its own. The pilots are "
            "commissioned; they neither compete nor are they scored. They are there to be seen first.",
        ),
        t("频道编辑部", "頻道編輯部", "The channel's editors"),
    ),
    ProgrammePageData(
        "hkust-ai-film-festival",
        "hkust-ai-film-festival",
        "tianwen",
        t(
            "七百多份来稿，三十五部入围，一块银幕。",
            "七百多份來稿，三十五部入圍，一塊銀幕。",
            "More than seven hundred entries, thirty-five finalists, one screen.",
        ),
        t(
            "2025 年春天，香港科技大学在校园里放映全部由人工智能生成画面的影片。放映前夜有一场论坛，请来做视觉效果、做电影和做研究的人。"
            "\n\n这里记下的是公开材料里的数字与名字，每个数字都带着日期和出处；两种语言说法不一的地方，两种都留着。获奖名单我们没有可靠的来源，所以没有写。",
            "2025 年春天，香港科技大學在校園裡放映全部由人工智慧生成畫面的影片。放映前夜有一場論壇，請來做視覺效果、做電影和做研究的人。"
            "\n\n這裡記下的是公開材料裡的數字與名字，每個數字都帶著日期和出處；兩種語言說法不一的地方，兩種都留著。獲獎名單我們沒有可靠的來源，所以沒有寫。",
            "In the spring of 2025 the Hong Kong University of Science and Technology showed films on campus whose pictures "
            "were made wholly with AI. On the eve there was a forum with people from visual effects, cinema and research.\n\n"
            "What stands here are numbers and names from public texts, each number with its date and source; where two "
            "languages disagree, both are kept. We have no reliable source for the winners, so there are none.",
        ),
    ),
    ProgrammePageData(
        "mit-ai-film-hackathon",
        "mit-ai-film-hackathon",
        "looking-for-chu",
        t(
            "一个周末，二到六个人，一部关于家的短片。",
            "一個週末，二到六個人，一部關於家的短片。",
            "One weekend, two to six people, one short film about home.",
        ),
        t(
            "这是一份存档。2024 年 2 月，麻省理工电影人协会办了一场以“家”为题的人工智能电影黑客松；在它之前，有过一届《告诉我你的梦》。"
            "\n\n四道时限都以美国东部时间为准，远程团队交片比现场早两个小时。预计一百多人的活动，后来报道的人数大约是四百。",
            "這是一份存檔。2024 年 2 月，麻省理工電影人協會辦了一場以「家」為題的人工智慧電影黑客松；在它之前，有過一屆《告訴我你的夢》。"
            "\n\n四道時限都以美國東部時間為準，遠端團隊交片比現場早兩個小時。預計一百多人的活動，後來報導的人數大約是四百。",
            "This is an archive. In February 2024 the MIT Filmmakers Association held an AI film hackathon about home; before "
            "it there had been one called Tell Me Your Dream.\n\nAll four gates are in US Eastern time, and remote teams "
            "handed in two hours before those on site. More than a hundred people were expected; about four hundred were "
            "reported afterwards.",
        ),
    ),
]
COLLECTIONS = [
    CollectionData(
        slug="after-dark",
        programme="cloudfield-new-lenses",
        title=t("天黑以后", "天黑以後", "After Dark"),
        summary=t(
            "五部在夜里发生的短片，从停电的楼到说话的河。",
            "五部在夜裡發生的短片，從停電的樓到說話的河。",
            "Five short films that happen at night, from a dark tower to a talking river.",
        ),
        essay=t(
            "夜里拍片有一个好处：光在哪里，故事就在哪里。这五部影片里的光都很少，一扇窗、一块招牌、一盏灯、一条河面上的反光。"
            "\n\n我把《十七楼》放在最前面，因为它从黑开始；把《四十种声音》放在最后，因为它听得见天亮。",
            "夜裡拍片有一個好處：光在哪裡，故事就在哪裡。這五部影片裡的光都很少，一扇窗、一塊招牌、一盞燈、一條河面上的反光。"
            "\n\n我把《十七樓》放在最前面，因為它從黑開始；把《四十種聲音》放在最後，因為它聽得見天亮。",
            "Filming at night has one advantage: where the light is, the story is. There is little of it in these five films: a "
            "window, a shop sign, a lantern, the glint on a river.\n\nSeventeenth Floor comes first, because it begins in the "
            "dark. Forty Sounds comes last, because in it one can hear the dawn.",
        ),
        curator=t("许半山", "許半山", "Xu Banshan"),
        on=date(2026, 3, 1),
        hero="seventeenth",
        films=(
            ("seventeenth", t("从黑开始。", "從黑開始。", "It begins in the dark.")),
            ("draft-of-rain", t("雨往上下。", "雨往上下。", "Rain, upwards.")),
            ("pillow-theatre", t("退不掉的梦。", "退不掉的夢。", "A dream nobody takes back.")),
            ("crease", t("房间越折越大。", "房間越摺越大。", "The room grows with each fold.")),
            ("forty-sounds", t("听得见天亮。", "聽得見天亮。", "One can hear the dawn.")),
        ),
        motifs=(),
    ),
    CollectionData(
        slug="jingchu",
        programme="ai-talent",
        title=t("荆楚", "荊楚", "Jingchu"),
        summary=t(
            "六支团队，一座城：荆州和它记得的楚国。",
            "六支團隊，一座城：荊州和它記得的楚國。",
            "Six teams, one city: Jingzhou and the Chu it remembers.",
        ),
        essay=t(
            "楚地的东西有一种共同的脾气：器物要长出翅膀，问题要问到天上。六部先导片没有商量过，却都从一件旧物开始，一头鹿、一段城墙、一句诗、一层漆、一根丝线、一声桨。"
            "\n\n排映的次序就是它们公布的次序。先看器物醒来，再看两个时代住进同一座城；中间是向天提问的一部，最安静也最远；随后回到手上，回到线上，那只三年不鸣的鸟飞走以后，留下江水和声音。"
            "\n\n这里的画面是为演示生成的替身，不是六部影片本身。影片用了哪些人工智能，公开材料没有说明，所以每一格都写“未声明”。",
            "楚地的東西有一種共同的脾氣：器物要長出翅膀，問題要問到天上。六部先導片沒有商量過，卻都從一件舊物開始，一頭鹿、一段城牆、一句詩、一層漆、一根絲線、一聲槳。"
            "\n\n排映的次序就是它們公布的次序。先看器物醒來，再看兩個時代住進同一座城；中間是向天提問的一部，最安靜也最遠；隨後回到手上，回到線上，那隻三年不鳴的鳥飛走以後，留下江水和聲音。"
            "\n\n這裡的畫面是為示範生成的替身，不是六部影片本身。影片用了哪些人工智慧，公開材料沒有說明，所以每一格都寫「未聲明」。",
            "Things from Chu share a temper: vessels grow wings, and questions go up to the sky. The six pilots were not "
            "agreed among their makers, and yet each begins with something old: a deer, a wall, a verse, a coat of lacquer, "
            "a thread, an oar.\n\nThe running order is the one in which they were announced. First the objects wake, then "
            "two ages move into one city. In the middle is the film that puts its questions to heaven, the quietest and the "
            "farthest. After it we return to hands and thread; and when the bird that did not call for three years has "
            "flown, the river is left, and its sounds.\n\nThe pictures here are stand-ins made for this demo, not the six "
            "films themselves. Public texts do not say what AI was used, so every stage reads “not declared”.",
        ),
        curator=t("许半山", "許半山", "Xu Banshan"),
        on=date(2024, 4, 12),
        hero="phoenix",
        films=(
            ("jade", t("器物先开口。", "器物先開口。", "The objects speak first.")),
            ("three-kingdoms", t("一段墙，两个早晨。", "一段牆，兩個早晨。", "One wall, two mornings.")),
            ("tianwen", t("最安静，也最远。", "最安靜，也最遠。", "The quietest, and the farthest.")),
            ("heritage-light", t("回到手上。", "回到手上。", "Back to the hands.")),
            ("phoenix", t("线用尽的时候。", "線用盡的時候。", "When the thread runs out.")),
            ("looking-for-chu", t("留下江水和声音。", "留下江水和聲音。", "The river is left, and its sounds.")),
        ),
        motifs=(
            "phoenix",
            "qu-yuan",
            "king-zhuang-of-chu",
            "sword-of-yue",
            "tiger-zun",
            "chu-embroidery",
            "yunmeng-marsh",
        ),
    ),
]
NEWS = [
    NewsData(
        slug="wind-is-open",
        programme="cloudfield-new-lenses",
        title=t("《屋檐下的风》开始征集", "《屋簷下的風》開始徵集", "Wind under the Eaves is open"),
        summary=t(
            "一到八分钟，三周时间，一阵你认识的风。",
            "一到八分鐘，三週時間，一陣你認識的風。",
            "One to eight minutes, three weeks, a wind you know.",
        ),
        points=t(
            "任何人都可以报名，团队一到六人\n人工智能可用可不用，但要说明\n权利归作者",
            "任何人都可以報名，團隊一到六人\n人工智慧可用可不用，但要說明\n權利歸作者",
            "Anybody may enter, in teams of one to six\nWith AI or without it, as long as you say so\nThe makers keep their rights",
        ),
        body=t(
            "云野电视（虚构）的第二届征集今天开放。题目来自一位剪辑师的笔记：她在素材里找一句台词，找到的却是窗帘动了一下。"
            "\n\n同时开放的还有“新面孔”：不需要新片，只要一份作品集。",
            "雲野電視（虛構）的第二屆徵集今天開放。題目來自一位剪輯師的筆記：她在素材裡找一句台詞，找到的卻是窗簾動了一下。"
            "\n\n同時開放的還有「新面孔」：不需要新片，只要一份作品集。",
            "The second edition of Cloudfield Television (invented) opens today. Its subject comes from an editor's notebook: "
            "looking for a line of dialogue in the rushes, she found a curtain that moved.\n\nNew Faces opens with it: no new "
            "film needed, a portfolio is enough.",
        ),
        on=10,
        hero="half-a-word",
        author=t("周野", "周野", "Zhou Ye"),
        outlet=t("云野电视（虚构）", "雲野電視（虛構）", "Cloudfield Television (invented)"),
        ai_pictures=t("程序生成", "程式生成", "generated by a program"),
    ),
    NewsData(
        slug="six-pilots",
        programme="ai-talent",
        title=t("六部先导片公开，计划将在荆州宣布", "六部先導片公開，計劃將在荊州宣布", "Six pilots go public; the programme is to be announced in Jingzhou"),
        summary=t(
            "六支团队交出先导片，次日的荣誉之夜上应当宣布优选计划。",
            "六支團隊交出先導片，次日的榮譽之夜上應當宣布優選計劃。",
            "Six teams have delivered their pilots; the talent programme should be announced at the gala the next day.",
        ),
        points=t(
            "六部先导片，一个题目：荆州与楚文化\n计划既征作品，也征人\n首映当天，团队在频道参加沙龙",
            "六部先導片，一個題目：荊州與楚文化\n計劃既徵作品，也徵人\n首映當天，團隊在頻道參加沙龍",
            "Six pilots, one subject: Jingzhou and the culture of Chu\nThe programme collects works and people\nThe teams met at the channel on release day",
        ),
        body=t(
            "文章的作者自己也是作者之一：他的工作室做了第一部《玉覆荆楚》。他写道，六部影片在 4 月 11 日与观众见面，计划本身要等到第二天晚上的荣誉之夜。"
            "\n\n报名方式和规则当时还没有公布。我们转述这篇文章，是因为它记下了一个开始；它的判断属于作者。",
            "文章的作者自己也是作者之一：他的工作室做了第一部《玉覆荊楚》。他寫道，六部影片在 4 月 11 日與觀眾見面，計劃本身要等到第二天晚上的榮譽之夜。"
            "\n\n報名方式和規則當時還沒有公布。我們轉述這篇文章，是因為它記下了一個開始；它的判斷屬於作者。",
            "The author of the article is one of the makers: his studio made the first pilot, Jade over Jingchu. He reports "
            "that the six films met their audience on 11 April, and that the programme itself would wait for the gala of the "
            "following evening.\n\nHow to enter and by which rules was not published at the time. We retell the article "
            "because it records a beginning; its opinions are its author's.",
        ),
        on=date(2024, 4, 11),
        hero="jade",
        author=t("卡兹克", "卡茲克", "Khazix"),
        outlet=t("数字生命卡兹克，微信公众号", "數字生命卡茲克，微信公眾號", "Digital Life Khazix, WeChat"),
        author_is_participant=True,
    ),
    NewsData(
        slug="hkust-before-the-screening",
        programme="hkust-ai-film-festival",
        title=t("放映之前：三十五部影片走到最后一步", "放映之前：三十五部影片走到最後一步", "Before the screening: thirty-five films at the last step"),
        summary=t(
            "4 月 19 日，入围影片在科大校园放映，三个奖项当场宣布。",
            "4 月 19 日，入圍影片在科大校園放映，三個獎項當場宣布。",
            "On 19 April the finalists are shown on the HKUST campus, and three awards are announced there.",
        ),
        points=t(
            "来稿逾七百，来自逾八十个国家和地区\n三十五部入围\n放映前夜举行论坛",
            "來稿逾七百，來自逾八十個國家和地區\n三十五部入圍\n放映前夜舉行論壇",
            "More than seven hundred entries from more than eighty countries and regions\nThirty-five finalists\nA forum on the eve",
        ),
        body=t(
            "入围影片里有一部来自主办大学自己的博士生团队，新闻稿没有回避这一点。评审由理查德·泰勒、曹颋教授与张汉宁组成。"
            "\n\n中文稿说的是七百多部影片，英文稿说的是七百多位影人。我们两种都记下，等待更明确的说法。",
            "入圍影片裡有一部來自主辦大學自己的博士生團隊，新聞稿沒有迴避這一點。評審由理查·泰勒、曹頲教授與張漢寧組成。"
            "\n\n中文稿說的是七百多部影片，英文稿說的是七百多位影人。我們兩種都記下，等待更明確的說法。",
            "One of the finalists is by doctoral students of the host university, and the press release says so. The jury is "
            "Richard Taylor, Professor Cao Ting and Zhang Hanning.\n\nThe Chinese text speaks of more than seven hundred "
            "films, the English one of more than seven hundred film-makers. We keep both until somebody says it more clearly.",
        ),
        on=date(2025, 4, 15),
        hero="tianwen",
        outlet=t("香港科技大学新闻稿", "香港科技大學新聞稿", "HKUST press release"),
    ),
]  # fmt: skip
FILM_NOTES = {
    "phoenix": t(
        "这里放的是替身：我们让一根丝线在黑绢上慢慢绣出一只鸟，为原片留着位置。",
        "這裡放的是替身：我們讓一根絲線在黑絹上慢慢繡出一隻鳥，為原片留著位置。",
        "What plays here is a stand-in: a thread that slowly embroiders a bird on black silk, keeping a place for the film itself.",
    ),
    "tianwen": t(
        "这里放的是替身：一张旋转的星图，为原片留着位置。",
        "這裡放的是替身：一張旋轉的星圖，為原片留著位置。",
        "What plays here is a stand-in: a turning star chart, keeping a place for the film itself.",
    ),
}

# In the first language alone: the other languages show it as it is, and say so.
UNTRANSLATED_NOTES: dict[str, str] = {
    "crease": "三个人轮流折同一张纸。每折一次，房间就大一倍，他们离彼此就远一倍。\n\n主创说，那张纸是真的，一直折到第七次。",
}
