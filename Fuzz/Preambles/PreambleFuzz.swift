// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model Preambles

import Model
import Preambles

/// A byte that chooses the service, one that says how long the portions are, then the server's bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var bytes = UnsafeBufferPointer(start: data, count: size)[...]
    guard let choice = bytes.popFirst(), let manner = bytes.popFirst() else { return 0 }
    let services = Service.allCases.filter { !$0.isImplicitTLS }
    let service = services[Int(choice) % services.count]
    let whole = play(service, bytes, portion: .max)
    let cut = play(service, bytes, portion: Int(manner) + 1)
    switch (whole.end, cut.end) {
    // What is quoted of a foreign protocol depends on how much of it has come.
    case (.failed, .failed): break
    default: precondition(whole.end == cut.end && whole.rest == cut.rest, "portions change the end")
    }
    return 0
}

private func play(_ service: Service, _ bytes: Slice<UnsafeBufferPointer<UInt8>>, portion: Int)
    -> (end: PreambleEnd?, rest: [UInt8])
{
    let introduction = PreambleIntroduction(serverName: "server.example")
    guard var session = PreambleSession(service, introduction: introduction) else { return (nil, []) }
    precondition(!session.awaited.isEmpty)
    var left = bytes
    while !left.isEmpty {
        let piece = left.prefix(portion)
        left = left.dropFirst(piece.count)
        let step = session.receive(piece)
        guard let end = step.end else { continue }
        if let reason = end.reason {
            precondition(reason.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "a control character is kept")
            return (end, [])
        }
        return (end, session.takeRemainder() + left)
    }
    return (nil, [])
}
