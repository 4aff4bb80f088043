// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Pipeline

@Suite("A report folder while it is written")
struct ReportFolderTests {
    private let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: root.appending(path: path).path)[.posixPermissions]
            as? Int
    }

    @Test("pieces of one path are one file; its length and hash are those of the whole")
    func pieces() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let folder = ReportFolder(root, access: ReportAccess())
        try folder.write("a/b.txt", Data("ab".utf8))
        try folder.write("a/b.txt", Data("c".utf8))
        try folder.write("empty", Data())
        let files = try folder.finish()
        #expect(files.map(\.path) == ["a/b.txt", "empty"])
        #expect(files.map(\.length) == [3, 0])
        // FIPS 180-2 appendix B.1, and of nothing.
        #expect(files[0].sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(files[1].sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(try Data(contentsOf: root.appending(path: "a/b.txt")) == Data("abc".utf8))
    }

    @Test(
        "whoever can read files can search folders",
        arguments: [(0o640, 0o750), (0o600, 0o700), (0o644, 0o755), (0o604, 0o705)]
    )
    func modes(file: Int, folder: Int) throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let writer = ReportFolder(root, access: ReportAccess(mode: file))
        try writer.write("a/b/c.txt", Data("x".utf8))
        _ = try writer.finish()
        #expect(try mode("a/b/c.txt") == file)
        #expect(try mode("a/b") == folder)
        #expect(try mode("a") == folder)
        #expect(try mode("") == folder)
    }

    @Test("a path that comes back later is refused, as the file is closed")
    func reopened() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let folder = ReportFolder(root, access: ReportAccess())
        try folder.write("a", Data("1".utf8))
        try folder.write("b", Data("2".utf8))
        #expect(throws: (any Error).self) { try folder.write("a", Data("3".utf8)) }
    }
}
