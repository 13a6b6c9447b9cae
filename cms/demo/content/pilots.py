"""The six commissioned pilots of April 2024 in running order. Titles, makers and subjects are facts; sentences ours."""

from cms.demo.content.films import FilmData
from cms.demo.content.words import t

PILOTS = [
    FilmData(
        key="jade",
        look="bronze_patina",
        seconds=14,
        titles=(("玉覆荆楚", "zh-Hans"), ("玉覆荊楚", "zh-Hant"), ("Jade over Jingchu", "en")),
        maker="khazix-studio",
        origin="pilot",
        year=2024,
        countries=("jingzhou",),
        genres=("experimental",),
        culture=("lying-deer", "tiger-zun", "gold-phoenix", "sword-of-yue", "chu-capital", "warring-states"),
        epigraph=t("沉在土里的，不一定沉默。", "沉在土裡的，不一定沉默。", "What lies in the earth is not silent."),
        logline=t(
            "一只卧鹿醒来，领着铜虎、金凤与越王的剑走过古都。",
            "一隻臥鹿醒來，領著銅虎、金鳳與越王的劍走過古都。",
            "A reclining deer wakes and leads a bronze tiger, a golden phoenix and a king's sword through the old capital.",
        ),
        synopsis=t(
            "四件器物，四种沉睡的姿势。灯光熄灭以后，展柜里的铜与金开始呼吸：鹿先起身，虎跟在后面，凤只张了一次翅膀。"
            "剑没有动，它在等有人念出自己的名字。\n\n这部先导片以荆州的出土文物为角色，用影子和锈色讲一座都城如何被记住。",
            "四件器物，四種沉睡的姿勢。燈光熄滅以後，展櫃裡的銅與金開始呼吸：鹿先起身，虎跟在後面，鳳只張了一次翅膀。"
            "劍沒有動，它在等有人念出自己的名字。\n\n這部先導片以荊州的出土文物為角色，用影子和鏽色講一座都城如何被記住。",
            "Four objects, four ways of sleeping. When the museum lights go out, bronze and gold begin to breathe: the deer "
            "rises first, the tiger follows, the phoenix opens its wings only once. The sword does not move; it waits for "
            "somebody to read its name.\n\nA pilot whose cast are finds from Jingzhou, told in shadow and patina.",
        ),
    ),
    FilmData(
        key="three-kingdoms",
        look="ink_ridges",
        seconds=8,
        titles=(
            ("三国余韵 荆州今朝", "zh-Hans"),
            ("三國餘韻 荊州今朝", "zh-Hant"),
            ("Echoes of the Three Kingdoms, Jingzhou Today", "en"),
        ),
        maker="tsinghua-new-media",
        origin="pilot",
        year=2024,
        countries=("jingzhou",),
        genres=("non-fiction",),
        culture=("three-kingdoms-story", "three-kingdoms", "present", "chu-capital"),
        logline=t(
            "同一段城墙，一边是三国的雾，一边是今天的早市。",
            "同一段城牆，一邊是三國的霧，一邊是今天的早市。",
            "One stretch of city wall: the mist of the Three Kingdoms on one side, this morning's market on the other.",
        ),
        synopsis=t(
            "镜头沿着城墙走了一整天。清晨，墨色的旗在雾里翻；中午，孩子们在同一块砖上比身高。"
            "影片不重演任何一场战役，只问一座城怎样同时住在两个时代里。",
            "鏡頭沿著城牆走了一整天。清晨，墨色的旗在霧裡翻；中午，孩子們在同一塊磚上比身高。"
            "影片不重演任何一場戰役，只問一座城怎樣同時住在兩個時代裡。",
            "The camera walks the wall for one whole day. At dawn, ink-black banners turn in the mist; at noon, children "
            "measure their height against the same brick. No battle is staged: the film asks how one city lives in two ages.",
        ),
    ),
    FilmData(
        key="tianwen",
        look="star_charts",
        seconds=14,
        titles=(("天问", "zh-Hans"), ("天問", "zh-Hant"), ("Questions to Heaven", "en")),
        maker="cafa-design",
        origin="pilot",
        year=2024,
        countries=("jingzhou",),
        genres=("animation",),
        culture=("qu-yuan", "mars", "spaceflight", "warring-states", "present"),
        epigraph=t(
            "问题抵达得比答案早两千年。",
            "問題抵達得比答案早兩千年。",
            "The question arrived two thousand years before the answer.",
        ),
        logline=t(
            "屈原向天发问，一艘探测器在火星上空听见了。",
            "屈原向天發問，一艘探測器在火星上空聽見了。",
            "Qu Yuan puts his questions to the sky; above Mars, a probe hears them.",
        ),
        synopsis=t(
            "诗人站在江边，对着夜空一句一句地问。星图转动起来，荧惑由红变暗，一道细长的光从水面升起，越过诗行，落进今天的航天中心。"
            "\n\n影片把古代的星官与现代的轨道画在同一张图上。",
            "詩人站在江邊，對著夜空一句一句地問。星圖轉動起來，熒惑由紅變暗，一道細長的光從水面升起，越過詩行，落進今天的航太中心。"
            "\n\n影片把古代的星官與現代的軌道畫在同一張圖上。",
            "A poet stands by the river and asks, line after line. The star chart begins to turn, the wandering fire dims "
            "from red, and a thin light rises from the water, crosses the verse and lands in a control room of today.\n\n"
            "Ancient asterisms and modern orbits are drawn on one and the same chart.",
        ),
    ),
    FilmData(
        key="heritage-light",
        look="lacquer_spirals",
        seconds=8,
        titles=(
            ("非遗之光：荆楚篇", "zh-Hans"),
            ("非遺之光：荊楚篇", "zh-Hant"),
            ("Light of Living Heritage: Jingchu", "en"),
        ),
        maker="sensetime-ruying",
        origin="pilot",
        year=2024,
        countries=("jingzhou",),
        genres=("non-fiction",),
        culture=("intangible-heritage", "artisan", "chu-embroidery"),
        logline=t(
            "漆、线与火，在几双工匠的手里又亮了一次。",
            "漆、線與火，在幾雙工匠的手裡又亮了一次。",
            "Lacquer, thread and fire light up once more in a few artisans' hands.",
        ),
        synopsis=t(
            "没有旁白，只有手。手推开漆，手拉紧线，手等火候。红与黑一层层叠上去，直到器物自己发出光。",
            "沒有旁白，只有手。手推開漆，手拉緊線，手等火候。紅與黑一層層疊上去，直到器物自己發出光。",
            "No narrator, only hands: spreading lacquer, drawing thread, waiting for the fire. Red over black, layer on "
            "layer, until the vessel gives off light of its own.",
        ),
    ),
    FilmData(
        key="phoenix",
        look="embroidery_phoenix",
        seconds=20,
        titles=(("凤鸣山海", "zh-Hans"), ("鳳鳴山海", "zh-Hant"), ("The Phoenix Calls over Mountain and Sea", "en")),
        maker="xianren-yikun",
        origin="pilot",
        year=2024,
        countries=("jingzhou",),
        genres=("animation",),
        culture=("phoenix", "king-zhuang-of-chu", "chu-embroidery", "yunmeng-marsh", "spring-and-autumn"),
        epigraph=t(
            "三年不蜚，蜚将冲天……",
            "三年不蜚，蜚將沖天……",
            "Three years it has not flown; once it flies, it will reach the sky …",
        ),
        logline=t(
            "三年不鸣的鸟，在云梦泽上空张开一次翅膀。",
            "三年不鳴的鳥，在雲夢澤上空張開一次翅膀。",
            "A bird that has not called for three years opens its wings above Yunmeng Marsh.",
        ),
        synopsis=t(
            "一根丝线落在黑绢上，绕成喙，绕成羽。年轻的楚庄王沉默地看着它长大，满朝都以为他睡着了。"
            "线用尽的那一刻，鸟离开绢面，越过云梦泽。",
            "一根絲線落在黑絹上，繞成喙，繞成羽。年輕的楚莊王沉默地看著它長大，滿朝都以為他睡著了。"
            "線用盡的那一刻，鳥離開絹面，越過雲夢澤。",
            "A thread falls on black silk and winds into a beak, then a wing. Young King Zhuang watches it grow and says "
            "nothing; the court believes he is asleep. When the thread runs out, the bird leaves the silk and crosses the marsh.",
        ),
    ),
    FilmData(
        key="looking-for-chu",
        look="river_light",
        seconds=10,
        titles=(("楚韵荆寻", "zh-Hans"), ("楚韻荊尋", "zh-Hant"), ("In Search of Chu", "en")),
        maker="bfa-digital",
        origin="pilot",
        year=2024,
        countries=("jingzhou",),
        genres=("experimental",),
        culture=("chu-capital", "yunmeng-marsh", "artisan", "present"),
        logline=t(
            "顺着江水找一种声音，找到的是一座城。",
            "順著江水找一種聲音，找到的是一座城。",
            "Following the river in search of a sound, and finding a city.",
        ),
        synopsis=t(
            "录音师带着一支话筒沿江而下：桨声、锻打声、戏台后面的练声。声音在画面里留下波纹，波纹慢慢拼成旧城的轮廓。",
            "錄音師帶著一支話筒沿江而下：槳聲、鍛打聲、戲台後面的練聲。聲音在畫面裡留下波紋，波紋慢慢拼成舊城的輪廓。",
            "A sound recordist travels downstream with one microphone: oars, hammering, a voice warming up behind a stage. "
            "Each sound leaves a ripple in the picture, and the ripples slowly draw the outline of an old city.",
        ),
    ),
]
