// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// Takes what a format writes, piece by piece, so that no report is ever whole in memory: pieces of one path follow one
/// another and are one file; the path is relative, with `/` between folders.
package typealias ReportEmitter = (_ path: String, _ bytes: Data) throws -> Void
