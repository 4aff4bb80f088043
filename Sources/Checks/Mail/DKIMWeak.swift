// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import MailPolicy
package import Model

/// Fails where a DKIM key is too short, may be ignored or cannot be used.
package struct DKIMWeak: DomainCheck {
    package static let identity = CheckIdentity(
        id: "mail.dkim-weak",
        title: "A DKIM key is weak",
        measures:
            "Length, flags and hashes of the keys at the configured selectors; an empty p= is a key taken back and no fault.",
        scope: .domain,
        levels: ["testing", "short", "sha1", "unusable"],
        references: ["RFC 8301 §3", "RFC 6376 §3.6.1", "RFC 8463"],
        remedy: "Sign with RSA of 2048 bits or Ed25519 and SHA-256, and take t=y away."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let keys = try view.keys()
        guard !keys.isEmpty else { return .notTested(because: "DKIMSelector= names no selector") }
        var faults: [(level: String, seen: String)] = []
        var isAny = false
        for key in keys {
            for text in (key.answer.values ?? []).filter(DKIMKeyRecord.isRecord) {
                isAny = true
                if let fault = Self.fault(of: text) {
                    faults.append((fault.level, "\(key.selector): \(fault.seen)"))
                }
            }
        }
        let order = Self.identity.levels
        guard
            let worst = faults.max(by: {
                (order.firstIndex(of: $0.level) ?? 0) < (order.firstIndex(of: $1.level) ?? 0)
            })
        else {
            if let gap = view.gap(in: keys.map(\.answer)) { return .withheld(because: gap) }
            return isAny ? .pass : .notApplicable(because: "no selector has a key: see mail.dkim-missing")
        }
        return .fail(
            level: worst.level,
            seen: faults.map(\.seen).listed(),
            expected: "RSA of 2048 bits or Ed25519"
        )
    }

    private static func fault(of text: [UInt8]) -> (level: String, seen: String)? {
        let key: DKIMKeyRecord
        do {
            key = try DKIMKeyRecord(text)
        } catch {
            return ("unusable", error.problem)
        }
        guard !key.isRevoked else { return nil }
        if key.hashes == ["sha1"] { return ("sha1", "only SHA-1 is allowed") }
        switch key.keyType {
        case .rsa(bits: nil), .ed25519(isSound: false): return ("unusable", "the key cannot be read")
        case .rsa(let bits?) where bits < 1024:
            return ("unusable", "RSA of \(bits) bits, which receivers ignore")
        case .rsa(let bits?) where bits < 2048: return ("short", "RSA of \(bits) bits")
        case .other(let name): return ("unusable", "a key of the kind '\(name)'")
        case .rsa, .ed25519: break
        }
        return key.isTesting ? ("testing", "t=y asks receivers not to act on it") : nil
    }
}
