// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire WebPolicy

import HTTPWire
import WebPolicy

/// The text of a page, a path and a host, of any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let text = String(decoding: bytes, as: UTF8.self)
    let phrases = PhraseList(["a", "ab c", "更正", text.lowercased()])
    precondition(phrases.found(in: bytes).count <= 4)
    precondition(CorrectionWords.phrases.found(in: bytes).allSatisfy { !$0.isEmpty })
    _ = ChatProgram.disclosures.found(in: bytes)
    _ = CorrectionWords.lead(text)
    _ = ChatProgram.loaded(from: text)
    _ = ChatProgram.shown(by: text)
    let head = HTTPHead(status: 403, fields: [HTTPField(name: "cf-mitigated", value: bytes)])
    if let mark = BotChallenge.mark(of: head, bytes) {
        precondition(mark.hasPrefix("cf-mitigated") || text.contains(mark))
    }
    return 0
}
