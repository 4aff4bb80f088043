// SPDX-License-Identifier: Apache-2.0
internal import NIOCore
internal import NIOPosix

/// What a service tells the init system: sd_notify(3) as one datagram a message.
package struct NotifySocket: Sendable {
    private let path: String?

    /// `path`: the value of `NOTIFY_SOCKET`; nil where nobody listens, and every message is then dropped.
    package init(path: String?) { self.path = path }

    package enum Message: Hashable, Sendable {
        case ready
        /// Microseconds of CLOCK_MONOTONIC, which systemd 253 compares with its own.
        case reloading(monotonic: UInt64)
        case stopping
        case status(String)
        case watchdog

        var assignments: String {
            switch self {
            case .ready: "READY=1"
            case .reloading(let monotonic): "RELOADING=1\nMONOTONIC_USEC=\(monotonic)"
            case .stopping: "STOPPING=1"
            case .status(let text): "STATUS=\(text.split(whereSeparator: \.isNewline).joined(separator: " "))"
            case .watchdog: "WATCHDOG=1"
            }
        }
    }

    /// Sends messages in one datagram; a socket that is gone is no reason to stop working.
    package func send(_ messages: Message...) async {
        guard let path, !messages.isEmpty else { return }
        let text = messages.map(\.assignments).joined(separator: "\n")
        let bootstrap = DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        guard let channel = try? await bootstrap.connect(unixDomainSocketPath: path).get() else { return }
        let address = try? SocketAddress(unixDomainSocketPath: path)
        if let address {
            let envelope = AddressedEnvelope(remoteAddress: address, data: ByteBuffer(string: text))
            try? await channel.writeAndFlush(envelope)
        }
        try? await channel.close()
    }
}
