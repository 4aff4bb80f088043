// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model
package import TLSWire

/// Every cipher suite seen on one address, version by version, and why there may be more.
///
/// SSLv2 is left out: its specs are no IANA suites.
package struct SuiteCensus: Hashable, Sendable {
    /// The suites of one version that is offered.
    package struct Entry: Hashable, Sendable {
        package let version: ProtocolVersion
        /// In the order of the server's choice.
        package let suites: [CipherSuite]
        /// Why suites may be missing; nil where the list is whole.
        package let doubt: Unestablished?

        package init(_ version: ProtocolVersion, _ suites: [CipherSuite], doubt: Unestablished? = nil) {
            self.version = version
            self.suites = suites
            self.doubt = doubt
        }
    }

    package let versions: VersionCensus
    /// One for each offered version, oldest first.
    package let entries: [Entry]

    package init(versions: VersionCensus, entries: [Entry]) {
        self.versions = versions
        self.entries = entries
    }

    package init(of subject: Subject, in evidence: any Evidence) {
        versions = VersionCensus(of: subject, in: evidence)
        entries = versions.offered.filter { $0 >= .ssl3 }.map { version in
            do throws(Unestablished) {
                let offer = try evidence.one(SuiteOffer.self, version.rawValue, of: subject).fact
                let doubt = offer.isComplete ? nil : Self.remainder(of: version, of: subject, in: evidence)
                return Entry(version, offer.suites.map { CipherSuite($0) }, doubt: doubt)
            } catch {
                return Entry(version, [], doubt: error)
            }
        }
    }

    private static func remainder(
        of version: ProtocolVersion,
        of subject: Subject,
        in evidence: any Evidence
    ) -> Unestablished {
        evidence.reason(SuiteOffer.remainder(version), of: subject)
            ?? Unestablished(
                phase: .reply,
                reason: "the suites of \(version.title) may not all have been seen"
            )
    }

    package subscript(_ version: ProtocolVersion) -> Entry? { entries.first { $0.version == version } }

    /// Why there may be more suites than those seen; nil where everything is known.
    package var doubt: Unestablished? {
        let unsettled = versions.doubt(on: .ssl3 ... .tls13).map { [$0] } ?? []
        return (entries.compactMap(\.doubt) + unsettled).foremost
    }

    /// The suites with a property, each once, by version.
    package func suites(where matches: (CipherSuite) -> Bool) -> [Entry] {
        entries.compactMap { entry in
            let suites = entry.suites.filter(matches)
            return suites.isEmpty ? nil : Entry(entry.version, suites)
        }
    }

    /// Whether some offered suite has a property; nil where none was seen and there may be more.
    package func offers(_ matches: (CipherSuite) -> Bool) -> Bool? {
        if entries.contains(where: { $0.suites.contains(where: matches) }) { return true }
        return doubt == nil ? false : nil
    }

    /// The verdict where nothing bad was seen: a pass only when everything was.
    package var verdictOnNothingSeen: Verdict {
        if let doubt { return .withheld(because: doubt) }
        guard !entries.isEmpty else { return .notApplicable(because: "no version from SSLv3 on is offered") }
        return .pass
    }

    /// The verdict of a check that forbids every suite with a property.
    func verdict(forbidding matches: (CipherSuite) -> Bool, expected: String) -> Verdict {
        let found = suites(where: matches)
        guard !found.isEmpty else { return verdictOnNothingSeen }
        return .fail(level: "offered", seen: found.inWords, expected: expected)
    }
}

extension [SuiteCensus.Entry] {
    /// `TLS 1.1, TLS 1.2: TLS_RSA_WITH_RC4_128_SHA; …`: each suite once, with the versions that have it.
    var inWords: String {
        var order: [CipherSuite] = []
        var versions: [CipherSuite: [String]] = [:]
        for entry in self {
            for suite in entry.suites {
                if versions[suite] == nil { order.append(suite) }
                versions[suite, default: []].append(entry.version.title)
            }
        }
        var places: [[String]] = []
        for suite in order {
            let place = versions[suite] ?? []
            if !places.contains(place) { places.append(place) }
        }
        return places.map { place in
            let suites = order.filter { versions[$0] == place }.map(\.description)
            return "\(place.joined(separator: ", ")): \(suites.listed())"
        }.joined(separator: "; ")
    }
}
