// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Model
internal import NIOCore

extension DialFailure.Reason {
    /// What an error of the connecting phase stands for.
    init(_ error: any Error) {
        switch error {
        case let error as IOError: self.init(errorNumber: error.errnoCode)
        // The deadline closes a channel that is still connecting.
        case ChannelError.connectTimeout, ChannelError.ioOnClosedChannel: self = .timedOut
        case is CancellationError: self = .cancelled
        default: self = .other
        }
    }

    init(errorNumber: CInt) {
        self =
            switch errorNumber {
            case ECONNREFUSED, ECONNRESET: .refused
            case ETIMEDOUT: .timedOut
            case EHOSTUNREACH, EHOSTDOWN, EPROTO, EACCES, EPERM: .unreachable
            case ENETUNREACH, ENETDOWN, EADDRNOTAVAIL: .noRoute
            case EAFNOSUPPORT, EPFNOSUPPORT: .familyUnsupported
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: .descriptorsExhausted
            default: .other
            }
    }
}

extension SocketAddress {
    init(_ address: IPAddress, port: UInt16) throws {
        try self.init(packedIPAddress: ByteBuffer(bytes: address.bytes), port: Int(port))
    }
}
