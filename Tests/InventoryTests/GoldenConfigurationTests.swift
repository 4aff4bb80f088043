// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Settings
import Testing

@Suite struct GoldenConfigurationTests {
    @Test(
        "a wrong configuration is refused with exactly the expected errors",
        arguments: Fixtures.names("bad")
    )
    func bad(_ name: String) throws {
        let errors = try #require(throws: ConfigurationErrors.self) {
            try Fixtures.read(Fixtures.folder("bad", name))
        }
        #expect(errors.diagnostics.contains { $0.severity == .error })
        let actual = Fixtures.portable(errors.description, "bad", name)
        let expected = try #require(try Fixtures.expectation("bad", name, actual: actual), "no expected.txt")
        #expect(actual == expected)
    }

    @Test(
        "a doubtful configuration is read with exactly the expected warnings",
        arguments: Fixtures.names("warned")
    )
    func warned(_ name: String) throws {
        let configuration = try Fixtures.read(Fixtures.folder("warned", name))
        #expect(!configuration.warnings.isEmpty)
        let actual = Fixtures.portable(configuration.warnings.rendered(), "warned", name)
        let expected = try #require(
            try Fixtures.expectation("warned", name, actual: actual),
            "no expected.txt"
        )
        #expect(actual == expected)
    }

    @Test(
        "a good configuration shows the values in force and their origins",
        arguments: Fixtures.names("good")
    )
    func good(_ name: String) throws {
        let configuration = try Fixtures.read(Fixtures.folder("good", name))
        #expect(configuration.warnings.isEmpty, "\(configuration.warnings.rendered())")
        let actual = Fixtures.portable(configuration.show(), "good", name)
        let expected = try #require(try Fixtures.expectation("good", name, actual: actual), "no expected.txt")
        #expect(actual == expected)
    }

    @Test("no group of fixtures is empty", arguments: ["bad", "warned", "good"])
    func groupsAreThere(_ group: String) {
        #expect(Fixtures.names(group).count >= 4)
    }
}
