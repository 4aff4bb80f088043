// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import NIOCore
internal import NIOPosix

/// Structured entries to journald by its native protocol: fields in one datagram, each `NAME=value` or with a length where the
/// value has line feeds.
package struct JournalSocket: Sendable {
    package static let standardPath = "/run/systemd/journal/socket"

    /// A field's name: upper-case letters, digits and underscores (systemd.journal-fields(7)).
    package struct Field: Hashable, Sendable {
        let name: String
        let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Why an entry was not taken, in the system's words.
    package struct Refusal: Error, Hashable, Sendable { package let reason: String }

    private let path: String

    package init(path: String = Self.standardPath) { self.path = path }

    /// Throws where journald does not listen, or does not take the entry.
    package func send(_ fields: [Field]) async throws(Refusal) {
        do {
            let address = try SocketAddress(unixDomainSocketPath: path)
            let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(unixDomainSocketPath: path).get()
            do {
                let data = ByteBuffer(bytes: Self.datagram(fields))
                try await channel.writeAndFlush(AddressedEnvelope(remoteAddress: address, data: data))
            } catch {
                try? await channel.close()
                throw error
            }
            try? await channel.close()
        } catch {
            throw Refusal(reason: "the journal at \(path) takes no entry: \(error)")
        }
    }

    static func datagram(_ fields: [Field]) -> [UInt8] {
        fields.flatMap { field -> [UInt8] in
            let value = Array(field.value.utf8)
            guard value.contains(0x0A) else { return Array("\(field.name)=".utf8) + value + [0x0A] }
            let length = UInt64(value.count)
            let size = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) }
            return Array("\(field.name)\n".utf8) + size + value + [0x0A]
        }
    }
}
