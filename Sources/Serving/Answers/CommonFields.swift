// SPDX-License-Identifier: Apache-2.0
import Crypto
package import Foundation

/// The fields that every answer has, so that a browser takes it for nothing else than it is.
package enum CommonFields {
    private static let constant: [WebAnswer.Field] = [
        .init("X-Content-Type-Options", "nosniff"),
        .init("X-Frame-Options", "DENY"),
        .init("Referrer-Policy", "no-referrer"),
        .init(
            "Permissions-Policy",
            "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"
        ),
        .init("Cross-Origin-Opener-Policy", "same-origin"),
        .init("Cross-Origin-Embedder-Policy", "require-corp"),
        .init("Cross-Origin-Resource-Policy", "same-origin"),
    ]

    /// All but those of the answer itself; what the answer says of its own, the policy of its content, stands.
    package static func of(_ answer: WebAnswer, at now: Date) -> [WebAnswer.Field] {
        var fields = [WebAnswer.Field("Date", date(now))] + constant
        // Readers share no cache: a proxy must not hand the answer to the one for the other.
        fields.append(.init("Cache-Control", answer.tag == nil ? "no-store" : "private, no-cache"))
        answer.tag.map { fields.append(.init("ETag", $0)) }
        if !answer.fields.contains(where: { $0.name == policyName }) {
            fields.append(.init(policyName, policy(styles: [])))
        }
        return fields
    }

    static let policyName = "Content-Security-Policy"

    /// Nothing may be loaded or run; of styles only these texts of `<style>` elements.
    static func policy(styles: [[UInt8]]) -> String {
        let hashes = styles.map { "'sha256-\(Data(SHA256.digest($0)).base64EncodedString())'" }
        let style = hashes.isEmpty ? "" : " style-src \(hashes.joined(separator: " "));"
        return
            "default-src 'none';\(style) base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }

    /// An HTTP-date (RFC 9110 §5.6.7).
    static func date(_ instant: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day, .weekday, .hour, .minute, .second],
            from: instant
        )
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int?) -> String {
            let number = number ?? 0
            return number < 10 ? "0\(number)" : "\(number)"
        }
        let day = days[((parts.weekday ?? 1) - 1) % 7]
        let month = months[((parts.month ?? 1) - 1) % 12]
        return "\(day), \(two(parts.day)) \(month) \(parts.year ?? 0) "
            + "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second)) GMT"
    }
}
