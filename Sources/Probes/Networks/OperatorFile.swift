// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model

/// A file that the operator keeps up to date, and that counts only while it is fresh.
struct OperatorFile {
    private static let portion = 1 << 18

    let path: String
    /// When it was changed.
    let changed: Date

    /// Hands the file over in portions.
    ///
    /// - Parameter longest: in bytes; a longer one is a fault.
    init(_ path: String, longest: Int, _ take: (Data) -> Void) throws(Unestablished) {
        self.path = path
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            var total = 0
            while let data = try file.read(upToCount: Self.portion), !data.isEmpty {
                total += data.count
                guard total <= longest else {
                    throw Self.gap(path, "it is longer than \(longest) bytes")
                }
                take(data)
            }
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            changed = attributes[.modificationDate] as? Date ?? .distantPast
        } catch let gap as Unestablished {
            throw gap
        } catch {
            throw Self.gap(path, "it cannot be read")
        }
    }

    /// - Parameter date: which the file itself gives; nil for when it was changed.
    func checkAge(from date: Date? = nil, _ age: Duration, _ now: Date) throws(Unestablished) {
        let date = date ?? changed
        guard now.timeIntervalSince(date) > Double(age.components.seconds) else { return }
        throw Self.gap(path, "it is of \(CalendarDay(date)), which is too old")
    }

    static func gap(_ path: String, _ reason: String) -> Unestablished {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return Unestablished(phase: .vantage, reason: "\(name): \(reason)")
    }
}
