// SPDX-License-Identifier: Apache-2.0
import Foundation
import Pipeline

/// What Benchmarks/run measures beside the program itself; not installed.
@main
struct Yardstick {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.dropFirst().map { $0 }) {
        case ("judge", let rest):
            let numbers = rest.dropFirst().compactMap { Int($0) }
            guard rest.count == 3, numbers.count == 2 else { break }
            let model = try Method.load(path: rest[0]).model
            return LargeEstate(endpoints: numbers[0], findings: numbers[1]).judge(by: model)
        case ("year", let rest):
            guard rest.count == 3, let weeks = Int(rest[2]) else { break }
            return try await WeeklyCycles(state: rest[1]).add(weeks, method: try Method.load(path: rest[0]))
        default: break
        }
        say("usage: yardstick judge MODEL ENDPOINTS FINDINGS | yardstick year MODEL STATE WEEKS")
        exit(64)
    }

    static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Runs something, and prints how long it took, in seconds.
    static func time<Value>(_ body: () throws -> Value) rethrows -> Value {
        let clock = ContinuousClock()
        let start = clock.now
        let value = try body()
        let passed = start.duration(to: clock.now).components
        print(String(format: "%.3f", Double(passed.seconds) + Double(passed.attoseconds) / 1e18))
        return value
    }
}
