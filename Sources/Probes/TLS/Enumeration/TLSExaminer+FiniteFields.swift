// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import TLSWire

// MARK: Groups of RFC 7919 below TLS 1.3

extension TLSExaminer {
    /// One hello of TLS 1.2 with suites of DHE alone, that offers the groups whose primes have not been seen.
    ///
    /// All other hellos of DHE offer none, so a prime of one of these came by negotiation.
    func askFiniteFields() async {
        let suites = seen(.tls12) { $0.keyExchange == .dhe && !$0.isExport }
        guard !suites.isEmpty, !examination.primes.isEmpty, examination.finiteFields == nil else { return }
        let known = Set(examination.primes.compactMap { KnownPrime(prime: $0)?.group?.id })
        let offered = HelloFactory.finiteFields.filter { !known.contains($0) }
        guard !offered.isEmpty else { return }
        let proposal = factory.hello(
            .tls12 ... .tls12,
            suites: fitting(suites),
            groups: examination.legacyGroups.seen + offered,
            schemes: examination.schemes.unseenFirst
        )
        switch await settle(proposal) {
        case .refused(let refusal): examination.finiteFields = .ended(.refused(refusal))
        case .unknown(let reason): examination.finiteFields = .ended(.unknown(reason))
        case .accepted(let reply):
            guard case .dhe(let parameters)? = reply.flight?.keyExchange?.parameters else {
                examination.finiteFields = .ended(.unknown(Self.noPrime))
                return
            }
            let group = KnownPrime(prime: parameters.prime)?.group?.id
            examination.finiteFields = .prime(isOffered: group.map(offered.contains) ?? false)
        }
    }

    private static let noPrime = Unestablished(
        phase: .reply,
        reason: "the answer ended before its prime",
        attempts: 1
    )
}
