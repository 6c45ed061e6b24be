"""The columns that a park office's table of companies may have, for people and the template."""

from django.utils.translation import gettext_lazy as _

from parks.imports.kinds import Field

EXAMPLES = ("示例生物（请删除本行）", "Example Biologics (delete this row)")
"""The names of the row in the template, which nobody wants to have imported."""

FIELDS = (
    Field(
        "name_zh",
        _("Name (Chinese)"),
        _("As on the licence. One of the two names is needed for a company that is new."),
        ("企业名称", "Chinese name"),
        (EXAMPLES[0], EXAMPLES[0]),
    ),
    Field(
        "name_en",
        _("Name (English)"),
        _("Beside the Chinese name, or instead of it."),
        ("英文名称", "Company name"),
        (EXAMPLES[1], EXAMPLES[1]),
    ),
    Field(
        "credit_code",
        _("Unified social credit code"),
        _("18 characters, the last one is checked. By it, else by name, a company is found."),
        ("统一社会信用代码", "Credit code"),
        ("91320594MA1XXXXX8G", "91320594MA1XXXXX8G"),
    ),
    Field(
        "company_kind",
        _("Kind of company"),
        _("Such as Biotech, CRO, CDMO or Medical devices."),
        ("企业类型", "Kind of company"),
        ("生物技术企业", "Biotech"),
    ),
    Field(
        "growth_stage",
        _("Growth stage"),
        _("Start-up, growing, listed or established."),
        ("发展阶段", "Growth stage"),
    ),
    Field(
        "chain_stages",
        _("Chain stages"),
        _("Separated by commas."),
        ("产业链环节", "Chain stages"),
        ("研发、GMP生产", "Research and development; GMP production"),
    ),
    Field(
        "region",
        _("Place"),
        _("City or district."),
        ("所在地", "Place"),
        ("苏州", "Suzhou"),
    ),
    Field(
        "street_address",
        _("Street and number"),
        _("Of the seat."),
        ("详细地址", "Street address"),
    ),
    Field("postal_code", _("Postal code"), _("Of the seat."), ("邮政编码", "Postal code")),
    Field(
        "website",
        _("Website"),
        _("Such as www.example.com."),
        ("网址", "Website"),
        ("www.example.com", "www.example.com"),
    ),
    Field(
        "email_domain",
        _("Work e-mail domain"),
        _("Such as example.com; not one where anybody gets an address."),
        ("邮箱域名", "E-mail domain"),
        ("example.com", "example.com"),
    ),
    Field(
        "summary_zh",
        _("Summary (Chinese)"),
        _("A few sentences."),
        ("企业简介", "Chinese summary"),
        ("专注抗体药物研发。", "专注抗体药物研发。"),
    ),
    Field(
        "summary_en",
        _("Summary (English)"),
        _("A few sentences."),
        ("英文简介", "Summary"),
        ("Develops antibody drugs.", "Develops antibody drugs."),
    ),
)
LABELS = {field.name: field.label for field in FIELDS}

READ = {
    "name_zh": (
        *("chinese name", "企业名称", "公司名称", "单位名称", "名称", "中文名称", "企业", "公司"),
        *("企业名", "公司全称", "企业全称", "name (chinese)", "name zh"),
    ),
    "name_en": (
        *("company name", "英文名称", "企业英文名称", "公司英文名称", "english name", "name"),
        *("company", "organisation", "organization", "name en"),
    ),
    "credit_code": (
        *("credit code", "统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码", "uscc"),
        *("unified social credit code", "usc code"),
    ),
    "company_kind": (
        *("kind of company", "企业类型", "公司类型", "企业类别", "类型", "类别", "kind", "type"),
        *("company kind", "company type"),
    ),
    "growth_stage": ("growth stage", "发展阶段", "成长阶段", "企业阶段", "stage"),
    "chain_stages": (
        *("chain stages", "产业链环节", "产业链", "环节", "所属环节", "业务环节", "chain stage"),
        *("value chain", "business"),
    ),
    "region": (
        *("place", "所在地", "所在城市", "所在地区", "城市", "地区", "注册地", "city", "region"),
        *("location",),
    ),
    "street_address": (
        *("street address", "详细地址", "地址", "注册地址", "办公地址", "通讯地址", "address"),
        *("street", "street and number"),
    ),
    "postal_code": ("postal code", "邮政编码", "邮编", "postcode", "zip code", "zip"),
    "website": ("website", "网址", "官网", "企业网址", "公司网址", "网站", "web site", "url"),
    "email_domain": (
        *("e-mail domain", "邮箱域名", "工作邮箱域名", "邮箱后缀", "企业邮箱", "domain"),
        *("work e-mail domain",),
    ),
    "summary_zh": (
        *("chinese summary", "企业简介", "公司简介", "简介", "中文简介", "企业介绍"),
        *("summary (chinese)",),
    ),
    "summary_en": ("summary", "英文简介", "english summary", "description", "about"),
}
