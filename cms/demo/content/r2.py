"""R2, a university's AI film festival as it stood in April 2025. Facts from public texts, sentences ours; no results."""

from datetime import date

from cms.demo.content.shapes import (
    EditionData,
    EventData,
    PartnerData,
    PersonData,
    PresetCallData,
    ProgrammeData,
    StatData,
)
from cms.demo.content.words import t

SOURCE = "香港科技大學新聞稿，2025-04-15"
HK = "Asia/Hong_Kong"
AS_OF = date(2025, 4, 15)

CALL = PresetCallData(
    slug="hkust-ai-films-2025",
    preset="r2-festival",
    texts={
        "title": t("香港科技大学AI电影节征片", "香港科技大學AI電影節徵片", "HKUST AI Film Festival: Call for Films"),
        "body": t(
            "征片页与新闻稿对奖项的说法不同：征片页写的是最佳影片、前沿奖与观众奖，新闻稿写的是最佳影片、最佳叙事与前沿奖。"
            "这里按征片页列出，并注明各奖由谁决定；没有说明的，就写没有说明。",
            "徵片頁與新聞稿對獎項的說法不同：徵片頁寫的是最佳影片、前沿獎與觀眾獎，新聞稿寫的是最佳影片、最佳敘事與前沿獎。"
            "這裡按徵片頁列出，並註明各獎由誰決定；沒有說明的，就寫沒有說明。",
            "The call and the press release name different awards: Best, Frontier and Viewer's in one, Best Film, Best "
            "Narrative and Frontier in the other. The call is followed here, with who decides where that is said, and "
            "“not stated” where it is not.",
        ),
        "consent": t(
            "本届已结束，不再接受报名。", "本屆已結束，不再接受報名。", "This edition is over and takes no entries."
        ),
    },
)

R2 = ProgrammeData(
    slug="hkust-ai-film-festival",
    name=t("香港科技大学AI电影节", "香港科技大學AI電影節", "HKUST AI Film Festival"),
    purpose=t(
        "一所大学把研究生成影像的人和拍片的人请到同一块银幕前。",
        "一所大學把研究生成影像的人和拍片的人請到同一塊銀幕前。",
        "A university brings those who study generated images and those who make films in front of one screen.",
    ),
    organiser="hkust",
    accent="ink",
    editions=(
        EditionData(
            slug="hkust-2025",
            year=2025,
            state="finished",
            account=t(
                "三十五部入围，4 月 19 日在校园放映并宣布三个奖项。获奖名单不在我们依据的材料里，所以这里没有。",
                "三十五部入圍，4 月 19 日在校園放映並宣布三個獎項。獲獎名單不在我們依據的材料裡，所以這裡沒有。",
                "Thirty-five finalists, a screening on campus on 19 April, three awards announced there. The winners are "
                "not in the material we work from, so they are not here.",
            ),
            calls=(CALL,),
            partners=(
                PartnerData("parent", "cvm-2025"), PartnerData("host", "hkust-amc"),
                PartnerData("supporter", "asia-digital-art"), PartnerData("supporter", "stanford-ai-shortfest"),
                PartnerData("supporter", "mit-hackathon"),
            ),
            statistics=(
                StatData(
                    "entries", 700, t("部影片", "部影片", "films"), AS_OF, SOURCE, "over",
                    t(
                        "报名的影片；同一份新闻稿的两个语言版本数的不是一样东西。",
                        "報名的影片；同一份新聞稿的兩個語言版本數的不是一樣東西。",
                        "Films entered. The two languages of one press release count different things.",
                    ),
                    status="disputed",
                    other_says=t("逾七百名影人（不是影片）", "逾七百名影人（不是影片）", "over 700 film-makers, not films"),
                    other_source="HKUST, English text",
                ),
                StatData("origins", 80, t("个国家和地区", "個國家和地區", "countries and regions"), AS_OF, SOURCE, "over"),
                StatData("finalists", 35, t("部入围影片", "部入圍影片", "finalists"), AS_OF, SOURCE),
                StatData("awards", 3, t("个奖项", "個獎項", "awards"), AS_OF, SOURCE),
            ),
            people=(
                PersonData(
                    "juror", t("理查德·泰勒", "理查·泰勒", "Richard Taylor"),
                    t("《指环王》视觉效果，五座奥斯卡奖", "《魔戒》視覺效果，五座奧斯卡獎", "The Lord of the Rings, five Academy Awards"),
                ),
                PersonData(
                    "juror", t("曹颋", "曹頲", "Cao Ting"),
                    t("北京电影学院教授", "北京電影學院教授", "Professor, Beijing Film Academy"), "bfa",
                ),
                PersonData(
                    "juror", t("张汉宁", "張漢寧", "Zhang Hanning"),
                    t("SIGGRAPH Asia 2025 电脑动画节主席", "SIGGRAPH Asia 2025 電腦動畫節主席", "Chair, Computer Animation Festival, SIGGRAPH Asia 2025"),
                ),
                PersonData(
                    "speaker", t("布莱恩·康纳", "布萊恩·康納", "Brian Connor"),
                    t("《沙丘》视觉效果，奥斯卡奖", "《沙丘》視覺效果，奧斯卡獎", "Academy Award, visual effects of Dune"),
                ),
                PersonData(
                    "speaker", t("魏天明", "魏天明", "Wei Tianming"),
                    t("五十余年香港电影", "五十餘年香港電影", "More than fifty years of Hong Kong cinema"),
                ),
                PersonData(
                    "speaker", t("马尼什·阿格拉瓦拉", "馬尼什·阿格拉瓦拉", "Maneesh Agrawala"),
                    t("布朗媒体创新研究院", "布朗媒體創新研究院", "Brown Institute for Media Innovation"),
                ),
            ),
            events=(
                EventData(
                    slug="cvm-2025",
                    name=t("CVM 2025（三天）", "CVM 2025（三天）", "CVM 2025 (three days)"),
                    starts="2025-04-18", zone=HK, place="hong-kong", is_tentative=True, source=SOURCE,
                    description=t(
                        "论坛与放映都在它的日程里；起止日没有说明。",
                        "論壇與放映都在它的日程裡；起訖日沒有說明。",
                        "Forum and screening are part of it; its first and last day are not stated.",
                    ),
                ),
                EventData(
                    slug="hkust-forum-2025", name=t("AI电影论坛", "AI電影論壇", "AI film forum"),
                    starts="2025-04-18", zone=HK, place="hong-kong", parent="cvm-2025", source=SOURCE,
                ),
                EventData(
                    slug="hkust-screening-2025", name=t("入围影片放映与颁奖", "入圍影片放映與頒獎", "Screening of the finalists and awards"),
                    starts="2025-04-19", zone=HK, place="hong-kong", parent="cvm-2025", source=SOURCE,
                ),
            ),
        ),
    ),
)  # fmt: skip
