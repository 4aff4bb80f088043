// SPDX-License-Identifier: Apache-2.0

/// What languages call themselves on links that lead to them, and what English calls them, by primary subtag; the larger part
/// of those that missions use.
enum Autonyms {
    private static let names: [String: [String]] = [
        "am": ["አማርኛ"], "ar": ["العربية", "عربي", "عربى"], "az": ["azərbaycanca", "azərbaycan dili"],
        "be": ["беларуская"], "bg": ["български"], "bn": ["বাংলা"], "bs": ["bosanski"], "ca": ["català"],
        "cs": ["čeština", "česky"], "da": ["dansk"], "de": ["deutsch"], "el": ["ελληνικά"],
        "en": ["english"], "es": ["español", "castellano"], "et": ["eesti"], "eu": ["euskara"],
        "fa": ["فارسی"], "fi": ["suomi"], "fr": ["français", "francais"], "ga": ["gaeilge"],
        "ha": ["hausa"], "he": ["עברית"], "hi": ["हिन्दी", "हिंदी"], "hr": ["hrvatski"], "hu": ["magyar"],
        "hy": ["հայերեն"], "id": ["bahasa indonesia", "indonesia"], "is": ["íslenska"], "it": ["italiano"],
        "ja": ["日本語"], "ka": ["ქართული"], "kk": ["қазақша", "қазақ тілі"], "km": ["ខ្មែរ"], "ko": ["한국어"],
        "ky": ["кыргызча"], "lo": ["ລາວ"], "lt": ["lietuvių"], "lv": ["latviešu"], "mk": ["македонски"],
        "mn": ["монгол"], "ms": ["bahasa melayu", "melayu"], "mt": ["malti"], "my": ["မြန်မာ"],
        "ne": ["नेपाली"], "nl": ["nederlands"], "no": ["norsk"], "pl": ["polski"], "ps": ["پښتو"],
        "pt": ["português", "portugues"], "ro": ["română"], "ru": ["русский"], "si": ["සිංහල"],
        "sk": ["slovenčina"], "sl": ["slovenščina"], "so": ["soomaali"], "sq": ["shqip"],
        "sr": ["српски", "srpski"], "sv": ["svenska"], "sw": ["kiswahili"], "ta": ["தமிழ்"],
        "tg": ["тоҷикӣ"], "th": ["ไทย"], "tk": ["türkmençe"], "tr": ["türkçe"], "uk": ["українська"],
        "ur": ["اردو"], "uz": ["oʻzbekcha", "o'zbek", "oʻzbek"], "vi": ["tiếng việt"],
        "zh": ["中文", "简体中文", "繁體中文", "简体", "繁體", "汉语"], "zu": ["isizulu"],
    ]

    private static let english = [
        "amharic": "am", "arabic": "ar", "bengali": "bn", "burmese": "my", "chinese": "zh", "czech": "cs",
        "dutch": "nl", "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi",
        "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko",
        "malay": "ms",
        "nepali": "ne", "persian": "fa", "farsi": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro",
        "russian": "ru", "serbian": "sr", "somali": "so", "spanish": "es", "swahili": "sw", "swedish": "sv",
        "thai": "th", "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
    ]

    private static let tags: [String: String] = {
        var tags = english
        for (tag, words) in names { for word in words { tags[word] = tag } }
        return tags
    }()

    /// The primary subtag of the language whose name a whole text is; nil where it is none.
    static func tag(of text: String) -> String? {
        guard text.utf8.count <= 64 else { return nil }
        let word = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
        return tags[word]
    }
}
