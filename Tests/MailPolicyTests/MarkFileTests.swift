// SPDX-License-Identifier: Apache-2.0
import MailPolicy
import Testing

/// Files of mark certificates.
struct MarkFileTests {
    private static func pem(_ body: String, end: String = "\n") -> String {
        ["-----BEGIN CERTIFICATE-----", body, "-----END CERTIFICATE-----", ""].joined(separator: end)
    }

    @Test(arguments: ["\n", "\r\n", " \n"])
    func certificatesComeInTheirOrder(end: String) throws {
        let text = "words before\n" + Self.pem("AQID\(end)BA==", end: end) + "\n" + Self.pem("BQ==", end: end)
        #expect(try MarkFile(Array(text.utf8)).certificates == [[1, 2, 3, 4], [5]])
    }

    @Test(arguments: [
        ("", "there is no certificate in it"),
        ("<html>", "there is no certificate in it"),
        ("-----BEGIN CERTIFICATE-----\nAQID\n", "there is no certificate in it"),
        ("-----BEGIN CERTIFICATE-----\nA*ID\n-----END CERTIFICATE-----", "certificate 1 is no base64"),
        ("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "certificate 1 is no base64"),
    ])
    func whatHasNoneSaysSo(_ text: String, problem: String) {
        #expect(throws: PolicySyntaxError(problem)) { try MarkFile(Array(text.utf8)) }
    }

    @Test func moreThanEightAreNotRead() throws {
        let text = String(repeating: Self.pem("AQID"), count: 20)
        #expect(try MarkFile(Array(text.utf8)).certificates.count == 8)
    }

    @Test func aLongFileIsRefused() {
        let text = String(repeating: " ", count: MarkFile.longest + 1)
        #expect(throws: PolicySyntaxError.self) { try MarkFile(Array(text.utf8)) }
    }
}
