// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model

extension Scene {
    /// One address of a part of a conference system.
    static func conference(_ service: Service, _ fact: (any Fact)? = nil) throws -> Scene {
        let scene = try Scene(endpoints: [.listed("www", service: service)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        return try fact.map { try scene.seeing($0) } ?? scene
    }

    /// The verdicts that every check on one of them owes where nothing was seen of it.
    static func doubts(of check: (some Check).Type) throws -> [Verdict] {
        let relay = try conference(.turns).missing(Question(RelayConduct.self))
        let other = try conference(.https)
        return [try relay.verdict(of: check), try other.verdict(of: check)]
    }
}
