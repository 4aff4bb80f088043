// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model PlainHTTP

import PlainHTTP

private let limit = 4_096

private func play(_ bytes: UnsafeBufferPointer<UInt8>, portion: Int) -> Result<HTTPResponse, HTTPFault> {
    var reader = HTTPResponseReader(limit: limit)
    var rest = bytes[...]
    while !rest.isEmpty {
        if let end = reader.read(Array(rest.prefix(portion))) { return end }
        rest = rest.dropFirst(portion)
    }
    return reader.closed()
}

/// One input as a response, whole and a byte at a time, as a URL, and as a redirect's Location.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: size)
    let whole = play(bytes, portion: .max)
    precondition(whole == play(bytes, portion: 1), "portions change the end")
    if case .success(let response) = whole {
        precondition(response.body.count <= min(limit, size), "bytes came from nowhere")
        _ = response.value(of: "location")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let address = try? WebAddress(text) {
        let again = try? WebAddress(address.description)
        precondition(again == address, "a URL is not what it says")
    }
    _ = HTTPResponseHead.isHopeless(bytes)
    _ = HTTPResponseHead(bytes)?.tokens(of: "content-length")
    if let base = try? WebAddress("http://a.test:81/f/g?h") { _ = try? base.following(text) }
    return 0
}
