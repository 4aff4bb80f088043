// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Model

extension WebExamination {
    private static let longestFile = 102_400

    /// Where there is no answer about security.txt.
    static func fileAnswers(lacking reason: Unestablished) -> [Answer] {
        [Question(SecurityTextFile.self), Question(SecurityTextSignature.self)].map {
            .unestablished($0, reason)
        }
    }

    /// What lies at security.txt, and what its signature comes to.
    func file(_ reply: WebTalk.Reply, _ addresses: [String], leadsTo: String?) -> [Answer] {
        let status = reply.response.head.status
        let body = PageBody(reply, limit: Self.longestFile)
        let isText = status == 200 && !body.isHTML
        if isText, let gap = body.gap, body.bytes.count < Self.longestFile {
            return Self.fileAnswers(lacking: Unestablished(phase: .reply, reason: gap, attempts: 1))
        }
        let fact = SecurityTextFile(
            addresses: addresses,
            status: status,
            leadsTo: leadsTo,
            mediaType: body.mediaType,
            charset: body.charset,
            body: isText ? String(decoding: body.bytes, as: UTF8.self) : "",
            isUTF8: !isText || String(validating: body.bytes, as: UTF8.self) != nil
        )
        return [.fact(fact), signature(of: body, isThere: !fact.body.isEmpty)]
    }

    private func signature(of body: PageBody, isThere: Bool) -> Answer {
        let question = Question(SecurityTextSignature.self)
        guard isThere else {
            let reason = "there is no security.txt"
            return .unestablished(question, Unestablished(phase: .notApplicable, reason: reason))
        }
        guard body.bytes.count < Self.longestFile else {
            let reason = "the file is longer than \(Self.longestFile) bytes"
            return .unestablished(question, Unestablished(phase: .reply, reason: reason, attempts: 1))
        }
        return .fact(signingKeys.signature(of: Array(body.bytes)))
    }
}
