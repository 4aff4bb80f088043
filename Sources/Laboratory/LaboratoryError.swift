// SPDX-License-Identifier: Apache-2.0

/// Why the laboratory did not start.
package enum LaboratoryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Keys, certificates or TLS settings could not be made.
    case preparation(String)
    /// Somebody else listens there already.
    case portBusy(address: String, port: UInt16)
    case listening(address: String, port: UInt16, reason: String)

    package var description: String {
        switch self {
        case .preparation(let reason):
            "the laboratory cannot make its certificates: \(reason)"
        case .portBusy(let address, let port):
            "another program listens on \(address) port \(port) already; is a laboratory running?"
        case .listening(let address, let port, let reason):
            "the laboratory cannot listen on \(address) port \(port): \(reason)"
        }
    }
}
