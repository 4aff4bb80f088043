// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// A check on the pages of an endpoint that looks at them through one view; what is missing ends it with its reason.
package protocol WebCheck: Check where Input == WebView {
    func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict
}

extension WebCheck {
    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> WebView
    {
        WebView(of: subject, in: evidence)
    }

    package func judge(_ view: WebView, at now: Date) -> Verdict {
        if let service = view.endpoint?.service, service != .https {
            return .notApplicable(because: "the service is not HTTPS")
        }
        do {
            return try verdict(on: view, at: now)
        } catch {
            return .withheld(because: error)
        }
    }
}
