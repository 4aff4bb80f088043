// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import TLSWire

extension GradeFacts {
    // MARK: Versions and suites

    /// Whether any of some versions is offered.
    func offers(_ versions: [ProtocolVersion]) -> GradeAnswer {
        let offered = versions.filter(suites.versions.offered.contains)
        guard offered.isEmpty else { return .yes(offered.map(\.title).joined(separator: ", ")) }
        guard let doubt = versions.compactMap({ suites.versions.doubts[$0] }).foremost else { return .no }
        return .unknown(doubt)
    }

    func isBest(_ version: ProtocolVersion) -> GradeAnswer {
        if let newest = suites.versions.offered.last, newest > version { return .no }
        if let doubt = suites.versions.doubt(on: version ... .tls13) { return .unknown(doubt) }
        return suites.versions.offered.last == version ? .yes(nil) : .no
    }

    func offersSuite(_ matches: (CipherSuite) -> Bool) -> GradeAnswer {
        offersSuite(in: .ssl3 ... .tls13, matches)
    }

    func offersSuite(
        in versions: ClosedRange<ProtocolVersion>,
        _ matches: (CipherSuite) -> Bool
    ) -> GradeAnswer {
        let entries = suites.entries.filter { versions.contains($0.version) }
        if let found = entries.lazy.flatMap(\.suites).first(where: matches) { return .yes(found.description) }
        let doubts = entries.compactMap(\.doubt) + [suites.versions.doubt(on: versions)].compactMap(\.self)
        return doubts.foremost.map { .unknown($0) } ?? .no
    }

    func offersOnly(_ matches: (CipherSuite) -> Bool) -> GradeAnswer {
        let all = suites.entries.flatMap(\.suites)
        if all.contains(where: { !matches($0) }) { return .no }
        if let doubt = suites.doubt { return .unknown(doubt) }
        return all.isEmpty ? .no : .yes(nil)
    }

    /// Whether clients of TLS 1.1 and newer are given such a suite: the server's first choice, or all there is.
    ///
    /// Where a client's order decides, none of today's puts such a suite before others; a server that keeps it last is
    /// not affected (the announcement of 2016-11-16).
    func isGivenModernClients(_ matches: (CipherSuite) -> Bool) -> GradeAnswer {
        var doubt = suites.versions.doubt(on: .tls11 ... .tls13)
        for entry in suites.entries where entry.version >= .tls11 {
            let found = entry.suites.filter(matches)
            if found.isEmpty {
                doubt = doubt ?? entry.doubt
                continue
            }
            let isAll = found.count == entry.suites.count
            if isAll, let unsure = entry.doubt {
                doubt = doubt ?? unsure
            } else if isAll {
                return .yes("\(entry.version.title): \(found[0])")
            }
            guard !isAll else { continue }
            switch orders[entry.version] {
            case .server? where entry.suites.first.map(matches) == true:
                return .yes("\(entry.version.title): \(found[0])")
            case .server?, .client?, .single?: continue
            case nil:
                doubt = doubt ?? Unestablished(phase: .reply, reason: "the order of suites is not known")
            }
        }
        return doubt.map { .unknown($0) } ?? .no
    }

    // MARK: Conduct

    func feature(_ feature: PolicyFeature, counts bad: PolicyFeature.State) -> GradeAnswer {
        switch features.state(of: feature) {
        case .unknown(let reason): .unknown(reason)
        case let state: state == bad ? .yes(nil) : .no
        }
    }

    /// `needs`: whether what the attack needs is offered at all.
    func attack(_ attack: NamedAttack, needs: GradeAnswer) -> GradeAnswer {
        if case .no = needs { return .no }
        switch attacks[attack] {
        case .success(.vulnerable)?: return .yes(nil)
        case .success?: return .no
        case .failure(let reason)?: return .unknown(reason)
        case nil: return .unknown(Unestablished(phase: .notMeasured, reason: "it was not looked for"))
        }
    }

    /// By a probe of its own where there was one, else by SSL 2.0 on this address.
    var drown: GradeAnswer {
        switch attacks[.drown] {
        case .success(.vulnerable)?: .yes(nil)
        case .success?: .no
        default: offers([.ssl2])
        }
    }

    // MARK: Certificates

    func anyLeaf(_ matches: (CertificateSummary) -> Bool) -> GradeAnswer {
        if let leaf = leaves.first(where: matches) { return .yes("\(leaf.keyType) of \(leaf.keyBits) bits") }
        return chainDoubt.map { .unknown($0) } ?? .no
    }

    /// Signatures that somebody relies on: not those of roots.
    func anySignature(_ digests: Set<String>) -> GradeAnswer {
        let relied = served.flatMap(\.chain.certificates).filter { !$0.isSelfSigned }
        let found = relied.first { $0.signatureDigest.map(digests.contains) == true }
        if let found { return .yes(found.subject) }
        return chainDoubt.map { .unknown($0) } ?? .no
    }

    func trust(_ matches: (ChainTrust) -> Bool) -> GradeAnswer {
        var doubt = chainDoubt
        for chain in served {
            switch chain.trust {
            case .success(let trust) where matches(trust): return .yes(trust.text)
            case .success: continue
            case .failure(let reason): doubt = doubt ?? reason
            }
        }
        return doubt.map { .unknown($0) } ?? .no
    }

    /// Where the issuer was not sent nobody knows what a client that fetches it would say.
    var untrusted: GradeAnswer {
        let refused = trust { ![.trusted, .issuerMissing].contains($0.outcome) }
        guard case .no = refused else { return refused }
        guard case .yes = trust({ $0.outcome == .issuerMissing }) else { return .no }
        let reason = "the issuer was not sent, and not fetched"
        return .unknown(Unestablished(phase: .notMeasured, reason: reason))
    }

    var mismatch: GradeAnswer {
        var doubt = chainDoubt
        for chain in served {
            switch chain.match {
            case .success(let match) where !match.matches: return .yes(match.serverName)
            case .success: continue
            case .failure(let reason): doubt = doubt ?? reason
            }
        }
        return doubt.map { .unknown($0) } ?? .no
    }

    func life(_ isBad: (ClosedRange<Date>) -> Bool) -> GradeAnswer {
        var doubt = chainDoubt
        for leaf in leaves {
            guard let life = leaf.life else {
                doubt = doubt ?? Unestablished(phase: .reply, reason: "the validity cannot be read")
                continue
            }
            if isBad(life) { return .yes(leaf.subject) }
        }
        return doubt.map { .unknown($0) } ?? .no
    }

    /// Organisations of the roots that browsers took out of their stores in 2018.
    private static let symantecOrganisations = [
        "Symantec Corporation", "VeriSign, Inc.", "GeoTrust Inc.", "thawte, Inc.", "Thawte Consulting",
        "Equifax",
    ]

    func symantec(before day: Date) -> GradeAnswer {
        var doubt = chainDoubt
        for chain in served {
            switch chain.trust {
            case .failure(let reason): doubt = doubt ?? reason
            case .success(let trust):
                let anchor = (trust.anchor ?? "").replacing("\\", with: "")
                guard Self.symantecOrganisations.contains(where: anchor.contains) else { continue }
                guard let begin = chain.chain.leaf?.notBefore else { continue }
                if begin < day { return .yes(anchor) }
            }
        }
        return doubt.map { .unknown($0) } ?? .no
    }

    /// Not revoked where every leaf has a signed and current answer that says so.
    var revoked: GradeAnswer {
        let leaves = revocations.filter { $0.position == 0 && $0.isSigned == true }
        if leaves.contains(where: { $0.status == .revoked }) { return .yes(nil) }
        let good = Set(leaves.filter { $0.status == .good && $0.currency != .stale }.map(\.chain))
        guard served.isEmpty || served.contains(where: { !good.contains($0.chain.aspect) }) else {
            return .no
        }
        return .unknown(Unestablished(phase: .notMeasured, reason: "no responder or list was asked"))
    }

    var debianKey: GradeAnswer {
        if keyTrials.contains(where: { $0.trials.contains { $0.isDebianWeak == true } }) { return .yes(nil) }
        if chainDoubt == nil, !leaves.contains(where: \.isRSA) { return .no }
        let trials = keyTrials.flatMap(\.trials).filter { $0.position == 0 }
        if !trials.isEmpty, trials.allSatisfy({ $0.isDebianWeak == false }) { return .no }
        let reason = "no list of Debian's weak keys was looked into"
        return .unknown(Unestablished(phase: .notMeasured, reason: reason))
    }
}
