// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation

/// The laboratory's certification authorities, good and bad, made anew at each start.
struct Authority: Sendable {
    /// A root and what it certified.
    private struct Branch: Sendable {
        let root: IssuedCertificate
        let intermediate: IssuedCertificate
    }

    private let now: Date
    private let trusted: Branch
    private let expired: Branch
    private let stranger: Branch

    init(now: Date) throws(CryptoError) {
        self.now = now
        let root = try Self.root(named: "Laboratory Root", now: now)
        trusted = try Self.branch(
            of: root,
            named: "Laboratory Intermediate",
            firstDay: -20,
            days: 200,
            now: now
        )
        expired = try Self.branch(
            of: root,
            named: "Laboratory Old Intermediate",
            firstDay: -201,
            days: 200,
            now: now
        )
        let other = try Self.root(named: "Stranger Root", now: now)
        stranger = try Self.branch(
            of: other,
            named: "Stranger Intermediate",
            firstDay: -20,
            days: 200,
            now: now
        )
    }

    /// The anchor that makes the sound servers trusted.
    var root: IssuedCertificate { trusted.root }

    /// The server's certificates, one for each of its keys.
    func identities(for blueprint: Blueprint, keys: KeyRing) throws(CryptoError)
        -> [TLSServerSettings.Identity]
    {
        var identities: [TLSServerSettings.Identity] = []
        for kind in blueprint.keys {
            let key = try keys.key(kind, of: blueprint.keyHolder)
            identities.append(try identity(for: blueprint, key: key, kind: kind))
        }
        return identities
    }

    /// A server's certificate for one of its keys, with what is sent after it.
    private func identity(
        for blueprint: Blueprint,
        key: PrivateKey,
        kind: PrivateKey.Kind
    ) throws(CryptoError) -> TLSServerSettings.Identity {
        var template = Self.template(
            blueprint.host,
            firstDay: blueprint.firstDay,
            days: blueprint.lifetimeDays,
            now: now
        )
        template.dnsNames = blueprint.names
        template.digest = blueprint.digest
        template.keyUsage = kind.serverKeyUsage
        template.extendedKeyUsage = blueprint.extendedKeyUsage
        template.mustStaple = blueprint.mustStaple
        template.serial = Self.serial(bytes: blueprint.serialLength)
        guard let branch = branch(for: blueprint.signer) else {
            return TLSServerSettings.Identity(leaf: try CertificateFactory.issue(template, key: key))
        }
        let leaf = try CertificateFactory.issue(template, key: key, issuer: branch.intermediate)
        var rest: [[UInt8]] = []
        if blueprint.sendsIntermediate { rest.append(branch.intermediate.der) }
        if blueprint.sendsRoot { rest.append(branch.root.der) }
        switch blueprint.surplus {
        case .intermediateTwice?: rest.append(branch.intermediate.der)
        case .foreignIntermediate?: rest.append(stranger.intermediate.der)
        case .rootBeforeIntermediate?: rest.insert(branch.root.der, at: 0)
        case nil: break
        }
        return TLSServerSettings.Identity(leaf: leaf, rest: rest)
    }

    /// The OCSP response for all of a server's certificates; nil where it staples none.
    func staple(
        for blueprint: Blueprint,
        identities: [TLSServerSettings.Identity]
    ) throws(CryptoError) -> [UInt8]? {
        guard !identities.isEmpty, let staple = blueprint.staple, let branch = branch(for: blueprint.signer)
        else { return nil }
        var template = OCSPResponseFactory.Template(
            thisUpdate: now.addingTimeInterval(Double(staple.firstDay) * 86400),
            nextUpdate: now.addingTimeInterval(Double(staple.lastDay) * 86400)
        )
        template.status = staple.status
        return try OCSPResponseFactory.respond(
            template,
            for: identities.map(\.leaf.der),
            issuer: branch.intermediate.der,
            signer: staple.isForged ? stranger.intermediate : branch.intermediate
        )
    }

    /// Random, with the first bit clear and the second set, so that it is positive and has just so many bytes.
    private static func serial(bytes: Int) -> [UInt8] {
        (0..<bytes).map { position in
            let byte = UInt8.random(in: .min ... .max)
            return position == 0 ? byte & 0x7F | 0x40 : byte
        }
    }

    private func branch(for signer: Blueprint.Signer) -> Branch? {
        switch signer {
        case .intermediate: trusted
        case .expiredIntermediate: expired
        case .stranger: stranger
        case .itself: nil
        }
    }

    private static func root(named name: String, now: Date) throws(CryptoError) -> IssuedCertificate {
        var template = template(name, firstDay: -400, days: 1200, now: now)
        template.isCertificateAuthority = true
        return try CertificateFactory.issue(template, key: try .generate(.ec(curve: "P-384")))
    }

    private static func branch(
        of root: IssuedCertificate,
        named name: String,
        firstDay: Int,
        days: Int,
        now: Date
    ) throws(CryptoError) -> Branch {
        var template = template(name, firstDay: firstDay, days: days, now: now)
        template.isCertificateAuthority = true
        let key = try PrivateKey.generate(.ec(curve: "P-256"))
        return Branch(
            root: root,
            intermediate: try CertificateFactory.issue(template, key: key, issuer: root)
        )
    }

    private static func template(_ name: String, firstDay: Int, days: Int, now: Date) -> CertificateTemplate {
        let start = now.addingTimeInterval(Double(firstDay) * 86400)
        let end = start.addingTimeInterval(Double(days) * 86400)
        var template = CertificateTemplate(commonName: name, notBefore: start, notAfter: end)
        template.organization = "Chancery Laboratory"
        return template
    }
}
