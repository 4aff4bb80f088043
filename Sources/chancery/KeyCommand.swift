// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Proof
internal import Store

/// `chancery key`: the key that signs cycles.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Show the key that signs cycles, or change it.",
        subcommands: [KeyShow.self, KeyRotate.self]
    )
}

struct KeyShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the fingerprint of the signing key and the public key.",
        discussion: """
            Keep the fingerprint away from this machine: with it, 'chancery verify --key' tells whether a store is the one \
            that was signed. It is the SHA-256 of the public key in DER.

            Examples:
              chancery key show
              chancery key show --state ./state
            """
    )

    @OptionGroup var state: StateOptions

    func run() async throws {
        let store = try await state.readStore()
        guard let newest = HeadChain(keys: try await store.signingKeys(), heads: []).newest else {
            Terminal.say("chancery: nothing was signed yet; the key is made when the first cycle ends")
            throw ExitCode.insufficientEvidence
        }
        Terminal.print(newest.fingerprint)
        Terminal.print(newest.pem)
    }
}

struct KeyRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Make a new signing key, which the old one introduces.",
        discussion: """
            The old key stays in the folder of keys under its fingerprint; put it away from this machine. A key that systemd \
            hands over as a credential is not touched: there the new one is to be handed over afterwards.

            Examples:
              systemctl stop chancery; chancery key rotate; systemctl start chancery
            """
    )

    @OptionGroup var state: StateOptions

    func run() async throws {
        let store = try await state.openStore()
        let known = HeadChain(keys: try await store.signingKeys(), heads: []).fingerprints.last
        guard let known else {
            throw ValidationError("nothing was signed yet; the key is made when the first cycle ends")
        }
        let folder = KeyFolder(of: state.url)
        let old = try folder.key(known: known)
        guard old.fingerprint == known else {
            throw SealerError.otherKey(known: known, given: old.fingerprint)
        }
        let new = try await folder.rotate(from: old, at: Date()) { try await store.introduce($0) }
        try await store.close()
        Terminal.print(new.fingerprint)
        Terminal.say("The key before was \(old.fingerprint); it introduced the new one.")
    }
}
