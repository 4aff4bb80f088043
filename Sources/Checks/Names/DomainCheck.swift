// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// A check on a domain that looks at its records through one view; what is missing ends it with its reason.
package protocol DomainCheck: Check where Input == DomainView {
    func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict
}

extension DomainCheck {
    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> DomainView
    {
        try DomainView(of: subject, in: evidence)
    }

    package func judge(_ view: DomainView, at now: Date) -> Verdict {
        do {
            return try verdict(on: view, at: now)
        } catch {
            return .withheld(because: error)
        }
    }
}
