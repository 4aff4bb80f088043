// SPDX-License-Identifier: Apache-2.0
import Crypto
import Laboratory
import Testing

/// Faults of versions, suites and groups: each server does what its fault says.
struct HandshakeFaultTests {
    /// The versions at which each kind of server shakes hands.
    @Test(arguments: [
        (Fault.tls13Only, [TLSVersion.tls13]),
        (.tls12Only, [.tls12]),
        (.oldVersions, [.tls10, .tls11, .tls12, .tls13]),
        (.noForwardSecrecy, [.tls12]),
        (.cbcOnly, [.tls12]),
        (.rsa1024SHA1, [.tls12, .tls13]),
    ])
    func itOffersExactlyItsVersions(fault: Fault, expected: [TLSVersion]) async throws {
        try await withServer(fault) { endpoint, _ in
            var offered: [TLSVersion] = []
            for version in TLSVersion.allCases {
                let answer = try await LoopbackClient.shakeHands(with: endpoint, .only(version))
                if answer.facts?.version == version.rawValue { offered.append(version) }
            }
            #expect(offered == expected)
        }
    }

    /// A suite that the fault adds, and one that it does not.
    @Test(arguments: [
        (Fault.noForwardSecrecy, "AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"),
        (.staticRSAOffered, "AES128-GCM-SHA256", "AES128-SHA"),
        (.cbcOnly, "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES128-GCM-SHA256"),
        (.cbcOffered, "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES128-SHA"),
        (.oldVersions, "ECDHE-ECDSA-AES128-SHA", "AES128-SHA"),
        (.nullSuites, "ECDHE-ECDSA-NULL-SHA", "ECDHE-ECDSA-AES128-SHA"),
        (.anonymousSuites, "ADH-AES256-GCM-SHA384", "ADH-AES128-GCM-SHA256"),
    ])
    func itOffersTheSuitesOfItsFault(fault: Fault, added: String, absent: String) async throws {
        try await withServer(fault) { endpoint, _ in
            let with = try await LoopbackClient.shakeHands(with: endpoint, .tls12(added))
            #expect(with.facts?.cipherName == added)
            let without = try await LoopbackClient.shakeHands(with: endpoint, .tls12(absent))
            #expect(without.failure?.alert == 40)
        }
    }

    @Test func theOldVersionsAreServedWithCBC() async throws {
        try await withServer(.oldVersions) { endpoint, _ in
            let answer = try await OpenSSLClient.run(endpoint, ["-tls1", "-cipher", "ALL@SECLEVEL=0"])
            #expect(answer.contains("New, TLSv1.0, Cipher is ECDHE-ECDSA-AES128-SHA"))
        }
    }

    @Test(arguments: [Fault.oldVersions, .rsa1024SHA1, .nullSuites, .anonymousSuites])
    func serversAtSecurityLevel0SignWithSHA1(fault: Fault) async throws {
        try await withServer(fault) { endpoint, _ in
            let answer = try await OpenSSLClient.run(endpoint, OpenSSLClient.onlySHA1)
            #expect(OpenSSLClient.isConnected(answer))
            #expect(answer.contains("Peer signing digest: SHA1"))
        }
    }

    @Test(arguments: [(nil, false), (Fault.clientChooses, true)])
    func theOrderOfSuitesIsTheServersUnlessTheClientChooses(fault: Fault?, isClients: Bool) async throws {
        let turnedRound = "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256"
        try await withServer(fault) { endpoint, _ in
            let facts = try await LoopbackClient.shakeHands(with: endpoint, .tls12(turnedRound)).facts
            let first = "ECDHE-ECDSA-CHACHA20-POLY1305"
            #expect(facts?.cipherName == (isClients ? first : "ECDHE-ECDSA-AES128-GCM-SHA256"))
        }
    }

    @Test(arguments: [(nil, false), (Fault.deprecatedGroup, true)])
    func theDeprecatedGroupIsTakenOnlyWithTheFault(fault: Fault?, isTaken: Bool) async throws {
        try await withServer(fault) { endpoint, _ in
            var settings = TLSClientSettings.tls12("ECDHE-RSA-AES128-GCM-SHA256")
            settings.groups = "P-224"
            let answer = try await LoopbackClient.shakeHands(with: endpoint, settings)
            #expect((answer.facts != nil) == isTaken)
        }
    }

    @Test(arguments: ["X25519", "P-256", "P-384"])
    func theSoundGroupsAreTakenEachByItself(group: String) async throws {
        try await withServer { endpoint, _ in
            for var settings in [TLSClientSettings.tls12("ECDHE-RSA-AES128-GCM-SHA256"), .only(.tls13)] {
                settings.groups = group
                let answer = try await LoopbackClient.shakeHands(with: endpoint, settings)
                #expect(answer.facts != nil)
            }
        }
    }
}
