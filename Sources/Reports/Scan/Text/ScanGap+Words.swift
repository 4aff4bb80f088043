// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire

extension ScanGap {
    /// What was asked, for people; the path stands in the document for machines.
    var question: String {
        let parts = path.split(separator: "/").map(String.init)
        switch (parts.first, parts.dropFirst().first) {
        case ("tls", "protocols"?) where parts.count == 4:
            let version = ProtocolVersion(rawValue: parts[2])?.title ?? parts[2]
            if parts[3] == "chacha20_priority" { return "ChaCha20 first in \(version)" }
            return parts[3] == "offered" ? version : "\(parts[3]) of \(version)"
        case ("tls", "vulnerabilities"?) where parts.count == 3:
            return NamedAttack(rawValue: parts[2])?.title ?? parts[2]
        case ("tls", "clients"?): return "simulated clients"
        case ("tls", "groups_legacy"?): return "groups below TLS 1.3"
        case ("tls", "alpn"?): return "ALPN"
        case ("tls", "npn"?): return "NPN"
        case ("tls", "extended_master_secret_required"?): return "whether extended_master_secret is required"
        case ("tls", "dh_negotiation"?): return "groups of RFC 7919 at TLS 1.2"
        case ("tls", "dh"?): return "Diffie-Hellman group"
        case ("tls", let member?): return member.replacing("_", with: " ")
        case ("starttls", _): return "STARTTLS"
        case ("grade", _): return "rating"
        case ("policies", _): return "policies"
        case ("web", "plain"?): return "port 80"
        case ("web", "security_txt"?):
            return parts.last == "signature" ? "signature of security.txt" : "security.txt"
        case ("web", _): return "pages"
        case ("certificates", _):
            return switch parts.last {
            case "trusted": "trust"
            case "hostname_matches": "host name"
            default: "certificates"
            }
        default: return path
        }
    }

    /// The reason without its phase, which says no more to people.
    var plainReason: String {
        guard let end = reason.firstRange(of: ": "),
            Unestablished.Phase(rawValue: String(reason[..<end.lowerBound])) != nil
        else { return reason }
        return String(reason[end.upperBound...])
    }

    /// Whether it is said of one address what is said of the endpoint, too.
    var isOfOneAddress: Bool { path.hasPrefix("/by_address/") }
}
