// SPDX-License-Identifier: Apache-2.0
import Foundation
package import Inventory

/// The token that callers must present, read from where the operator keeps it.
package enum Token {
    package struct Unusable: Error, CustomStringConvertible {
        package let description: String
    }

    /// 16 to 4096 visible characters, without the white space around them.
    ///
    /// - Parameter credentials: the folder that systemd hands over (`CREDENTIALS_DIRECTORY`); nil where there is none.
    package static func read(_ source: TokenSource, credentials: String?) throws(Unusable) -> [UInt8] {
        let path: String
        switch source {
        case .file(let file): path = file
        case .credential(let name):
            guard let credentials else {
                throw Unusable(
                    description:
                        "Token=\(name) is a credential, and systemd handed over none; see LoadCredential="
                )
            }
            path = "\(credentials)/\(name)"
        }
        guard let handle = try? FileHandle(forReadingFrom: URL(filePath: path)),
            let data = try? handle.read(upToCount: 8192)
        else { throw Unusable(description: "the token cannot be read from \(path)") }
        let isSpace: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let token = Array(data.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
        guard (16...4096).contains(token.count), token.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Unusable(description: "the token in \(path) is not of 16 to 4096 visible characters")
        }
        return token
    }
}
