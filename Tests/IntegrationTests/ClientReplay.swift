// SPDX-License-Identifier: Apache-2.0
import Checks
import NIOCore
import NIOPosix
import TLSWire

/// A client's hello on a real connection, as the catalogue has it.
struct ClientReplay {
    let client: SimulatedClient
    let port: Int

    /// What a server did with the hello.
    struct Outcome {
        let answer: HelloReply.Answer
        let version: ProtocolVersion?
        let suite: CipherSuite?
        let group: NamedGroup?
        /// Bits of the Diffie-Hellman prime; nil where none came.
        let primeBits: Int?

        var isAccepted: Bool { version != nil }
    }

    func outcome() async throws -> Outcome {
        guard client.format == .tls else {
            let specs = client.sslv2Specs + client.suites.map { SSLv2CipherSpec($0) }
            let hello = SSLv2ClientHello(
                cipherSpecs: specs,
                challenge: random,
                version: client.versions.upperBound.code
            )
            return try await converse(sending: hello.record(), HelloDialogue(hello: hello))
        }
        let hello = self.hello
        return try await converse(sending: hello.records(), HelloDialogue(hello: hello))
    }

    private var random: [UInt8] { (0..<32).map { UInt8(0x40 + $0) } }

    private var hello: ClientHello {
        var hello = ClientHello(
            versions: client.versions,
            suites: client.suites + [.renegotiationSCSV],
            random: random,
            sessionID: client.versions.contains(.tls13) ? random : []
        )
        hello.serverName = client.sendsServerName ? "localhost" : nil
        hello.groups = client.groups
        hello.pointFormats = client.groups.isEmpty ? [] : [0]
        hello.signatureSchemes = client.schemes
        hello.applicationProtocols = client.applicationProtocols
        hello.extendedMasterSecret = client.offersExtendedMasterSecret
        if client.versions.contains(.tls13) {
            hello.keyShares = client.keyShares.compactMap {
                KeyShareEntry.withoutPrivateKey(for: $0, random: random)
            }
        }
        return hello
    }

    private func converse(sending bytes: [UInt8], _ machine: HelloDialogue) async throws -> Outcome {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let reply = try await channel.executeThenClose { inbound, outbound in
            var machine = machine
            try await outbound.write(ByteBuffer(bytes: bytes))
            do {
                for try await buffer in inbound where machine.receive(buffer.readableBytesView) == .done {
                    return machine.reply
                }
                machine.ended(.closed)
            } catch {
                machine.ended(.reset)
            }
            return machine.reply
        }
        let accepted = reply.acceptsOffer ? reply.serverHello : nil
        return Outcome(
            answer: reply.answer,
            version: accepted.flatMap { ProtocolVersion(code: $0.version) },
            suite: accepted.map(\.suite),
            group: accepted == nil ? nil : reply.group,
            primeBits: accepted == nil ? nil : reply.flight?.keyExchange?.modulusBits
        )
    }
}
