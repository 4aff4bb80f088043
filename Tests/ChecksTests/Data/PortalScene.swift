// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model

extension Scene {
    /// A portal of one address with these metadata, or none that were seen.
    static func portal(
        _ metadata: DatasetMetadata?,
        role: Role = .dataPortal,
        page: PageResponse = .sound()
    ) throws -> Scene {
        let scene = try Scene(endpoints: [.listed("www", role: role)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: endpoint)
            .seeing(Reachability(suitesPerHello: 0), page)
        return try metadata.map { try scene.seeing($0) } ?? scene.missing(Question(DatasetMetadata.self))
    }

    /// The verdicts that every check on a portal owes where it saw nothing, and on what is none.
    static func portalDoubts(of check: (some Check).Type, _ settings: [String: String] = [:]) throws
        -> [Verdict.State]
    {
        let scenes = [
            try portal(nil), try portal(DatasetMetadata(gap: "cut")),
            try portal(DatasetMetadata(), page: .sound(status: 503)),
            try portal(DatasetMetadata(), role: .publicWebsite),
        ]
        return try scenes.map { try $0.verdict(of: check, settings).state }
    }

    static let doubts: [Verdict.State] = [.unknown, .unknown, .unknown, .notApplicable]
}
