// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import TLSWire

// MARK: Searches that ended by an accident

extension TLSExaminer {
    /// Goes on where a search ended at hellos that an unsteady peer lost, and says whether there was one.
    ///
    /// They were dropped until they passed for refused and answered later, or dropped at every try. What was found
    /// stays found, so nothing is asked for twice; where more suites are found, what hangs on them is asked for, too.
    func resumeLostSearches() async -> Bool {
        guard await interrogator.isWorthMore else { return false }
        let (hasLostSuites, grown) = await resumeSuites()
        let hasLostGroups13 = await isLost(examination.groups13End)
        if hasLostGroups13 || grown.contains(.tls13) {
            examination.groups13End = nil
            await enumerateGroups13()
        }
        let hasLostSchemes13 = await isLost(examination.encrypted.schemesEnd)
        if hasLostSchemes13 || grown.contains(.tls13) {
            examination.encrypted.schemesEnd = nil
            await enumerateSchemes13()
        }
        let hasLostGroups = await isLost(examination.legacyGroupsEnd)
        let hasLostSchemes = await isLost(examination.schemesEnd)
        if hasLostGroups || hasLostSchemes || grown.contains(where: { $0 < .tls13 }) {
            await enumerateLegacyParameters()
        }
        return hasLostSuites || hasLostGroups13 || hasLostSchemes13 || hasLostGroups || hasLostSchemes
    }

    /// Whether suites were lost at any version, and the versions of which more were found.
    private func resumeSuites() async -> (hasLost: Bool, grown: Set<ProtocolVersion>) {
        var hasLost = false
        var grown: Set<ProtocolVersion> = []
        for version in [ProtocolVersion.tls13, .tls12, .tls11, .tls10, .ssl3] {
            var isLost = false
            for end in examination.versions[version]?.ends ?? [] where await self.isLost(end) {
                isLost = true
            }
            guard isLost else { continue }
            hasLost = true
            let before = examination.versions[version]?.suites.seen.count
            await enumerateSuites(version)
            if examination.versions[version]?.suites.seen.count != before { grown.insert(version) }
        }
        return (hasLost, grown)
    }

    private func isLost(_ end: EnumerationEnd?) async -> Bool {
        switch end {
        case .exhausted, .unused, nil: false
        case .unknown(let reason): !reason.isDeliberate
        case .refused(let refusal): await !interrogator.isConfirmed(refusal)
        }
    }
}
