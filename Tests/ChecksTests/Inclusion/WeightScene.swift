// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire

extension LinkProfile {
    static let slow3G = LinkProfile(name: "slow-3g", down: 400, up: 400, roundTrip: 400, source: "test")
    static let lte = LinkProfile(name: "lte", down: 12_000, up: 12_000, roundTrip: 70, source: "test")
}

extension PageWeight.Part {
    static let light = page(4096)

    static func page(_ wire: Int, isCompressed: Bool = true, gap: String? = nil) -> Self {
        Self(
            address: "https://www/",
            origin: "https://www",
            use: "page",
            isBlocking: true,
            level: 0,
            wire: wire,
            decoded: wire * 3,
            isCompressed: isCompressed,
            isReusable: true,
            gap: gap
        )
    }

    static func part(
        _ name: String,
        _ use: String = "style",
        on origin: String = "https://www",
        wire: Int? = nil,
        isBlocking: Bool = true,
        isCertain: Bool = true,
        isCompressed: Bool? = nil,
        isReusable: Bool? = nil,
        level: Int = 1
    ) -> Self {
        Self(
            address: "\(origin)/\(name)",
            origin: origin,
            use: use,
            isBlocking: isBlocking,
            isCertain: isCertain,
            level: level,
            wire: wire,
            decoded: wire,
            isCompressed: isCompressed ?? wire.map { _ in true },
            isReusable: isReusable ?? wire.map { _ in true },
            gap: wire == nil ? PageWeight.unasked : nil
        )
    }
}

extension Scene {
    /// A site of one address with what its page weighs: by its markup, or with its parts fetched.
    static func weighed(
        _ parts: PageWeight.Part...,
        gap: String? = nil,
        isFetched: Bool = true,
        role: Role = .publicWebsite,
        page: PageResponse = .sound(),
        isShell: Bool = false
    ) throws -> Scene {
        let scene = try Scene(endpoints: [.listed("www", role: role)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: endpoint)
            .seeing(Reachability(suitesPerHello: 0), page, AccessibilityMarks(isShell: isShell))
            .seeing(VersionOffer(version: .tls13, isOffered: true))
        guard !parts.isEmpty else { return scene.missing(Question(PageWeight.self)) }
        return try scene.seeing(PageWeight(parts: parts, gap: gap), on: isFetched ? endpoint : address)
    }

    /// The verdicts that every check of weight owes where it saw nothing of a page, and on what is none.
    static func weightDoubts(of check: (some Check).Type, _ settings: CheckSettings? = nil) throws
        -> [Verdict.State]
    {
        let scenes = [
            try weighed(), try weighed(.light, page: .sound(status: 503)),
            try weighed(.light, role: .mail),
            try weighed(.light, page: .sound(leadsTo: "https://a.example/")),
        ]
        let settings = settings ?? thresholds[check.identity.id] ?? CheckSettings()
        return try scenes.map { scene in
            try check.init(settings).verdict(on: scene.evidence, about: endpoint, at: now).state
        }
    }

    static let weightsDoubts: [Verdict.State] = [.unknown, .unknown, .notApplicable, .notApplicable]
}
