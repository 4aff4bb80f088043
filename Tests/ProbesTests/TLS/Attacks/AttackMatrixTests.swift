// SPDX-License-Identifier: Apache-2.0
import Facts
import Testing

@testable import Probes

/// Every named attack against a server that has it, one that has not, one that is mended in another way, and one that
/// flaps, from the bytes of the server to the word in the scan document.
struct AttackMatrixTests {
    static let all = DerivedAttacks.all + ProbedAttacks.all

    @Test func everyNamedAttackHasItsFourDialogues() {
        #expect(Set(Self.all.map(\.attack)) == Set(NamedAttack.allCases))
        #expect(
            Set(Self.all.filter { $0.attack == .poodleTLS }.compactMap(\.form))
                == Set(PaddingOracle.allCases.map(\.rawValue))
        )
        for dialogues in Self.all {
            let servers = dialogues.all.map(\.server)
            #expect(Set(servers).count == servers.count, "\(dialogues.testDescription): one server twice")
        }
    }

    @Test(arguments: all) func eachServerIsSaidToBeWhatItIs(_ dialogues: AttackDialogues) async throws {
        for dialogue in dialogues.all {
            let said = try await dialogue.said(of: dialogues.attack)
            let place = "\(dialogues.testDescription): \(dialogue.server)"
            #expect(dialogue.expected.contains(said.inquiry ?? said.document), "\(place): \(said)")
            let words = dialogue.expected.map { $0.prefix { $0 != " " } }
            #expect(words.contains(said.document[...]), "\(place): the document says \(said.document)")
        }
    }

    /// A verdict against a sound server would be as wrong as one for a bad one.
    @Test(arguments: all) func whoHasItDiffersFromWhoHasNot(_ dialogues: AttackDialogues) {
        #expect(dialogues.has.expected.isDisjoint(with: dialogues.hasNot.expected))
        #expect(dialogues.has.expected.isDisjoint(with: dialogues.mended.expected))
        #expect(dialogues.flaps.expected.isDisjoint(with: ["safe", "not_applicable"]))
    }
}
