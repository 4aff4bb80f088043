// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
package import TLSWire

/// Fails where the client picks among suites of which some are much worse than others.
package struct ClientOrder: Check {
    package static let identity = CheckIdentity(
        id: "tls.client-order",
        title: "The client chooses between good and bad suites",
        measures:
            "Whose order decides at each version where CBC, 64-bit-block or static suites stand beside "
            + "better ones.",
        scope: .address,
        levels: ["client-chooses"],
        references: ["NIST SP 800-52r2 §3.3.1", "RFC 9325 §4.2.1"],
        remedy:
            "Let the server's order decide (nginx: ssl_prefer_server_ciphers on), or remove the worse suites."
    )

    /// At which versions the choice is left to the client.
    package struct Input: Hashable, Sendable {
        package let left: [ProtocolVersion]
        package let doubts: [Unestablished]
        package let isEmpty: Bool

        init(of subject: Subject, in evidence: any Evidence) {
            let census = SuiteCensus(of: subject, in: evidence)
            var left: [ProtocolVersion] = []
            var doubts = census.versions.doubt(on: .ssl3 ... .tls13).map { [$0] } ?? []
            for entry in census.entries where Self.mattersOrMay(entry) {
                do throws(Unestablished) {
                    let order = try evidence.one(SuiteOrder.self, entry.version.rawValue, of: subject).fact
                        .order
                    guard order == .client else { continue }
                    if Self.isMixed(entry) {
                        left.append(entry.version)
                    } else {
                        doubts += entry.doubt.map { [$0] } ?? []
                    }
                } catch {
                    doubts.append(error)
                }
            }
            self.left = left
            self.doubts = doubts
            isEmpty = census.entries.isEmpty
        }

        private static func mattersOrMay(_ entry: SuiteCensus.Entry) -> Bool {
            isMixed(entry) || entry.doubt != nil
        }

        private static func isMixed(_ entry: SuiteCensus.Entry) -> Bool {
            entry.suites.contains(where: isWorse) && !entry.suites.allSatisfy(isWorse)
        }

        private static func isWorse(_ suite: CipherSuite) -> Bool {
            suite.isCBC || suite.uses64BitBlock || !suite.isForwardSecret
        }
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        Input(of: subject, in: evidence)
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        guard input.left.isEmpty else {
            return .fail(
                level: "client-chooses",
                seen: "\(input.left.map(\.title).listed()): the client's order decides",
                expected: "the server's order, or only suites with forward secrecy and AEAD"
            )
        }
        if let doubt = input.doubts.foremost { return .withheld(because: doubt) }
        return input.isEmpty ? .notApplicable(because: "no version from SSLv3 on is offered") : .pass
    }
}
