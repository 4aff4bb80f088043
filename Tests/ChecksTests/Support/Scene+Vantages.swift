// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model

/// One look of a vantage at `www`, put together.
struct GlimpseScene {
    static let key = String(repeating: "0a", count: 32)
    static let otherKey = String(repeating: "0b", count: 32)
    static let reset = Unestablished(phase: .handshake, reason: "the connection was reset", attempts: 3)

    var outcome = EndpointGlimpse.Names.Outcome.found
    var names = ["192.0.2.1"]
    var gaps: [String: Unestablished] = [:]
    var key: String? = GlimpseScene.key
    var trust: ChainTrust.Outcome? = .trusted
    var status: Int? = 200
    var host = "www"
    var challenge: String?
    var pageGap: Unestablished?
    var hoursAgo = 1.0
    var means = VantageMeans(ipv4: true, ipv6: true, invented: [], intercepted: false)
    var reached = 5
    var home: HomeGlimpse?

    func glimpse() -> EndpointGlimpse {
        let addresses = names.compactMap { IPAddress($0) }
        return EndpointGlimpse(
            of: .listed("www"),
            seen: Scene.now.addingTimeInterval(-3600 * hoursAgo),
            names: .init(outcome, addresses, reason: addresses.isEmpty ? "the name does not exist" : nil),
            handshakes: addresses.map { address in
                if let gap = gaps["\(address)"] { return .init(address, gap: gap) }
                return .init(address, key: key, issuer: "CN=CA", trust: trust)
            },
            page: status.map {
                .init(status: $0, host: host, digest: GlimpseScene.key, title: nil, challenge: challenge)
            },
            gap: pageGap
        )
    }

    func mission(_ vantage: String) -> MissionVantage {
        MissionVantage(
            vantage: vantage,
            started: Scene.now.addingTimeInterval(-3600 * hoursAgo),
            finished: Scene.now.addingTimeInterval(-3600 * hoursAgo),
            tool: "chancery 0.1.0",
            bundle: GlimpseScene.key,
            means: means,
            endpoints: 6,
            reached: reached
        )
    }
}

extension Scene {
    static func vantage(_ id: String, mission: String = "m1") -> ListedVantage {
        ListedVantage(id: id, mission: mission, publicKey: "MCo=")
    }

    static func mission(_ id: String, region: String) -> Mission {
        Mission(id: id, name: id, region: region, languages: [], owner: nil)
    }

    /// `www` as home reaches it, with one key and a page.
    static func homely() throws -> Scene {
        try reachable().chain(.leaf(spki: GlimpseScene.key)).seeing(PageResponse.sound())
            .watched(from: [vantage("paris")])
    }

    func glimpsed(_ scene: GlimpseScene, from vantage: String = "paris") throws -> Scene {
        try seeing(scene.mission(vantage), on: .ministry).seeing(
            VantageLook(vantage: vantage, glimpse: scene.glimpse(), home: scene.home),
            on: Scene.endpoint
        )
    }
}
