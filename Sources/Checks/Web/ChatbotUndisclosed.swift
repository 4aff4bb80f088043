// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where a program answers visitors and the page does not say that it is one.
package struct ChatbotUndisclosed: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.chatbot-undisclosed",
        title: "A chat program does not say that it is one",
        measures:
            "Known programs for chats that the page at / embeds, against words in several languages that say that a "
            + "machine answers; a heuristic, and what scripts add is not seen.",
        scope: .address,
        levels: ["undisclosed"],
        references: ["Regulation (EU) 2024/1689 Article 50(1)", "NIST AI RMF 1.0 GOVERN 1.4"],
        remedy: "Say on the page, beside the chat, that a machine answers, and how to reach a human."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        _ = try view.document()
        let chat = try view.evidence.one(ChatPrograms.self, of: view.subject).fact
        guard chat.disclosures.isEmpty else { return .pass }
        let machines = chat.programs.filter { $0.isMachine == true }.map(\.name)
        if let gap = chat.gap {
            throw Unestablished(phase: .reply, reason: "of the page at /, \(gap)", attempts: 1)
        }
        guard machines.isEmpty else {
            return .fail(
                level: "undisclosed",
                seen: machines.listed(),
                expected: "words that say that a machine answers"
            )
        }
        guard chat.programs.isEmpty else {
            let names = chat.programs.map(\.name).listed()
            throw Unestablished(
                phase: .reply,
                reason: "\(names): whether staff or a machine answers is not seen",
                attempts: 1
            )
        }
        guard chat.unreadScripts == 0 else {
            throw Unestablished(
                phase: .reply,
                reason:
                    "no known chat program, but \(chat.unreadScripts) scripts, which are not read, may add one",
                attempts: 1
            )
        }
        return .notApplicable(because: "the page has no chat program")
    }
}
