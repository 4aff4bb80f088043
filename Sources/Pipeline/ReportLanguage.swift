// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Messages
import Reports
import Settings

/// Finds the frame texts of reports in a language.
enum ReportLanguage {
    /// A file of the operator's, `languages/TAG.po` in the folder, goes before a shipped one.
    ///
    /// - Parameter span: where the language is set; nil where no file sets it.
    static func messages(_ tag: String, beside folder: String, at span: SourceSpan?)
        throws(ConfigurationRefusal) -> Messages
    {
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
            let problem = "there is no \(path), and only \(known) are shipped"
            guard let span else {
                throw ConfigurationRefusal(file: "\(folder)/chancery.conf", problem: problem)
            }
            throw ConfigurationRefusal([Diagnostic(.error, problem, at: span)])
        }
        return shipped
    }
}

extension Configuration {
    /// Where the language of reports is set; nil where no file sets it.
    var languageSpan: SourceSpan? {
        let settings = sections.first { $0.title == "[Chancery]" }?.settings
        guard case .file(let span)? = settings?.first(where: { $0.key == "ReportLanguage" })?.origin else {
            return nil
        }
        return span
    }
}
