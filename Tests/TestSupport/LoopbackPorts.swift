// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Synchronization

/// TCP ports for servers that tests start, outside the range from which the kernel takes those of clients; no two
/// tests of one process are given the same within ten thousand.
package enum LoopbackPorts {
    package struct NoneIsFree: Error {}

    private static let next = Atomic<Int>(Int.random(in: 0..<10_000))

    /// Free at every address when it is given.
    package static func free() throws -> Int {
        for _ in 0..<200 {
            let port = 20_000 + next.add(1, ordering: .relaxed).newValue % 10_000
            if unsafe with(port, at: INADDR_ANY, { unsafe bind($0, $1, $2) }) { return port }
        }
        throw NoneIsFree()
    }

    /// Whether something accepts connections at 127.0.0.1.
    package static func accepts(_ port: Int) -> Bool {
        unsafe with(port, at: UInt32(0x7F00_0001), { unsafe connect($0, $1, $2) })
    }

    /// Whether a call on a new socket succeeds with a port of an IPv4 address.
    private static func with(
        _ port: Int,
        at host: UInt32,
        _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Bool {
        guard let number = UInt16(exactly: port) else { return false }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_INET, type, 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = number.bigEndian
        address.sin_addr.s_addr = host.bigEndian
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe call(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
