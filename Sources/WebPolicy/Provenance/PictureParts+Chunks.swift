// SPDX-License-Identifier: Apache-2.0

extension PictureParts {
    static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// The chunks of a PNG picture (PNG third edition §5); sums of them are not looked at.
    init(png bytes: ArraySlice<UInt8>) {
        var reader = ByteReader(bytes.dropFirst(Self.pngSignature.count))
        while let length = reader.number(4), let name = reader.take(4) {
            let content = reader.takeUp(to: Int(length))
            switch String(decoding: name, as: UTF8.self) {
            case "caBX": if store == nil { store = content }
            case "iTXt": if let packet = Self.packet(international: content) { packets.append(packet) }
            case "IEND": isComplete = true
            default: break
            }
            guard !isComplete, content.count == Int(length), reader.take(4) != nil else { return }
        }
    }

    /// The text of a chunk of XMP (§11.3.3.4, XMP part 3 §1.1.5); nil where it is another, or compressed.
    private static func packet(international content: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var reader = ByteReader(content)
        guard reader.terminatedText() == "XML:com.adobe.xmp", reader.number(1) == 0, reader.number(1) != nil,
            reader.terminatedText() != nil, reader.terminatedText() != nil
        else { return nil }
        return reader.rest
    }

    /// The chunks of a WebP picture (RFC 9649 §2.3), which says itself how long it is.
    init(webp bytes: ArraySlice<UInt8>) {
        let announced = Self.little(bytes.dropFirst(4).prefix(4))
        var reader = ByteReader(bytes.dropFirst(12))
        while let name = reader.take(4), let lengthBytes = reader.take(4) {
            let length = Self.little(lengthBytes)
            let content = reader.takeUp(to: length)
            switch String(decoding: name, as: UTF8.self) {
            case "C2PA": if store == nil { store = content }
            case "XMP ": packets.append(content)
            default: break
            }
            guard content.count == length else { return }
            // A byte that makes the length even.
            if length % 2 == 1 { _ = reader.take(1) }
        }
        isComplete = bytes.count >= announced + 8
    }

    /// A number, the least significant byte first.
    private static func little(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
