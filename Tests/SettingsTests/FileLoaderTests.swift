// SPDX-License-Identifier: Apache-2.0
import Foundation
import Settings
import Testing

/// A folder of its own for each test, removed when the test ends.
private final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("settings-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ name: String, _ text: String = "") throws {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }
}

@Suite struct FileLoaderTests {
    @Test("drop-ins come after their file in the order of their bytes; other files are left out")
    func order() throws {
        let folder = try Folder()
        for name in ["a.conf", "a.conf.d/é.conf", "a.conf.d/2.conf", "a.conf.d/10.conf", "a.conf.d/B.conf"] {
            try folder.write(name)
        }
        for name in ["a.conf.d/.hidden.conf", "a.conf.d/3.conf~", "a.conf.d/4.txt"] { try folder.write(name) }
        var loader = FileLoader()
        let stack = loader.stack(at: folder.path("a.conf"), absence: .error(advice: ""))
        let names = stack.files.map { ($0.source.name as NSString).lastPathComponent }
        #expect(names == ["a.conf", "10.conf", "2.conf", "B.conf", "é.conf"])
        #expect(stack.files.map(\.source.index) == [0, 1, 2, 3, 4])
    }

    @Test("a missing file is an error only where it is needed")
    func missing() throws {
        let folder = try Folder()
        var loader = FileLoader()
        #expect(loader.stack(at: folder.path("a.conf"), absence: .allowed).main.diagnostics.isEmpty)
        let needed = loader.stack(at: folder.path("a.conf"), absence: .error(advice: "; make one")).main
        #expect(needed.diagnostics.first?.message.hasSuffix("; make one") == true)
        #expect(needed.diagnostics.first?.span.file.name == folder.path("a.conf"))
        #expect(loader.stacks(in: folder.path("none.d")).isEmpty)
    }

    @Test("what is no regular file is not opened", arguments: ["/dev/zero", "/dev/stdin", "/"])
    func devices(_ path: String) {
        var loader = FileLoader()
        let file = loader.stack(at: path, absence: .error(advice: "")).main
        #expect(file.diagnostics.map(\.message) == ["this is not a regular file"])
    }

    @Test("a link to a file is followed, a link to nowhere is reported")
    func links() throws {
        let folder = try Folder()
        try folder.write("real", "[A]\n")
        let manager = FileManager.default
        try manager.createSymbolicLink(
            atPath: folder.path("a.conf"),
            withDestinationPath: folder.path("real")
        )
        try manager.createSymbolicLink(
            atPath: folder.path("b.conf"),
            withDestinationPath: folder.path("gone")
        )
        var loader = FileLoader()
        let stacks = loader.stacks(in: folder.url.path)
        #expect(stacks.map(\.main.sections.count) == [1, 0])
        #expect(stacks.map(\.main.diagnostics.count) == [0, 1])
    }

    @Test("a folder that cannot be listed is an error, not an empty folder")
    func unlistable() throws {
        let folder = try Folder()
        try folder.write("endpoints.d", "a file, not a folder")
        var loader = FileLoader()
        let diagnostics = loader.stacks(in: folder.path("endpoints.d")).flatMap(\.main.diagnostics)
        #expect(diagnostics.count == 1)
        #expect(diagnostics.first?.message.hasPrefix("cannot list the folder") == true)
    }

    @Test("a file larger than the limit is refused and not read to its end")
    func tooLarge() throws {
        let folder = try Folder()
        let path = folder.path("a.conf")
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.truncate(atOffset: 1 << 40)
        try handle.close()
        var loader = FileLoader()
        let file = loader.stack(at: path, absence: .error(advice: "")).main
        #expect(file.diagnostics.map(\.message) == ["the file is larger than 8 MiB"])
    }
}
