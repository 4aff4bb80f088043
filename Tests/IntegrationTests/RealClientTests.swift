// SPDX-License-Identifier: Apache-2.0
import Checks
import Foundation
import Inventory
import Pipeline
import Reports
import TLSWire
import TestSupport
import Testing

/// Programs as they are installed here: what each negotiates, held against the simulation of its own hello.
struct RealClientTests {
    /// A program and its arguments, in which `$port` stands for the server's.
    struct Program: Sendable {
        let name: String
        let path: String
        let arguments: [String]

        init?(_ name: String, _ program: String, _ arguments: String...) {
            guard let path = ServerPrograms.path(program) else { return nil }
            self.name = name
            self.path = path
            self.arguments = arguments
        }
    }

    private static let programs: [Program] = [
        Program("openssl", "openssl", "s_client", "-connect", "localhost:$port"),
        Program("openssl, TLS 1.2", "openssl", "s_client", "-connect", "localhost:$port", "-tls1_2"),
        Program(
            "openssl, NIST curves",
            "openssl",
            "s_client",
            "-connect",
            "localhost:$port",
            "-groups",
            "P-384:P-256"
        ),
        Program("openssl, X448", "openssl", "s_client", "-connect", "localhost:$port", "-groups", "X448"),
        Program(
            "openssl, one suite",
            "openssl",
            "s_client",
            "-connect",
            "localhost:$port",
            "-tls1_2",
            "-cipher",
            "ECDHE-RSA-AES256-GCM-SHA384"
        ),
        Program(
            "openssl, ECDSA alone",
            "openssl",
            "s_client",
            "-connect",
            "localhost:$port",
            "-sigalgs",
            "ECDSA+SHA256",
            "-cipher",
            "ECDHE-ECDSA-AES128-GCM-SHA256"
        ),
        Program("curl", "curl", "-sk", "--max-time", "5", "https://localhost:$port/"),
        Program("curl, TLS 1.2", "curl", "-sk", "--tls-max", "1.2", "https://localhost:$port/"),
        Program(
            "python",
            "python3",
            "-c",
            "import socket, ssl; c = ssl._create_unverified_context(); "
                + "c.wrap_socket(socket.create_connection(('localhost', $port)), server_hostname='localhost')"
        ),
        Program(
            "node",
            "node",
            "-e",
            "const s = require('tls').connect({port: $port, host: 'localhost', servername: 'localhost', "
                + "rejectUnauthorized: false}, () => s.end()); s.on('error', () => {})"
        ),
        Program("gnutls-cli", "gnutls-cli", "--insecure", "-p", "$port", "localhost"),
        Program(
            "gnutls-cli, TLS 1.2",
            "gnutls-cli",
            "--insecure",
            "--priority",
            "NORMAL:-VERS-ALL:+VERS-TLS1.2",
            "-p",
            "$port",
            "localhost"
        ),
        Program("java", "keytool", "-printcert", "-sslserver", "localhost:$port"),
        Program(
            "java, TLS 1.2",
            "keytool",
            "-J-Djdk.tls.client.protocols=TLSv1.2",
            "-printcert",
            "-sslserver",
            "localhost:$port"
        ),
    ].compactMap { $0 }

    private static let settings = ClientReplayTests.settings.filter { !$0.name.contains("Diffie") }

    @Test(arguments: settings)
    func everyProgramFaresAsItsHelloIsSimulated(_ setting: ClientReplayTests.Setting) async throws {
        #expect(Self.programs.count >= 12)
        let nginx = try await RunningServer(setting)
        let relay = try await RecordingRelay(to: nginx.port)
        var clients: [SimulatedClient] = []
        var replies: [HelloReply] = []
        for program in Self.programs {
            try await Self.run(program, port: relay.port)
            let talk = try #require(relay.takeFirst(), "\(program.name) did not connect")
            let hello = try ClientHello(records: Self.firstRecord(of: talk.client))
            clients.append(Self.client(named: program.name, from: hello))
            var dialogue = HelloDialogue(hello: hello)
            if dialogue.receive(talk.server) == .more { dialogue.ended(.closed) }
            replies.append(dialogue.reply)
        }
        let claims = try await Self.claims(of: clients, port: nginx.port, trusting: nginx.authority)
        for (claim, reply) in zip(claims, replies) {
            let accepted = reply.acceptsOffer ? reply.serverHello : nil
            let comment = "\(claim), \(reply.answer)"
            #expect(claim.connects == (accepted != nil), "\(comment)")
            guard let accepted, claim.connects == true else { continue }
            #expect(claim.version == accepted.protocolVersion, "\(comment)")
            if let suite = claim.suite { #expect(suite == accepted.suite, "\(comment)") }
            if let group = claim.group {
                #expect(group == reply.group.map { $0.name ?? $0.hex }, "\(comment)")
            }
        }
        try await relay.stop()
    }

    /// Waits until the program is through; whether it likes the certificate does not matter.
    private static func run(_ program: Program, port: Int) async throws {
        let arguments = program.arguments.map { $0.replacing("$port", with: "\(port)") }
        let process = try ChildProcess(program.path, arguments)
        #expect(try await process.exitStatus(within: .seconds(20)) != nil, "\(program.name)")
    }

    private static func firstRecord(of bytes: [UInt8]) throws -> [UInt8] {
        try #require(bytes.count >= 5)
        return Array(bytes.prefix(5 + (Int(bytes[3]) << 8 | Int(bytes[4]))))
    }

    private static func client(named name: String, from hello: ClientHello) -> SimulatedClient {
        let named = hello.supportedVersions.compactMap { ProtocolVersion(code: $0) }.sorted()
        let highest = named.last ?? ProtocolVersion(code: hello.legacyVersion) ?? .tls12
        var client = SimulatedClient(
            name: name,
            versions: (named.first ?? .ssl3)...highest,
            suites: hello.suites.filter { !$0.isSignalling && !$0.isGREASE }
        )
        client.groups = hello.groups.filter { !$0.isGREASE }
        client.keyShares = (hello.keyShares ?? []).map(\.group)
        client.schemes = hello.signatureSchemes
        client.sendsServerName = hello.serverName != nil
        return client
    }

    private static func claims(
        of clients: [SimulatedClient],
        port: Int,
        trusting authority: URL
    ) async throws -> [ScanClient] {
        var service = LoopbackScan.settings
        service.trustStore = authority.path
        let path = LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path
        let shipped = try Method.load(path: path)
        let method = try Method(
            model: shipped.model,
            standards: shipped.standards,
            clients: ClientCatalogue(source: "seen", date: nil, clients: clients)
        )
        let instruments = try Instruments(MeasuringSettings(service))
        let endpoint = try LoopbackScan.endpoint(port: port)
        let scanned = try await Scan(instruments: instruments, method: method).run([endpoint])
        await instruments.shutdown()
        return try #require(scanned.first).tls.clients
    }
}
