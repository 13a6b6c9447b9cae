"""The invented channel that runs everything alive. Gates count from the day of seeding."""

from cms.demo.content.shapes import (
    AwardData,
    CallData,
    EditionData,
    EventData,
    GateData,
    PartnerData,
    PartnershipData,
    PrizeData,
    ProgrammeData,
    QuestionData,
    StatData,
)
from cms.demo.content.words import t

ZONE = "Asia/Shanghai"
CONSENT = t(
    "作品由我（我们）完成，我们有权提交其中的一切；作品的权利仍归我们。频道可以为评审观看它，入围后可以在本站展示它，直到我们要求撤下。",
    "作品由我（我們）完成，我們有權提交其中的一切；作品的權利仍歸我們。頻道可以為評審觀看它，入圍後可以在本站展示它，直到我們要求撤下。",
    "The work is ours and we may hand in everything in it; its rights stay with us. The channel may watch it for judging and, if it is chosen, show it on this site until we ask for it to be taken down.",
)
RIGHTS = t(
    "权利归作者；频道只取得评审和本站展示的许可，可随时要求撤下。",
    "權利歸作者；頻道只取得評審和本站展示的許可，可隨時要求撤下。",
    "The makers keep their rights; the channel may judge the work and show it here, until asked to take it down.",
)
AWARDS = (
    AwardData(
        "cloud-top", t("云顶奖", "雲頂獎", "Cloudtop Prize"),
        t("让评审团最久没有说话的一部。", "讓評審團最久沒有說話的一部。", "The film that kept the jury silent the longest."),
        t("评审团", "評審團", "The jury"), t("一次频道首播", "一次頻道首播", "A first broadcast on the channel"),
    ),
    AwardData(
        "best-sound", t("最佳声音", "最佳聲音", "Best Sound"),
        t("闭着眼睛也能看的一部。", "閉著眼睛也能看的一部。", "The film one can watch with closed eyes."),
        t("评审团", "評審團", "The jury"), t("录音棚三天", "錄音棚三天", "Three days in a sound studio"),
    ),
    AwardData(
        "first-frame", t("第一格奖", "第一格獎", "First Frame"),
        t("第一次参加征集的作者。", "第一次參加徵集的作者。", "A maker who enters for the first time."),
        t("频道编辑", "頻道編輯", "The channel's editors"), t("一位导师，一年", "一位導師，一年", "A mentor for a year"),
    ),
)  # fmt: skip
SCHOLARSHIP = AwardData(
    "darkroom", t("暗房奖学金", "暗房獎學金", "Darkroom Scholarship"),
    t("一个学期的后期课程，给还想再剪一遍的人。", "一個學期的後期課程，給還想再剪一遍的人。", "A term of editing classes, for those who would like to cut it once more."),
    t("频道编辑", "頻道編輯", "The channel's editors"), t("一个学期的课程", "一個學期的課程", "A term of classes"),
    places=3, shows_places_left=True,
)  # fmt: skip
SHOP = t("云野工具铺（虚构）", "雲野工具鋪（虛構）", "Cloudfield Tool Shop (invented)")
PRIZES = (
    PrizeData("credits", "cloud-top", t("渲染额度", "算圖額度", "rendering credits"), SHOP, 2000, "+200"),
    PrizeData("studio", "best-sound", t("录音棚时间（天）", "錄音棚時間（天）", "days in a sound studio"), SHOP, 3, "+120", "钥匙已当面交给作者。"),
    PrizeData("mentor", "first-frame", t("工具使用权", "工具使用權", "use of a tool"), SHOP, expires="-20"),
)  # fmt: skip
WIND = CallData(
    slug="wind-under-eaves",
    kind="film",
    title=t("屋檐下的风", "屋簷下的風", "Wind under the Eaves"),
    summary=t("一到八分钟，拍一阵你认识的风。", "一到八分鐘，拍一陣你認識的風。", "One to eight minutes about a wind you know."),
    body=t(
        "风没有形状，所以每个人拍到的都是别的东西：窗帘、衣服、一句没说完的话。今年我们想看这些别的东西。"
        "\n\n实拍、动画、生成影像都可以，也可以混在一起。请说明每个阶段用了什么，用了多少；“没有用”同样是一个回答。",
        "風沒有形狀，所以每個人拍到的都是別的東西：窗簾、衣服、一句沒說完的話。今年我們想看這些別的東西。"
        "\n\n實拍、動畫、生成影像都可以，也可以混在一起。請說明每個階段用了什麼，用了多少；「沒有用」同樣是一個回答。",
        "Wind has no shape, so everybody who films it films something else: a curtain, washing, a sentence cut short. This "
        "year we would like to see what else.\n\nLive action, animation and generated images are all welcome, mixed too. "
        "Please say for each stage what you used and how much; “none” is an answer as well.",
    ),
    who=t("任何人，一到六人的团队", "任何人，一到六人的團隊", "Anybody, in teams of one to six"),
    what=t("一部一到八分钟的影片", "一部一到八分鐘的影片", "One film of one to eight minutes"),
    prize=t("三个奖项，入围影片在本站展映", "三個獎項，入圍影片在本站展映", "Three prizes; finalists are shown on this site"),
    rights=RIGHTS,
    consent=CONSENT,
    gates=(
        GateData("opens", "opens", "-10 09:00", ZONE, t("开始征集", "開始徵集", "Call opens")),
        GateData("entry", "entry", "+21 23:59", ZONE, t("交片截止", "交片截止", "Films due")),
        GateData("results", "results", "+60 20:00", ZONE, t("公布入围", "公布入圍", "Finalists announced")),
    ),
    rules=(
        ("runtime", {"min_ms": 60_000, "max_ms": 480_000}),
        ("film_file", {"min_height": 480, "needs_sound": True}),
        ("team_size", {"minimum": 1, "maximum": 6}),
        ("ai_policy", {"policy": "any"}),
    ),
    awards=AWARDS,
    questions=(
        QuestionData(
            "which-wind", "text", t("你拍的是哪一阵风？", "你拍的是哪一陣風？", "Which wind is it?"),
            t("一句话就够。", "一句話就夠。", "One sentence is enough."), is_required=True,
        ),
        QuestionData("learned", "long_text", t("拍完以后你学到了什么？", "拍完以後你學到了什麼？", "What did you learn from making it?")),
    ),
)  # fmt: skip
FACES = CallData(
    slug="new-faces",
    kind="talent",
    title=t("新面孔", "新面孔", "New Faces"),
    summary=t("不交新片，只交你自己：一份作品集就够。", "不交新片，只交你自己：一份作品集就夠。", "No new film: a portfolio is enough."),
    body=t(
        "我们为下一年的团队找人：导演、剪辑、声音、动画，也找还没有名字的工种。入选的人组成一期同学，和频道的编辑一起工作半年。"
        "\n\n给我们看你做过的东西，并说明哪一部分是你做的。",
        "我們為下一年的團隊找人：導演、剪輯、聲音、動畫，也找還沒有名字的工種。入選的人組成一期同學，和頻道的編輯一起工作半年。"
        "\n\n給我們看你做過的東西，並說明哪一部分是你做的。",
        "We look for people for next year's teams: directors, editors, sound, animation, and crafts that have no name yet. "
        "Those chosen form a cohort and work with the channel's editors for half a year.\n\nShow us what you have made, and "
        "say which part of it was yours.",
    ),
    who=t("个人或工作室", "個人或工作室", "Persons or studios"),
    what=t("简介与至少一件作品", "簡介與至少一件作品", "A profile and at least one work"),
    prize=t("半年的同行，和一次署名的机会", "半年的同行，和一次署名的機會", "Half a year together, and a credit of your own"),
    rights=t("作品集仍是你的；只有你同意，档案才会公开。", "作品集仍是你的；只有你同意，檔案才會公開。", "Your portfolio stays yours; your profile is public only if you agree."),
    consent=t(
        "我确认作品集里写明的部分由我完成，并同意频道编辑为评选查看它。",
        "我確認作品集裡寫明的部分由我完成，並同意頻道編輯為評選查看它。",
        "I confirm that the parts named in my portfolio are mine, and that the channel's editors may look at it for the selection.",
    ),
    gates=(
        GateData("opens", "opens", "-10 09:00", ZONE, t("开始报名", "開始報名", "Call opens")),
        GateData("entry", "entry", "+28 23:59", ZONE, t("报名截止", "報名截止", "Entries close")),
    ),
    rules=(("portfolio", {"minimum": 1}),),
    questions=(
        QuestionData("next", "long_text", t("接下来半年你想做什么？", "接下來半年你想做什麼？", "What would you like to do in the coming half year?"), is_required=True),
    ),
)  # fmt: skip
SIXTY = CallData(
    slug="sixty-seconds",
    kind="film",
    title=t("六十秒", "六十秒", "Sixty Seconds"),
    summary=t("一分钟以内，一秒也不能多。", "一分鐘以內，一秒也不能多。", "Up to one minute, and not a second more."),
    body=t(
        "征集已经结束，评审正在看片。入围名单会在公布日同时出现在这里、目录和作者的信箱里；在那之前，谁也看不到。",
        "徵集已經結束，評審正在看片。入圍名單會在公布日同時出現在這裡、目錄和作者的信箱裡；在那之前，誰也看不到。",
        "The call has closed and the jury is watching. The finalists will appear here, in the catalogue and in the makers' letters at the same moment, and nobody sees them before.",
    ),
    who=t("任何人", "任何人", "Anybody"),
    what=t("一部不超过六十秒的影片", "一部不超過六十秒的影片", "One film of at most sixty seconds"),
    rights=RIGHTS,
    consent=CONSENT,
    gates=(
        GateData("opens", "opens", "-50 09:00", ZONE, t("开始征集", "開始徵集", "Call opens")),
        GateData("entry", "entry", "-6 23:59", ZONE, t("交片截止", "交片截止", "Films due")),
        GateData("results", "results", "+20 20:00", ZONE, t("公布入围", "公布入圍", "Finalists announced")),
    ),
    rules=(("runtime", {"max_ms": 60_000}), ("ai_policy", {"policy": "any"})),
    awards=AWARDS[:1],
)
FIRST_LIGHT = CallData(
    slug="first-light",
    kind="film",
    title=t("第一束光", "第一束光", "First Light"),
    summary=t("拍下你今天看见的第一束光。", "拍下你今天看見的第一束光。", "Film the first light you saw today."),
    body=t(
        "第一届的题目很小：一天里的第一束光。六部影片入围，其中三部得奖，一部的作者得到奖学金。",
        "第一屆的題目很小：一天裡的第一束光。六部影片入圍，其中三部得獎，一部的作者得到獎學金。",
        "The first edition had a small subject: the first light of a day. Six films were finalists, three of them won, and "
        "the makers of one received a scholarship.",
    ),
    who=t("任何人", "任何人", "Anybody"),
    what=t("一部十分钟以内的影片", "一部十分鐘以內的影片", "One film of at most ten minutes"),
    prize=t("三个奖项", "三個獎項", "Three prizes"),
    rights=RIGHTS,
    consent=CONSENT,
    gates=(
        GateData("opens", "opens", "-260 09:00", ZONE, t("开始征集", "開始徵集", "Call opens")),
        GateData("entry", "entry", "-200 23:59", ZONE, t("交片截止", "交片截止", "Films due")),
        GateData("results", "results", "-140 20:00", ZONE, t("公布获奖", "公布獲獎", "Winners announced")),
    ),
    rules=(("runtime", {"max_ms": 600_000}), ("ai_policy", {"policy": "any"})),
    awards=(*AWARDS, SCHOLARSHIP),
    prizes=PRIZES,
)
FIRST_COHORT = CallData(
    slug="first-cohort",
    kind="talent",
    title=t("第一期同学", "第一期同學", "The First Cohort"),
    summary=t("四个人，半年，一张长桌。", "四個人，半年，一張長桌。", "Four people, half a year, one long table."),
    body=t(
        "第一期同学已经选出，名单在征得本人同意后公布。",
        "第一期同學已經選出，名單在徵得本人同意後公布。",
        "The first cohort has been chosen; those who agreed are named.",
    ),
    who=t("个人或工作室", "個人或工作室", "Persons or studios"),
    what=t("简介与至少一件作品", "簡介與至少一件作品", "A profile and at least one work"),
    consent=FACES.consent,
    gates=(
        GateData("opens", "opens", "-260 09:00", ZONE, t("开始报名", "開始報名", "Call opens")),
        GateData("entry", "entry", "-200 23:59", ZONE, t("报名截止", "報名截止", "Entries close")),
        GateData("results", "results", "-140 20:00", ZONE, t("公布名单", "公布名單", "Cohort announced")),
    ),
    rules=(("portfolio", {"minimum": 1}),),
)
ON_AIR = ("seventeenth", "cloudfield-tv", "+9 21:30", ZONE)  # film, channel, local time, zone
CHANNEL = ProgrammeData(
    slug="cloudfield-new-lenses",
    name=t("云野新镜头（虚构）", "雲野新鏡頭（虛構）", "Cloudfield New Lenses (invented)"),
    purpose=t(
        "一个并不存在的频道，用来演示一件完整的事：从征集到专辑。",
        "一個並不存在的頻道，用來示範一件完整的事：從徵集到專輯。",
        "A channel that does not exist, to show the whole of it: from a call to a collection.",
    ),
    organiser="cloudfield-tv",
    accent="amber",
    is_invented=True,
    editions=(
        EditionData(
            slug="cloudfield-first",
            year=-1,
            state="finished",
            theme=t("第一束光", "第一束光", "First Light"),
            account=t(
                "六部影片入围，三部得奖，一份奖学金，四个人组成第一期同学。",
                "六部影片入圍，三部得獎，一份獎學金，四個人組成第一期同學。",
                "Six finalists, three winners, one scholarship, and a first cohort of four.",
            ),
            calls=(FIRST_LIGHT, FIRST_COHORT),
            partners=(
                PartnerData("organiser", "cloudfield-tv", ("cloud", "Cloudfield"), is_paired=True),
                PartnerData("supporter", "weir-sound", ("weir", "Weir")),
            ),
            statistics=tuple(
                StatData(key, status="computed", measure=key) for key in ("entries", "origins", "finalists", "awarded")
            ),
        ),
        EditionData(
            slug="cloudfield-second",
            year=0,
            state="running",
            previous="cloudfield-first",
            theme=t("屋檐下的风", "屋簷下的風", "Wind under the Eaves"),
            account=t(
                "两项征集正在进行，一项正在评审。",
                "兩項徵集正在進行，一項正在評審。",
                "Two calls are open, one is being judged.",
            ),
            calls=(WIND, FACES, SIXTY),
            partners=(
                PartnerData("organiser", "cloudfield-tv", ("cloud", "Cloudfield"), is_paired=True),
                PartnerData("sponsor", "lanternlight", ("lantern", "Lanternlight"), is_paired=True),
                PartnerData("sponsor", "weir-sound", ("weir", "Weir")),
                PartnerData("media", "cloudfield-evening"),
            ),
            partnership=PartnershipData(
                lead=t(
                    "我们不卖广告位，只找愿意和创作者一起干活的人。",
                    "我們不賣廣告版位，只找願意和創作者一起做事的人。",
                    "We sell no advertising. We look for people who want to work with makers.",
                ),
                office=t("云野合作部", "雲野合作部", "Cloudfield Partnerships"),
                mailbox="partners@demo.invalid",
                gives=(
                    t("工具与算力额度", "工具與算力額度", "Tools and computing time"),
                    t("一间剪辑室，一周", "一間剪接室，一週", "An editing room for a week"),
                    t("奖金或制作资助", "獎金或製作資助", "Prize money or production funding"),
                ),
                gets=(
                    t("片尾与专辑页署名", "片尾與專輯頁署名", "A credit on films and collection"),
                    t("入围团队的试用反馈", "入圍團隊的試用回饋", "What finalists say of your tool"),
                    t("开放日的一个展位", "開放日的一個展位", "A table at the open day"),
                ),
            ),
            events=(
                EventData(
                    slug="cloudfield-open-day",
                    name=t("云野开放日", "雲野開放日", "Cloudfield Open Day"),
                    starts="+30",
                    zone=ZONE,
                    place="cloudfield",
                    description=t(
                        "带一部没做完的片子来。", "帶一部沒做完的片子來。", "Bring a film that is not finished."
                    ),
                ),
            ),
        ),
    ),
)
