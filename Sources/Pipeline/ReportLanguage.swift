// SPDX-License-Identifier: Apache-2.0
import Foundation
import Messages
import Reports

/// Finds the frame texts of reports in a language.
enum ReportLanguage {
    /// A file of the operator's, `languages/TAG.po` in the folder, goes before a shipped one.
    static func messages(_ tag: String, beside folder: String) throws(ConfigurationRefusal) -> Messages {
        let path = "\(folder)/languages/\(tag).po"
        if let data = try? Data(contentsOf: URL(filePath: path)) {
            do throws(MessageFile.Fault) {
                return try MessageFile([UInt8](data)).messages
            } catch {
                throw ConfigurationRefusal(file: "\(path):\(error.line):1", problem: error.message)
            }
        }
        guard let shipped = Messages.shipped.first(where: { $0.language.lowercased() == tag.lowercased() })
        else {
            let known = Messages.shipped.map(\.language).joined(separator: ", ")
            throw ConfigurationRefusal(
                file: "\(folder)/chancery.conf",
                problem: "ReportLanguage=\(tag): there is no \(path), and only \(known) are shipped"
            )
        }
        return shipped
    }
}
