// SPDX-License-Identifier: Apache-2.0

/// One counting subtest of Internet.nl's web test, with the points that it can give.
package enum InternetNLSubtest: String, Codable, Hashable, Sendable, CaseIterable {
    case nameServersOverIPv6 = "web-ipv6-ns-reach"
    case webOverIPv6 = "web-ipv6-ws-reach"
    case sameContent = "web-ipv6-ws-similarity"
    case dnssec = "web-dnssec-valid"
    case forcedHTTPS = "web-https-http-redirect"
    case strictTransportSecurity = "web-https-http-hsts"
    case forwardSecrecy = "web-https-tls-keyexchange"
    case suites = "web-https-tls-ciphers"
    case suiteOrder = "web-https-tls-cipherorder"
    case versions = "web-https-tls-version"
    case compression = "web-https-tls-compress"
    case secureRenegotiation = "web-https-tls-secreneg"
    case trust = "web-https-cert-chain"
    case publicKey = "web-https-cert-pubkey"
    case signature = "web-https-cert-sig"
    case hostName = "web-https-cert-domain"
    case earlyData = "web-https-tls-zero-rtt"
    case keyExchangeHash = "web-https-tls-keyexchangehash"
    case extendedMasterSecret = "web-https-tls-ems"
    case originsExist = "web-rpki-exists"
    case originsValid = "web-rpki-valid"
    case nameServerOriginsExist = "ns-rpki-exists"
    case nameServerOriginsValid = "ns-rpki-valid"

    package enum Category: String, Codable, Hashable, Sendable, CaseIterable {
        case ipv6, dnssec, tls, rpki
    }

    package var category: Category {
        switch self {
        case .nameServersOverIPv6, .webOverIPv6, .sameContent: .ipv6
        case .dnssec: .dnssec
        case .originsExist, .originsValid, .nameServerOriginsExist, .nameServerOriginsValid: .rpki
        case .forcedHTTPS, .strictTransportSecurity, .forwardSecrecy, .suites, .suiteOrder, .versions,
            .compression, .secureRenegotiation, .trust, .publicKey, .signature, .hostName, .earlyData,
            .keyExchangeHash, .extendedMasterSecret:
            .tls
        }
    }

    package var fullPoints: Int {
        switch self {
        case .sameContent: 2
        case .originsExist, .nameServerOriginsExist: 5
        default: 10
        }
    }
}

/// A percentage in the manner of Internet.nl's web test: a reference figure.
package struct InternetNLScore: Hashable, Sendable {
    /// What a subtest gives.
    package enum Points: Hashable, Sendable {
        case full, half
        /// 2 points.
        case less
        case none
        /// It does not apply, and takes no part.
        case notTested
    }

    package let points: [InternetNLSubtest: Points]

    package init(_ points: [InternetNLSubtest: Points]) { self.points = points }

    /// 0…100; nil where nothing of it was measured.
    package func percentage(of category: InternetNLSubtest.Category) -> Int? {
        let counted = points.filter { $0.key.category == category && $0.value != .notTested }
        let full = counted.reduce(0) { $0 + $1.key.fullPoints }
        guard full > 0 else { return nil }
        let got = counted.reduce(0) { $0 + Self.value($1.value, of: $1.key.fullPoints) }
        return Int(100.0 / Double(full) * Double(got))
    }

    /// The mean of the categories that were measured; nil where none was.
    package var total: Int? {
        let all = InternetNLSubtest.Category.allCases.compactMap { percentage(of: $0) }
        guard !all.isEmpty else { return nil }
        return max(0, min(100, all.reduce(0, +) / all.count))
    }

    /// Counting subtests without an answer.
    package var missing: [InternetNLSubtest] {
        InternetNLSubtest.allCases.filter { points[$0] == nil }
    }

    private static func value(_ points: Points, of full: Int) -> Int {
        switch points {
        case .full: full
        case .half: full / 2
        case .less: min(full, 2)
        case .none, .notTested: 0
        }
    }
}

/// The web subtests of Internet.nl that this program measures itself.
package enum InternetNLJudgement {
    package static let leastMaxAge = 31_536_000

    /// `trail`: from port 80; nil where nothing listens there.
    package static func forcedHTTPS(_ trail: RedirectTrail?) -> InternetNLScore.Points {
        guard let trail else { return .full }
        return trail.isForced ? .full : .none
    }

    /// The first field counts, shorter ages get 2 points.
    package static func strictTransportSecurity(_ fields: [String]) -> InternetNLScore.Points {
        guard let header = StrictTransportSecurity(fields: fields), let maxAge = header.maxAge else {
            return .none
        }
        return maxAge >= leastMaxAge ? .full : .less
    }

    package enum ReferrerVerdict: Hashable, Sendable {
        case good, recommendation, bad, invalid
    }

    /// The last value counts, whether it is known or not.
    package static func referrerPolicy(_ fields: [String]) -> ReferrerVerdict {
        let values = fields.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        guard let last = values.last?.trimmed, !last.isEmpty else { return .recommendation }
        guard let policy = ReferrerPolicy(rawValue: String(last)) else { return .invalid }
        switch policy {
        case .noReferrer, .sameOrigin: return .good
        case .strictOrigin, .strictOriginWhenCrossOrigin: return .recommendation
        case .origin, .originWhenCrossOrigin, .noReferrerWhenDowngrade, .unsafeURL: return .bad
        }
    }

    package static func contentTypeOptions(_ fields: [String]) -> Bool {
        ContentTypeOptions(fields: fields) == .noSniff
    }

    /// The first value alone.
    package static func frameOptions(_ fields: [String]) -> Bool {
        let first = fields.first?.split(separator: ",").first?.trimmed.uppercased() ?? ""
        return first == "DENY" || first == "SAMEORIGIN"
    }
}
