// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts

extension ChainOrder {
    /// - Parameters:
    ///   - details: of the same chain.
    ///   - verdict: of a store that misses an issuer; nil where none is missing.
    init(
        _ links: IssuanceLinks,
        _ details: [CertificateDetails],
        missing verdict: ChainVerdict?,
        aspect: String
    ) {
        let positions = links.sha256.indices
        let duplicates = positions.filter { links.sha256[..<$0].contains(links.sha256[$0]) }
        // The first copy of a certificate stands for all.
        var issuers = links.issuers
        for position in positions { issuers[position].removeAll { duplicates.contains($0) } }

        var reached: Set<Int> = []
        var waiting = positions.isEmpty ? [] : [0]
        while let position = waiting.popLast() {
            guard reached.insert(position).inserted else { continue }
            waiting += issuers[position]
        }
        let used = positions.filter { reached.contains($0) && !duplicates.contains($0) }
        let certifiesEarlier = used.dropFirst().allSatisfy { position in
            used.contains { $0 < position && issuers[$0].contains(position) }
        }
        let last = verdict?.path.last.flatMap { hash in details.first { $0.sha256 == hash } }
        self.init(
            aspect: aspect,
            isOrdered: certifiesEarlier,
            extra: positions.filter { !reached.contains($0) && !duplicates.contains($0) },
            duplicates: duplicates,
            anchors: used.dropFirst().filter { links.isSelfSigned[$0] },
            missingIssuer: verdict?.missingIssuer,
            missingIssuerURLs: last?.issuerURLs ?? []
        )
    }
}
