// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where a client that names no host is shown a certificate that tells or harms.
package struct NamelessCertificate: Check {
    package static let identity = CheckIdentity(
        id: "certificate.without-sni",
        title: "Without a host name the server shows another certificate",
        measures:
            "Whether the certificate served without server_name is the ordinary one, valid, and free of names "
            + "from inside; that it is for other names is no fault.",
        scope: .address,
        levels: ["differs", "expired", "internal-names"],
        references: ["RFC 6066 §3", "RFC 6761", "RFC 9476 §2"],
        remedy: "Let the default host serve the ordinary certificate, or refuse clients that name no host.",
        clock: .deadlines
    )

    /// What the verdict rests on.
    package enum Input: Hashable, Sendable {
        case refused
        case ordinary
        case other(CertificateSummary, ordinary: CertificateSummary)
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let absent = ServerNameConduct.Name.absent.rawValue
        switch try evidence.one(ServerNameConduct.self, absent, of: subject).fact.answer {
        case .refused: return .refused
        case .sameCertificate: return .ordinary
        case .otherCertificate: break
        }
        let nameless = try evidence.one(CertificateChain.self, CertificateChain.withoutName, of: subject).fact
        guard let leaf = nameless.leaf else {
            throw Unestablished(phase: .reply, reason: "the chain served without a name is empty")
        }
        return .other(leaf, ordinary: try evidence.servedLeaf(of: subject))
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        let leaf: CertificateSummary
        switch input {
        case .refused: return .notApplicable(because: "clients that name no host are refused")
        case .ordinary: return .pass
        case .other(let nameless, let ordinary):
            // A certificate of another key for the same names is the same host's.
            guard nameless.sha256 != ordinary.sha256, Set(nameless.names) != Set(ordinary.names) else {
                return .pass
            }
            leaf = nameless
        }
        let names = leaf.names.isEmpty ? [leaf.commonName].compactMap { $0 } : leaf.names
        let inside = names.filter(Self.isInternal)
        if !inside.isEmpty {
            return .fail(
                level: "internal-names",
                seen: inside.listed(),
                expected: "no name from inside the network"
            )
        }
        if let end = leaf.notAfter, now > end {
            return .fail(
                level: "expired",
                seen: "\(names.listed(atMost: 4)), expired on \(CalendarDay(end))",
                expected: "the ordinary certificate"
            )
        }
        return .fail(
            level: "differs",
            seen: names.isEmpty ? leaf.subject : names.listed(atMost: 4),
            expected: "the ordinary certificate"
        )
    }

    /// Names that no public name server answers, and addresses that no public route leads to.
    static func isInternal(_ name: String) -> Bool {
        if let address = IPAddress(name) { return address.isPrivate }
        let labels = name.lowercased().split(separator: ".", omittingEmptySubsequences: true)
        guard let last = labels.last, labels.count > 1 else { return true }
        let domains: Set<Substring> = [
            "local", "internal", "intranet", "lan", "corp", "home", "private", "localdomain", "localhost",
        ]
        return domains.contains(last) || labels.suffix(2) == ["home", "arpa"]
    }
}

extension IPAddress {
    /// Addresses of RFC 1918, RFC 4193, loopback and link-local ones.
    var isPrivate: Bool {
        switch bytes.count {
        case 4:
            bytes[0] == 10 || bytes[0] == 127 || bytes[0] == 172 && bytes[1] & 0xF0 == 16
                || bytes[0] == 192 && bytes[1] == 168 || bytes[0] == 169 && bytes[1] == 254
        default:
            bytes.first.map { $0 & 0xFE == 0xFC } ?? false
                || bytes.count == 16 && bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
                || bytes == [UInt8](repeating: 0, count: 15) + [1]
        }
    }
}
