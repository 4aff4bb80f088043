// SPDX-License-Identifier: Apache-2.0
import Facts

extension ScanTLS {
    var toleranceJSON: JSONValue {
        guard let tolerance else { return .null }
        return .object(
            HelloTolerance.Oddity.allCases.map { .init($0.key, JSONValue(tolerance[$0] ?? nil)) }
        )
    }

    /// Merges what whole handshakes showed: whatever only one address asks for or does not tolerate counts.
    mutating func mergeSessions(of results: [ScanTLS]) {
        for name in ServerNameConduct.Name.allCases {
            let seen = results.compactMap { $0.serverNames[name] ?? nil }
            serverNames[name] = .some(seen.first { $0.answer != .sameCertificate } ?? seen.first)
        }
        let requests = results.compactMap(\.clientCertificate)
        clientCertificate =
            requests.first { $0.isRequired == true } ?? requests.first { $0.isRequested }
            ?? requests.first
        let tolerances = results.compactMap(\.tolerance)
        guard !tolerances.isEmpty else { return }
        var worst: [HelloTolerance.Oddity: Bool?] = [:]
        for oddity in HelloTolerance.Oddity.allCases {
            let answers = tolerances.map { $0[oddity] ?? nil }
            worst[oddity] = .some(answers.contains(false) ? false : answers.contains(nil) ? nil : true)
        }
        tolerance = worst
    }
}

extension ServerNameConduct {
    var json: JSONValue {
        var members = [JSONValue.Member("answer", .string(answer.rawValue.replacing("-", with: "_")))]
        if let alert { members.append(.init("alert", .integer(Int(alert)))) }
        return .object(members)
    }
}

extension ScanClientCertificate {
    var json: JSONValue {
        [
            "requested": .bool(isRequested), "required": JSONValue(isRequired),
            "authorities": JSONValue(authorities),
        ]
    }
}
