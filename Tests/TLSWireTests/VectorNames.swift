// SPDX-License-Identifier: Apache-2.0

@testable import TLSWire

extension HelloReply {
    /// The name that the vectors have for it.
    var answerName: String {
        switch answer {
        case .serverHello: "server-hello"
        case .helloRetryRequest: "hello-retry-request"
        case .alert: "alert"
        case .closed, .reset, .timedOut: "none"
        case .notTLS: "not-tls"
        case .sslv2ServerHello: "sslv2-server-hello"
        case .sslv2Error: "sslv2-error"
        case .malformed: "malformed"
        case .incomplete: "incomplete"
        case .echoed: "client-hello-echoed"
        }
    }
}

extension Unfinished {
    var isRecord: Bool {
        if case .message = part { return false }
        return true
    }

    var typeCode: Int? {
        switch part {
        case .record(let type): Int(type.id)
        case .message(let type): Int(type.id)
        case .sslv2Record: nil
        }
    }
}

extension ProtocolVersion {
    var vectorName: String {
        switch self {
        case .ssl2, .ssl3: title
        case .tls10, .tls11, .tls12, .tls13: title.replacing(" ", with: "v")
        }
    }
}

extension HandshakeType {
    var vectorName: String? {
        name?.split(separator: "_").map(\.capitalized).joined()
    }
}

extension WireEvent {
    var vectorName: String {
        switch self {
        case .alert(let alert): "Alert \(alert.description.id) \(alert.description)"
        default: "\(self)"
        }
    }
}

extension JSON {
    var isHello: Bool {
        string?.hasSuffix("ClientHello") == true || string?.hasPrefix("ClientHello") == true
    }
}

extension Substring {
    var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
