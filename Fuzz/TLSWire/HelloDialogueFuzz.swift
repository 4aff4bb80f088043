// SPDX-License-Identifier: Apache-2.0
// fuzz-module: TLSWire

import TLSWire

/// A byte that chooses the hello, one that says how long the portions are and how the stream ends, then the
/// server's bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var bytes = UnsafeBufferPointer(start: data, count: size)[...]
    guard let choice = bytes.popFirst(), let manner = bytes.popFirst() else { return 0 }
    let ends: [StreamEnd] = [.closed, .reset, .timedOut]
    let end = ends[Int(manner) % ends.count]
    let portion = Int(manner / 3) + 1

    var whole = dialogue(choice)
    _ = whole.receive(bytes)
    whole.ended(end)
    let expected = whole.reply

    var cut = dialogue(choice)
    while !bytes.isEmpty {
        _ = cut.receive(bytes.prefix(portion))
        bytes = bytes.dropFirst(portion)
    }
    cut.ended(end)
    precondition(cut.reply == expected, "portions change the reply")
    precondition(!expected.acceptsOffer || expected.serverHello != nil)
    return 0
}

private func dialogue(_ choice: UInt8) -> HelloDialogue {
    let random = [UInt8](repeating: choice, count: 32)
    let needs: HelloDialogue.Needs = choice & 4 == 0 ? .throughServerHelloDone : .serverHelloOnly
    switch choice & 3 {
    case 0:
        return HelloDialogue(hello: SSLv2ClientHello(challenge: Array(random.prefix(16))), needs: needs)
    case 1:
        let suites = CipherSuite.usable(in: .tls12)
        return HelloDialogue(
            hello: ClientHello(versions: .ssl3 ... .tls12, suites: suites, random: random),
            needs: needs
        )
    default:
        let suites = CipherSuite.usable(in: .tls13)
        let hello = ClientHello(
            versions: .tls13 ... .tls13,
            suites: suites,
            random: random,
            sessionID: random
        )
        return HelloDialogue(hello: hello, needs: needs, isSecondHello: choice & 3 == 3)
    }
}
