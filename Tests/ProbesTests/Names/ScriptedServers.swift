// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Model
import Synchronization
import Transport

@testable import Probes

/// Name servers that all answer alike.
final class ScriptedServers: NameServerAsking {
    private let answer: ServerAnswer
    private let asked = Mutex<[RecordType]>([])

    init(_ answer: ServerAnswer = .silence) { self.answer = answer }

    var types: [RecordType] { asked.withLock { $0 } }

    var count: Int { types.count }

    func ask(_ question: ServerQuestion, of server: IPAddress) async -> ServerAnswer {
        asked.withLock { $0.append(question.question.type) }
        return answer
    }
}

/// A reader of policy files that has one for everybody.
final class ScriptedFiles: PolicyFileFetching {
    private let hosts = Mutex<[String]>([])

    /// Host and addresses of each request.
    var asked: [String] { hosts.withLock { $0 } }

    func policyFile(of host: String, at addresses: [IPAddress]) async -> Result<
        MTASTSPolicyFile, Unestablished
    > {
        hosts.withLock { $0.append(([host] + addresses.map(\.description)).joined(separator: " ")) }
        return .success(MTASTSPolicyFile(status: 200, mediaType: "text/plain", body: "", isTrusted: true))
    }
}
