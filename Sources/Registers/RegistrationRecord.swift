// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// Why bytes are no record of a domain's registration.
package enum RegistrationFault: Error, Hashable, Sendable, CustomStringConvertible {
    case tooLong
    case tooDeep
    case notJSON
    /// JSON, but no domain object.
    case noDomain
    /// An object of a domain that was not asked about.
    case otherDomain(String)
    /// The action of an event whose date is none.
    case badDate(String)

    package var description: String {
        switch self {
        case .tooLong: "it is longer than \(RegistrationRecord.longest) bytes"
        case .tooDeep: "it is nested deeper than \(RegistrationRecord.deepest) levels"
        case .notJSON: "it is no JSON of RDAP"
        case .noDomain: "it is no domain object of RDAP"
        case .otherDomain(let name): "it is about \(name.prefix(100))"
        case .badDate(let action): "the date of the event \(action) is none"
        }
    }
}

/// What a registry says of a domain: a domain object of RDAP (RFC 9083 §5.3), read to bounds.
package struct RegistrationRecord: Hashable, Sendable {
    package static let longest = 262_144
    /// Open brackets at once.
    package static let deepest = 32
    /// Statuses and events that are kept.
    package static let most = 64

    package struct Event: Hashable, Sendable {
        /// In the words of RFC 9083 §10.2.3, in lower case: `expiration`.
        package let action: String
        package let date: Date
    }

    /// In lower case, without the dot at its end.
    package let name: String
    /// In the words of RFC 8056 §2, in lower case, sorted: `client transfer prohibited`.
    package let statuses: [String]
    /// In their order.
    package let events: [Event]
    /// Whether the zone above has a DS record of it; nil where that is not said.
    package let isDelegationSigned: Bool?

    private struct Document: Decodable {
        struct Event: Decodable {
            let eventAction: String?
            let eventDate: String?
        }

        struct SecureDNS: Decodable {
            let delegationSigned: Bool?
        }

        let objectClassName: String?
        let ldhName: String?
        let status: [String]?
        let events: [Event]?
        let secureDNS: SecureDNS?
    }

    package init(_ bytes: some Collection<UInt8>) throws(RegistrationFault) {
        guard bytes.count <= Self.longest else { throw .tooLong }
        guard Self.depth(of: bytes) <= Self.deepest else { throw .tooDeep }
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)) else {
            throw .notJSON
        }
        let name = (document.ldhName ?? "").lowercased()
        guard document.objectClassName == "domain", (1...254).contains(name.utf8.count) else {
            throw .noDomain
        }
        self.name = name.hasSuffix(".") ? String(name.dropLast()) : name
        statuses = Set((document.status ?? []).prefix(Self.most).map(Self.words)).sorted()
        events = try Self.events(document.events ?? [])
        isDelegationSigned = document.secureDNS?.delegationSigned
    }

    /// Throws where the end of the registration has no date; other events without one are left out.
    private static func events(_ list: [Document.Event]) throws(RegistrationFault) -> [Event] {
        var events: [Event] = []
        for event in list.prefix(most) {
            let action = words(event.eventAction ?? "")
            if let date = event.eventDate.flatMap(TimeText.date) {
                events.append(Event(action: action, date: date))
            } else if action == "expiration" {
                throw .badDate(action)
            }
        }
        return events
    }

    /// The most brackets that are open at once, outside strings.
    private static func depth(of bytes: some Collection<UInt8>) -> Int {
        var (depth, most) = (0, 0)
        var isString = false
        var isEscaped = false
        for byte in bytes {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case 0x5C where isString: isEscaped = true
            case 0x22: isString.toggle()
            case _ where isString: break
            case 0x5B, 0x7B:
                depth += 1
                most = max(most, depth)
            case 0x5D, 0x7D: depth -= 1
            default: break
            }
        }
        return most
    }

    /// Some services write statuses as EPP does, `clientTransferProhibited`, with or without the address that explains
    /// them.
    private static func words(_ text: String) -> String {
        let text = text.prefix(120).split(separator: "http", omittingEmptySubsequences: false)[0].prefix(80)
        var words = ""
        var last: Character = " "
        for character in text {
            if character.isUppercase, last.isLowercase { words += " " }
            words += character.lowercased()
            last = character
        }
        return words.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).joined(separator: " ")
    }
}
