// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// A keyring of GnuPG's that is gone with the value.
final class GnuPG: Sendable {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.url.path)
    }

    deinit {
        _ = try? ChildProcess.output(
            of: "/usr/bin/gpgconf",
            ["--homedir", folder.url.path, "--kill", "gpg-agent"]
        )
    }

    private func output(_ arguments: [String]) throws -> (status: Int32, text: String) {
        let common = [
            "--homedir", folder.url.path, "--batch", "--quiet", "--no-tty", "--pinentry-mode", "loopback",
            "--passphrase", "",
        ]
        return try ChildProcess.output(of: "/usr/bin/gpg", common + arguments)
    }

    /// What it prints.
    @discardableResult
    private func run(_ arguments: String...) throws -> String {
        let (status, text) = try output(arguments)
        try #require(status == 0, "\(arguments)")
        return text
    }

    /// Makes a key for signing, and writes its public half.
    ///
    /// - Returns: the path of the file.
    func key(_ name: String, _ algorithm: String) throws -> String {
        try run("--quick-generate-key", "\(name) <\(name)@mfa.example>", algorithm, "sign,cert", "never")
        let path = folder.url.appending(path: "\(name).asc").path
        try run("--armor", "--output", path, "--export", "\(name)@")
        return path
    }

    /// Whether it takes a text for signed by a key of this keyring.
    func holdsGood(_ text: [UInt8]) throws -> Bool {
        let file = folder.url.appending(path: "text-\(UUID())")
        try Data(text).write(to: file)
        return try output(["--verify", file.path]).status == 0
    }

    /// A signature beside a file.
    ///
    /// - Returns: the path of the signature.
    func detached(_ file: String, by name: String, armored: Bool) throws -> String {
        let path = folder.url.appending(path: "signature-\(UUID())").path
        try run(
            "--local-user",
            "\(name)@",
            armored ? "--armor" : "--no-armor",
            "--output",
            path,
            "--detach-sign",
            file
        )
        return path
    }

    func clearSigned(_ text: String, by name: String) throws -> String {
        let file = folder.url.appending(path: "text-\(UUID())")
        try Data(text.utf8).write(to: file)
        return try run("--local-user", "\(name)@", "--output", "-", "--clearsign", file.path)
    }
}
