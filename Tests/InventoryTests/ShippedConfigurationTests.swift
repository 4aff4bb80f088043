// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Settings
import Testing

/// What is installed in /etc/chancery.
@Suite struct ShippedConfigurationTests {
    private static let folder = Fixtures.project.appendingPathComponent("Config").path
    private static let files = [
        "chancery.conf", "endpoints.d/00-example.conf", "attestations.conf", "acceptances.conf",
        "accounts.conf", "alerts.conf",
    ]

    private func lines(_ file: String) throws -> [String] {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(file)"))
        return String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    @Test("it is read without an error, and says nothing but that nothing is listed yet")
    func isReadable() throws {
        let configuration = try Fixtures.read(Self.folder)
        #expect(configuration.warnings.count == 1)
        #expect(configuration.warnings.first?.message.hasPrefix("no endpoints are listed") == true)
        #expect(configuration.service == ServiceSettings())
    }

    @Test("every key of every section stands in it, commented, with its default")
    func everyKeyStandsInIt() throws {
        var commented: [String: [String: String]] = [:]
        for file in Self.files {
            var kind = ""
            for line in try lines(file) {
                let setting = line.hasPrefix("#") ? line.dropFirst() : line[...]
                if setting.hasPrefix("[") {
                    kind = String(setting.dropFirst().prefix { $0 != " " && $0 != "]" })
                }
                guard line.hasPrefix("#"), !line.hasPrefix("# "), let equals = setting.firstIndex(of: "=")
                else { continue }
                commented[kind, default: [:]][String(setting[..<equals])] = String(
                    setting[setting.index(after: equals)...]
                )
            }
        }
        for kind in ConfigurationReader.schema.kinds {
            let shipped = try #require(commented[kind.name], "[\(kind.name)]")
            #expect(Set(shipped.keys) == Set(kind.keys.map(\.name)), "[\(kind.name)]")
            guard ["Chancery", "Ministry"].contains(kind.name) else { continue }
            for key in kind.keys { #expect(shipped[key.name] == key.standard ?? "", "\(key.name)") }
        }
    }

    @Test("with its comments taken away it is still right")
    func examplesAreRight() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "shipped-\(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let endpoints = folder.appendingPathComponent("endpoints.d")
        try FileManager.default.createDirectory(at: endpoints, withIntermediateDirectories: true)
        for file in Self.files {
            // Examples begin right behind the #, prose behind a space.
            let uncommented = try lines(file).map { line in
                line.hasPrefix("#") && !line.hasPrefix("# ") ? String(line.dropFirst()) : line
            }
            try Data(uncommented.joined(separator: "\n").utf8).write(to: folder.appendingPathComponent(file))
        }
        let estate = try Fixtures.read(folder.path).estate
        #expect(estate.endpoints.map(\.mission) == ["paris"])
        #expect(estate.attestations.map(\.item) == ["Q2"])
        #expect(estate.accounts.map(\.endpoint) == ["www.paris.mfa.example"])
        #expect(estate.acceptances.map(\.check) == ["tls.tls1.0-offered"])
    }
}
