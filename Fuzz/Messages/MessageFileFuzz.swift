// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Messages
// fuzz-longest: 1024

import Messages

/// A message file of any bytes, and the same bytes as a template: what is read carries the values of its English text, and
/// a template in English is what it was.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let text = String(decoding: bytes, as: UTF8.self)
    let plain = TemplateText(text, in: .english)
    precondition(plain.translated == text, "a template in English has changed")
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
