import Testing
import Facts
import Model
import TLSWire
@testable import Probes
@Test func counts() async {
    var list: [(String, ServerPolicy)] = [("int-client", KnownServers.intermediate()), ("int-server", KnownServers.intermediate(.server)), ("two-client", KnownServers.intermediateWithTwoCertificates()), ("two-server", KnownServers.intermediateWithTwoCertificates(.server)), ("13", KnownServers.onlyTLS13), ("legacy", KnownServers.legacy), ("ssl3", KnownServers.onlySSL3), ("anon", KnownServers.anonymous), ("ecdsa-c", KnownServers.ecdsa(.client)),("ecdsa-s", KnownServers.ecdsa(.server)), ("single", KnownServers.singleSuite), ("nogroups", KnownServers.withoutGroups)]
    for limit in [128, 64] { var p = KnownServers.legacy; p.intolerance.suites = limit; list.append(("limit\(limit)", p)) }
    for r in [ServerPolicy.Refusal.alert(80), .close] { var p = KnownServers.intermediate(); p.refusal = r; list.append(("int-\(r)", p)); p = KnownServers.legacy; p.refusal = r; list.append(("legacy-\(r)", p)) }
    for (name, policy) in list {
        let v = await SimulatedVisit.examine(policy)
        print("COUNT", name, v.connections, TrueOffer(policy).lies(in: v.answers), v.readout.open, v.reason?.reason ?? "", v.examination?.suitesPerHello ?? 0)
    }
}
