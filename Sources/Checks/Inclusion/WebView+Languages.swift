// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model

extension WebView {
    /// What an endpoint's page for the public says of languages; throws where there is none, or it is not known.
    func languages() throws(Unestablished) -> PageLanguages {
        switch endpoint?.role {
        case .publicWebsite, .statementHost, .consularPortal, .dataPortal: break
        default: throw Self.idle("it is no site for the public")
        }
        return try firstAddress { view throws(Unestablished) in
            _ = try view.document()
            if let need = try? view.evidence.one(ScriptNeed.self, of: view.subject).fact,
                let challenge = need.challenge
            {
                throw Unestablished(
                    phase: .reply,
                    reason: "a challenge to machines stands before the page (\(challenge))",
                    attempts: 1
                )
            }
            return try view.evidence.one(PageLanguages.self, of: view.subject).fact
        }
    }
}
