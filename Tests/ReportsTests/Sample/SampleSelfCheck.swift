// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports

extension ReportDocument {
    /// With a self-check that went wrong in every way, and a reload.
    func checked() -> ReportDocument {
        var document = self
        document.selfCheck = SelfCheck(
            differences: [
                .init(.missed, "tls.version-obsolete", at: "known-bad.laboratory.example"),
                .init(.invented, "certificate.untrusted", at: "known-good.laboratory.example"),
            ],
            reason: "web.hsts-missing at known-bad.laboratory.example is unknown (reply: too late)",
            planted: 21,
            verdicts: 268,
            connections: 113,
            milliseconds: 491
        )
        document.reloads = [
            ReloadInfo(
                at: cycle.started,
                lines: ["added Endpoint visa.mfa.example", "changed Chancery: Interval: 6h → 1h"]
            )
        ]
        return document
    }
}
