// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// What OpenSSL refused to do.
package struct CryptoError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Operation: String, Sendable {
        case parseCertificate = "parse certificate"
        case parseKey = "parse key"
        case generateKey = "generate key"
        case issueCertificate = "issue certificate"
        case loadTrustStore = "load trust store"
        case verifyChain = "verify chain"
        case configureContext = "configure TLS context"
        case openSession = "open TLS session"
        case parseOCSP = "parse OCSP response"
        case issueOCSP = "issue OCSP response"
        case parseList = "parse revocation list"
        case issueList = "issue revocation list"
        case agreeOnKey = "agree on key"
        case sign
        case makeTimestampQuery = "make time stamp query"
        case parseTimestamp = "parse time stamp"
    }

    package let operation: Operation
    /// One line in OpenSSL's words; may hold text from the peer, so it is hostile until escaped.
    package let reason: String

    package var description: String { "\(operation.rawValue): \(reason)" }

    init(_ operation: Operation, _ reason: String) {
        self.operation = operation
        self.reason = reason
    }

    /// Takes the reason from this thread's error queue.
    init(_ operation: Operation) {
        self.init(operation, ErrorQueue.take().reason)
    }
}

/// OpenSSL's queue of errors, one a thread; empty it before each call whose failure shall be explained.
enum ErrorQueue {
    struct Content {
        /// All reasons, the deepest first, joined by `; `.
        let reason: String
        /// The alert that the peer sent, where that is what failed.
        let alert: UInt8?
        let isEndOfPEM: Bool
    }

    static func clear() { ERR_clear_error() }

    static func take() -> Content {
        var reasons: [String] = []
        var alert: UInt8?
        var isEndOfPEM = false
        while true {
            let code = ERR_get_error()
            guard code != 0 else { break }
            if let number = UInt8(exactly: shim_alert_of_error(code)) { alert = number }
            isEndOfPEM = shim_error_is_end_of_pem(code) != 0
            let text = unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) }
            reasons.append(text ?? "error \(String(code, radix: 16))")
        }
        let reason = reasons.isEmpty ? "no reason given" : reasons.joined(separator: "; ")
        return Content(reason: reason, alert: alert, isEndOfPEM: isEndOfPEM)
    }
}
