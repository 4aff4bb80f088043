// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire WebPolicy

import WebPolicy

/// A security.txt and a robots.txt of any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: size)
    let file = SecurityTxt(bytes, foundAt: ["https://www.mfa.example/.well-known/security.txt"])
    precondition(file.values(of: "contact").isEmpty == file.problems.contains(.noContact))
    let hasProblem = !Set(file.problems).isDisjoint(with: [.noExpires, .severalExpires, .invalidExpires])
    precondition((file.expires == nil) == hasProblem)
    let robots = RobotsTxt(bytes)
    precondition(robots.groups.allSatisfy { !$0.agents.isEmpty })
    _ = RobotsTxt.modelCrawlers.filter(robots.excludes)
    return 0
}
