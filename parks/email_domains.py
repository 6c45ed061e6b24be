"""The part of an e-mail address behind the @, as a sign of whom somebody works for."""

FREE_DOMAINS = frozenset(
    (
        *("126.com", "139.com", "163.com", "188.com", "189.cn", "aliyun.com", "foxmail.com"),
        *("gmail.com", "gmx.com", "googlemail.com", "hotmail.com", "icloud.com", "live.cn"),
        *("live.com", "mail.com", "mail.ru", "me.com", "msn.com", "outlook.com", "proton.me"),
        *("protonmail.com", "qq.com", "sina.cn", "sina.com", "sohu.com", "tom.com", "vip.163.com"),
        *("vip.qq.com", "vip.sina.com", "wo.cn", "yahoo.com", "yandex.com", "yeah.net"),
    )
)
"""Where anybody gets an address: such a domain says nothing about an employer."""


def domain_of(text: str) -> str:
    """Return the domain of an address, or of one written as “@example.com”; in small letters."""
    return text.strip().rpartition("@")[2].lower().rstrip(".")


def is_at(address: str, domain: str) -> bool:
    """Say whether an address belongs to this very domain."""
    return bool(domain) and domain_of(address) == domain_of(domain)
