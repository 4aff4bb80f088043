// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What the kernel says of this process (proc(5)); whatever cannot be read is nil.
struct ProcessFigures {
    private(set) var openFiles: Int?
    private(set) var mostFiles: Int?
    private(set) var openSockets: Int?
    /// In bytes.
    private(set) var residentMemory: Int?
    /// Of all threads, in seconds.
    private(set) var processorTime: Double?

    /// In a second; the kernel's interface has had no other value on any architecture of Linux (`USER_HZ`).
    private static let ticks = 100.0

    init(folder: String = "/proc/self") {
        let files = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/fd")
        openFiles = files?.count
        openSockets = files?.count { name in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/fd/\(name)")
            return target?.hasPrefix("socket:") == true
        }
        mostFiles = Self.lines("\(folder)/limits").first { $0.hasPrefix("Max open files") }
            .flatMap { $0.split(separator: " ").dropFirst(3).first }.flatMap { Int($0) }
        residentMemory = Self.lines("\(folder)/status").first { $0.hasPrefix("VmRSS:") }
            .flatMap { $0.split { $0 == " " || $0 == "\t" }.dropFirst().first }.flatMap { Int($0) }
            .map { $0 * 1024 }
        // The name in parentheses may hold anything; the fourteenth and fifteenth field are times.
        if let stat = Self.lines("\(folder)/stat").first, let end = stat.lastIndex(of: ")") {
            let fields = stat[stat.index(after: end)...].split(separator: " ")
            if fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) {
                processorTime = (user + system) / Self.ticks
            }
        }
    }

    private static func lines(_ path: String) -> [Substring] {
        // Files of the kernel have no length of their own.
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.readToEnd() else {
            return []
        }
        return String(decoding: data, as: UTF8.self).split(separator: "\n")
    }
}
