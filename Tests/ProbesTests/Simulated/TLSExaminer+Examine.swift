// SPDX-License-Identifier: Apache-2.0
import Model

@testable import Probes

extension TLSExaminer {
    /// The whole examination; the reason where no hello at all was answered.
    func examine() async throws(Unestablished) -> Examination {
        try await makeContact()
        await enumerate()
        return examination
    }
}
