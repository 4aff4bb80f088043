// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

@testable import Backup

/// Headers as tar(1) reads them, and as they are compared.
struct TarHeaderTests {
    @Test func tarUnpacksWhatIsWritten() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tar-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let long = String(repeating: "folder/", count: 30) + String(repeating: "n", count: 120)
        let files = [("short", "12345"), (long, String(repeating: "x", count: 512)), ("empty", "")]
        var archive = Data()
        for (path, content) in files {
            let header = TarHeader(path, length: content.utf8.count, mode: 0o640, modified: 1_795_780_800)
            archive += Data(header.bytes) + Data(content.utf8)
            archive += Data(count: TarHeader.padding(after: content.utf8.count))
        }
        archive += Data(TarHeader("link", length: 0, modified: 0, kind: .link(target: "short")).bytes)
        archive += Data(TarHeader.end)
        let file = folder.appending(path: "a.tar")
        try archive.write(to: file)
        let tar = try ChildProcess.output(of: "/usr/bin/env", ["tar", "xf", file.path], in: folder)
        #expect(tar.status == 0)
        for (path, content) in files {
            let url = folder.appending(path: path)
            #expect(try String(contentsOf: url, encoding: .utf8) == content)
            let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
            #expect(attributes[.modificationDate] as? Date == Date(timeIntervalSince1970: 1_795_780_800))
        }
        let link = folder.appending(path: "link").path
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "short")
    }

    @Test(arguments: [0, 1, 511, 512, (1 << 33) - 1])
    func aHeaderIsReadBack(length: Int) {
        let header = TarHeader("manifest.json", length: length, modified: 1_795_780_800)
        #expect(TarHeader("manifest.json", reading: header.bytes) == header)
        #expect(TarHeader("other.json", reading: header.bytes) == nil)
    }

    @Test func anyOtherByteIsNoHeader() {
        let header = TarHeader("manifest.json", length: 4096, modified: 1_795_780_800)
        for index in header.bytes.indices {
            var bytes = header.bytes
            bytes[index] ^= 0x40
            #expect(TarHeader("manifest.json", reading: bytes) == nil, "byte \(index)")
        }
        #expect(TarHeader("manifest.json", reading: Array(header.bytes.dropLast())) == nil)
        #expect(TarHeader("manifest.json", reading: []) == nil)
    }

    /// 8 GiB and more stand in base 256, as GNU tar writes them.
    @Test func aGreatLengthIsWritten() {
        let bytes = TarHeader("chancery.db", length: 1 << 34, modified: 0).bytes
        #expect(Array(bytes[124..<136]) == [0x80, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0])
    }
}
