// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire WebPolicy

import WebPolicy

/// Fields line by line: whoever judges them comes to a result, and the same policy twice forbids no more.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: data, count: size), as: UTF8.self)
    let fields = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let policies = ContentSecurityPolicy.list(fields)
    precondition(CombinedPolicy(policies + policies).sources.keys == CombinedPolicy(policies).sources.keys)
    let header = ObservatoryCSP(fields: fields, meta: [], reportOnly: [], isHTTPS: true)
    precondition(header.result.rawValue.hasPrefix("csp-"))
    _ = ObservatoryCSP(fields: [], meta: fields, reportOnly: fields, isHTTPS: false)
    _ = InternetNLPolicyFailure.all(fields, host: "www.mfa.example")
    return 0
}
