// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// Takes bytes of a file of a report folder; pieces of the same path follow one another.
package typealias ReportEmitter = (_ path: String, _ bytes: Data) throws -> Void
