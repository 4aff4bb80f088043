// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire WebPolicy

import WebPolicy

/// The small policy fields, each with any text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: data, count: size), as: UTF8.self)
    let fields = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let strict = StrictTransportSecurity(fields: fields)
    precondition((strict?.maxAge ?? 0) >= 0)
    _ = PermissionsPolicy(fields: fields)?.openFeatures
    _ = ReferrerPolicy.last(fields)
    _ = FrameOptions(fields: fields)
    _ = ContentTypeOptions(fields: fields)
    for policy in CrossOriginPolicy.allCases { _ = ObservatoryJudgement.crossOrigin(policy, fields) }
    _ = CrossOriginAnswer(allowOrigin: text, allowCredentials: text, askedBy: "https://foreign.invalid")
    return 0
}
