// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import TLSWire

// MARK: Servers that refuse without a word

extension TLSExaminer {
    /// The parts of a list of suites that was dropped, where one of them by itself is answered.
    ///
    /// Some stacks choose a suite for which they lack the parameters, as DHE without a prime, and end the
    /// connection without having sent anything: that says nothing about the suites beside it.
    func answeredParts(
        of suites: [UInt16],
        at version: ProtocolVersion,
        after ends: [EnumerationEnd]
    ) async -> [[UInt16]]? {
        switch ends.last {
        case .refused(let refusal)? where refusal.isSilent: break
        case .unknown(let reason)? where reason.phase == .handshake: break
        case .refused?, .exhausted?, .unused?, .unknown?, nil: return nil
        }
        let seen = Set(examination.versions[version]?.suites.seen ?? [])
        let parts = Self.parts(of: suites.filter { !seen.contains($0) })
        guard parts.count > 1 else { return nil }
        for part in parts {
            let proposal = hello(version, suites: part)
            if let reply = await interrogator.glance(proposal, needs: .throughServerHelloDone) {
                examination.absorb(reply, to: proposal.hello)
                return parts
            }
        }
        return nil
    }

    /// By what a server needs for them beside its certificate.
    private static func parts(of suites: [UInt16]) -> [[UInt16]] {
        let finite = suites.filter { CipherSuite($0).isEphemeralFiniteField }
        let other = suites.filter { !CipherSuite($0).isEphemeralFiniteField }
        return [other, finite].filter { !$0.isEmpty }
    }

    /// The versions from SSL 3.0 on that were dropped, as far as none between them was answered, with a hello that
    /// offers them all.
    var silentVersions: RefusalUnion? {
        guard suiteLimit == nil else { return nil }
        let absent = [ProtocolVersion.ssl3, .tls10, .tls11, .tls12].prefix { version in
            examination.versions[version]?.suites.seen.isEmpty == true
        }
        let members = absent.compactMap { version -> Refusal? in
            guard let ends = examination.versions[version]?.ends, ends.count == 1,
                case .refused(let refusal)? = ends.first, refusal.isSilent
            else { return nil }
            return refusal
        }
        guard let newest = absent.last, members.count == absent.count else { return nil }
        var suites = HelloFactory.suites(for: newest)
        suites += absent.flatMap(HelloFactory.suites).filter { !suites.contains($0) }
        func opening(_ suites: [UInt16]) -> Opening {
            .hello(
                factory.hello(.ssl3...newest, suites: suites, groups: examination.legacyGroups.unseenFirst),
                needs: .serverHelloOnly
            )
        }
        return RefusalUnion(of: members, whole: opening(suites), parts: Self.parts(of: suites).map(opening))
    }
}
