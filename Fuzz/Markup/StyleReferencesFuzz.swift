// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire Markup

import HTTPWire
import Markup

/// A style sheet of any bytes names no more than it has room for, and what it names is of the web.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let sheet = StyleReferences(UnsafeBufferPointer(start: data, count: size))
    precondition(sheet.references.count <= 256)
    precondition(sheet.references.allSatisfy { !$0.address.isEmpty })
    let parts = PageParts(
        sheet: sheet,
        at: WebURL(scheme: "https", host: "www.mfa.example", path: "/a/b.css")
    )
    precondition(parts.parts.count <= sheet.references.count && parts.parts.allSatisfy(\.url.isWeb))
    return 0
}
