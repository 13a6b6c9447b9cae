"""An edition that looks for sponsors, and somebody who asks."""

from typing import Any

from portal.calls.models import Edition
from portal.clock import now
from portal.sponsors.actions import receive_enquiry
from portal.sponsors.models import Enquiry, Partnership, Side

GIVES = (
    {"zh-hans": "产品使用权限", "zh-hant": "產品使用權限", "en": "Access to the product"},
    {"zh-hans": "技术支持", "zh-hant": "技術支援", "en": "Technical support"},
    {"zh-hans": "资金支持", "zh-hant": "資金支持", "en": "Funding"},
)
GETS = (
    {"zh-hans": "媒体曝光", "zh-hant": "媒體曝光", "en": "Media exposure"},
    {"zh-hans": "产品测试", "zh-hant": "產品測試", "en": "Product testing"},
    {"zh-hans": "人才招募", "zh-hant": "人才招募", "en": "Recruiting"},
)


def make_partnership(edition: Edition, **fields: Any) -> Partnership:
    """Open, with a mailbox, and the lists of the hackathon of 2024."""
    values = {"mailbox": "office@example.org", "language": "en", "takes_enquiries": True, "office": {"en": "Partners"}}
    found: Partnership = Partnership.objects.create(edition=edition, **{**values, **fields})
    for side, texts in ((Side.GIVE, GIVES), (Side.GET, GETS)):
        for position, text in enumerate(texts):
            found.points.create(side=side, text=text, position=position)
    return found


def make_enquiry(partnership: Partnership, **fields: Any) -> Enquiry:
    """Lu of Lumen asks."""
    values = {
        "name": "Lu Qingchi", "organisation": "Lumen", "email": "lu@example.org", "offered": [],
        "message": "We would like to help.", "language": "en", "at": now(),
    }  # fmt: skip
    return receive_enquiry(partnership, **{**values, **fields})
