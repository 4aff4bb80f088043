// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The bytes of one file, handed on in pieces, so that a long one is never whole in memory.
struct PieceBuffer {
    /// Bytes from which on a piece is handed on.
    static let pieceSize = 256 * 1024

    private let path: String
    private var bytes: [UInt8] = []
    private var isEmpty = true

    init(path: String) { self.path = path }

    mutating func append(_ text: String) { bytes += text.utf8 }

    /// Adds what the closure appends.
    mutating func append(_ add: (inout [UInt8]) -> Void) { add(&bytes) }

    /// Hands on what there is, if it is enough for a piece.
    mutating func pass(to emit: ReportEmitter) throws {
        if bytes.count >= Self.pieceSize { try handOn(to: emit) }
    }

    /// Hands on the rest; a file without bytes comes into being too.
    mutating func finish(to emit: ReportEmitter) throws {
        if isEmpty || !bytes.isEmpty { try handOn(to: emit) }
    }

    private mutating func handOn(to emit: ReportEmitter) throws {
        try emit(path, Data(bytes))
        bytes.removeAll(keepingCapacity: true)
        isEmpty = false
    }
}
