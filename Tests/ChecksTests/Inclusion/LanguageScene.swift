// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model

extension Scene {
    /// A site of a mission whose audience reads some languages, with what its page says of them, or without.
    static func languages(
        _ page: PageLanguages?,
        owed: [String] = ["fr", "en"],
        mission: String? = "paris",
        role: Role = .publicWebsite,
        challenge: String? = nil,
        response: PageResponse = .sound()
    ) throws -> Scene {
        let paris = Mission(id: "paris", name: "Paris", region: nil, languages: owed, owner: nil)
        let scene = try Scene(missions: [paris], endpoints: [.listed("www", mission: mission, role: role)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: endpoint)
            .seeing(Reachability(suitesPerHello: 0), response)
            .seeing(ScriptNeed(letters: 900, links: 3, challenge: challenge))
        return try page.map { try scene.seeing($0) } ?? scene.missing(Question(PageLanguages.self))
    }

    /// The verdicts that every check of languages owes where it saw nothing of a page, and on what is none.
    static func languageDoubts(of check: (some Check).Type) throws -> [Verdict.State] {
        let scenes = [
            try languages(nil), try languages(PageLanguages(language: "de"), challenge: "Cloudflare"),
            try languages(PageLanguages(language: "de", gap: "cut")),
            try languages(PageLanguages(language: "de"), role: .mail),
        ]
        return try scenes.map { try $0.verdict(of: check).state }
    }

    static let languagesDoubts: [Verdict.State] = [.unknown, .unknown, .unknown, .notApplicable]
}
