// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import TLSWire
internal import Transport

/// What the handshakes of one visit showed beside what each was made for.
struct SessionLog: Sendable {
    /// Every ticket that came, once.
    private(set) var tickets: [[UInt8]] = []
    private var clock: [ClockReading] = []
    private var isAskedForCertificate = false
    private var isCertificateRequired: Bool?
    private var authorities: [String] = []
    private(set) var completed = 0
    /// Why the first handshake that failed did.
    private var failure: Unestablished?

    mutating func note(_ result: Result<SessionAnswer, SessionFailure>) {
        switch result {
        case .success(let answer): note(answer)
        case .failure(let failed):
            if failure == nil { failure = failed.reason }
            guard let outcome = failed.outcome, outcome.requestsClientCertificate else { return }
            note(request: outcome, isRequired: failed.alert == nil ? nil : true)
        }
    }

    private mutating func note(_ answer: SessionAnswer) {
        if answer.facts != nil { completed += 1 }
        let outcome = answer.outcome
        for ticket in outcome.tickets where !tickets.contains(ticket) { tickets.append(ticket) }
        if answer.isLegacy,
            let reading = ClockReading(random: outcome.serverRandom, wall: answer.wall)
        {
            clock.append(reading)
        }
        guard outcome.requestsClientCertificate else { return }
        switch outcome.afterwards {
        case .session, .none: note(request: outcome, isRequired: false)
        case .refused: note(request: outcome, isRequired: true)
        case .unsettled: note(request: outcome, isRequired: nil)
        }
    }

    private mutating func note(request outcome: TLSSessionOutcome, isRequired: Bool?) {
        isAskedForCertificate = true
        if authorities.isEmpty { authorities = outcome.clientAuthorities }
        if isCertificateRequired != true { isCertificateRequired = isRequired ?? isCertificateRequired }
    }

    // MARK: Answers

    var clientCertificate: Answer {
        if isAskedForCertificate {
            return .fact(
                ClientCertificateRequest(
                    isRequested: true,
                    isRequired: isCertificateRequired,
                    authorities: authorities
                )
            )
        }
        guard completed > 0 else {
            return .unestablished(Question(ClientCertificateRequest.self), failure ?? Self.nothing)
        }
        return .fact(ClientCertificateRequest(isRequested: false, isRequired: false, authorities: []))
    }

    /// `hasLegacy`: a version before TLS 1.3 is offered.
    func serverClock(hasLegacy: Bool) -> Answer {
        let question = Question(ServerClock.self)
        guard hasLegacy else {
            let reason = "hellos of TLS 1.3 tell no time"
            return .unestablished(question, Unestablished(phase: .notMeasured, reason: reason))
        }
        guard clock.count > 1 else { return .unestablished(question, failure ?? Self.tooFew) }
        switch ClockReading.skew(among: clock) {
        case .success(let skew): return .fact(ServerClock(skew: skew))
        case .failure(let reason): return .unestablished(question, reason)
        }
    }

    /// `resumptions`: what was found of tickets, by whose absence there is no key.
    func ticketKey(_ resumptions: [Answer]) -> Answer {
        let question = Question(TicketKey.self)
        guard tickets.count > 1 else {
            for case .unestablished(_, let reason) in resumptions where !reason.isDeliberate {
                return .unestablished(question, reason)
            }
            guard tickets.isEmpty else { return .unestablished(question, failure ?? Self.oneTicket) }
            guard completed > 0 else { return .unestablished(question, failure ?? Self.nothing) }
            return .fact(TicketKey(state: .noTickets))
        }
        for (position, ticket) in tickets.enumerated() where ticket.count > Self.keyNameCount {
            let name = ticket.prefix(Self.keyNameCount)
            if tickets[(position + 1)...].contains(where: { $0.starts(with: name) }) {
                return .fact(TicketKey(state: .named, nameSHA256: SHA256.hex(Array(name))))
            }
        }
        return .fact(TicketKey(state: .unnamed))
    }

    /// RFC 5077 §4.
    private static let keyNameCount = 16

    private static let nothing = Unestablished(phase: .handshake, reason: "no handshake was completed")
    private static let tooFew = Unestablished(
        phase: .handshake,
        reason: "fewer than two hellos tell the time"
    )
    private static let oneTicket = Unestablished(phase: .handshake, reason: "only one ticket came")
}

/// What a hello's random would say as a time, and when it came.
struct ClockReading: Hashable, Sendable {
    /// Server's time less ours, in seconds, for the latest and the earliest time at which the hello may have
    /// been made.
    let skew: ClosedRange<Int>
    private let wall: ClosedRange<Int>

    /// Nil for a random that is none.
    init?(random: [UInt8], wall: ClosedRange<Int>) {
        guard random.count == 32 else { return nil }
        let time = random.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        self.wall = wall
        skew = (time - wall.upperBound)...(time - wall.lowerBound)
    }

    /// How far off the clock is on which two readings agree; a random that only looks like a time agrees with
    /// none, within a few seconds in 2^32.
    static func skew(among readings: [ClockReading]) -> Result<ServerClock.Skew, Unestablished> {
        for (position, first) in readings.enumerated() {
            for second in readings[(position + 1)...] where first.agrees(with: second) {
                let seconds = min(abs(first.skew.lowerBound), abs(first.skew.upperBound))
                // A clock goes; bytes that never change look like one only as long as no time passes.
                guard seconds <= 86_400 || first.isApart(from: second) else {
                    return .failure(
                        Unestablished(phase: .reply, reason: "the hellos came too soon one after another")
                    )
                }
                return .success(ServerClock.Skew(seconds: seconds))
            }
        }
        return .success(.notShown)
    }

    private func agrees(with other: ClockReading) -> Bool {
        skew.lowerBound <= other.skew.upperBound + 1 && other.skew.lowerBound <= skew.upperBound + 1
    }

    private func isApart(from other: ClockReading) -> Bool {
        wall.upperBound + 2 < other.wall.lowerBound || other.wall.upperBound + 2 < wall.lowerBound
    }
}

extension ServerClock.Skew {
    fileprivate init(seconds: Int) {
        self =
            switch seconds {
            case ...300: .none
            case ...3600: .minutes
            case ...86_400: .hours
            default: .days
            }
    }
}
