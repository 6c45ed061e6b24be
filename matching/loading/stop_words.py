"""Words that the lexical term of the score passes by."""

# Nobody may be matched by sex, age, origin, family, looks, party or the rank of a school.
NOBODYS_BUSINESS = """
男性 女性 男女 男生 女生 先生 女士 小姐 性别 年龄 周岁 岁数 汉族 民族 少数民族 国籍 籍贯 户籍
户口 本地人 已婚 未婚 已育 未育 婚姻 婚育 生育 家庭 身高 体重 照片 政治面貌 党员 团员 群众 双一流
一流 名校 重点大学 大学 学院 male female gender sex age aged ethnicity nationality married
unmarried marital photo height university college woman man female male born birth hukou
离异 离婚 出生 出生地 生于 出身 农村 城镇 中共党员 共青团员 共产党员 群众
"""
# The peoples of China (GB/T 3304), by which nobody may be matched either.
PEOPLES = """
汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族
哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族
达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族
俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族
"""
# What stands in every posting or CV tells nothing.
CHINESE = """
我们 你们 他们 自己 公司 企业 单位 工作 岗位 职位 职责 任职 要求 条件 资格 描述 内容 负责 参与
协助 配合 进行 完成 开展 从事 担任 承担 以及 或者 并且 能够 可以 需要 具有 具备 拥有 优先
优先考虑 者优先 优秀 良好 较强 一定 熟练 熟悉 掌握 了解 精通 经验 经历 能力 意识 精神 责任心 以上
以下 及其 其他 其它 相关 有关 对于 关于 根据 按照 通过 作为 包括 例如 等等 上述 以内 本人 期间
主要 日常 各类 各种 不限 学历 本科 硕士 博士 大专 专业 毕业 毕业生 应届 应届生 在校 在校生 欢迎
加入 提供 福利 五险一金 薪资 薪酬 待遇 面议 年终奖 双休 带薪 年假 招聘 求职 简历 年以上 工作经验
工作日
"""
ENGLISH = """
the and for with from that this these those are was were been being have has had will shall may
can could should would must not our your their its his her you they them who whom which what when
where how all any each other others such than then into onto about above across after also among
around because before between both but during either more most per over under within without to
of in on at by as an or is be it we do does did if so no up out off via etc eg ie re vs work
working works worked job role position responsibilities responsible responsibility requirements
requirement required preferred preferably plus including include includes ability able skills
skill experience experienced knowledge strong good excellent proven degree bachelor master phd
years year month months team teams company opportunity candidate candidates apply join ensure
support perform well new using use used related relevant field equivalent least minimum
"""
STOP_WORDS = frozenset(f"{NOBODYS_BUSINESS} {PEOPLES} {CHINESE} {ENGLISH}".split())
