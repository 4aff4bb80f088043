// SPDX-License-Identifier: Apache-2.0

/// What `X-Frame-Options` says (RFC 7034, HTML §7.7).
package enum FrameOptions: Hashable, Sendable {
    case deny, sameOrigin, allowFrom, invalid

    /// Several fields that differ block nothing reliably, so they are invalid; nil where there is none.
    package init?(fields: [String]) {
        let values = Set(fields.flatMap { $0.split(separator: ",") }.map { $0.trimmed.lowercased() })
        guard !fields.isEmpty else { return nil }
        guard values.count == 1, let value = values.first else {
            self = .invalid
            return
        }
        switch value {
        case "deny": self = .deny
        case "sameorigin": self = .sameOrigin
        default: self = value.hasPrefix("allow-from ") ? .allowFrom : .invalid
        }
    }
}

/// What `X-Content-Type-Options` says (Fetch §3.5): the first value counts.
package enum ContentTypeOptions: Hashable, Sendable {
    case noSniff, invalid

    package init?(fields: [String]) {
        guard let first = fields.first else { return nil }
        let value = first.split(separator: ",", omittingEmptySubsequences: false).first?.trimmed ?? ""
        self = value.lowercased() == "nosniff" ? .noSniff : .invalid
    }
}

/// The policy by which a page's address is handed on (Referrer Policy §3).
package enum ReferrerPolicy: String, Hashable, Sendable, CaseIterable {
    case noReferrer = "no-referrer"
    case sameOrigin = "same-origin"
    case strictOrigin = "strict-origin"
    case strictOriginWhenCrossOrigin = "strict-origin-when-cross-origin"
    case origin
    case originWhenCrossOrigin = "origin-when-cross-origin"
    case noReferrerWhenDowngrade = "no-referrer-when-downgrade"
    case unsafeURL = "unsafe-url"

    /// The last known one of all values, as browsers take it; nil where none is known.
    package static func last(_ fields: [String]) -> ReferrerPolicy? {
        fields.flatMap { $0.split(separator: ",") }
            .compactMap { ReferrerPolicy(rawValue: $0.trimmed.lowercased()) }.last
    }

    /// Whether no path leaves the origin and nothing leaves over HTTP.
    package var isPrivate: Bool {
        switch self {
        case .noReferrer, .sameOrigin, .strictOrigin, .strictOriginWhenCrossOrigin: true
        case .origin, .originWhenCrossOrigin, .noReferrerWhenDowngrade, .unsafeURL: false
        }
    }
}

/// What `Permissions-Policy` allows: a dictionary of structured fields (RFC 9651 §3.2).
package struct PermissionsPolicy: Hashable, Sendable {
    /// Members by feature, `*`, `self` or origins; of a feature that is repeated, the last counts.
    package let features: [String: [String]]
    /// Whether every member could be read; browsers ignore the field where not.
    package let isValid: Bool

    package init?(fields: [String]) {
        guard !fields.isEmpty else { return nil }
        var features: [String: [String]] = [:]
        var isValid = true
        for member in fields.flatMap({ $0.parts(at: ",") }) where !member.isEmpty {
            let (name, value) = member.assignment
            guard let value, !name.isEmpty,
                name.utf8.allSatisfy({
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
                }),
                let list = Self.list(value)
            else {
                isValid = false
                continue
            }
            features[name] = list
        }
        self.features = features
        self.isValid = isValid && !features.isEmpty
    }

    private static func list(_ value: String) -> [String]? {
        let value = String(value.split(separator: ";", maxSplits: 1).first ?? "")
        if value == "*" || value == "self" { return [value] }
        if value.first == "\"" { return value.count > 1 && value.last == "\"" ? [value.unquoted] : nil }
        guard value.first == "(", value.last == ")" else { return nil }
        return value.dropFirst().dropLast().words.map(\.unquoted)
    }

    /// Powerful features that are left to any origin.
    package var openFeatures: [String] {
        let powerful = ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"]
        return powerful.filter { features[$0]?.contains("*") == true }
    }
}

/// A `Cross-Origin-…-Policy` field: one token, with parameters behind it (HTML §7.1, Fetch §3.7).
package enum CrossOriginPolicy: String, Hashable, Sendable, CaseIterable {
    case opener = "cross-origin-opener-policy"
    case embedder = "cross-origin-embedder-policy"
    case resource = "cross-origin-resource-policy"

    package enum Value: Hashable, Sendable {
        case absent, invalid
        /// In lower case.
        case token(String)
    }

    package var isolating: Set<String> {
        switch self {
        case .opener: ["same-origin", "same-origin-allow-popups", "noopener-allow-popups"]
        case .embedder: ["require-corp", "credentialless"]
        case .resource: ["same-origin", "same-site"]
        }
    }

    private var open: String { self == .resource ? "cross-origin" : "unsafe-none" }

    package func value(_ fields: [String]) -> Value {
        guard let first = fields.first else { return .absent }
        let token = first.split(separator: ";").first?.trimmed.lowercased() ?? ""
        guard fields.count == 1, isolating.contains(token) || token == open else { return .invalid }
        return .token(token)
    }
}

/// How a page answered a request that names a foreign origin (Fetch §3.3).
package enum CrossOriginAnswer: String, Codable, Hashable, Sendable, CaseIterable {
    case none
    /// `*`, with which browsers send no credentials.
    case publicAccess = "public"
    /// To origins of its own choice.
    case restricted
    /// Whatever origin asks, without credentials.
    case reflected
    /// Whatever origin asks, with credentials.
    case reflectedWithCredentials = "reflected-with-credentials"

    package init(allowOrigin: String?, allowCredentials: String?, askedBy origin: String) {
        let allowed = allowOrigin.map { String($0.trimmed) } ?? ""
        guard !allowed.isEmpty else {
            self = .none
            return
        }
        // Browsers compare both with case; a null origin is anybody's from a sandboxed frame.
        let isAnybody = allowed.lowercased() == origin.lowercased()
        guard isAnybody else {
            self = allowed == "*" ? .publicAccess : .restricted
            return
        }
        self = allowCredentials?.trimmed == "true" ? .reflectedWithCredentials : .reflected
    }
}
