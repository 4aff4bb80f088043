// SPDX-License-Identifier: Apache-2.0

/// Where the lengths stand in a server's flight of TLS 1.2 or below, so that each can be made a lie.
package struct LengthFields: Sendable {
    package struct Field: Hashable, Sendable {
        package let offset: Int
        /// 1 to 3 bytes, big-endian.
        package let width: Int
        package let name: String
    }

    package private(set) var fields: [Field] = []
    private let bytes: [UInt8]

    /// Of whole records that carry whole messages or parts of them, one message a record at least.
    package init(flight: [UInt8]) {
        bytes = flight
        var offset = 0
        while offset + 5 <= bytes.count {
            fields.append(Field(offset: offset + 3, width: 2, name: "record"))
            let end = min(bytes.count, offset + 5 + number(offset + 3, 2))
            if bytes[offset] == 22 { messages(offset + 5, end) }
            offset = max(end, offset + 5)
        }
    }

    /// The flight with each field as nothing, as much as it can say, and one off either way.
    package var lies: [(name: String, flight: [UInt8])] {
        fields.flatMap { field in
            let truth = number(field.offset, field.width)
            let most = (1 << (8 * field.width)) - 1
            return [0, most, truth + 1, truth - 1].filter { (0...most).contains($0) && $0 != truth }.map {
                lie in
                var flight = bytes
                for index in 0..<field.width {
                    let shift = 8 * (field.width - 1 - index)
                    flight[field.offset + index] = UInt8(truncatingIfNeeded: lie >> shift)
                }
                return ("\(field.name) at \(field.offset): \(lie) for \(truth)", flight)
            }
        }
    }

    private func number(_ offset: Int, _ width: Int) -> Int {
        guard offset + width <= bytes.count else { return 0 }
        return bytes[offset..<offset + width].reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func messages(_ start: Int, _ end: Int) {
        var offset = start
        while offset + 4 <= end {
            fields.append(Field(offset: offset + 1, width: 3, name: "message \(bytes[offset])"))
            let body = offset + 4
            let next = body + number(offset + 1, 3)
            switch bytes[offset] {
            case 2: serverHello(body)
            case 11: vectors(body, [3], each: 3, name: "certificate")
            case 12: keyExchange(body, next)
            case 13: vectors(body, [1, 2, 2], each: 0, name: "certificate request")
            case 22: vectors(body + 1, [3], each: 0, name: "status")
            default: break
            }
            offset = next
        }
    }

    private mutating func serverHello(_ body: Int) {
        var offset = body + 34
        fields.append(Field(offset: offset, width: 1, name: "session id"))
        offset += 1 + number(offset, 1) + 3
        guard offset + 2 <= bytes.count, number(offset, 2) < bytes.count - offset else { return }
        let end = offset + 2 + number(offset, 2)
        fields.append(Field(offset: offset, width: 2, name: "extensions"))
        offset += 2
        while offset + 4 <= end {
            fields.append(Field(offset: offset + 2, width: 2, name: "extension \(number(offset, 2))"))
            offset += 4 + number(offset + 2, 2)
        }
    }

    /// One vector after another; where `each` is not 0, a vector's elements have lengths of their own.
    private mutating func vectors(_ start: Int, _ widths: [Int], each: Int, name: String) {
        var offset = start
        for width in widths where offset + width <= bytes.count {
            fields.append(Field(offset: offset, width: width, name: "\(name) list"))
            let end = min(bytes.count, offset + width + number(offset, width))
            var element = offset + width
            while each > 0, element + each <= end {
                fields.append(Field(offset: element, width: each, name: name))
                element += each + number(element, each)
            }
            offset = end
        }
    }

    /// A named curve begins with 3; anything else here is p, g and Ys.
    private mutating func keyExchange(_ body: Int, _ end: Int) {
        var offset = body
        if bytes[body] == 3 {
            fields.append(Field(offset: body + 3, width: 1, name: "public point"))
            offset = body + 4 + number(body + 3, 1)
        } else {
            for name in ["prime", "generator", "public value"] where offset + 2 <= bytes.count {
                fields.append(Field(offset: offset, width: 2, name: name))
                offset += 2 + number(offset, 2)
            }
        }
        // A signature algorithm stands before the signature's length in TLS 1.2.
        let scheme = end - offset - 2 - number(offset + 2, 2) == 2 ? 2 : 0
        if offset + scheme + 2 <= end {
            fields.append(Field(offset: offset + scheme, width: 2, name: "signature"))
        }
    }
}
