// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Probes
import Testing

/// Files that attestations name: there, gone, or out of reach.
struct EvidenceFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "evidence-\(UUID())")

    private func inspect(_ text: String, longest: Int = 100) throws -> FileInspection {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "register.csv")
        try Data(text.utf8).write(to: file)
        let link = folder.appending(path: "link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
        #expect(
            EvidenceFile.inspect(link.path, longest: longest)
                == EvidenceFile.inspect(file.path, longest: longest)
        )
        return EvidenceFile.inspect(file.path, longest: longest)
    }

    @Test func aFileHasItsHash() throws {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(try inspect("abc") == .read(sha256: expected))
        #expect(try inspect("abc", longest: 3) == .read(sha256: expected))
    }

    @Test func whatIsTooLongIsNotRead() throws {
        #expect(try inspect("abcd", longest: 3) == .unreadable(reason: "it is longer than 3 bytes"))
    }

    @Test func whatIsNotThereIsMissing() {
        #expect(EvidenceFile.inspect("/nowhere/at/all") == .missing)
    }

    @Test func onlyRegularFilesAreOpened() {
        let reason = FileInspection.unreadable(reason: "it is not a regular file")
        #expect(EvidenceFile.inspect("/dev/zero") == reason)
        #expect(EvidenceFile.inspect("/tmp") == reason)
    }

    @Test(.enabled(if: geteuid() != 0, "root reads everything"))
    func whatMayNotBeReadIsNotMissing() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "locked")
        try Data("abc".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
        #expect(EvidenceFile.inspect(file.path) == .unreadable(reason: "it cannot be opened or read"))
    }
}
