// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model
package import TLSWire

/// What is known of every protocol version of one address.
package struct VersionCensus: Hashable, Sendable {
    /// Oldest first.
    package let offered: [ProtocolVersion]
    /// Why versions are neither known to be offered nor known not to be.
    package let doubts: [ProtocolVersion: Unestablished]

    package init(offered: [ProtocolVersion], doubts: [ProtocolVersion: Unestablished] = [:]) {
        self.offered = offered.sorted()
        self.doubts = doubts
    }

    package init(of subject: Subject, in evidence: any Evidence) {
        var offered: [ProtocolVersion] = []
        var doubts: [ProtocolVersion: Unestablished] = [:]
        for version in ProtocolVersion.allCases {
            do throws(Unestablished) {
                let offer = try evidence.one(VersionOffer.self, version.rawValue, of: subject).fact
                if offer.isOffered { offered.append(version) }
            } catch {
                doubts[version] = error
            }
        }
        self.init(offered: offered, doubts: doubts)
    }

    /// Whether a version is offered; nil where that is not known.
    package subscript(_ version: ProtocolVersion) -> Bool? {
        doubts[version] == nil ? offered.contains(version) : nil
    }

    /// Why it is not known whether any of the versions is offered; nil where it is known.
    package func doubt(on versions: ClosedRange<ProtocolVersion>) -> Unestablished? {
        doubts.keys.sorted(by: >).filter(versions.contains).compactMap { doubts[$0] }.foremost
    }

    /// The verdict of a check that forbids one version.
    func verdict(forbidding version: ProtocolVersion) -> Verdict {
        if let doubt = doubts[version] { return .withheld(because: doubt) }
        guard offered.contains(version) else { return .pass }
        return .fail(
            level: "offered",
            seen: "a hello that offers \(version.title) alone is answered with it",
            expected: "no \(version.title)"
        )
    }
}
