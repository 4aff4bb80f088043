// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Messages
// fuzz-longest: 1024

import Messages

/// A message file of any bytes, and the same bytes as a template: what is read carries the values of its English text, and
/// a template in English is what it was, but for marks of language, which say nothing there and go.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let text = String(decoding: bytes, as: UTF8.self)
    let plain = TemplateText(text, in: .english)
    precondition(
        plain.translated == text || text.utf8.firstRange(of: " lang=\"en\"".utf8) != nil,
        "a template in English has changed"
    )
    precondition(plain.translated.utf8.count <= text.utf8.count, "a template in English has grown")
    guard let file = try? MessageFile(bytes) else { return 0 }
    for english in file.known {
        let translated = file.messages.text(english)
        precondition(
            TemplateText.values(in: english) == TemplateText.values(in: translated),
            "a value is lost"
        )
    }
    _ = TemplateText(text, in: file.messages)
    return 0
}
