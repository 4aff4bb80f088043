// SPDX-License-Identifier: Apache-2.0
internal import ConferenceWire
internal import Facts
internal import Model

/// Asks a server of SIP what it can do, which changes nothing and goes no further than to it.
struct CallServerInquiry: TLSInquiry {
    let tier = ProbeTier.active
    let begins = ExaminationStage.versions

    let questions = [Question(CallServerConduct.self), Question(ForeignService.self)]

    func foregone(about scene: TLSScene) async -> [Answer]? { scene.endpoint.service == .sips ? nil : [] }

    func answers(about scene: TLSScene) async -> [Answer] {
        do throws(Unestablished) {
            let heard = try await ServiceTalk(scene: scene).converse({
                $0.response != nil || $0.foreign != nil
            }) { CallServerMachine(Self.request(scene)) }
            guard let response = heard.response else {
                let (found, reason) = ServiceTalk.foreign(heard.foreign ?? [], notBeing: "SIP")
                return [
                    .unestablished(Question(CallServerConduct.self), reason),
                    .fact(ForeignService(found: found)),
                ]
            }
            return [.fact(CallServerConduct(response)), .fact(ForeignService(found: nil))]
        } catch {
            return questions.map { .unestablished($0, error) }
        }
    }

    private static func request(_ scene: TLSScene) -> SIPRequest {
        SIPRequest(
            options: scene.endpoint.referenceName,
            clientName: scene.introduction.hostName,
            userAgent: scene.introduction.userAgent,
            token: String(UInt64.random(in: .min ... .max), radix: 36)
        )
    }
}

extension CallServerConduct {
    private static let most = 32

    init(_ response: SIPResponse) {
        self.init(
            status: response.status,
            software: ["server", "user-agent"].flatMap { name in
                response.values(of: name).map { "\(name): \($0.prefix(200))" }
            },
            methods: Array(response.methods.map { String($0.prefix(32)) }.prefix(Self.most)),
            realms: Array(response.realms.map { String($0.prefix(128)) }.prefix(Self.most))
        )
    }
}
