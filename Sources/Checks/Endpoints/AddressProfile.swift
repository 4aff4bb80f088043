// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire

/// What one address answered, topic by topic in words, for comparing it with the endpoint's other addresses.
struct AddressProfile: Hashable, Sendable {
    let address: String
    /// Only what is whole: a list that may miss something would differ by itself.
    let answers: [String: String]
    let doubts: [Unestablished]

    init(of subject: Subject, in evidence: any Evidence) {
        address = subject.address?.description ?? subject.name
        var answers: [String: String] = [:]
        var doubts: [Unestablished] = []
        switch evidence.reason(Question(Reachability.self), of: subject) {
        case nil: answers["TLS"] = "offered"
        case let reason?: answers["TLS"] = reason.phase == .absent ? "not offered" : nil
        }

        let suites = SuiteCensus(of: subject, in: evidence)
        for version in ProtocolVersion.allCases {
            answers[version.title] = suites.versions[version].map { $0 ? "offered" : "not offered" }
        }
        doubts += suites.versions.doubt(on: .ssl3 ... .tls13).map { [$0] } ?? []
        for entry in suites.entries {
            if let doubt = entry.doubt { doubts.append(doubt) }
            guard entry.doubt == nil else { continue }
            answers["suites of \(entry.version.title)"] = entry.suites.sorted().map(\.description).listed(
                atMost: 64
            )
        }

        let groups = GroupCensus(suites: suites, of: subject, in: evidence)
        doubts += groups.doubts.values
        for (era, list) in groups.groups where groups.doubts[era] == nil {
            answers["groups (\(era.rawValue))"] = list.sorted().map(\.description).listed(atMost: 64)
        }

        do throws(Unestablished) {
            let leaf = try evidence.servedLeaf(of: subject)
            answers["key"] = leaf.spkiSHA256
            answers["names"] = leaf.names.sorted().joined(separator: ", ")
        } catch {
            doubts.append(error)
        }
        self.answers = answers
        self.doubts = doubts
    }
}
