// SPDX-License-Identifier: Apache-2.0

/// The listening sockets that systemd hands over (sd_listen_fds(3)).
package enum InheritedSockets {
    /// The number of the first one.
    static let first: Int32 = 3

    /// Their descriptors; none where the variables are meant for another process.
    ///
    /// - Parameter variables: of the environment: `LISTEN_PID`, `LISTEN_FDS`.
    package static func descriptors(_ variables: [String: String], process: Int32) -> [Int32] {
        guard variables["LISTEN_PID"].flatMap({ Int32($0) }) == process,
            let count = variables["LISTEN_FDS"].flatMap({ Int32($0) }), (1...64).contains(count)
        else { return [] }
        return (0..<count).map { first + $0 }
    }
}
