// SPDX-License-Identifier: Apache-2.0
import Facts

extension ScanChain {
    /// Which client gets it.
    var servedTo: String {
        switch aspect {
        case CertificateChain.served: "What an ordinary client is served, leaf first."
        case CertificateChain.withoutName: "What a client is served that names no host, leaf first."
        default: "What a client is served that takes \(aspect.uppercased()) alone, leaf first."
        }
    }

    var trustInWords: String {
        switch isTrusted {
        case true?:
            trustedBy.contains("public") ? "trusted" : "trusted by \(trustedBy.joined(separator: ", "))"
        case false?: "not trusted: \(plainTrustError)"
        case nil: "trust unknown"
        }
    }

    /// Without what OpenSSL and the outcome say alike.
    private var plainTrustError: String {
        guard let trustError else { return "no reason given" }
        guard let colon = trustError.firstRange(of: ": ") else { return trustError }
        let outcome = trustError[..<colon.lowerBound]
        let text = trustError[colon.upperBound...]
        return text.hasPrefix(outcome) ? String(text) : trustError
    }

    var nameInWords: String {
        switch hostnameMatches {
        case true?: "the name matches"
        case false?: "the name does not match"
        case nil: "the name was not compared"
        }
    }

    /// Staple and timestamps of transparency logs; nil where neither was looked for.
    var besideInWords: String? {
        let logs = promises.map { promises in
            let count = Set(promises.promises.map(\.log)).count
            return count == 0 ? "no transparency timestamp" : "timestamps of \(Words.count(count, .log))"
        }
        let parts = [staple?.inWords, logs].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

extension ChainOrder {
    /// What is wrong with the order; nil where nothing is.
    var faultsInWords: String? {
        func certificates(_ positions: [Int]) -> String {
            "\(positions.count == 1 ? "certificate" : "certificates") "
                + positions.map { "\($0 + 1)" }.joined(separator: ", ")
        }
        var faults: [String] = []
        if let missingIssuer { faults.append("the certificate of \(missingIssuer) is missing") }
        if !isOrdered { faults.append("out of order") }
        if !duplicates.isEmpty { faults.append("\(certificates(duplicates)) sent twice") }
        if !extra.isEmpty { faults.append("\(certificates(extra)) not needed") }
        if !anchors.isEmpty { faults.append("\(certificates(anchors)) self-signed, which clients have") }
        return faults.isEmpty ? nil : faults.joined(separator: "; ")
    }
}

extension RevocationStatus {
    /// What a staple said.
    fileprivate var inWords: String {
        switch status {
        case .absent: "no OCSP staple"
        case .good, .revoked, .unknown:
            "OCSP staple: \(status.rawValue)"
                + (currency.map { $0 == .current ? "" : ", \($0.rawValue)" } ?? "")
                + (isSigned == false ? ", not validly signed" : "")
        case .refused, .unrelated, .malformed: "OCSP staple of no use: \(status.rawValue)"
        }
    }
}
