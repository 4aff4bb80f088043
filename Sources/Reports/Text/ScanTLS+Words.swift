// SPDX-License-Identifier: Apache-2.0
import Facts

extension ScanResumption {
    var words: String {
        guard isResumed else { return "no" }
        let lifetime = ticketLifetime > 0 ? " good for \(ticketLifetime) s" : ""
        return "by \(method.replacing("_", with: " "))\(lifetime)"
    }
}

extension ServerNameConduct {
    var inWords: String {
        let alert = alert.map { ", alert \($0)" } ?? ""
        return switch answer {
        case .sameCertificate: "the same certificate\(alert)"
        case .otherCertificate: "another certificate\(alert)"
        case .refused: "refused\(alert)"
        }
    }
}

extension ScanClientCertificate {
    /// Where one is requested.
    var inWords: String {
        let names = authorities.joined(separator: "; ")
        return (isRequired == true ? "required" : "requested") + (names.isEmpty ? "" : ", of \(names)")
    }
}

extension ScanTLS {
    /// Oddities in a hello that are not tolerated; nil where none was sent.
    var intolerances: [String]? {
        guard let tolerance else { return nil }
        return HelloTolerance.Oddity.allCases.filter { tolerance[$0] == .some(false) }.map(\.rawValue)
    }
}
