// SPDX-License-Identifier: Apache-2.0

/// A program for chats that websites embed, known by whom it is loaded from.
///
/// As of 2026-11, from what its maker tells website owners to embed; whoever hosts such a program alone is not known by it.
package struct ChatProgram: Hashable, Sendable {
    package enum Speaker: String, Codable, Sendable {
        /// It is made to answer without a human.
        case machine
        /// Staff or a machine answer, as its owner sets it; a page does not show which.
        case either
    }

    package let name: String
    package let speaker: Speaker
    /// Host names, or ends of them, that it is loaded from.
    let hosts: [String]
    /// Elements that stand for it.
    let elements: [String]

    private init(_ name: String, _ speaker: Speaker, _ hosts: [String], elements: [String] = []) {
        self.name = name
        self.speaker = speaker
        self.hosts = hosts
        self.elements = elements
    }

    /// The program that a page loads from a host; nil where it is none that is known.
    package static func loaded(from host: String) -> ChatProgram? {
        all.first { program in program.hosts.contains { host == $0 || host.hasSuffix(".\($0)") } }
    }

    /// The program that an element stands for, by its name in lower case.
    package static func shown(by element: String) -> ChatProgram? {
        all.first { $0.elements.contains(element) }
    }

    private static let all: [ChatProgram] = [
        ChatProgram("Ada", .machine, ["static.ada.support"]),
        ChatProgram("Amazon Lex", .machine, ["runtime.lex.us-east-1.amazonaws.com"]),
        ChatProgram("Botpress", .machine, ["cdn.botpress.cloud", "mediafiles.botpress.cloud"]),
        ChatProgram("Chatbase", .machine, ["chatbase.co"]),
        ChatProgram("ChatBot", .machine, ["cdn.chatbot.com", "widget.chatbot.com"]),
        ChatProgram("Cognigy", .machine, ["webchat.cognigy.ai", "endpoint-trial.cognigy.ai"]),
        ChatProgram(
            "Dialogflow Messenger",
            .machine,
            ["dialogflow.cloud.google.com"],
            elements: ["df-messenger", "df-messenger-chat-bubble"]
        ),
        ChatProgram("IBM watsonx Assistant", .machine, ["web-chat.global.assistant.watson.appdomain.cloud"]),
        ChatProgram("Landbot", .machine, ["cdn.landbot.io", "chats.landbot.io", "landbot.pro"]),
        ChatProgram("ManyChat", .machine, ["widget.manychat.com"]),
        ChatProgram(
            "Microsoft Bot Framework",
            .machine,
            ["cdn.botframework.com", "webchat.botframework.com"]
        ),
        ChatProgram(
            "Microsoft Copilot Studio",
            .machine,
            ["web.powerva.microsoft.com", "copilotstudio.microsoft.com"]
        ),
        ChatProgram("Voiceflow", .machine, ["cdn.voiceflow.com"]),
        ChatProgram("Yellow.ai", .machine, ["cdn.yellowmessenger.com"]),
        ChatProgram("Crisp", .either, ["client.crisp.chat"]),
        ChatProgram("Drift", .either, ["js.driftt.com"]),
        ChatProgram("Freshchat", .either, ["wchat.freshchat.com"]),
        ChatProgram(
            "Genesys",
            .either,
            ["apps.mypurecloud.com", "apps.mypurecloud.ie", "apps.mypurecloud.de"]
        ),
        ChatProgram("HubSpot", .either, ["js.usemessages.com"]),
        ChatProgram("Intercom", .either, ["widget.intercom.io", "js.intercomcdn.com"]),
        ChatProgram("JivoChat", .either, ["code.jivosite.com", "code.jivo.ru"]),
        ChatProgram("LiveChat", .either, ["cdn.livechatinc.com"]),
        ChatProgram("LivePerson", .either, ["lptag.liveperson.net"]),
        ChatProgram("Tawk.to", .either, ["embed.tawk.to"]),
        ChatProgram("Tidio", .either, ["code.tidio.co"]),
        ChatProgram("Userlike", .either, ["userlike-cdn-widgets.s3-eu-west-1.amazonaws.com"]),
        ChatProgram("Zendesk", .either, ["static.zdassets.com", "v2.zopim.com"]),
    ]

    /// Phrases by which a page says that a machine answers, in several languages; a heuristic.
    package static let disclosures = PhraseList([
        "chatbot", "chat bot", "virtual assistant", "digital assistant", "ai assistant",
        "ai-powered assistant",
        "automated assistant", "artificial intelligence", "you are talking to a machine",
        "assistant virtuel", "assistante virtuelle", "agent conversationnel", "robot conversationnel",
        "dialogueur",
        "intelligence artificielle", "virtueller assistent", "virtuelle assistentin", "digitaler assistent",
        "digitale assistentin", "künstliche intelligenz", "künstlicher intelligenz", "asistente virtual",
        "inteligencia artificial", "assistente virtual", "inteligência artificial", "assistente virtuale",
        "intelligenza artificiale", "virtuele assistent", "kunstmatige intelligentie", "asisten virtual",
        "kecerdasan buatan", "sanal asistan", "yapay zeka", "wirtualny asystent", "wirtualna asystentka",
        "sztuczna inteligencja", "virtuell assistent", "virtuel assistent", "чат-бот", "чатбот",
        "виртуальный помощник", "виртуальный ассистент", "искусственный интеллект", "віртуальний помічник",
        "штучний інтелект", "مساعد افتراضي", "المساعد الافتراضي", "روبوت المحادثة", "روبوت الدردشة",
        "الذكاء الاصطناعي", "聊天机器人", "聊天機器人", "虚拟助手", "智能客服", "智能助手", "人工智能", "人工智慧",
        "チャットボット", "人工知能", "챗봇", "인공지능",
    ])
}
