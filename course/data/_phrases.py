"""The words and the rules of the small world: for each word its English and its Chinese; rules of a language alike.

``{slot}`` is filled with a fact about one person; ``<symbol>`` with one of its rules, by its weight; what stands before
``⇒`` asks for what stands after it. The two languages have the same symbols with the same rules in the same order.
"""

Rules = dict[str, dict[str, list[tuple[float, str]]]]

NAMES = {"Anna": "安娜", "Boris": "鲍里斯", "Clara": "克拉拉", "David": "大卫", "Emma": "艾玛", "Felix": "菲利克斯",
         "Greta": "格蕾塔", "Hugo": "雨果", "Ida": "伊达", "Jonas": "约纳斯", "Karin": "卡琳", "Leo": "里奥",
         "Mina": "米娜", "Nils": "尼尔斯", "Olga": "奥尔加", "Paul": "保罗", "Rosa": "罗莎", "Samuel": "塞缪尔",
         "Tessa": "泰莎", "Viktor": "维克托", "Wanda": "旺达", "Yusuf": "优素福", "Zoe": "佐伊",
         "Igor": "伊戈尔"}  # fmt: skip
WOMEN = ("Anna", "Clara", "Emma", "Greta", "Ida", "Karin", "Mina", "Olga", "Rosa", "Tessa", "Wanda", "Zoe")
HOMES = {"Oslo": "奥斯陆", "Cairo": "开罗", "Lima": "利马", "Delhi": "德里", "Kyoto": "京都", "Dakar": "达喀尔",
         "Quito": "基多", "Porto": "波尔图", "Turin": "都灵", "Perth": "珀斯"}  # fmt: skip
NUMBERS = {
    "two": "两",
    "three": "三",
    "four": "四",
    "five": "五",
    "six": "六",
    "seven": "七",
    "eight": "八",
    "nine": "九",
}
COLOURS = {"red": "红色", "green": "绿色", "blue": "蓝色", "yellow": "黄色", "black": "黑色", "white": "白色",
           "brown": "棕色", "orange": "橙色"}  # fmt: skip
THINGS = {"kites": "风筝", "lamps": "灯", "books": "书", "chairs": "椅子", "drums": "鼓", "boats": "船", "clocks": "钟",
          "umbrellas": "雨伞", "hats": "帽子", "keys": "钥匙"}  # fmt: skip
# Chinese counts with a word that belongs to the thing: 三盏灯, three lamps.
MEASURES = {"kites": "只", "lamps": "盏", "books": "本", "chairs": "把", "drums": "面", "boats": "条", "clocks": "座",
            "umbrellas": "把", "hats": "顶", "keys": "把"}  # fmt: skip

# A sentence that names its person, by what it says.
SAID: Rules = {
    "en": {
        "home": [(3, "{name} lives in {home}."), (2, "The home of {name} is {home}."),
                 (1, "{home} is where {name} lives.")],
        "things": [(3, "{name} has {number} {colour} {things}."), (2, "{name} owns {number} {colour} {things}."),
                   (1, "There are {number} {colour} {things} in the house of {name}.")],
        "friend": [(3, "The best friend of {name} is {friend}."), (2, "{name} likes {friend} best."),
                   (1, "{friend} is the one whom {name} likes best.")],
    },
    "zh": {
        "home": [(3, "{name}住在{home}。"), (2, "{name}的家在{home}。"), (1, "{home}是{name}住的地方。")],
        "things": [(3, "{name}有{number}{colour}的{things}。"), (2, "{name}拥有{number}{colour}的{things}。"),
                   (1, "{name}的房子里有{number}{colour}的{things}。")],
        "friend": [(3, "{name}最好的朋友是{friend}。"), (2, "{name}最喜欢{friend}。"),
                   (1, "{friend}是{name}最喜欢的人。")],
    },
}  # fmt: skip

# The same about someone who was named before: the fact stands far from its name.
GOES_ON: Rules = {
    "en": {
        "home+": [(3, "{She} lives in {home}."), (1, "{Her} home is {home}.")],
        "things+": [(3, "{She} has {number} {colour} {things}."), (1, "{She} owns {number} {colour} {things}.")],
        "friend+": [(3, "{Her} best friend is {friend}."), (1, "{She} likes {friend} best.")],
    },
    "zh": {
        "home+": [(3, "{she}住在{home}。"), (1, "{she}的家在{home}。")],
        "things+": [(3, "{she}有{number}{colour}的{things}。"), (1, "{she}拥有{number}{colour}的{things}。")],
        "friend+": [(3, "{she}最好的朋友是{friend}。"), (1, "{she}最喜欢{friend}。")],
    },
}  # fmt: skip

ASK_TO_TRANSLATE = {"en": "In Chinese: ", "zh": "译成英文："}
PARTS = ("home", "things", "friend")
ORDERS = [(a, b, c) for a in PARTS for b in PARTS for c in PARTS if len({a, b, c}) == 3]

FORMS: Rules = {
    "en": {
        "story": [(1, f"<{a}> <{b}+> <{c}+>") for a, b, c in ORDERS],
        "all": [(2, "{name} of {home} has {number} {colour} {things} and likes {friend} best."),
                (1, "{name} lives in {home}, owns {number} {colour} {things}, and {her} best friend is {friend}.")],
        "statement": [(1, "<home>"), (1, "<things>"), (1, "<friend>"), (3, "<story>")],
        "question": [(2, "Where does {name} live? ⇒ {home}."), (1, "Where does {name} live? ⇒ <home+>"),
                     (2, "Who is the best friend of {name}? ⇒ {friend}."),
                     (1, "Who is the best friend of {name}? ⇒ <friend+>"),
                     (2, "What colour are the {things} of {name}? ⇒ {Colour}."),
                     (2, "How many {things} does {name} have? ⇒ {Number}.")],
        "summary": [(1, "<story> In short: ⇒ <all>")],
        "row": [(1, "{name} | {home} | {number} | {colour} | {things} | {friend} ⇒ <all>")],
        "instruction": [(1, "Say where {name} lives. ⇒ <home>"), (1, "Say what {name} has. ⇒ <things>"),
                        (1, "Say whom {name} likes. ⇒ <friend>"), (1, "Say all about {name}. ⇒ <story>")],
    },
    "zh": {
        "story": [(1, f"<{a}><{b}+><{c}+>") for a, b, c in ORDERS],
        "all": [(2, "{home}的{name}有{number}{colour}的{things}，最喜欢{friend}。"),
                (1, "{name}住在{home}，拥有{number}{colour}的{things}，{she}最好的朋友是{friend}。")],
        "statement": [(1, "<home>"), (1, "<things>"), (1, "<friend>"), (3, "<story>")],
        "question": [(2, "{name}住在哪里？⇒ {home}。"), (1, "{name}住在哪里？⇒ <home+>"),
                     (2, "{name}最好的朋友是谁？⇒ {friend}。"), (1, "{name}最好的朋友是谁？⇒ <friend+>"),
                     (2, "{name}的{things}是什么颜色？⇒ {colour}。"), (2, "{name}有多少{things}？⇒ {number}。")],
        "summary": [(1, "<story>简而言之：⇒ <all>")],
        "row": [(1, "{name}｜{home}｜{number}｜{colour}｜{things}｜{friend} ⇒ <all>")],
        "instruction": [(1, "请说{name}住在哪里。⇒ <home>"), (1, "请说{name}有什么。⇒ <things>"),
                        (1, "请说{name}喜欢谁。⇒ <friend>"), (1, "请介绍{name}。⇒ <story>")],
    },
}  # fmt: skip
