// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model

extension TerminalPage {
    /// The page at `/`, how plain HTTP leads there, and figures of others.
    mutating func add(_ web: ScanWeb) {
        section("Web")
        let way = web.page.hops.map { "\($0.address) (\($0.status))" } + [web.page.leadsTo].compactMap(\.self)
        row("page", way.joined(separator: " → "))
        if let plain = web.plain { row("port 80", plain.words) }
        if let file = web.securityText {
            let words = web.signature.map { ", \($0.words)" } ?? ""
            row("security.txt", file.body.isEmpty ? "none (HTTP \(file.status))" : "published\(words)")
        }
        if !web.page.software.isEmpty { row("software", web.page.software.joined(separator: ", ")) }
        if !web.page.advertised.isEmpty { row("advertises", web.page.advertised.joined(separator: ", ")) }
        let observatory = web.figures.observatory
        let score = observatory.score.map { "\(observatory.grade ?? ""), \($0)" } ?? "not given"
        row(
            "Observatory",
            "\(score) (by its algorithm \(WebFigures.Observatory.algorithm), for reference alone)"
        )
        for test in observatory.tests where test.modifier < 0 {
            row("", "\(test.result) (\(test.modifier))", .faint)
        }
        let other = web.figures.internetNL
        let missing = other.missing.isEmpty ? "" : ", without \(Words.count(other.missing.count, .subtest))"
        row(
            "Internet.nl",
            "\(other.total.map { "\($0) %" } ?? "not given") (in its manner, for reference alone\(missing))"
        )
    }
}

extension SecurityTextSignature {
    fileprivate var words: String {
        let signer = signer.map { " by \($0.fingerprint)" } ?? ""
        switch state {
        case .unsigned: return "not signed"
        case .malformed: return "its signature cannot be read"
        case .unsupported: return "signed in a way that is not verified"
        case .unlisted where listed.isEmpty: return "signed, without a key to verify it by"
        case .unlisted: return "signed by a key that is not listed"
        case .weak: return "signed\(signer) with a weak hash"
        case .bad: return "not signed\(signer), as it says"
        case .good: return "signed\(signer)"
        }
    }
}

extension PlainRedirects {
    fileprivate var words: String {
        switch state {
        case .refused: return "closed"
        case .notHTTP: return "does not speak HTTP"
        case .answered:
            let way = hops.map { "\($0.address) (\($0.status))" } + [leadsTo].compactMap(\.self)
            return way.joined(separator: " → ")
        }
    }
}
