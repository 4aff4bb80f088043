// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import Foundation
internal import HTTPWire
internal import Model
package import Resolver
package import Transport

/// What a webhook made of a message.
package enum WebhookAnswer: Hashable, Sendable {
    /// A status of the 200s.
    case taken
    /// To be tried again, at the earliest after that time where the host named one (RFC 9110 §10.2.3), in seconds.
    case later(reason: String, after: Double?)
    /// 410: the host wants no more of it.
    case gone
}

/// Posts signed JSON to a webhook over HTTP, one connection each, no redirect.
///
/// Over TLS nothing is sent before the certificate is found in force, led to an anchor and named for the host.
package struct WebhookSender: Sendable {
    private let fetch: WebFetch
    private let resolve: @Sendable (String) async -> Resolution

    /// The field with the time and the code over both: `t=1795000000,v1=HEX`.
    package static let signatureField = "Chancery-Signature"
    /// The same for each try of one message.
    package static let identityField = "Idempotency-Key"

    private static let largestAnswer = 65_536
    private static let longestPause = 86_400.0

    /// - Parameters:
    ///   - proxy: nil where hosts are asked straight.
    ///   - trust: the anchors for https.
    package init(
        dialer: Dialer,
        proxy: FetchProxy?,
        trust: TrustStore,
        introduction: ClientIntroduction,
        limits: DialogueLimits,
        deadline: Duration = .seconds(30),
        resolve: @escaping @Sendable (String) async -> Resolution
    ) {
        fetch = WebFetch(
            dialer: dialer,
            proxy: proxy,
            resolve: resolve,
            courtesy: AddressBudget(),
            userAgent: introduction.userAgent,
            limits: limits,
            deadline: deadline,
            trust: trust
        )
        self.resolve = resolve
    }

    /// - Parameters:
    ///   - id: visible ASCII without spaces.
    ///   - secret: the key of the code; not empty.
    ///   - now: is signed along, so that an old message is told from a new one.
    package func post(_ body: [UInt8], to url: String, id: String, secret: [UInt8], at now: Date) async
        -> WebhookAnswer
    {
        let isPlain = url.hasPrefix("http://")
        guard let address = try? WebAddress(url, over: isPlain ? .http : .https) else {
            return .later(reason: "\(url) is no address of a webhook", after: nil)
        }
        do throws(Unestablished) {
            let addresses = await resolve(address.host).addresses
            let response = try await fetch.response(
                to: WebFetch.Request(
                    address: address,
                    reach: NetworkReach(ofServersAt: addresses),
                    post: body,
                    limit: Self.largestAnswer,
                    postMedia: "application/json",
                    mostRedirects: 0,
                    fields: [
                        HTTPRequest.Field(
                            Self.signatureField,
                            Self.signature(of: body, secret: secret, at: now)
                        ),
                        HTTPRequest.Field(Self.identityField, id),
                    ]
                )
            )
            return Self.answer(response, at: now)
        } catch {
            return .later(reason: error.reason, after: nil)
        }
    }

    /// HMAC-SHA256 (RFC 2104) over the seconds since 1970, a dot and the body.
    package static func signature(of body: [UInt8], secret: [UInt8], at now: Date) -> String {
        let time = String(Int64(now.timeIntervalSince1970.rounded(.down)))
        let code = HashFunction.sha256.authenticate(Array("\(time).".utf8) + body, key: secret)
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "t=\(time),v1=\(digits)"
    }

    private static func answer(_ response: HTTPResponse, at now: Date) -> WebhookAnswer {
        switch response.head.status {
        case 200..<300: return .taken
        case 410: return .gone
        case let status:
            let field = response.head.values(of: "retry-after").first
            let after = field.flatMap { seconds(in: $0, at: now) }
            return .later(reason: "the webhook answers HTTP \(status)", after: after)
        }
    }

    /// A number of seconds, or a date in its one form of today (RFC 9110 §5.6.7); a day at most, nil for anything else.
    static func seconds(in text: String, at now: Date) -> Double? {
        if let number = UInt32(text) { return min(Double(number), longestPause) }
        let format = Date.ParseStrategy(
            format: """
                \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
                \(second: .twoDigits) GMT
                """,
            locale: Locale(identifier: "en_US_POSIX"),
            timeZone: .gmt
        )
        guard let date = try? Date(text, strategy: format) else { return nil }
        return min(max(0, date.timeIntervalSince(now)), longestPause)
    }
}
