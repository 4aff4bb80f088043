// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import NIOCore

/// Who is at the other end of a Unix socket, as the kernel saw it when it connected (unix(7), SO_PEERCRED).
///
/// Laid out as `struct ucred`.
struct PeerCredentials: Hashable, Sendable {
    let process: Int32
    let user: UInt32
    let group: UInt32

    /// For the journal; a user that the unit's user namespace does not know is 65534.
    var name: String { "user \(user), process \(process)" }

    /// Nil where the kernel says nothing of it.
    static func of(_ channel: any Channel) async -> PeerCredentials? {
        guard let provider = channel as? any SocketOptionProvider else { return nil }
        let option = NIOBSDSocket.Option(rawValue: SO_PEERCRED)
        let future: EventLoopFuture<PeerCredentials> = provider.unsafeGetSocketOption(
            level: .socket,
            name: option
        )
        return try? await future.get()
    }

    /// Whether they may ask for a cycle: root and the service's own user; of others those whom the mode of the socket let in,
    /// which is nobody where no group was named.
    func mayAsk(asOneOf group: String?) -> Bool { user == 0 || user == geteuid() || group != nil }
}
