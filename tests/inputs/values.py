"""The groups of bad values beside set X: for numbers, dates, addresses, and for everything nobody was offered."""

from collections.abc import Mapping

NOT_OFFERED: Mapping[str, str] = {
    "nothing": "",
    "a word": "zzz",
    "minus one": "-1",
    "two to the 31st": "2147483648",
    "two to the 64th": "18446744073709551616",
    "5000 digits": "9" * 5000,
    "NUL": "a\0b",
    "a lone surrogate": "\ud800",
    "full-width digits": "１２",
    "a superscript": "²",
    "not a number": "NaN",
    "an exponent": "1e400",
    "a list": "[]",
    "an object": '{"a": {}}',
    "deep JSON": "[" * 5000,
}
# Wrong for every number of ours: whole, in plain digits, none as large as this.
NUMBERS = {
    "NaN": "NaN", "infinity": "Infinity", "exponent": "1e400", "hexadecimal": "0x10", "comma": "1,5",
    "one below nothing": "-1", "Arabic digits": "١٢", "underscore": "1_0", "5000 digits": "9" * 5000,
    "two to the 31st": "2147483648", "two to the 63rd": "9223372036854775808", "blank inside": "1 0",
}  # fmt: skip
# Django's own decimals read every script's digits, as the number they are.
DECIMALS = {
    name: text
    for name, text in NUMBERS.items()
    if name not in {"one below nothing", "Arabic digits", "underscore", "two to the 31st"}
}
DATES = {
    "30 February": "2026-02-30", "year 0": "0000-01-01", "year 10000": "10000-01-01", "month 13": "2026-13-01",
    "words": "tomorrow", "Arabic digits": "٢٠٢٦-٠١-٠١", "5000 digits": "9" * 5000, "a range": "[now-1d TO *]",
}  # fmt: skip
TIMES = {
    "30 February": "2026-02-30T10:00", "year 0": "0000-01-01T10:00", "25 o'clock": "2026-01-01T25:61",
    "month 13": "2026-13-01T10:00", "words": "tomorrow", "with a zone": "2026-01-01T10:00Z", "no time": "2026-01-01",
}  # fmt: skip
RUNTIMES = {
    "nothing": "0:00",
    "below": "-1:00",
    "61 seconds": "00:61:00",
    "words": "long",
    "5000 digits": "9" * 5000 + ":00",
}
EMAILS = {
    "no dot": "a@b", "a header": "a@b.com\nBcc: v@example.com", "two dots": "a..b@example.org",
    "literal": "a@[127.0.0.1]",
    "330 characters": "a" * 320 + "@example.org", "quoted": '"a b"@example.org', "two": "a@example.org,b@example.org",
    "NUL": "a\0@example.org", "invisible": "a@exa\u200bmple.org",
}  # fmt: skip
LINKS = {
    "a script": "javascript:alert(1)", "a scheme of ours": "file:///etc/passwd", "no host": "https://",
    "a port": "http://a.b:99999/",
    "a name before": "http://a@b.example/", "brackets": "http://[::1",
    "markup": 'https://a.example/"><script>', "data": "data:text/html,x",
    "4000 characters": "https://a.example/" + "a" * 4000, "a break": "https://a.example/\r\nX: y",
}  # fmt: skip
ZONES = {
    "nowhere": "Mars/Phobos",
    "a path": "../../etc/passwd",
    "absolute": "/etc/localtime",
    "NUL": "UTC\0",
    "an offset": "+25:00",
}


def kind_of(attributes: Mapping[str, str]) -> Mapping[str, str]:
    """What is wrong for a field that says that it is a number, a date, an address; nothing for others."""
    kind = attributes.get("type", "")
    if "." in attributes.get("step", ""):
        return DECIMALS
    if attributes.get("inputmode") == "numeric" or kind == "number":
        return NUMBERS
    if attributes.get("placeholder", "")[:1].isdigit() and ":" in attributes["placeholder"]:
        # 0:00 may be the moment at which something begins: on the desk, and where the example says so.
        return (
            RUNTIMES
            if attributes["placeholder"].startswith("00:") and attributes["placeholder"] != "00:00:00"
            else {n: t for n, t in RUNTIMES.items() if n != "nothing"}
        )
    if attributes.get("list") == "desk-zones":
        return ZONES
    kinds = {"date": DATES, "datetime-local": TIMES, "email": EMAILS, "url": LINKS}
    return kinds.get(kind, {})
