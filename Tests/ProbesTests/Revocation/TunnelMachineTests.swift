// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Testing
import Transport

@testable import Probes

/// A way through a proxy, as bytes.
struct TunnelMachineTests {
    private static func machine() throws -> TunnelMachine<PlainRequestMachine> {
        let inner = try #require(HTTPRequest(target: "/x", authority: "a.test"))
        let connect = try #require(HTTPRequest(.connect, target: "a.test:443", authority: "a.test:443"))
        return TunnelMachine(PlainRequestMachine(inner), after: connect, limits: HTTPLimits(headBytes: 1_024))
    }

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func theInnerMachineSpeaksOnceTheWayIsOpen() throws {
        var machine = try Self.machine()
        #expect(machine.start() == Self.bytes("CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n"))
        #expect(machine.receive(Self.bytes("HTTP/1.1 200 Connection")) == .wait)
        #expect(
            machine.receive(Self.bytes(" established\r\n\r\n"))
                == .send(Self.bytes("GET /x HTTP/1.1\r\nHost: a.test\r\n\r\n"))
        )
        #expect(machine.receive(Self.bytes("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n7")) == .finish)
        guard case .reached(.answered(let response, nil)) = machine.outcome() else {
            Issue.record("the response is lost")
            return
        }
        #expect(response.body == [0x37])
    }

    @Test(arguments: [
        "HTTP/1.1 407 No\r\nContent-Length: 9\r\n\r\n", "HTTP/1.1 302 No\r\nLocation: /\r\n\r\n",
    ])
    func aRefusalIsTheProxys(_ text: String) throws {
        var machine = try Self.machine()
        _ = machine.start()
        #expect(machine.receive(Self.bytes(text)) == .finish)
        guard case .refused(.answered(let response, _)) = machine.outcome() else {
            Issue.record("the refusal is lost")
            return
        }
        #expect(text.hasPrefix("HTTP/1.1 \(response.head.status)"))
    }

    @Test func anEndBeforeTheWayIsOpenIsTheProxysToo() throws {
        var machine = try Self.machine()
        _ = machine.start()
        machine.ended(.timedOut)
        guard case .refused(.ended(.timedOut)) = machine.outcome() else {
            Issue.record("the end is lost")
            return
        }
    }
}
