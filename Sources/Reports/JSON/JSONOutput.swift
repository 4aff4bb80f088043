// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What a document was written to so far, or the part of it that nobody took yet.
struct JSONOutput {
    /// From how many bytes on they are given away.
    static let pieceSize = 64 << 10

    var bytes: [UInt8] = []
    /// Nil where all is kept.
    private let take: ((Data) throws -> Void)?
    /// The first error of whoever takes the pieces; nothing is given to it any more.
    private(set) var failure: (any Error)?

    init(take: ((Data) throws -> Void)? = nil) { self.take = take }

    /// Gives away what was written, if it is enough for a piece.
    mutating func offer() {
        if bytes.count >= Self.pieceSize, take != nil { flush() }
    }

    mutating func flush() {
        guard let take, !bytes.isEmpty else { return }
        if failure == nil {
            do { try take(Data(bytes)) } catch { failure = error }
        }
        bytes.removeAll(keepingCapacity: true)
    }
}

extension JSONValue {
    /// The canonical bytes in pieces, for documents that are too long to be held; throws what `take` throws.
    func canonical(take: (Data) throws -> Void) throws {
        try withoutActuallyEscaping(take) { take in
            var output = JSONOutput(take: take)
            write(to: &output, indentation: nil)
            output.flush()
            if let failure = output.failure { throw failure }
        }
    }
}
