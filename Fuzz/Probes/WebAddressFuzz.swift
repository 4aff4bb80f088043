// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model DNSWire TLSWire Inflation HTTPWire Facts Crypto Preambles Transport Probes

import HTTPWire
import Transport

@testable import Probes

/// What a machine makes of a response, handed in by portions.
private func play(_ bytes: UnsafeBufferPointer<UInt8>, portion: Int) -> Result<HTTPResponse, WebFault> {
    guard let request = HTTPRequest(target: "/", authority: "a.test") else {
        preconditionFailure("no request")
    }
    let limits = HTTPLimits(headBytes: 1_024, bodyBytes: 4_096, wantsAll: true)
    var machine = PlainRequestMachine(request, limits: limits)
    _ = machine.start()
    var rest = bytes[...]
    var isOver = false
    while !rest.isEmpty, !isOver {
        if case .finish = machine.receive(Array(rest.prefix(portion))) { isOver = true }
        rest = rest.dropFirst(portion)
    }
    if !isOver { machine.ended(.closed) }
    return Result { () throws(WebFault) in try machine.outcome().whole() }
}

/// One input as a response that must be whole, at once and a byte at a time, as a URL, and as a redirect's Location.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: size)
    let whole = play(bytes, portion: .max)
    precondition(whole == play(bytes, portion: 1), "portions change the end")
    if case .success(let response) = whole {
        precondition(response.body.count <= min(4_096, size), "bytes came from nowhere")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let address = try? WebAddress(text) {
        let again = try? WebAddress(address.description)
        precondition(again == address, "a URL is not what it says")
    }
    if let address = try? WebAddress(text, over: .https) {
        precondition(
            (try? WebAddress(address.description, over: .https)) == address,
            "a URL is not what it says"
        )
    }
    for scheme in [WebAddress.Scheme.http, .https] {
        guard let base = try? WebAddress("\(scheme.rawValue)://a.test:81/f/g?h", over: scheme) else {
            continue
        }
        precondition((try? base.following(text))?.scheme ?? scheme == scheme, "a redirect leaves its scheme")
    }
    return 0
}
