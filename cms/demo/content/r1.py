"""R1, the channel's AI talent programme as it stood in April 2024. Facts from public articles, sentences ours."""

from cms.demo.content.shapes import EditionData, EventData, PresetCallData, ProgrammeData
from cms.demo.content.words import t

ARTICLE = "数字生命卡兹克，微信公众号，2024-04-11"

CALL = PresetCallData(
    slug="ai-imaging-call",
    preset="r1-talent",
    texts={
        "title": t("AI影像征集大赛", "AI影像徵集大賽", "AI Imaging Call for Entries"),
        "body": t(
            "征集大赛是优选计划的一部分：计划长期寻找会用人工智能讲故事的人，大赛是第一扇门。"
            "\n\n截至 2024 年 4 月，主办方只宣布了名称和方向，报名方式、时限与片长都还没有公布。没有公布的，这里就空着。",
            "徵集大賽是優選計劃的一部分：計劃長期尋找會用人工智慧說故事的人，大賽是第一扇門。"
            "\n\n截至 2024 年 4 月，主辦方只宣布了名稱和方向，報名方式、時限與片長都還沒有公布。沒有公布的，這裡就空著。",
            "The call is one part of the talent programme: the programme keeps looking for people who tell stories with "
            "artificial intelligence, and this is its first door.\n\nAs of April 2024 the organiser has announced a name "
            "and a direction. How to enter, until when and how long a film may be are not published "
            "yet. What is not published stays empty here.",
        ),
        "consent": t("章程尚未公布。", "章程尚未公布。", "The terms have not been published yet."),
    },
    gates=(),  # it opened without an end, and the demo takes no entries in the name of a real channel
)

R1 = ProgrammeData(
    slug="ai-talent",
    name=t("电影频道AI影像人才优选计划", "電影頻道AI影像人才優選計劃", "Movie Channel AI Imaging Talent Programme"),
    purpose=t(
        "寻找能用人工智能做电影的人，让他们的作品在频道上被看见。",
        "尋找能用人工智慧做電影的人，讓他們的作品在頻道上被看見。",
        "To find people who make cinema with artificial intelligence, and to let a channel's audience see their work.",
    ),
    organiser="cctv6",
    accent="lacquer",
    editions=(
        EditionData(
            slug="ai-talent-2024",
            year=2024,
            state="announced",
            theme=t("荆州，千年楚都", "荊州，千年楚都", "Jingzhou, Capital of Chu"),
            account=t(
                "六支团队应邀用荆州和千年楚都文化各做一部先导片，作为计划的开场。它们不参赛，也不计分。",
                "六支團隊應邀用荊州和千年楚都文化各做一部先導片，作為計劃的開場。它們不參賽，也不計分。",
                "Six invited teams opened the programme, each with a pilot about Jingzhou and the culture of Chu. "
                "The pilots do not compete and are not scored.",
            ),
            calls=(CALL,),
            events=(
                EventData(
                    slug="salon-2024",
                    name=t("先导片交流沙龙", "先導片交流沙龍", "Salon of the pilots' makers"),
                    starts="2024-04-11",
                    zone="Asia/Shanghai",
                    description=t(
                        "影片公开当天，六支团队在频道见面。",
                        "影片公開當天，六支團隊在頻道見面。",
                        "On the day the films went public, the six teams met at the channel.",
                    ),
                    source=ARTICLE,
                ),
                EventData(
                    slug="gala-2024",
                    name=t(
                        "2023-2024年度中国电影大数据暨电影频道M榜荣誉之夜",
                        "2023-2024年度中國電影大數據暨電影頻道M榜榮譽之夜",
                        "China Film Big Data and Movie Channel M List Honours Night 2023–2024",
                    ),
                    aliases=("电影频道M榜荣誉之夜", "M榜荣誉之夜", "電影頻道M榜榮譽之夜"),
                    starts="2024-04-12",
                    zone="Asia/Shanghai",
                    place="jingzhou",
                    channel="cctv6",
                    is_tentative=True,
                    description=t(
                        "优选计划在晚会上宣布；据前一天的文章，当晚应在频道播出。",
                        "優選計劃在晚會上宣布；據前一天的文章，當晚應在頻道播出。",
                        "The programme is announced on stage; an article of the day before expects it on air that evening.",
                    ),
                    source=ARTICLE,
                ),
            ),
        ),
    ),
)
