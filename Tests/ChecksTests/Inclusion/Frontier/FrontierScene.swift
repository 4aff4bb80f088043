// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire
import Testing

@testable import Checks

/// Servers by the lists that they offer, seen on one address.
struct FrontierScene: CustomTestStringConvertible, Sendable {
    var versions: [ProtocolVersion] = [.tls12, .tls13]
    var suites: [UInt16] = [0xC02F, 0xC030, 0xCCA8]
    var groups: [UInt16] = [0x001D, 0x0017, 0x0018]
    var order = PreferenceOrder.server
    var isECDSA = false

    var testDescription: String {
        "\(versions.map(\.rawValue)) \(suites.map { String($0, radix: 16) }) \(groups) \(order) \(isECDSA)"
    }

    static let rsa: (type: String, bits: Int, curve: String?, exponent: String?) = ("RSA", 2048, nil, "65537")
    static let ecdsa: (type: String, bits: Int, curve: String?, exponent: String?) = (
        "EC", 256, "secp256r1", nil
    )

    func scene() throws -> Scene {
        var scene = try Scene.modern()
        for version in ProtocolVersion.allCases {
            scene = try scene.seeing(VersionOffer(version: version, isOffered: versions.contains(version)))
                .without(Question(SuiteOffer.self, version.rawValue))
                .without(Question(SuiteOrder.self, version.rawValue))
                .without(Question(SignatureSchemeOffer.self, version.rawValue))
            if !versions.contains(version) {
                scene = scene.without(Question(ExtensionOffer.self, version.rawValue))
            }
        }
        for version in versions {
            let fitting = suites.filter { CipherSuite($0).versions?.contains(version) == true }
            let list = version == .tls13 ? [0x1301, 0x1302, 0x1303] : fitting
            scene = try scene.suites(version, list)
                .seeing(SuiteOrder(version: version, order: list.count == 1 ? .single : order))
        }
        let usesCurves = suites.contains { CipherSuite($0).usesNamedCurve }
        for era in GroupEra.allCases {
            let isInUse = era == .tls13 ? versions.contains(.tls13) : usesCurves
            scene = scene.without(Question(GroupOffer.self, era.rawValue))
                .without(Question(GroupOrder.self, era.rawValue))
            guard isInUse else { continue }
            scene = try scene.groups(era, groups)
                .seeing(GroupOrder(era: era, order: groups.count == 1 ? .single : order))
        }
        return try scene.chain(.leaf(key: isECDSA ? Self.ecdsa : Self.rsa), .intermediate())
    }

    /// Read back from what was seen.
    func settings() throws -> OfferedSettings {
        try OfferedSettings(of: Scene.address, in: try scene().evidence)
    }

    /// Nil for what is not known of a client.
    static func connects(_ evidence: any Evidence) -> [String: Bool?] {
        let profile = ServerProfile(of: Scene.address, in: evidence)
        let handshakes = ShippedClients.catalogue.handshakes(of: .https, against: profile)
        return Dictionary(handshakes.map { ($0.client, $0.connects) }) { first, _ in first }
    }

    /// Everything that is tried below.
    static let all: [FrontierScene] = {
        let versions: [[ProtocolVersion]] = [
            [.tls12], [.tls12, .tls13], [.tls10, .tls11, .tls12], [.tls10, .tls11, .tls12, .tls13],
        ]
        let suites: [(list: [UInt16], isECDSA: Bool)] = [
            ([0xC030], false), ([0xC02F, 0xC030, 0xCCA8], false), ([0xC02B, 0xC02C], true),
            ([0xC030, 0xC013, 0xC014, 0x002F, 0x0035, 0x000A], false), ([0x009D, 0x0035], false),
        ]
        let groups: [[UInt16]] = [[0x001D], [0x001D, 0x0017, 0x0018]]
        return versions.flatMap { versions in
            suites.flatMap { list, isECDSA in
                groups.flatMap { groups in
                    [PreferenceOrder.server, .client].map {
                        FrontierScene(
                            versions: versions,
                            suites: versions.contains(.tls10) && list.count < 4
                                ? list + [isECDSA ? 0xC009 : 0xC013] : list,
                            groups: groups,
                            order: $0,
                            isECDSA: isECDSA
                        )
                    }
                }
            }
        } + [FrontierScene(versions: [.tls13], suites: [])]
    }()
}
