// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Model
import Synchronization
import Transport

@testable import Probes

/// Name servers that all answer alike, or by the question and how often such a one came, from 1.
final class ScriptedServers: NameServerAsking {
    typealias Script = @Sendable (ServerQuestion, Int) -> ServerAnswer

    private let script: Script
    private let questions = Mutex<[ServerQuestion]>([])
    private let servers = Mutex<Set<IPAddress>>([])

    init(script: @escaping Script) { self.script = script }

    convenience init(_ answer: ServerAnswer = .silence) { self.init { _, _ in answer } }

    var types: [RecordType] { questions.withLock { $0.map(\.question.type) } }

    var count: Int { types.count }

    var asked: Set<IPAddress> { servers.withLock { $0 } }

    func ask(_ question: ServerQuestion, of server: IPAddress) async -> ServerAnswer {
        servers.withLock { _ = $0.insert(server) }
        let number = questions.withLock { questions in
            questions.append(question)
            return questions.filter { $0 == question }.count
        }
        return script(question, number)
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

/// A registry that knows everybody, and what it was asked.
final class ScriptedRegistry: RegistrationFetching {
    private let questions = Mutex<[String]>([])

    var asked: [String] { questions.withLock { $0 } }

    func registration(of domain: String, from service: String) async -> Result<
        DomainRegistration, Unestablished
    > {
        questions.withLock { $0.append("\(service) \(domain)") }
        return .success(DomainRegistration(statuses: ["active"], events: [], isDelegationSigned: nil))
    }
}

/// A reader of mark certificates that has one for everybody, and where it was sent.
final class ScriptedMarks: MarkCertificateFetching {
    private let addresses = Mutex<[String]>([])

    var asked: [String] { addresses.withLock { $0 } }

    func certificate(at address: String, within isLocal: Bool) async -> Result<
        MarkCertificate, Unestablished
    > {
        addresses.withLock { $0.append("\(address) \(isLocal)") }
        return .success(
            MarkCertificate(
                subject: "CN=Ministry",
                issuer: "CN=Mark CA",
                names: [],
                isForMarks: true,
                notBefore: nil,
                notAfter: nil,
                sha256: "ab"
            )
        )
    }
}
