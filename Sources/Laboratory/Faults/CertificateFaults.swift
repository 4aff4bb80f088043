// SPDX-License-Identifier: Apache-2.0
internal import Crypto

extension Fault {
    static let certificateFaults = [
        rsa1024SHA1, expired, notYetValid, expiresSoon, expiresVerySoon, livesTooLong, selfSigned,
        unknownRoot,
        missingIntermediate, expiredIntermediate, wrongName, noNames, notForServers, stapleMissing,
        stapleRevoked, stapleStale, stapleForged, rootSent, intermediateTwice, foreignIntermediate,
        rootBeforeIntermediate, longSerial,
    ]

    /// OpenSSL 3 takes such a certificate at security level 0 alone, where it signs its key exchange with
    /// SHA-1 too.
    package static let rsa1024SHA1 = Fault(
        "rsa-1024-sha-1",
        "an RSA key of 1024 bits, certified with SHA-1",
        breaks: [
            "certificate.weak-rsa-key", "certificate.weak-signature", "tls.policy-violated",
            "tls.weak-key-exchange-signature",
        ]
    ) {
        $0.keys = [.rsa(bits: 1024)]
        $0.digest = .sha1
        $0.securityLevel = 0
    }

    package static let expired = Fault(
        "expired",
        "the certificate ran out three days ago",
        breaks: ["certificate.expired"]
    ) {
        $0.firstDay = -3 - $0.lifetimeDays
    }

    package static let notYetValid = Fault(
        "not-yet-valid",
        "the certificate begins in a week",
        breaks: ["certificate.not-yet-valid"]
    ) {
        $0.firstDay = 7
    }

    /// A quarter of the life is left.
    package static let expiresSoon = Fault(
        "expires-soon",
        "the certificate runs out in ten days",
        breaks: ["certificate.expires-soon"]
    ) {
        $0.lifetimeDays = 40
        $0.firstDay = -30
    }

    /// A twentieth of the life is left.
    package static let expiresVerySoon = Fault(
        "expires-very-soon",
        "the certificate runs out in two days",
        breaks: ["certificate.expires-soon"]
    ) {
        $0.lifetimeDays = 40
        $0.firstDay = -38
    }

    package static let livesTooLong = Fault(
        "lives-too-long",
        "a certificate for 400 days",
        breaks: ["certificate.lifetime-too-long", "tls.policy-violated"]
    ) {
        $0.lifetimeDays = 400
    }

    package static let selfSigned = Fault(
        "self-signed",
        "the certificate signs itself",
        breaks: ["certificate.untrusted"]
    ) {
        $0.signer = .itself
    }

    package static let unknownRoot = Fault(
        "unknown-root",
        "the chain ends in a root that nobody trusts",
        breaks: ["certificate.chain-disordered", "certificate.untrusted"]
    ) {
        $0.signer = .stranger
        $0.sendsRoot = true
    }

    package static let missingIntermediate = Fault(
        "missing-intermediate",
        "the intermediate is not sent",
        breaks: ["certificate.chain-incomplete"]
    ) {
        $0.sendsIntermediate = false
    }

    package static let expiredIntermediate = Fault(
        "expired-intermediate",
        "the intermediate ran out",
        breaks: ["certificate.intermediate-expired"]
    ) {
        $0.signer = .expiredIntermediate
    }

    package static let wrongName = Fault(
        "wrong-name",
        "the certificate is for another host",
        breaks: ["certificate.name-mismatch"]
    ) {
        $0.names = ["parked.hosting.example"]
    }

    package static let noNames = Fault(
        "no-names",
        "the host stands in the common name alone",
        breaks: ["certificate.name-mismatch"]
    ) {
        $0.names = []
    }

    /// A certificate without the purpose is no end of a path for a server, so chain building fails too.
    package static let notForServers = Fault(
        "not-for-servers",
        "the certificate is for clients",
        breaks: ["certificate.key-usage", "certificate.untrusted"]
    ) {
        $0.extendedKeyUsage = "clientAuth"
    }

    package static let stapleMissing = Fault(
        "staple-missing",
        "a staple is promised and not sent",
        breaks: ["certificate.must-staple-missing"]
    ) {
        $0.mustStaple = true
    }

    package static let stapleRevoked = Fault(
        "staple-revoked",
        "the staple says that it is revoked",
        breaks: ["certificate.revoked"]
    ) {
        $0.staple = Blueprint.Staple(status: .revoked)
    }

    package static let stapleStale = Fault(
        "staple-stale",
        "the staple ran out two days ago",
        breaks: ["certificate.staple-unusable"]
    ) {
        $0.staple = Blueprint.Staple(firstDay: -9, lastDay: -2)
    }

    package static let stapleForged = Fault(
        "staple-forged",
        "the staple is signed by a stranger",
        breaks: ["certificate.staple-unusable"]
    ) {
        $0.staple = Blueprint.Staple(isForged: true)
    }

    package static let rootSent = Fault(
        "root-sent",
        "the root is sent too",
        breaks: ["certificate.chain-disordered"]
    ) { $0.sendsRoot = true }

    package static let intermediateTwice = Fault(
        "intermediate-twice",
        "the intermediate is sent twice",
        breaks: ["certificate.chain-disordered"]
    ) {
        $0.surplus = .intermediateTwice
    }

    package static let foreignIntermediate = Fault(
        "foreign-intermediate",
        "an intermediate of another authority is sent too",
        breaks: ["certificate.chain-disordered"]
    ) {
        $0.surplus = .foreignIntermediate
    }

    package static let rootBeforeIntermediate = Fault(
        "root-before-intermediate",
        "the root stands before the intermediate",
        breaks: ["certificate.chain-disordered"]
    ) {
        $0.surplus = .rootBeforeIntermediate
    }

    package static let longSerial = Fault(
        "long-serial",
        "a serial number of 21 bytes",
        breaks: ["certificate.not-conformant"]
    ) {
        $0.serialLength = 21
    }

    /// The server has the key of another one; both findings name both hosts.
    package static func sharedKey(with host: String) -> Fault {
        Fault("shared-key", "the same key as \(host)", breaks: ["certificate.key-shared"]) {
            $0.keyHolder = host
        }
    }
}
