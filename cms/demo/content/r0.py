"""R0, a student film hackathon of 2024 as an archived edition. Facts from public articles, sentences ours."""

from datetime import date

from cms.demo.content.shapes import EditionData, PartnerData, PartnershipData, PresetCallData, ProgrammeData, StatData
from cms.demo.content.words import t

SOURCE = "MITCSSA，微信公众号，2024-01-21"
TOOLS = (
    "Runway ML、Pika Labs、Luma AI、Meshy、Tripo AI、DeepMotion、ElevenLabs、AIR³、Nolibox、MyShell、PixVerse、商汤",
    "Runway ML、Pika Labs、Luma AI、Meshy、Tripo AI、DeepMotion、ElevenLabs、AIR³、Nolibox、MyShell、PixVerse、商湯",
    "Runway ML, Pika Labs, Luma AI, Meshy, Tripo AI, DeepMotion, ElevenLabs, AIR³, Nolibox, MyShell, PixVerse, SenseTime",
)
TOOL_SLUGS = (
    "runway", "pika", "luma", "meshy", "tripo", "deepmotion", "elevenlabs", "air3", "nolibox", "myshell", "pixverse",
    "sensetime",
)  # fmt: skip

CALL = PresetCallData(
    slug="space-i-call-home",
    preset="r0-hackathon",
    texts={
        "body": t(
            "任何人工智能技术都可以单独或混合使用：视频、图像、配音、剧本、音乐、三维。"
            f"\n\n向参赛者开放的工具有十二种：{TOOLS[0]}。",
            "任何人工智慧技術都可以單獨或混合使用：影片、圖像、配音、劇本、音樂、三維。"
            f"\n\n向參賽者開放的工具有十二種：{TOOLS[1]}。",
            "Any AI technology may be used, alone or combined: video, image, voice-over, script, music, 3D."
            f"\n\nTwelve tools are open to entrants: {TOOLS[2]}.",
        ),
        "consent": t(
            "本期已归档，不再接受报名。", "本屆已歸檔，不再接受報名。", "This edition is archived and takes no entries."
        ),
    },
)

R0 = ProgrammeData(
    slug="mit-ai-film-hackathon",
    name=t("麻省理工AI电影黑客松", "麻省理工AI電影黑客松", "MIT AI Film Hackathon"),
    purpose=t(
        "让写代码的人和拍电影的人在同一个周末里做成一部片子。",
        "讓寫程式的人和拍電影的人在同一個週末裡做成一部片子。",
        "To let people who code and people who film finish something together in one weekend.",
    ),
    organiser="mit-filmmakers",
    accent="plum",
    editions=(
        EditionData(
            slug="mit-tell-me-your-dream",
            year=2023,
            state="archived",
            theme=t("告诉我你的梦", "告訴我你的夢", "Tell Me Your Dream"),
            account=t(
                "一天时间，约七十人做出八部短片，并得到编剧、制片人格雷格·丹尼尔斯与本·雷尔斯的关注。",
                "一天時間，約七十人做出八部短片，並得到編劇、製片人葛瑞格·丹尼爾斯與班·雷勒斯的關注。",
                "One day, about seventy people, eight short films, noticed by Greg Daniels and Ben Relles.",
            ),
            statistics=(
                StatData("people", 70, t("人", "人", "people"), date(2024, 1, 21), SOURCE, "about"),
                StatData("films", 8, t("部短片", "部短片", "short films"), date(2024, 1, 21), SOURCE),
            ),
        ),
        EditionData(
            slug="mit-space-i-call-home",
            year=2024,
            state="archived",
            previous="mit-tell-me-your-dream",
            theme=t("我称之为“家”的地方", "我稱之為「家」的地方", "Space I Call Home"),
            account=t(
                "报名文章的标题写“首届”，正文却提到上一届；届数在这里由前后两届的关系算出。",
                "報名文章的標題寫「首屆」，正文卻提到上一屆；屆數在這裡由前後兩屆的關係算出。",
                "The headline of the call says “first”, its text speaks of an earlier one; the number here is counted "
                "from the chain of editions.",
            ),
            calls=(CALL,),
            partners=(
                PartnerData("organiser", "mit-filmmakers"), *(PartnerData("technology", slug) for slug in TOOL_SLUGS),
            ),
            partnership=PartnershipData(
                gives=(
                    t("产品使用权限", "產品使用權限", "Access to their product"),
                    t("技术支持", "技術支援", "Technical support"),
                    t("资金支持", "資金支持", "Funding"),
                ),
                gets=(
                    t("媒体曝光", "媒體曝光", "Media exposure"),
                    t("产品测试", "產品測試", "Product testing"),
                    t("人才招募", "人才招募", "Recruiting"),
                ),
            ),
            statistics=(
                StatData(
                    "people", 100, t("人", "人", "people"), date(2024, 1, 21), SOURCE, "over",
                    t("报名文章里的预计规模。", "報名文章裡的預計規模。", "The size the call expected."), kind="forecast",
                ),
                StatData(
                    "people", 400, t("人", "人", "people"), date(2024, 2, 18), "MIT Media Lab", "about",
                    t("活动后的报道：到场参与的人。", "活動後的報導：到場參與的人。", "Reported afterwards: people who took part."),
                ),
                StatData(
                    "films", 66, t("部影片", "部影片", "films"), date(2024, 2, 18), "MIT Media Lab",
                    definition=t("活动后的报道：完成的影片。", "活動後的報導：完成的影片。", "Reported afterwards: films finished."),
                ),
                StatData("panellists", 40, t("位论坛嘉宾", "位論壇嘉賓", "panellists"), date(2024, 2, 18), "MIT Media Lab", "about"),
            ),
        ),
    ),
)  # fmt: skip
