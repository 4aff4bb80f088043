// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// How many descriptors this process may still open (proc(5)).
enum DescriptorRoom {
    /// Nil where the kernel does not say.
    static var left: Int? {
        guard let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count,
            let handle = FileHandle(forReadingAtPath: "/proc/self/limits"),
            let data = try? handle.readToEnd()
        else { return nil }
        let line = String(decoding: data, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix("Max open files") }
        guard let most = line?.split(separator: " ").dropFirst(3).first.flatMap({ Int($0) }) else {
            return nil
        }
        return most - open
    }
}
