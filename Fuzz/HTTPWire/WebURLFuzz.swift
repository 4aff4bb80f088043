// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire

import HTTPWire

/// Any text against a base: what comes of it can be requested, and is read again as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: data, count: size), as: UTF8.self)
    guard let url = WebURL(text, relativeTo: WebURL("https://www.mfa.example/a/b")), url.isWeb else {
        return 0
    }
    precondition(
        HTTPRequest(target: url.requestTarget, authority: url.authority) != nil,
        "no request: \(url)"
    )
    guard url.description.utf8.count <= WebURL.longest else { return 0 }
    precondition(WebURL(url.description) == url, "read otherwise: \(url)")
    return 0
}
