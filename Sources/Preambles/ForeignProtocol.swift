// SPDX-License-Identifier: Apache-2.0

/// What speaks on a port instead of the protocol that was expected there.
package enum ForeignProtocol {
    private static let marks: [(mark: String, name: String)] = [
        ("SSH-", "SSH"), ("HTTP/", "HTTP"), ("<!DOCTYPE", "HTML"), ("<html", "HTML"), ("<stream:", "XMPP"),
        ("<?xml", "XML"), ("* OK", "IMAP"), ("+OK", "POP3"), ("RFB ", "VNC"), ("220", "SMTP or FTP"),
        ("@RSYNCD", "rsync"), ("\"IMPLEMENTATION\"", "ManageSieve"), (":", "IRC"),
    ]

    /// `not SMTP but SSH: SSH-2.0-x`; `bytes` are the first that do not fit.
    static func failure(expecting expected: String, found bytes: some Collection<UInt8>) -> PreambleEnd {
        let shown = PrintableText.of(bytes.filter { $0 != 0x0D && $0 != 0x0A }, atMost: 60)
        guard let name = name(of: Array(bytes.prefix(32))), !name.contains(expected) else {
            return .failed("not \(expected): \(shown)")
        }
        return .failed("not \(expected) but \(name): \(shown)")
    }

    /// By the first bytes; nil where none is known by them.
    package static func name(of bytes: [UInt8]) -> String? {
        if bytes.count > 1, (0x14...0x17).contains(bytes[0]), bytes[1] == 3 {
            return "TLS from the first byte"
        }
        if bytes.count > 1, bytes[0] == 0xFF, bytes[1] >= 0xFA { return "Telnet" }
        return marks.first { bytes.starts(with: $0.mark.utf8) }?.name
    }
}
