// SPDX-License-Identifier: Apache-2.0
internal import HTTPWire
internal import Model

/// Asks one host for pieces of files, one after the other, slowly, and stops where it has had enough.
actor ExposureTalk {
    private let talk: WebTalk
    /// From the end of one request to the beginning of the next.
    private let pace: Duration
    private var isFirst = true
    private var failures = 0
    /// Requests that may still be made.
    private var left: Int

    /// So many requests in a row may come to nothing before no more is asked.
    private static let patience = 2
    /// How much longer the wait is after a request that came to nothing.
    private static let respite = 4
    static let mostRequests = 160

    init(_ talk: WebTalk, pace: Duration, mostRequests: Int = ExposureTalk.mostRequests) {
        self.talk = talk
        self.pace = pace
        left = mostRequests
    }

    /// Which part of a file (RFC 9110 §14.1.2); a server that knows no parts sends all, of which no more is read.
    enum Part: Hashable, Sendable {
        case first(Int)
        case last(Int)

        fileprivate var words: String {
            switch self {
            case .first(let count): "bytes=0-\(max(1, count) - 1)"
            case .last(let count): "bytes=-\(count)"
            }
        }
    }

    /// - Parameter limit: bytes of the body that are read at most.
    func fetch(_ url: WebURL, _ part: Part, limit: Int) async -> Result<HTTPResponse, Unestablished> {
        if let reason = await refusal() { return .failure(reason) }
        var talk = talk
        talk.limits = HTTPLimits(bodyBytes: limit)
        let fields = [
            HTTPRequest.Field("Accept", "*/*"), HTTPRequest.Field("Accept-Encoding", "identity"),
            HTTPRequest.Field("Range", part.words),
        ]
        while true {
            switch await talk.fetch(url, fields, patience: 0) {
            case .failure(let reason):
                failures += 1
                // One answer may be lost by chance; whoever is turned away comes back later, and once.
                guard failures < Self.patience, !reason.isDeliberate else { return .failure(reason) }
                try? await Task.sleep(for: pace * Self.respite)
                if let refusal = await refusal() { return .failure(refusal) }
            case .success(let reply):
                failures = 0
                return .success(reply.response)
            }
        }
    }

    /// Waits until the next request is due; why none is made, or nil.
    private func refusal() async -> Unestablished? {
        if failures < Self.patience, left > 0, !isFirst { try? await Task.sleep(for: pace) }
        isFirst = false
        guard failures < Self.patience else {
            return Self.gap("the server no longer answered, so no more was asked")
        }
        guard left > 0 else { return Self.gap("enough was asked of this endpoint for one visit") }
        guard ContinuousClock.now < talk.deadline, !Task.isCancelled else {
            return Self.gap("no time was left to ask for it")
        }
        left -= 1
        return nil
    }

    static func gap(_ words: String) -> Unestablished {
        Unestablished(phase: .reply, reason: words, attempts: 1)
    }
}

extension HTTPResponse {
    /// All of the file, or the part of it that was asked for.
    var isFile: Bool { head.status == 200 || head.status == 206 }

    /// Whether the connection ended before what was promised, or a bound of ours, was reached.
    var isCutShort: Bool { bodyEnd == .cutShort }

    /// Bytes of the whole file, where the answer says so (RFC 9110 §14.4); nil where it does not.
    var fileLength: Int? {
        if head.status == 206 {
            return head.values(of: "content-range").first?.split(separator: "/").last.flatMap { Int($0) }
        }
        return head.values(of: "content-length").first.flatMap { Int($0) }
    }
}
