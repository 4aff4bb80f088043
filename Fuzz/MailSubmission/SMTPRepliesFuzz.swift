// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model Preambles MailSubmission
// fuzz-longest: 4096

import Foundation
import MailSubmission

/// A byte that chooses the security, one that says how long the portions are, then the relay's bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var bytes = UnsafeBufferPointer(start: data, count: size)[...]
    guard let choice = bytes.popFirst(), let manner = bytes.popFirst() else { return 0 }
    let security = SubmissionSecurity.allCases[Int(choice) % SubmissionSecurity.allCases.count]
    let whole = play(security, Array(bytes), portion: .max)
    let cut = play(security, Array(bytes), portion: Int(manner) + 1)
    precondition(whole == cut, "portions change the outcome")
    return 0
}

private struct Played: Equatable {
    var outcome: SubmissionOutcome
    var said: [UInt8]
}

private func dialogue(_ security: SubmissionSecurity) -> SubmissionDialogue {
    guard let from = MailAddress("chancery@mfa.example"), let first = MailAddress("a@mfa.example"),
        let second = MailAddress("b@mfa.example")
    else { preconditionFailure("an address is none") }
    let message = MailMessage(
        from: from,
        to: [first, second],
        subject: "Posture",
        date: Date(timeIntervalSince1970: 1_795_000_000),
        id: "fuzz.1",
        text: "Text.\n.\n"
    )
    return SubmissionDialogue(
        message,
        security: security,
        credentials: security == .none ? nil : SubmissionCredentials(user: "chancery", password: "secret"),
        clientName: "chancery.mfa.example"
    )
}

private func play(_ security: SubmissionSecurity, _ bytes: [UInt8], portion: Int) -> Played {
    var dialogue = dialogue(security)
    let password = Array(Data("\0chancery\0secret".utf8).base64EncodedData())
    var said: [UInt8] = []
    var isSecured = security == .tls
    var left = bytes[...]
    loop: while !left.isEmpty {
        let piece = Array(left.prefix(portion))
        left = left.dropFirst(piece.count)
        switch dialogue.receive(piece) {
        case .wait: continue
        case .send(let output): said += output
        case .sendAndFinish(let output):
            said += output
            break loop
        case .finish: break loop
        case .beginTLS(let output):
            said += output
            precondition(!Data(said).range(of: Data(password)).isFound, "a password in clear")
            // What came too early belongs to TLS.
            left = (dialogue.takeRemainder() + left)[...]
            isSecured = true
            said += dialogue.secured()
        }
        if !isSecured { precondition(!Data(said).range(of: Data(password)).isFound, "a password in clear") }
    }
    let outcome = dialogue.outcome
    for case .accepted in outcome.fates.values {
        precondition(Data(said).range(of: Data("\r\n.\r\n".utf8)).isFound, "accepted what was not sent")
    }
    return Played(outcome: outcome, said: said)
}

extension Range<Data.Index>? {
    fileprivate var isFound: Bool { self != nil }
}
