// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Settings
import TestSupport
import Testing

@Suite struct MutatedConfigurationTests {
    @Test("a damaged configuration is read or refused, and never traps", arguments: 1...8)
    func damaged(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "mutated-\(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let whole = try wholeConfiguration()
        for _ in 0..<40 {
            let bytes = damage(whole, &generator)
            try Data(bytes).write(to: folder.appendingPathComponent("chancery.conf"))
            do throws(ConfigurationErrors) {
                let shown = try Fixtures.read(folder.path).show()
                #expect(shown.hasPrefix("[Chancery]"))
            } catch {
                #expect(error.diagnostics.contains { $0.severity == .error })
                #expect(!error.description.isEmpty)
            }
        }
    }

    /// All files of the full fixture in one: any section may stand in any file.
    private func wholeConfiguration() throws -> [UInt8] {
        let folder = Fixtures.folder("good", "full")
        let names = [
            "chancery.conf", "endpoints.d/paris.conf", "attestations.conf", "acceptances.conf",
            "accounts.conf", "alerts.conf",
        ]
        return try names.flatMap { try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")) }
    }

    private func damage(_ whole: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = whole
        let telling = Array("[]=\\#,\n @.*-0".utf8) + [0, 0xFF, 0xE2]
        for _ in 0..<Int.random(in: 1...20, using: &generator) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0...3, using: &generator) {
            case 0: bytes[place] = telling.randomElement(using: &generator) ?? 0
            case 1: bytes.insert(telling.randomElement(using: &generator) ?? 0, at: place)
            case 2: bytes.removeSubrange(place..<min(bytes.count - 1, place + 10))
            default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 60)], at: place)
            }
        }
        return bytes
    }
}
