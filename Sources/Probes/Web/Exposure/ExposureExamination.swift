// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import HTTPWire
internal import Model
internal import WebPolicy

/// Asks one host of the owner's for files that should not be on the web.
///
/// A path that nobody has is asked for before and after: only between two plain answers that it is not there does "not
/// here" count.
struct ExposureExamination: Sendable {
    let root: WebURL
    let talk: ExposureTalk
    var paths = ExposedPath.safe
    /// Makes a word that is in no path of the server's; another one each time.
    var nonce: @Sendable () -> String = { String(UInt64.random(in: .min ... .max), radix: 36) }

    static let questions = ExposedPath.Matter.allCases.map { Question(ExposedFiles.self, $0.rawValue) }

    /// What one path is about to tell.
    fileprivate enum Sight {
        case found(ExposedFiles.Found)
        case absent
        case unclear(Unestablished)
    }

    private static let controlReach = 4096

    func answers() async -> [Answer] {
        let before: HTTPResponse
        switch await control() {
        case .failure(let reason): return Self.questions.map { .unestablished($0, reason) }
        case .success(let response): before = response
        }
        var sights: [Sight] = []
        for path in paths { sights.append(await sight(of: path, beside: before)) }
        if let doubt = doubt(before.head.status, await control().map(\.head.status)) {
            for index in sights.indices where sights[index].isAbsent { sights[index] = .unclear(doubt) }
        }
        return ExposedPath.Matter.allCases.map { answer($0, Array(zip(paths, sights))) }
    }

    private func control() async -> Result<HTTPResponse, Unestablished> {
        await talk.fetch(
            root.at("/chancery-\(nonce())"),
            .first(Self.controlReach),
            limit: Self.controlReach
        )
    }

    private func sight(of path: ExposedPath, beside absent: HTTPResponse) async -> Sight {
        let reach = path.signature.reach
        switch await talk.fetch(root.at(path.path), .first(reach), limit: reach) {
        case .failure(let reason): return .unclear(reason)
        case .success(let response) where response.isFile:
            return await sight(of: path, response, beside: absent)
        case .success(let response) where response.head.status >= 500:
            return .unclear(ExposureTalk.gap("\(path.path): HTTP \(response.head.status)"))
        case .success: return .absent
        }
    }

    private func sight(of path: ExposedPath, _ response: HTTPResponse, beside absent: HTTPResponse) async
        -> Sight
    {
        let content = response.content(limit: path.signature.reach)
        // What is packed on the way may look like an archive.
        guard content.obstacle == nil else {
            return .unclear(ExposureTalk.gap("\(path.path): its content coding cannot be undone"))
        }
        guard path.signature.matches(content.bytes) else {
            let isShort = !content.isWhole && content.bytes.count < path.signature.reach
            guard isShort, response.isCutShort || !response.contentCodings.isEmpty else { return .absent }
            return .unclear(ExposureTalk.gap("\(path.path): it was cut short"))
        }
        let alike = "a page that nobody has looks like \(path.path)"
        guard !path.signature.matches(absent.body) else { return .unclear(ExposureTalk.gap(alike)) }
        switch await isMade(for: path) {
        case .failure(let reason): return .unclear(reason)
        case .success(true): return .unclear(ExposureTalk.gap(alike))
        case .success(false):
            let hash = path.signature.isMadeAnew ? nil : SHA256.hex(content.bytes)
            return .found(
                ExposedFiles.Found(path: path.path, signature: path.signature.rawValue, sha256: hash)
            )
        }
    }

    /// Whether the server has such a file for every name of that ending.
    private func isMade(for path: ExposedPath) async -> Result<Bool, Unestablished> {
        let name = path.path.split(separator: "/").last ?? ""
        let ending = name.dropFirst().firstIndex(of: ".").map { String(name[$0...]) } ?? ""
        let reach = path.signature.reach
        return await talk.fetch(root.at("/chancery-\(nonce())\(ending)"), .first(reach), limit: reach).map {
            $0.isFile && path.signature.matches($0.content(limit: reach).bytes)
        }
    }

    /// Why what was not seen may be there all the same; nil where the server says plainly what it does not have.
    private func doubt(_ before: Int, _ after: Result<Int, Unestablished>) -> Unestablished? {
        switch after {
        case .failure(let reason): reason
        case .success(let status) where status != before:
            ExposureTalk.gap(
                "a page that nobody has was answered by HTTP \(before) before and by \(status) after"
            )
        case .success(404), .success(410): nil
        case .success(let status): ExposureTalk.gap("a page that nobody has is answered by HTTP \(status)")
        }
    }

    private func answer(_ matter: ExposedPath.Matter, _ seen: [(path: ExposedPath, sight: Sight)]) -> Answer {
        let mine = seen.filter { $0.path.matter == matter }
        let found = mine.compactMap(\.sight.found)
        if found.isEmpty, let reason = mine.lazy.compactMap(\.sight.reason).first {
            return .unestablished(Question(ExposedFiles.self, matter.rawValue), reason)
        }
        return .fact(ExposedFiles(matter: matter.rawValue, asked: mine.count, found: found))
    }
}

extension ExposureExamination.Sight {
    fileprivate var found: ExposedFiles.Found? { if case .found(let file) = self { file } else { nil } }
    fileprivate var isAbsent: Bool { if case .absent = self { true } else { false } }
    fileprivate var reason: Unestablished? { if case .unclear(let reason) = self { reason } else { nil } }
}
