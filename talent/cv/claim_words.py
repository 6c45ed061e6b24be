"""The words beside a skill that say who claims it, and how well: Chinese and English.

Each table maps to an alternation for one regular expression; nothing in them repeats without a
bound, so reading stays linear.
"""

AWARE, FAMILIAR, PROFICIENT, EXPERT = 1, 2, 3, 4

# An adjective that makes knowledge more than awareness ("solid understanding of").
_SOLID = r"(?:solid|strong|sound|good|deep|thorough|in-depth|extensive|comprehensive|working)"

_YEARS = r"(?:\d{1,2}\+?|one|two|three|four|five|six|seven|eight|nine|ten) years?['’]?"
# "Advanced Python, basic R": the adjective grades one word; "Advanced Course of Study" does not.
_ONE_WORD = r"[A-Za-z+#]+(?:[,.;)]|$| and\b)"

BEFORE_SKILL = {
    EXPERT: (
        r"\b(?:experts? (?:in|with|at|on)|mastery of|mastered|authority on"
        r"|subject matter expert (?:in|for|on))\b|\bexpert(?:ise)?[ ]?[:：]|(?<!不)精通"
    ),
    PROFICIENT: (
        r"\b(?:proficien(?:t|cy) (?:in|with|at|using)|(?:highly |very )?skilled (?:in|with|at)"
        r"|competent (?:in|with)|adept (?:in|with|at)|expertise (?:in|with|on)"
        r"|(?:strong|solid|extensive|deep|proven) (?:\w+ )?(?:experience|expertise|background"
        r"|skills?) (?:in|with|of)|well[- ]versed in)\b"
        rf"|\b(?:proficient|skilled|competent|advanced)[ ]?[:：]|\badvanced(?= {_ONE_WORD})"
        r"|(?<!不)熟练(?:地)?(?:掌握|使用|操作|运用|应用|进行)?|(?<![未没])(?<!没有)掌握(?!情况"
        r"|技能)"
        r"|(?<!不)擅长|(?<!不)(?:善于|拿手)|(?:能够?|可以?|可)?(?<!未)(?<!没有)独立(?:地)?(?:完成"
        r"|操作"
        r"|开展|承担|进行|设计|负责|使用|运行|实施|撰写)|(?:丰富|多年|资深)的"
    ),
    FAMILIAR: (
        rf"\b(?:(?<!not )familiar(?:ity)? with|{_SOLID} (?:knowledge|understanding|grasp|command)"
        r"(?: of| in)?|(?:practical|hands-on|lab|laboratory|industry|working)? ?experience"
        rf" (?:in|with|of|\w{{2,12}}ing)|experienced (?:in|with)|{_YEARS} (?:of|in|with))\b"
        rf"|\b(?:familiar|intermediate)[ ]?[:：]|\bintermediate(?= {_ONE_WORD})"
        r"|(?:深入|全面|系统|充分)(?:地)?(?:了解|理解)|(?:较为?|比较)?(?<![不未])熟悉|熟知|熟谙"
        r"|学会"
        r"|扎实的|(?<![不未学机社])会(?:使用|用|操作|做|独立|熟练|(?=[A-Za-z]))"
        r"|(?:\d{1,2}|[一二两三四五六七八九十]{1,2})年(?:以上|多"
        r"|余)?的?(?=[^，。；\n]{1,40}经[验历])"
    ),
    AWARE: (
        r"\b(?:aware(?:ness)? of|basic (?:knowledge|understanding|skills?|experience|command|use)"
        r"|basics of|exposure to|introduct(?:ion|ory) to"
        r"|elementary knowledge|know (?:some|a little|a bit of)|a (?:little|bit of)|(?:limited"
        r"|little|some) (?:\w+ )?(?:experience|knowledge|exposure)"
        r"|knowledge (?:of|in)|understanding of|beginner in)\b"
        rf"|\b(?:basic|beginner)[ ]?[:：]|\b(?:basic|beginner(?:-level)?)(?= {_ONE_WORD})"
        r"|(?:初步|基本|一定|简单|仅|只是?)?(?<!不)(?<!深入)了解(?!不"
        r"|[^，。；\n]{0,16}(?:动[向态]|情况|需求|信息|行情|进展))|略(?:懂|知)"
        r"|(?<![看听读不])懂得?|粗通"
        r"|(?<![未没])(?<!没有)接触过"
    ),
}
AFTER_SKILL = {
    EXPERT: r"精通|expert|native|母语|bilingual",
    PROFICIENT: r"熟练(?:掌握|使用|操作)?|掌握|良好|proficient|advanced|skilled|competent|fluent",
    FAMILIAR: r"(?:较|比较)?熟悉|一般|familiar|intermediate|working knowledge|conversational",
    AWARE: r"了解|入门|基础|初级|basics?|beginner|aware(?:ness)?|elementary|novice",
}
# Without a bracket or colon only these follow a skill: "PCR操作熟练", "冻干工艺有一定了解".
TRAILING = {
    EXPERT: r"精通",
    PROFICIENT: (
        r"(?:非常|十分|很|较为?)?熟练|经验丰富|均?(?:可|能)(?:够|以)?独立(?:完成|操作|开展)"
    ),
    FAMILIAR: r"(?:较|比较|很)?熟悉",
    AWARE: (
        r"[也均都]?(?:有所|只?有(?:一定|些许|初步|基本)的?)了解|(?:只是|仅|只)?(?:略懂|了解(?!不))"
        r"|(?:的)?(?:相关)?经[验历](?:较少|有限)|[\u4e00-\u9fff]{0,8}(?<![未没])(?<!没有)接触过"
    ),
}
TAUGHT = (
    r"(?:学习|修读|选修|主修|辅修|自学|进修)(?:[了过]|并)|自学(?=[A-Za-z])|学过|修过|接受过|(?:主修|核心|相关|主要"
    r"|专业|选修"
    r"|学位)?课程(?:包括|涵盖|有|为)"
    r"|\b(?:studied|took (?:courses?|classes) (?:in|on)|coursework (?:in|includ\w+|covering)"
    r"|(?:courses|modules|classes) (?:in|on|includ\w+|covering)|study focused on"
    r"|trained (?:in|on)|training (?:in|on)|learn(?:ed|t)(?: about)?|certified in)\b"
)
PRACTISED = (
    r"(?:负责(?!人)|参与(?!者)|协助|(?:主要|曾|一直)做|做(?=[A-Za-z])"
    r"|任(?=[\u4e00-\u9fff]{0,8}(?:[员师岗]|助理))|承担|主导|主持|牵头|完成|开展|从事|采用|运用"
    r"|利用|借助|做过|用过"
    r"|使用(?!手册|说明)|进行|构建|搭建|撰写|编写|起草|执行|组织|实施|跟进|处理过|带领)"
    r"|(?<![应使利运采作通常信费药适])用(?=[A-Za-z])|毕业(?:论文|设计)|学位论文|毕设|(?:硕士|博士"
    r"|本科)(?:论文|课题)"
    r"|论文题目|担任|曾任"
    r"|\b(?:performed|performing|conducted|conducting|carr(?:ied|ying) out|us(?:ed|ing)"
    r"|utili[sz](?:ed|ing)|employ(?:ed|ing)|applying|develop(?:ed|ing)|operated|executed"
    r"|optimi[sz](?:ed|ing)|established|built|designed|implemented|prepar(?:ed|ing)"
    r"|analy[sz](?:ed|ing)|validated|purified|cultured|constructed|expressed|measured"
    r"|quantified|characteri[sz]ed|synthesi[sz]ed|isolated|generated|fabricated|led"
    r"|manag(?:ed|ing)|coordinat(?:ed|ing)|supported|assisted|contributed to|responsible for"
    r"|(?:duties|responsibilities) include[sd]?|in charge of|work(?:ed|ing) (?:on|with|in|as)"
    r"|ran|wr(?:ote|itten)|authored|reviewed|maintain(?:ed|ing)|monitored|investigated|taught"
    r"|compiled|submitted|filed|answered|created|produced|processed|tested|collected|programmed"
    r"|intern(?:ed|ship)"
    r"|scal(?:ed|ing) up|draft(?:ed|ing)|owned|handled|supervised|oversaw|transferred|responding"
    r"|rotations? in|my (?:\w+ )?(?:research|project|work)(?: \w+)?"
    r" (?:focus\w*|is|was|on|involv\w*|includ\w*)|thesis|dissertation|capstone"
    r"|final[- ]year project)\b"
)
DENIED = (
    r"\bno (?:\w+ ){0,3}?(?:experience|knowledge|background|training|exposure)\b"
    r"|\bwithout (?:\w+ ){0,2}?(?:experience|knowledge|training)\b|\black(?:s|ing)?\b"
    r"|\bunfamiliar with\b"
    r"|(?:\bnot|\bnever|n['’]t)(?: (?:yet|been|have|much|any|really|very|directly|personally)){0,3}"
    r" (?:familiar(?: with)?|experienced?(?: in| with)?|proficient(?: in)?|trained(?: in)?"
    r"|work(?:ed)?(?: with| on| in)?|used?|perform(?:ed)?|skilled(?: in)?|know|do|done|had|have"
    r"|tr(?:y|ied)|operated?|run|conduct(?:ed)?|learn(?:ed|t)?|stud(?:y|ied)|develop(?:ed)?"
    r"|involved?(?: in| with)?|responsible(?: for)?|part of|exposed to|handled?|cover(?:ed)?"
    r"|includ(?:e|ed))\b"
    r"|不(?:太|是很|够|甚)?(?:熟悉|了解|会|懂|熟练|具备|掌握|擅长|涉及|能|精通)"
    r"|(?:从来?没有?|从未|尚未|还没有?|暂未|并未|未曾|不曾|[未没](?:有)?)(?:能够?|系统|正式|实际"
    r"|真正|单独|独立|亲自"
    r"|怎么|直接){0,2}(?:地)?(?:参与|接触|使用|用|做|掌握|学习?|操作|开展|进行|负责|从事|涉及"
    r"|接受)过?"
    r"|缺[乏少]|尚未|暂无|(?<!有)没有"
    r"|(?<!从)无(?![菌血锡机创纺尘水损论需不数线])(?=[^，。；\n]{1,30}经[验历])"
    r"|(?<![从有])无(?=[^，。；\n]{1,16}(?:证|资格))|\bnot yet\b"
    r"|\bno(?= [A-Za-z-]{2,30}(?:[ ]?[,.;)]|$| or | and ))"
    r"|对(?=[^，。；\n]{1,30}?(?:了解(?:不多|较少|甚少|有限)|不(?:太|是很|够)?(?:了解|熟悉|懂)))"
)
WISHED = (
    r"\b(?:want|wish|hop|aspir|desir)(?:s|es|e|ed|ing)? (?:to|for)\b|\baim(?:s|ing)? to\b"
    r"|\b(?:eager|keen|excited|motivated|willing|ready) (?:to|on|about)\b"
    r"|\blook(?:s|ing)? (?:forward to|for|to)\b|\bseek(?:s|ing)?\b|\bplan(?:s|ning)? to\b"
    r"|\b(?:would like|would love) to\b|\bcareer (?:goals?|objectives?)\b|\bin pursuit of\b"
    r"|\b(?:strong |keen |great |particular |growing )?interest(?:s|ed)? in\b"
    r"|\b(?:passion(?:ate)?|enthusias(?:m|tic)|curious|fascinated) (?:for|about|by)\b"
    r"|(?:希望|期望|渴望|期待|想要?|计划|打算|愿意?|意向|有意|考虑|力求|争取|准备"
    r"|(?<!模)拟)(?:能够?|可以?|在|从事"
    r"|加入|进入|进一步|学习?|转|应聘|系统|深入|从|做|成为|去|到|继续|尽快|通过|向|获得|寻求|投身"
    r"|熟练|掌握|精通|熟悉|提升|提高|积累|了解|找|往|得到|应征)"
    r"|(?:求职意向|应聘(?:岗位|职位)|意向(?:岗位|职位)|期望(?:岗位|职位)|目标(?:岗位|职位))"
    r"|(?:正在|有待|需要?)学习"
    r"|对(?=[^，。；\n]{1,30}?(?:感兴趣|有(?:着|很|较)?(?:浓厚|强烈|极大|很大|一定)?的?兴趣"
    r"|充满(?:热情|兴趣)|热爱))"
    r"|(?:热爱|热衷于?|向往|看好)(?!学习|编程)|(?:备|准备|计划|打算|想|拟|正在)考(?!虑|核)"
)
_PEOPLE = (
    r"(?:supervisor|advis[eo]r|PI|mentor|boss|professor|manager|colleague|collaborator|co-?worker"
    r"|team ?mate"
    r"|lab ?mate|classmate|partner)"
)
_FIRM_WORD = (
    r"(?:company|CDMO|CMO|CRO|CRDMO|biotech\w*|start-?up|manufacturer|provider|leader"
    r"|organi[sz]ation|agency|firm|supplier|distributor|laboratory|foundation|spin-?off)"
)
OTHERS = (
    rf"\b(?:my|our|the|his|her|their|whose) {_PEOPLE}s?(?:['’]s?)?(?: \w+){{0,2}}?"
    r" (?:is|was|are|were|has|had|does|did|ran|run|led|taught|gave|made|wrote|built|who"
    r"|\w{2,}(?:s|ed))\b"
    rf"|\b(?:{_PEOPLE}s|(?:teams?|groups?|departments?|core|facility|unit|vendor|lab|CRO),?)"
    r" (?:who|which|that)\b"
    r"|\b(?:collaborators|colleagues|co-?workers|partners|others|other members)\b(?: \w+){0,4}?"
    r" (?:performed|did|handled|ran|carried|conducted|were|are|developed|made|provided)\b"
    r"|\b(?:[Tt]he|[Tt]his|[Oo]ur) (?:company|employer|firm|organi[sz]ation|start-?up|group|lab"
    r"|team|institute) (?:is|was|are|offers?|provides?|speciali[sz]es|develops?|manufactures?"
    r"|makes|produces?|focus\w*|works|sells|has|had)\b"
    r"|\[[A-Z]\w+\](?: \w+){0,2}? (?:is|was|provides?|offers?|speciali[sz]es|develops?)\b"
    r"|(?-i:\b[A-Z][\w&.-]{0,30}(?: [A-Z][\w&.-]{0,30}){0,4}) (?:is|was) (?:an?"
    r"|the)(?: [\w-]{1,30}){0,7}?"
    rf" {_FIRM_WORD}\b"
    r"|(?-i:\b(?:[A-Z][\w&.-]{0,30} ){0,4}(?:Inc\.?|Ltd\.?|LLC|Corp\.?|GmbH|Pharma|Biologics"
    r"|Biotech"
    r"|CRO|CDMO|Labs|Therapeutics|Biosciences|Group)) (?:offers|provides|speciali[sz]es"
    r"|manufactures|develops|focuses|sells)\b"
    r"|(?:[贵该我]公司|(?<![\u4e00-\u9fff])公司|[贵我]司|(?<![\u4e00-\u9fff])(?:企业|集团"
    r"|单位))(?:目前)?"
    r"(?:主要|是|为|专注|致力|主营|从事|拥有|产品|业务|旨在|成立|以|作为)|贵(?:公司|司|单位|院)"
    r"|(?:该|本)(?:项目|课题)由"
    r"|(?<![助合导领与和向随在跟带给])(?:导师|课题组|实验室|同事|同学|师兄|师姐|队友|合作(?:单位"
    r"|方|者|团队|企业)|(?:团队|小组|项目组)"
    r"(?:其他)?成员|其他成员|他人|别人)(?:们|的|主要|同时|课题组|团队|还|则|分别|目前"
    r"|也){0,3}(?:研究|从事|开展"
    r"|负责(?!人)|擅长|精通|熟悉|完成|做|是|为|方向|专注|承担)"
    r"|[\u4e00-\u9fff](?:教授|老师)(?:的|主要|一直|课题组|团队){0,2}(?:是|从事|研究|专注|方向)"
)
RELEASED = (
    r"\b(?:but|however|although|though|yet I|(?-i:I)|my (?:\w+ ){0,2}(?:skills?|experience"
    r"|expertise"
    r"|knowledge|background|training))\b"
    r"|持有|考取|但|不过|然而|而(?:我|本人)|我(?![们国司校院])|本人|自己|个人(?=主要|负责|职责)"
    r"|经[验历](?=[，,])"
)
NOT_CLAIMED_AFTER = r"无|没有|不会|未接触|none(?: yet)?|no(?: experience)?|n/a|not yet|never"
# Denials and wishes that follow without a bracket: "HPLC没用过", "CRISPR, which I never used".
TRAILING_DENIAL = (
    r"(?:方面)?(?:的)?(?:相关)?(?:经[验历]|知识|技能|基础|操作|研究)?(?:尚|还|暂|均|都|也|目前)?"
    r"(?:不足|欠缺|薄弱|匮乏|为零|没有?(?:接触|用|做|学|操作)过|未(?:独立|单独|系统|实际)?(?:接触"
    r"|使用|做|学|操作)过?|不(?:太|是很)?"
    r"(?:会|熟悉|熟练|了解|懂|擅长)|了解(?:不多|较少|甚少|有限)|还?没(?:有)?经[验历])"
    r"|(?:部分|工作|实验|环节|检测)?(?:则|均|都)?由(?!我|本人)[^，。；\n]{1,16}(?:完成|负责|承担|进行|提供)"
    r"|(?: \w+){0,2} (?:was|were) (?:done|performed|collected|carried out|made|run)"
    r" by (?!me\b|us\b|myself)[^,.;\n]{1,40}"
    r"|,? (?:which|that) I (?:have(?: not|n['’]t)|never|did(?: not|n['’]t)|do(?: not|n['’]t)"
    r"|want|hope|would)\b[^,.;\n]{0,40}"
    r"|(?: \w+){0,2} (?:is|are) (?:new to me|outside|not (?:among|part|something))\b"
)
# A skill that names a course was taught: "Animal handling course".
COURSE_AFTER = (
    r"[ ]?(?:(?:lab )?(?:course|module|workshop|class|lecture)(?:s|es)?\b|课程|培训班|讲习班)"
)
