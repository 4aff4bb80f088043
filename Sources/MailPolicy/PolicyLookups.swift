// SPDX-License-Identifier: Apache-2.0
package import DNSWire
package import Model

/// How a question about a name ended, as far as mail policies tell it apart.
package enum PolicyAnswer<Value: Hashable & Sendable>: Hashable, Sendable {
    /// At least one.
    case found([Value])
    /// The name exists without such a record.
    case noData
    case noSuchName
    /// Nobody knows: a server failed, was silent, or the answer is bogus; with the reason.
    case failed(String)

    /// Empty where there are none; nil where nobody knows.
    package var values: [Value]? {
        switch self {
        case .found(let values): values
        case .noData, .noSuchName: []
        case .failed: nil
        }
    }

    /// RFC 7208 §4.6.4.
    package var isVoid: Bool { values?.isEmpty ?? false }
}

/// Where mail policies get their records from; aliases are followed.
package protocol PolicyLookups: Sendable {
    /// The TXT records, each with its strings joined (RFC 7208 §3.3).
    func texts(of name: DNSName) async -> PolicyAnswer<[UInt8]>
    func addresses(of name: DNSName, family: IPAddress.Family) async -> PolicyAnswer<IPAddress>
    func exchanges(of name: DNSName) async -> PolicyAnswer<MailExchange>
    func pointers(of name: DNSName) async -> PolicyAnswer<DNSName>
}
