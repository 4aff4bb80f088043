// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire WebPolicy

import Foundation
import WebPolicy

/// A Set-Cookie field of any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: data, count: size), as: UTF8.self)
    _ = CookieDate.parse(text)
    guard let cookie = SetCookie(text) else { return 0 }
    precondition(!cookie.name.contains(";") && !cookie.name.contains("="))
    let lifetime = cookie.lifetime(at: Date(timeIntervalSince1970: 0))
    let problems = CookieProblem.all(of: cookie, lifetime: lifetime, host: "www.mfa.example")
    precondition(problems.contains(.notSecure) == !cookie.isSecure)
    _ = ObservatoryJudgement.cookies([cookie], isUnderHSTS: false)
    return 0
}
