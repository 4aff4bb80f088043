// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

/// Server configurations by what they choose from.
private struct Profile {
    static let aead12: [UInt16] = [0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8]
    static let rsaAEAD12: [UInt16] = [0xC02F, 0xC030, 0xCCA8]
    static let ecdsaAEAD12: [UInt16] = [0xC02B, 0xC02C, 0xCCA9]
    static let curves: [UInt16] = [0x001D, 0x0017, 0x0018]

    var versions: [ProtocolVersion] = [.tls12, .tls13]
    var suites: [ProtocolVersion: [UInt16]] = [.tls12: rsaAEAD12, .tls13: [0x1301, 0x1302, 0x1303]]
    var groups: [UInt16] = curves
    var suiteOrder: PreferenceOrder? = .server
    var chaCha20Priority: Bool?
    var schemes: [UInt16]? = [0x0804, 0x0401, 0x0403, 0x0503, 0x0201]
    var primeBits: Set<Int> = []
    var leaf: CertificateSummary? = .leaf()
    var servesWithoutName: Bool? = true
    var takesSSLv2Format: Bool? = true
    var masterSecretDemand: ProtocolVersion?

    var server: ServerProfile {
        ServerProfile(
            suites: SuiteCensus(
                versions: VersionCensus(offered: versions),
                entries: versions.sorted().map { version in
                    SuiteCensus.Entry(version, (suites[version] ?? []).map { CipherSuite($0) })
                }
            ),
            groups: GroupCensus(groups: [
                .legacy: groups.map { NamedGroup($0) }, .tls13: groups.map { NamedGroup($0) },
            ]),
            suiteOrders: Dictionary(
                versions.compactMap { version in suiteOrder.map { (version, $0) } },
                uniquingKeysWith: { $1 }
            ),
            chaCha20Priorities: Dictionary(
                versions.compactMap { version in chaCha20Priority.map { (version, $0) } },
                uniquingKeysWith: { $1 }
            ),
            groupOrders: [.legacy: .server, .tls13: .server],
            schemes: Dictionary(
                versions.compactMap { version in
                    schemes.map { (version, $0.map { SignatureScheme($0) }) }
                },
                uniquingKeysWith: { $1 }
            ),
            primeBits: primeBits,
            certificates: leaf.map { [ServerProfile.Certificate(leaf: $0)] } ?? [],
            servesWithoutName: servesWithoutName,
            takesSSLv2Format: takesSSLv2Format,
            masterSecretDemand: masterSecretDemand
        )
    }

    func handshake(_ client: String) throws -> SimulatedHandshake {
        let client = try #require(ShippedClients.all.first { $0.name == client }, "\(client)")
        return simulate(client, against: server)
    }

    var reach: Set<String> {
        Set(ShippedClients.all.filter { simulate($0, against: server).connects == true }.map(\.name))
    }
}

struct ClientSimulationTests {
    @Test func clientsAreManyAndTheirNamesUnique() {
        #expect((60...90).contains(ShippedClients.all.count))
        #expect(Set(ShippedClients.all.map(\.name)).count == ShippedClients.all.count)
    }

    @Test func everyClientOffersKnownSuitesOfItsVersions() {
        for client in ShippedClients.all {
            #expect(!client.suites.isEmpty, "\(client.name)")
            #expect(Set(client.suites).count == client.suites.count, "\(client.name)")
            #expect(client.suites.allSatisfy { !$0.isGREASE && !$0.isSignalling }, "\(client.name)")
            let modern = client.suites.contains { $0.versions == .tls13 ... .tls13 }
            #expect(modern == client.versions.contains(.tls13), "\(client.name)")
        }
    }

    @Test func aModernClientGetsTheServersFirstChoices() throws {
        let handshake = try Profile().handshake("Chrome 101, Windows 10")
        #expect(handshake.connects == true)
        #expect(handshake.version == .tls13)
        #expect(handshake.suite == CipherSuite(0x1301))
        #expect(handshake.group == .x25519)
        #expect(handshake.whyNot == nil)
    }

    @Test func theClientsOrderCountsWhereTheServerFollowsIt() throws {
        var profile = Profile(versions: [.tls12])
        profile.suites[.tls12] = [0xC02F, 0xC030]
        profile.suiteOrder = .client
        #expect(try profile.handshake("Java 8u161").suite == CipherSuite(0xC030))
        profile.suiteOrder = .server
        #expect(try profile.handshake("Java 8u161").suite == CipherSuite(0xC02F))
        profile.suiteOrder = nil
        let handshake = try profile.handshake("Java 8u161")
        #expect(handshake.connects == true)
        #expect(handshake.suite == nil)
    }

    @Test func whoPutsChaCha20FirstGetsItWhereTheServerGivesIt() throws {
        let client = try #require(
            ShippedClients.all.first {
                $0.suites.first?.attributes?.cipher == .chacha20
                    && $0.suites.contains(CipherSuite(0xC02F)) && $0.suites.contains(CipherSuite(0xCCA8))
            }
        )
        var profile = Profile(versions: [.tls12])
        profile.suites[.tls12] = [0xC02F, 0xCCA8]
        #expect(simulate(client, against: profile.server).suite == nil)
        profile.chaCha20Priority = true
        #expect(simulate(client, against: profile.server).suite == CipherSuite(0xCCA8))
        #expect(try profile.handshake("Java 8u161").suite == CipherSuite(0xC02F))
        profile.chaCha20Priority = false
        #expect(simulate(client, against: profile.server).suite == CipherSuite(0xC02F))
    }

    @Test func whoHasNoExtendedMasterSecretIsShutOutWhereItIsRequired() {
        var profile = Profile(
            versions: [.tls11, .tls12],
            suites: [.tls11: [0xC013, 0x002F], .tls12: [0xC013, 0xC02F]]
        )
        let before = profile.reach
        let lacking = Set(ShippedClients.all.filter { !$0.offersExtendedMasterSecret }.map(\.name))
        #expect(!before.isDisjoint(with: lacking) && !before.isSubset(of: lacking))
        profile.masterSecretDemand = .tls12
        #expect(profile.reach == before.subtracting(lacking))
        for client in ShippedClients.all where before.contains(client.name) && lacking.contains(client.name) {
            let handshake = simulate(client, against: profile.server)
            // At TLS 1.1 nobody asked.
            #expect(handshake.connects == (handshake.version == .tls12 ? false : nil), "\(client.name)")
            #expect(handshake.whyNot?.contains("extended_master_secret") == true, "\(client.name)")
        }
    }

    @Test func internetExplorer11OnWindows7HasNoRSAWithGCM() throws {
        let rsa = try Profile().handshake("Internet Explorer 11, Windows 7")
        #expect(rsa.connects == false)
        #expect(rsa.whyNot == "no common cipher suite at TLS 1.2")
        let ecdsa = Profile(
            suites: [.tls12: Profile.ecdsaAEAD12, .tls13: [0x1301]],
            leaf: .leaf(key: ("EC", 256, "prime256v1", nil))
        )
        #expect(try ecdsa.handshake("Internet Explorer 11, Windows 7").connects == true)
        #expect(try ecdsa.handshake("Chrome 49, Windows XP").connects == false)
    }

    @Test func android6NeedsANISTCurve() throws {
        var profile = Profile(groups: [0x001D])
        let handshake = try profile.handshake("Android 6.0")
        #expect(handshake.connects == false)
        #expect(handshake.whyNot == "no common key-exchange group")
        profile.groups = [0x001D, 0x0018]
        #expect(try profile.handshake("Android 6.0").group == .secp384r1)
    }

    @Test func android7HasP256Alone() throws {
        #expect(try Profile(groups: [0x001D, 0x0018]).handshake("Android 7.0").connects == false)
        #expect(try Profile(groups: [0x001D, 0x0017]).handshake("Android 7.0").connects == true)
    }

    @Test func android5HasNoAES256InGCM() throws {
        let profile = Profile(suites: [.tls12: [0xC030, 0xCCA8], .tls13: [0x1302]])
        #expect(try profile.handshake("Android 5.0").connects == false)
        #expect(try profile.handshake("Android 7.0").connects == true)
    }

    @Test func java7RefusesALargeDiffieHellmanPrime() throws {
        var profile = Profile(versions: [.tls10], suites: [.tls10: [0x0033, 0x002F]])
        profile.primeBits = [2048]
        let refused = try profile.handshake("Java 7u25")
        #expect(refused.connects == false)
        #expect(refused.suite == CipherSuite(0x0033))
        #expect(refused.whyNot == "a Diffie-Hellman prime of 2048 bits is refused")
        profile.primeBits = [1024]
        #expect(try profile.handshake("Java 7u25").connects == true)
        profile.primeBits = [1024, 2048]
        #expect(try profile.handshake("Java 7u25").connects == nil)
        profile.primeBits = []
        #expect(try profile.handshake("Java 7u25").connects == nil)
        profile.suites[.tls10] = [0x002F, 0x0033]
        #expect(try profile.handshake("Java 7u25").connects == true)
    }

    @Test func openSSL35RefusesASmallRSAKey() throws {
        let profile = Profile(leaf: .leaf(key: ("RSA", 1024, nil, "65537")))
        #expect(try profile.handshake("OpenSSL 3.5").connects == false)
        #expect(try profile.handshake("OpenSSL 1.1.1").connects == true)
    }

    @Test func android15TakesNoSHA1() throws {
        let profile = Profile(versions: [.tls12], schemes: [0x0201])
        #expect(try profile.handshake("Android 15 and 16").whyNot == "no common signature scheme")
        #expect(try profile.handshake("Android 13 and 14").connects == true)
    }

    @Test func clientsWithoutServerNameConnect() throws {
        let profile = Profile(versions: [.tls10], suites: [.tls10: [0x0035, 0x002F, 0x000A]])
        for name in ["Android 2.3", "Internet Explorer 8, Windows XP"] {
            let client = try #require(ShippedClients.all.first { $0.name == name })
            #expect(!client.sendsServerName)
            #expect(simulate(client, against: profile.server).connects == true)
        }
    }

    @Test func aClientThatNamesNoGroupsTakesTheServersOnlyOne() throws {
        #expect(ShippedClients.all.filter(\.groups.isEmpty).map(\.name).contains("OpenSSL 0.9.8"))
        let profile = Profile(versions: [.tls10], suites: [.tls10: [0xC013]])
        #expect(try profile.handshake("OpenSSL 0.9.8").whyNot == "no common cipher suite at TLS 1.0")
    }

    @Test func nothingSeenDecidesNothing() throws {
        let lost = Unestablished(phase: .connect, reason: "connection refused")
        let server = ServerProfile(
            suites: SuiteCensus(
                versions: VersionCensus(
                    offered: [],
                    doubts: Dictionary(uniqueKeysWithValues: ProtocolVersion.allCases.map { ($0, lost) })
                ),
                entries: []
            ),
            groups: GroupCensus(groups: [:])
        )
        for client in ShippedClients.all {
            let handshake = simulate(client, against: server)
            #expect(handshake.connects == nil, "\(client.name)")
            #expect(handshake.whyNot?.contains("connection refused") == true, "\(client.name)")
        }
    }

    @Test func suitesThatMayBeMissingLeaveItOpen() throws {
        let lost = Unestablished(phase: .handshake, reason: "timed out")
        let server = ServerProfile(
            suites: SuiteCensus(
                versions: VersionCensus(offered: [.tls12]),
                entries: [SuiteCensus.Entry(.tls12, [CipherSuite(0xCCA8)], doubt: lost)]
            ),
            groups: GroupCensus(groups: [.legacy: [.x25519, .secp256r1]]),
            suiteOrders: [.tls12: .server]
        )
        let android7 = try #require(ShippedClients.all.first { $0.name == "Android 7.0" })
        let android5 = try #require(ShippedClients.all.first { $0.name == "Android 5.0" })
        let android2 = try #require(ShippedClients.all.first { $0.name == "Android 2.3" })
        #expect(simulate(android7, against: server).connects == true)
        #expect(simulate(android5, against: server).connects == nil)
        #expect(simulate(android2, against: server).connects == false)
    }

    /// How many of the 86 clients reach a server, by what it offers.
    @Test func everyStepTowardsOlderClientsWidensTheReach() throws {
        let cbc: [UInt16] = [0xC009, 0xC00A, 0xC013, 0xC014, 0xC023, 0xC024, 0xC027, 0xC028]
        let legacy: [UInt16] = [0xC013, 0xC014, 0x002F, 0x0035]
        let all: [ProtocolVersion] = [.tls10, .tls11, .tls12, .tls13]
        let modern: [UInt16] = [0x1301, 0x1302, 0x1303]
        func both(_ old: [UInt16], _ new: [UInt16]) -> [ProtocolVersion: [UInt16]] {
            [.tls10: old, .tls11: old, .tls12: new, .tls13: modern]
        }
        let ecdsa = CertificateSummary.leaf(key: ("EC", 256, "prime256v1", nil))
        let steps = [
            Profile(versions: [.tls13]),
            Profile(groups: [0x11EC, 0x001D]),
            Profile(suites: [.tls12: [0xC030, 0xCCA8], .tls13: modern]),
            Profile(),
            Profile(suites: [.tls12: Profile.ecdsaAEAD12, .tls13: modern], leaf: ecdsa),
            Profile(suites: [.tls12: Profile.aead12, .tls13: modern], leaf: nil),
            Profile(suites: [.tls12: Profile.aead12 + cbc, .tls13: modern], leaf: nil),
            Profile(versions: all, suites: both(legacy, Profile.aead12 + cbc), leaf: nil),
            Profile(versions: all, suites: both(legacy + [0x000A], Profile.aead12 + cbc), leaf: nil),
        ].map(\.reach)
        #expect(steps.map(\.count) == [31, 34, 52, 61, 63, 64, 68, 84, 85])
        // Java 11 has TLS 1.3 and no X25519, so the first step is no subset of the second; Chrome on Windows XP
        // has no ECDSA.
        for (narrow, wide) in zip(steps.dropFirst(), steps.dropFirst(2)) {
            #expect(narrow.subtracting(wide).isSubset(of: ["Chrome 49, Windows XP"]))
        }
        #expect(steps[5].subtracting(steps[4]) == ["Chrome 49, Windows XP"])
        #expect(steps[8].subtracting(steps[7]) == ["Internet Explorer 8, Windows XP"])
        let never = Set(ShippedClients.all.map(\.name)).subtracting(steps[8])
        #expect(never == ["Internet Explorer 6, Windows XP"])
    }

    @Test func aHelloInTheFormatOfSSLv2CountsWhereItIsTaken() throws {
        var profile = Profile(versions: [.tls10], suites: [.tls10: [0x002F]])
        #expect(try profile.handshake("Java 6u45").connects == true)
        profile.takesSSLv2Format = nil
        #expect(try profile.handshake("Java 6u45").connects == nil)
        profile.takesSSLv2Format = false
        #expect(try profile.handshake("Java 6u45").connects == false)
        profile.versions = [.tls12]
        profile.takesSSLv2Format = nil
        #expect(try profile.handshake("Java 6u45").connects == false)
    }

    @Test func whoNamesNoHostIsUndecidedWhereNobodyAsked() throws {
        var profile = Profile(versions: [.tls10], suites: [.tls10: [0x002F]])
        profile.servesWithoutName = nil
        #expect(try profile.handshake("Android 2.3").connects == nil)
        #expect(try profile.handshake("Android 4.0").connects == true)
        profile.servesWithoutName = false
        #expect(try profile.handshake("Android 2.3").whyNot?.contains("SNI") == true)
    }

    @Test func theGroupStaysOpenWhereServersDiffer() throws {
        var profile = Profile(versions: [.tls13])
        profile.groups = [0x0018, 0x001D]
        #expect(try profile.handshake("Chrome 101, Windows 10").connects == true)
        #expect(try profile.handshake("Chrome 101, Windows 10").group == nil)
        profile.groups = [0x0018, 0x0017]
        #expect(try profile.handshake("Chrome 101, Windows 10").group == .secp384r1)
    }

    @Test func aRootThatIsMissingEndsTheHandshake() throws {
        let android = try #require(ShippedClients.all.first { $0.name == "Android 7.0" })
        let leaf = CertificateSummary.leaf()
        func connects(_ root: String?) -> SimulatedHandshake {
            let base = Profile().server
            let server = ServerProfile(
                suites: base.suites,
                groups: base.groups,
                suiteOrders: base.suiteOrders,
                groupOrders: base.groupOrders,
                schemes: base.schemes,
                certificates: [ServerProfile.Certificate(leaf: leaf, root: root)]
            )
            return simulate(android, against: server)
        }
        #expect(connects("ISRG Root X1").connects == false)
        #expect(connects("ISRG Root X1").whyNot?.contains("ISRG Root X1") == true)
        #expect(connects("Another Root").connects == true)
        #expect(connects(nil).connects == true)
    }

    /// In a release build it takes far less than a millisecond.
    @Test func allClientsOnOneServerTakeLittleTime() {
        let server = Profile(versions: [.tls12, .tls13], suites: [.tls12: Profile.aead12, .tls13: [0x1301]])
            .server
        let clients = ShippedClients.all
        _ = clients.map { simulate($0, against: server) }
        let clock = ContinuousClock()
        let times = (0..<10).map { _ in
            clock.measure { for client in clients { _ = simulate(client, against: server) } }
        }
        #expect(times.min().map { $0 < .milliseconds(20) } == true, "\(times)")
    }
}
