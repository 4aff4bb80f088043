// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Settings

/// The configuration folders under `Tests/Fixtures/config`, each with what reading it must print.
enum Fixtures {
    static let today = CalendarDay(year: 2026, month: 11, day: 23)
    static let knownChecks: Set<String> = [
        "tls.tls1.0-offered", "tls.version-obsolete", "certificate.expires-soon",
        "web.hsts-missing",
    ]

    /// The folder of the whole project.
    static let project = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func folder(_ group: String, _ name: String) -> String {
        project.appendingPathComponent("Tests/Fixtures/config/\(group)/\(name)").path
    }

    static func names(_ group: String) -> [String] {
        let folder = folder(group, "")
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    /// Text with the folder's path cut out, so that it is the same on every machine.
    static func portable(_ text: String, _ group: String, _ name: String) -> String {
        text.replacingOccurrences(of: folder(group, name) + "/", with: "")
    }

    /// What stands in `expected.txt`; nil where the fixture has none.
    ///
    /// Where `CHANCERY_RECORD` is set in the environment, the file is written first, for a human to review.
    static func expectation(_ group: String, _ name: String, actual: String) throws -> String? {
        let url = URL(fileURLWithPath: folder(group, name)).appendingPathComponent("expected.txt")
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD"] != nil {
            try Data(actual.utf8).write(to: url)
        }
        return (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Says of a file what its name says, so that no fixture hangs on a hash or on who runs the tests.
    static func inspect(_ path: String) -> FileInspection {
        switch (path as NSString).lastPathComponent {
        case "altered.csv": .read(sha256: String(repeating: "0", count: 64))
        case "absent.csv": .missing
        case "locked.csv": .unreadable(reason: "it cannot be opened or read")
        default: .read(sha256: String(repeating: "a", count: 64))
        }
    }

    static func read(_ directory: String) throws(ConfigurationErrors) -> Configuration {
        guard let today else { throw ConfigurationErrors([]) }
        return try ConfigurationReader.read(
            directory: directory,
            knownChecks: knownChecks,
            today: today,
            inspect: inspect,
            verifier: EvidenceVerifier(problem: problem, sighting: sighting)
        )
    }

    private static func problem(_ key: String) -> String? {
        (key as NSString).lastPathComponent == "unusable.pem"
            ? "the file holds no public key that can be used" : nil
    }

    private static func sighting(_ path: String, _ signing: EvidenceSigning) -> SignatureSighting {
        switch (signing.signature as NSString).lastPathComponent {
        case "forged.sig": .bad(reason: "its key did not make it for what is there")
        case "absent.sig": .missing
        case "odd.sig": .unseen(reason: "it is a signature of type 1")
        default: .good
        }
    }
}
