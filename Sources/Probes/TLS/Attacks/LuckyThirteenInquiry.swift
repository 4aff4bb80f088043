// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// Lucky Thirteen (CVE-2013-0169): whether there is a MAC inside CBC, of which the time may tell.
///
/// Only that precondition shows in bytes. Nearly every stack computes the MAC in constant time since 2013, so its
/// presence alone condemns nobody, and the time itself is not measured.
struct LuckyThirteenInquiry: AttackInquiry {
    let tier = ProbeTier.passive
    let attack = NamedAttack.lucky13

    func foregone(about scene: TLSScene) async -> [Answer]? { nil }

    func answers(about scene: TLSScene) async -> [Answer] {
        let versions = scene.examination.offered.filter { version in
            let seen = scene.examination.versions[version]?.suites.seen ?? []
            return version > .ssl2 && version < .tls13 && seen.contains { CipherSuite($0).isCBC }
        }
        guard !versions.isEmpty else {
            if let doubt = await scene.doubtBelowTLS13() { return [.unestablished(attack.question, doubt)] }
            return attack.answer(.safe, evidence: "no CBC suite is offered")
        }
        let protecting = versions.filter {
            scene.examination.extensions[$0]?.contains(ExtensionType.encryptThenMAC.id) == true
        }
        let remedy =
            protecting.isEmpty
            ? "encrypt-then-MAC was not seen"
            : "encrypt-then-MAC only for clients that ask for it (\(Self.list(protecting)))"
        return attack.unknown(
            "CBC suites are offered at \(Self.list(versions)), \(remedy); "
                + "whether the MAC takes constant time is not measured",
            phase: .notMeasured
        )
    }

    private static func list(_ versions: [ProtocolVersion]) -> String {
        versions.map(\.title).joined(separator: ", ")
    }
}
