// SPDX-License-Identifier: Apache-2.0

extension Fault {
    static let conductFaults = [mute, closesAtOnce, resets, plainHTTP, mailBanner]

    package static let mute = Fault("mute", "it accepts connections and never says a word") {
        $0.conduct = .mute
    }

    package static let closesAtOnce = Fault("closes-at-once", "it closes every connection at once") {
        $0.conduct = .closesAtOnce
    }

    package static let resets = Fault("resets", "it resets every connection at the first bytes") {
        $0.conduct = .resets
    }

    package static let plainHTTP = Fault("plain-http", "it speaks HTTP in the clear") {
        $0.conduct = .http
    }

    package static let mailBanner = Fault("mail-banner", "it greets with a mail server's banner") {
        $0.conduct = .banner("220 \($0.host) ESMTP\r\n")
    }
}
