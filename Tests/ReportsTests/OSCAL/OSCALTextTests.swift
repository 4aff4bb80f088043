// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Reports

struct OSCALTextTests {
    @Test("Markup reads as the text does")
    func markup() {
        #expect(OSCALText.markup("www.mfa.example:443") == "www.mfa.example:443")
        #expect(OSCALText.markup("<b> *x* [a](b) {{ insert }}") == #"\<b\> \*x\* \[a\](b) \{\{ insert \}\}"#)
        #expect(OSCALText.markup("\u{202E}") == #"\\u\{202E\}"#)
    }

    @Test("A property without a value is none")
    func properties() {
        #expect(OSCALText.own("a", nil) == nil)
        #expect(OSCALText.own("a", " \u{3000}") == nil)
        #expect(OSCALText.property("a", " b ") == ["name": "a", "value": "b"])
    }

    @Test(
        "Tokens begin with a letter",
        arguments: [
            ("SC-8", "sc-8"), ("8.24", "x-8.24"), ("ISO/IEC 27001:2022", "iso-iec-27001-2022"), ("", "x-"),
        ]
    )
    func tokens(text: String, expected: String) {
        #expect(OSCALText.token(text) == expected)
    }

    @Test("Controls of NIST are called as in its catalogue")
    func controls() {
        let nist = ControlObjective(catalogue: "NIST SP 800-53r5", control: "SC-8(1)")
        #expect(nist.controlID == "sc-8.1")
        #expect(nist.objectiveID == "sc-8.1_obj")
        let other = ControlObjective(catalogue: "NIS2 Art. 21(2)", control: "h")
        #expect(other.controlID == "nis2-art.-21-2-h")
    }
}
