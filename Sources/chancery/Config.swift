// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Inventory
internal import Model
internal import Pipeline
internal import Risk

/// `chancery config`: validates the configuration, or shows what is in force.
struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the configuration, or show what is in force and from where.",
        subcommands: [Check.self, Show.self, Keys.self]
    )

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Validate every file of the folder; exit with 78 where there is an error.",
            discussion: """
                Example:
                  chancery config check --config ./Config
                """
        )

        @OptionGroup var configurationOptions: ConfigurationOptions

        func run() throws {
            let loaded = try configurationOptions.load()
            let estate = loaded.estate
            let parts = [
                Terminal.count(estate.missions.count, "mission"),
                Terminal.count(estate.endpoints.count, "endpoint"),
                Terminal.count(estate.attestations.count, "attestation"),
                Terminal.count(estate.acceptances.count, "acceptance"),
            ]
            Terminal.print(
                "\(configurationOptions.directory): \(parts.joined(separator: ", ")); "
                    + "risk model \(loaded.method.model.name) \(loaded.method.model.version): no errors"
            )
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print every setting in force with the file and line it comes from.",
            discussion: """
                Example:
                  chancery config show --config ./Config
                """
        )

        @OptionGroup var configurationOptions: ConfigurationOptions

        func run() throws {
            Terminal.print(try configurationOptions.load().inventory.show())
        }
    }
}
