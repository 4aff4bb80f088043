// SPDX-License-Identifier: Apache-2.0

/// One hello extension as it stands on the wire.
package struct RawExtension: Hashable, Sendable {
    package let type: ExtensionType
    package let body: [UInt8]

    package init(_ type: ExtensionType, _ body: some Sequence<UInt8>) {
        self.type = type
        self.body = Array(body)
    }

    /// `Extension extensions<0..2^16-1>` without its length prefix.
    static func list(in bytes: some Collection<UInt8>) throws(WireError) -> [RawExtension] {
        var reader = ByteReader(bytes)
        var extensions: [RawExtension] = []
        while !reader.isAtEnd {
            let type = ExtensionType(try reader.uint16("extension type"))
            extensions.append(RawExtension(type, try reader.vector16("extension \(type)")))
        }
        return extensions
    }

    func write(to writer: inout ByteWriter) throws(WireError) {
        writer.uint16(type.id)
        try writer.vector16("extension \(type)", body)
    }
}
