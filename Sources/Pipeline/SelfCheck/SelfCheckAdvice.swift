// SPDX-License-Identifier: Apache-2.0
package import Model

/// What a self-check that did not hold means, and what to do.
package struct SelfCheckAdvice: Sendable {
    private let check: SelfCheck

    package init(_ check: SelfCheck) { self.check = check }

    /// What was seen and what to do, for journal and terminal.
    package var text: String { "self-check \(check.words). \(advice ?? "")" }

    /// Nil where there is nothing to do.
    package var advice: String? {
        switch check.state {
        case .held: nil
        case .notEstablished:
            "Nobody knows whether this installation sees what it should: let it listen and connect on 127.0.0.0/8, and read the next "
                + "cycle's; SelfCheck=no leaves it out."
        case .notHeld:
            "Read what this cycle says on these checks with doubt: an upgrade of OpenSSL or of Chancery may be half done, or a "
                + "threshold in risk-model.conf is beyond what the laboratory's sound server keeps. Restart the daemon, compare "
                + "with chancery demo, and report what stays."
        }
    }
}
