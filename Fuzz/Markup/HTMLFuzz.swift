// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire Markup

import HTTPWire
import Markup

/// A document of any bytes stays within its bounds.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let limits = HTMLLimits(bytes: 4096, depth: 16, elements: 64, textBytes: 256)
    guard let reader = HTMLReader() else { return 0 }
    let document = reader.read(Array(UnsafeBufferPointer(start: data, count: size)), limits: limits)
    precondition(document.elements.count <= 64 && document.text.utf8.count <= 3 * 256)
    precondition(document.elements.allSatisfy { $0.depth < 16 })
    let url = WebURL(scheme: "https", host: "www.mfa.example")
    _ = PageAnatomy(document, at: url)
    precondition(PageParts(document, at: url).parts.allSatisfy(\.url.isWeb))
    return 0
}
