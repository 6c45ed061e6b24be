"""Small editions of the reference tables, to be loaded by a test."""

from parks.vocabulary.reference import Reference

Rows = list[dict[str, str]]


def row(columns: str, cells: str) -> dict[str, str]:
    return dict(zip(columns.split(","), cells.split(","), strict=True))


def tables() -> dict[str, Rows]:
    """Return fresh rows that a test may change before it makes an edition of them."""
    skill = "code,group,kind,label_en,label_zh,esco_uri,onet_code"
    alias = "skill,language,use,text"
    discipline = "code,scheme,moe_code,parent,label_en,label_zh,other_names"
    relation = "held,asked,kind,quarters"
    place = "code,parent,label_en,label_zh,other_names"
    return {
        "skill_groups": [
            row("code,position,label_en,label_zh", "MOL,1,Molecular biology,分子生物学"),
            row("code,position,label_en,label_zh", "CLI,2,Clinical research,临床研究"),
        ],
        "skills": [
            row(skill, "MOL-01,MOL,method,PCR,聚合酶链式反应,,41102421"),
            row(skill, "CLI-01,CLI,regulation,GCP,药物临床试验质量管理规范,,"),
            row(skill, "CLI-04,CLI,method,Clinical coordination,临床协调,,"),
        ],
        "skill_aliases": [
            row(alias, "MOL-01,en,text,PCR"),
            row(alias, "MOL-01,zh,text,PCR扩增"),
            row(alias, "CLI-01,en,text,GCP"),
            row(alias, "CLI-04,en,beside,CRC"),
            row(alias, "CLI-04,en,search,coordination"),
            row(alias, "CLI-04,zh,text,临床协调"),
        ],
        "skill_relations": [
            row(relation, "CLI-04,CLI-01,narrower,3"),
            row(relation, "CLI-01,CLI-04,related,1"),
        ],
        "false_friends": [
            row("vocabulary,text,reason", "skill,PCR Motors,a company"),
            row("vocabulary,text,reason", "degree,博士后,a position"),
        ],
        "disciplines": [
            row(discipline, "family:pharmacy,family,,,Pharmacy,药学与制药,"),
            row(discipline, "ug:1007,undergraduate,1007,family:pharmacy,Pharmacy (class),药学类,"),
            row(discipline, "ug:100701,undergraduate,100701,ug:1007,Pharmacy,药学,药学专业"),
            row(discipline, "gr:1007,graduate,1007,family:pharmacy,Pharmaceutical Science,药学,"),
        ],
        "degree_levels": [
            row("code,rank,label_en,label_zh,other_names", "bachelor,30,Bachelor,本科,学士|BSc"),
            row("code,rank,label_en,label_zh,other_names", "doctor,50,Doctorate,博士,PhD"),
        ],
        "regions": [
            row(place, "320000,,Jiangsu,江苏省,江苏"),
            row(place, "320500,320000,Suzhou,苏州市,苏州"),
            row(place, "320583,320500,Kunshan,昆山市,昆山"),
            row(place, "310000,,Shanghai,上海市,上海"),
            row(place, "310115,310000,Pudong New Area,浦东新区,浦东"),
        ],
        "chain_stages": [
            row("code,position,label_en,label_zh", "research,1,Research,研发"),
            row("code,position,label_en,label_zh", "cmc,2,CMC,药学研究"),
        ],
        "occupations": [
            row(place, "2,,Professionals,专业技术人员,"),
            row(place, "2-02,2,Engineers,工程技术人员,"),
            row(place, "2-02-32-02,2-02,Biological engineer,生物工程技术人员,细胞培养工程师"),
        ],
    }


def edition(version: str = "first", rows: dict[str, Rows] | None = None) -> Reference:
    return Reference(rows or tables(), version)
