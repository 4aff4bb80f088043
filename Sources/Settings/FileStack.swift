// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A file and its drop-ins (`FILE.d/*.conf`), in the order in which they apply.
package struct FileStack: Sendable {
    package let main: SyntaxFile
    package let dropIns: [SyntaxFile]

    package init(_ main: SyntaxFile, dropIns: [SyntaxFile] = []) {
        self.main = main
        self.dropIns = dropIns
    }

    package var files: [SyntaxFile] { [main] + dropIns }
}

/// Reads settings files from disk; what cannot be read becomes a diagnostic.
package struct FileLoader: Sendable {
    /// What to make of a file that is not there.
    package enum Absence: Sendable {
        case allowed
        /// An error; the text says what to do.
        case error(advice: String)
    }

    /// How many files were met so far; numbers the files in the order of reading.
    private var count = 0

    package init() {}

    /// The file at a path and the files of the folder of the same name with `.d` behind it.
    package mutating func stack(at path: String, absence: Absence) -> FileStack {
        let main = file(at: path, absence: absence)
        let (dropIns, problem) = conf(in: path + ".d")
        let files = dropIns.map { file(at: $0, absence: .error(advice: "")) }
        guard let problem else { return FileStack(main, dropIns: files) }
        return FileStack(main, dropIns: [problem] + files)
    }

    /// Every `*.conf` of a folder with its own drop-ins; none where there is no such folder.
    package mutating func stacks(in folder: String) -> [FileStack] {
        let (paths, problem) = conf(in: folder)
        let stacks = paths.map { stack(at: $0, absence: .error(advice: "")) }
        return (problem.map { [FileStack($0)] } ?? []) + stacks
    }

    /// The paths of `*.conf` in the order of their bytes, without hidden ones.
    private mutating func conf(in folder: String) -> ([String], problem: SyntaxFile?) {
        guard FileManager.default.fileExists(atPath: folder) else { return ([], nil) }
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            let listed = names.filter { $0.hasSuffix(".conf") && !$0.hasPrefix(".") }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            return (listed.map { "\(folder)/\($0)" }, nil)
        } catch {
            return ([], failure(folder, "cannot list the folder: \(reason(error))"))
        }
    }

    private mutating func file(at path: String, absence: Absence) -> SyntaxFile {
        let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved.path) else {
            return absent(path, absence)
        }
        // Opening a pipe or a device would wait for ever.
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            return failure(path, "this is not a regular file")
        }
        do {
            let handle = try FileHandle(forReadingFrom: resolved)
            defer { try? handle.close() }
            let bytes = try handle.read(upToCount: Lexer.maximumBytes + 1) ?? Data()
            return Lexer.lex(Array(bytes), file: path, index: next())
        } catch {
            return failure(path, "cannot read the file: \(reason(error))")
        }
    }

    private mutating func absent(_ path: String, _ absence: Absence) -> SyntaxFile {
        switch absence {
        case .allowed: return SyntaxFile(source: SourceFile(name: path, index: next()))
        case .error(let advice):
            return failure(path, "there is no such file, or its folder may not be entered" + advice)
        }
    }

    private mutating func failure(_ path: String, _ problem: String) -> SyntaxFile {
        let source = SourceFile(name: path, index: next())
        return SyntaxFile(source: source, diagnostics: [Diagnostic(.error, problem, at: source.whole)])
    }

    private mutating func next() -> Int {
        defer { count += 1 }
        return count
    }

    private func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
        let cause = (underlying ?? error) as NSError
        guard cause.domain == NSPOSIXErrorDomain, let code = POSIXErrorCode(rawValue: Int32(cause.code))
        else {
            return error.localizedDescription
        }
        return code == .EACCES ? "permission denied" : POSIXError(code).localizedDescription
    }
}
