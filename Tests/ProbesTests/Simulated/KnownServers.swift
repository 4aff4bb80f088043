// SPDX-License-Identifier: Apache-2.0
import Facts
import TLSWire

/// Servers as they are set up, or were.
enum KnownServers {
    static let groups13: [UInt16] = [
        0x001D, 0x0017, 0x001E, 0x0019, 0x0018, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104,
    ]
    static let curves: [UInt16] = [0x001D, 0x0017, 0x001E, 0x0019, 0x0018]
    static let schemesRSA: [UInt16] = [0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0301]
    static let schemesECDSA: [UInt16] = [0x0403, 0x0503, 0x0603, 0x0303]

    /// Mozilla's "intermediate" with an RSA certificate; nginx leaves the order to the client.
    static func intermediate(_ order: PreferenceOrder = .client) -> ServerPolicy {
        var policy = ServerPolicy(suites: [
            .tls13: [0x1301, 0x1302, 0x1303], .tls12: [0xC02F, 0xC030, 0xCCA8, 0x009E, 0x009F, 0xCCAA],
        ])
        policy.order = order
        policy.groupOrder = order
        policy.groups13 = groups13
        policy.legacyGroups = curves
        policy.schemes = schemesRSA
        policy.applicationProtocols = ["h2", "http/1.1"]
        policy.refusal = .alert(40)
        return policy
    }

    /// The same with an ECDSA certificate beside.
    static func intermediateWithTwoCertificates(_ order: PreferenceOrder = .client) -> ServerPolicy {
        var policy = intermediate(order)
        policy.suites[.tls12] = [
            0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0x009E, 0x009F, 0xCCAA,
        ]
        policy.schemes = schemesECDSA + schemesRSA
        policy.certificateCurve = 0x0017
        return policy
    }

    static let onlyTLS13: ServerPolicy = {
        var policy = intermediate(.server)
        policy.suites[.tls12] = nil
        policy.refusal = .alert(70)
        return policy
    }()

    /// Everything OpenSSL 1.0 had: RC4, 3DES, export, static RSA; no TLS 1.3.
    static let legacy: ServerPolicy = {
        let old: [UInt16] = [
            0xC014, 0xC013, 0x0039, 0x0033, 0x0088, 0x0045, 0xC012, 0x0016, 0xC011, 0x0035, 0x002F, 0x0084,
            0x0041, 0x0096, 0x0007, 0x000A, 0x0005, 0x0004, 0x0015, 0x0009, 0x0014, 0x0008, 0x0006, 0x0003,
        ]
        var policy = ServerPolicy(suites: [
            .tls12: [0xC030, 0xC02F, 0xC028, 0xC027, 0x009F, 0x009E, 0x006B, 0x0067, 0x003D, 0x003C] + old,
            .tls11: old, .tls10: old,
        ])
        policy.order = .server
        policy.legacyGroups = [0x0017, 0x0018, 0x0019]
        policy.schemes = [0x0601, 0x0501, 0x0401, 0x0301, 0x0201]
        policy.prime = ServerPolicy.prime(bits: 1024)
        policy.compresses = true
        return policy
    }()

    /// OpenSSL 1.0.2 with everything built in: nine ciphers of SSL 2.0, 63 suites of each version up to TLS 1.1, 103 of
    /// TLS 1.2, every curve it has.
    static func everythingOn(_ order: PreferenceOrder) -> ServerPolicy {
        let exchanges: [KeyExchange?] = [.rsa, .dhe, .ecdhe, .dh]
        let authentications: [Authentication?] = [.rsa, .ecdsa, .dss, .anonymous]
        func suites(_ version: ProtocolVersion, _ count: Int) -> [UInt16] {
            let built = CipherSuite.usable(in: version).filter {
                $0.isRegistered && exchanges.contains($0.keyExchange)
                    && authentications.contains($0.authentication)
            }
            return Array(built.map(\.id).reversed().prefix(count))
        }
        let old = suites(.ssl3, 63)
        let new = suites(.tls12, 200).filter { !old.contains($0) }.prefix(40)
        var policy = ServerPolicy(suites: [.tls12: new + old, .tls11: old, .tls10: old, .ssl3: old])
        policy.ssl2 = Array(SSLv2CipherSpec.all.map(\.id).prefix(9))
        policy.order = order
        policy.groupOrder = order
        policy.legacyGroups = (1...25).map { UInt16($0) }
        policy.schemes = [
            0x0601, 0x0602, 0x0603, 0x0501, 0x0502, 0x0503, 0x0401, 0x0402, 0x0403, 0x0301, 0x0201,
        ]
        policy.compresses = true
        return policy
    }

    static let onlySSL3 = ServerPolicy(suites: [.ssl3: [0x0035, 0x002F, 0x000A, 0x0005, 0x0004]])

    static let anonymous: ServerPolicy = {
        let suites: [UInt16] = [0xC019, 0xC018, 0x003A, 0x0034]
        var policy = ServerPolicy(suites: [.tls12: suites + [0x00A7, 0x00A6], .tls10: suites])
        policy.legacyGroups = curves
        return policy
    }()

    /// The certificate's curve must be among those offered, or no suite is chosen.
    static func ecdsa(_ order: PreferenceOrder) -> ServerPolicy {
        var policy = ServerPolicy(suites: [.tls12: [0xC02B, 0xC02C, 0xCCA9], .tls11: [0xC009, 0xC00A]])
        policy.order = order
        policy.groupOrder = order
        policy.legacyGroups = [0x001D, 0x0018, 0x0017, 0x0019]
        policy.certificateCurve = 0x0017
        policy.schemes = schemesECDSA
        return policy
    }

    static let singleSuite: ServerPolicy = {
        var policy = ServerPolicy(suites: [.tls12: [0xC02F]])
        policy.legacyGroups = [0x0017]
        policy.schemes = [0x0401]
        return policy
    }()

    static let withoutGroups: ServerPolicy = {
        var policy = ServerPolicy(suites: [.tls12: [0x009C, 0x002F, 0x0035], .tls10: [0x002F, 0x0035]])
        policy.schemes = [0x0401]
        return policy
    }()
}
