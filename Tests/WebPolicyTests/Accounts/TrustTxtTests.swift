// SPDX-License-Identifier: Apache-2.0
import Testing
import WebPolicy

struct TrustTxtTests {
    private func lines(_ text: String) -> [String] {
        TrustTxt(Array(text.utf8)).entries.map { "\($0.name)=\($0.value)" }
    }

    @Test(
        arguments: [
            ("social=https://x.com/mfa\n", ["social=https://x.com/mfa"]),
            ("# social=https://x.com/a\r\n Social = https://x.com/b \r\n", ["social=https://x.com/b"]),
            (
                "control=https://a.example/?a=b\rmember=https://b.example/",
                [
                    "control=https://a.example/?a=b", "member=https://b.example/",
                ]
            ),
            ("social=\nsocial\n=x\nunknown=https://x.com/a\n", []),
            ("\u{0}\u{FFFD}social=x", []),
        ] as [(String, [String])]
    )
    func linesOfKnownNamesAreKept(_ text: String, _ expected: [String]) {
        #expect(lines(text) == expected)
    }

    @Test func theFileIsReadToABound() {
        let many = TrustTxt(Array(String(repeating: "member=a\n", count: TrustTxt.most + 1).utf8))
        #expect(many.entries.count == TrustTxt.most && many.isCut)
        let long = TrustTxt([UInt8](repeating: 0x23, count: TrustTxt.longest + 1))
        #expect(long.entries.isEmpty && long.isCut)
        #expect(!TrustTxt(Array("member=a".utf8)).isCut)
    }

    @Test func valuesAreFoundByName() {
        let file = TrustTxt(Array("social=a\ncontrol=b\nSOCIAL=c".utf8))
        #expect(file.values(of: "social") == ["a", "c"])
    }
}
