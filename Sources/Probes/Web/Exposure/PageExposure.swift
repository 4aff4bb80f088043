// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Markup
internal import Model
internal import WebPolicy

/// Looks at what the page at `/` names on its own origin: lists of folders, maps of scripts, metadata of documents.
struct PageExposure: Sendable {
    let root: WebURL
    let talk: ExposureTalk

    static let questions = [
        Question(DirectoryListings.self), Question(SourceMaps.self), Question(DocumentMetadata.self),
    ]

    private static let longestPage = 1 << 20
    private static let longestScript = 1 << 20
    private static let longestBeginning = 1 << 18
    private static let longestEnd = 1 << 17
    private static let mostRedirects = 2

    func answers() async -> [Answer] {
        let links: ExposableLinks
        let listing: DirectoryListings.Listed?
        do throws(Unestablished) {
            let (page, url) = try await page()
            listing = DirectoryIndex(page).map { .init(path: url.path, maker: $0.rawValue) }
            guard let document = HTMLReader()?.read(page) else { throw ExposureTalk.gap("no memory is left") }
            links = ExposableLinks(document, at: url)
        } catch {
            return Self.questions.map { .unestablished($0, error) }
        }
        return [
            await listings(links.folders, beside: listing), await maps(links.scripts),
            await metadata(links.documents),
        ]
    }

    /// The page's bytes, and where it is; redirects that stay on the origin are followed.
    private func page() async throws(Unestablished) -> ([UInt8], WebURL) {
        var url = root
        for _ in 0...Self.mostRedirects {
            let part = ExposureTalk.Part.first(Self.longestPage)
            let response = try await talk.fetch(url, part, limit: Self.longestPage).get()
            if response.isFile {
                let content = response.content(limit: Self.longestPage)
                guard content.obstacle == nil, !response.isCutShort else {
                    throw ExposureTalk.gap("the page at \(url.path) cannot be read")
                }
                return (content.bytes, url)
            }
            guard response.head.isRedirect, let place = response.head.values(of: "location").first,
                let target = WebURL(place, relativeTo: url)
            else {
                throw ExposureTalk.gap("HTTP \(response.head.status) at \(url.path), so there is no page")
            }
            guard target.origin == root.origin else {
                throw Unestablished(
                    phase: .notApplicable,
                    reason: "the page at / leads to \(target.withoutQuery)"
                )
            }
            url = target
        }
        throw ExposureTalk.gap("too many redirects at /")
    }

    // MARK: Folders

    private func listings(_ folders: [WebURL], beside page: DirectoryListings.Listed?) async -> Answer {
        var listed = page.map { [$0] } ?? []
        var gaps: [Unestablished] = []
        for folder in folders {
            let limit = DirectoryIndex.reach
            switch await talk.fetch(folder, .first(limit), limit: limit) {
            case .failure(let reason): gaps.append(reason)
            case .success(let response) where response.isFile:
                let content = response.content(limit: limit)
                if let index = DirectoryIndex(content.bytes) {
                    listed.append(.init(path: folder.path, maker: index.rawValue))
                } else if content.obstacle != nil || response.isCutShort {
                    gaps.append(ExposureTalk.gap("\(folder.path): it cannot be read"))
                }
            case .success(let response) where response.head.status >= 500:
                gaps.append(ExposureTalk.gap("\(folder.path): HTTP \(response.head.status)"))
            case .success: break
            }
        }
        if listed.isEmpty, let reason = gaps.first {
            return .unestablished(Question(DirectoryListings.self), reason)
        }
        let asked = Set([root.path] + listed.map(\.path) + folders.map(\.path))
        return .fact(DirectoryListings(asked: Array(asked), listed: listed))
    }

    // MARK: Scripts

    private func maps(_ scripts: [WebURL]) async -> Answer {
        var maps: [SourceMaps.Map] = []
        var gaps: [Unestablished] = []
        for script in scripts {
            do throws(Unestablished) {
                if let map = try await map(of: script) { maps.append(map) }
            } catch {
                gaps.append(error)
            }
        }
        if maps.isEmpty, let reason = gaps.first { return .unestablished(Question(SourceMaps.self), reason) }
        return .fact(SourceMaps(scripts: scripts.count, maps: maps))
    }

    /// Nil where there is none for everybody, or it lies elsewhere.
    private func map(of script: WebURL) async throws(Unestablished) -> SourceMaps.Map? {
        let part = ExposureTalk.Part.last(SourceMapReference.reach)
        let response = try await talk.fetch(script, part, limit: Self.longestScript).get()
        try Self.refuseTrouble(response, at: script)
        guard response.isFile else { return nil }
        let fields = response.head.values(of: "sourcemap") + response.head.values(of: "x-sourcemap")
        let reference: SourceMapReference?
        if let field = fields.first {
            reference = .address(field)
        } else {
            let content = response.content(limit: Self.longestScript)
            reference = SourceMapReference(endOf: content.bytes)
            guard reference != nil || (content.isWhole && content.obstacle == nil) else {
                throw ExposureTalk.gap("\(script.path): its end was not read")
            }
        }
        switch reference {
        case nil: return nil
        case .inline: return SourceMaps.Map(script: script.path, path: nil, holdsSources: true)
        case .address(let text):
            guard let url = WebURL(text, relativeTo: script), url.origin == root.origin else { return nil }
            let reach = SourceMapFile.reach
            let response = try await talk.fetch(url, .first(reach), limit: reach).get()
            try Self.refuseTrouble(response, at: url)
            guard response.isFile, let file = SourceMapFile(response.content(limit: reach).bytes) else {
                return nil
            }
            return SourceMaps.Map(script: script.path, path: url.path, holdsSources: file.holdsSources)
        }
    }

    /// What says nothing about the file itself.
    private static func refuseTrouble(_ response: HTTPResponse, at url: WebURL) throws(Unestablished) {
        guard response.head.status < 500 else {
            throw ExposureTalk.gap("\(url.path): HTTP \(response.head.status)")
        }
        guard !response.isCutShort else { throw ExposureTalk.gap("\(url.path): it was cut short") }
    }

    // MARK: Documents

    private func metadata(_ urls: [WebURL]) async -> Answer {
        var read = 0
        var documents: [DocumentMetadata.Document] = []
        var gaps: [Unestablished] = []
        for url in urls {
            guard let format = DocumentFormat(path: url.path) else { continue }
            do throws(Unestablished) {
                guard let traces = try await traces(in: url, format) else { continue }
                read += 1
                guard !traces.isEmpty else { continue }
                documents.append(
                    .init(path: url.path, format: format.rawValue, traces: traces.map(\.rawValue))
                )
            } catch {
                gaps.append(error)
            }
        }
        if documents.isEmpty, let reason = gaps.first {
            return .unestablished(Question(DocumentMetadata.self), reason)
        }
        return .fact(DocumentMetadata(read: read, documents: documents))
    }

    /// Nil where no document is there.
    private func traces(in url: WebURL, _ format: DocumentFormat) async throws(Unestablished)
        -> Set<DocumentTrace>?
    {
        let beginning = try await talk.fetch(url, .first(Self.longestBeginning), limit: Self.longestBeginning)
            .get()
        try Self.refuseTrouble(beginning, at: url)
        guard beginning.isFile else { return nil }
        var bytes = beginning.content(limit: Self.longestBeginning).bytes
        var isWhole = beginning.fileLength.map { $0 <= bytes.count } ?? (beginning.bodyEnd != .limit)
        if !isWhole, format != .photo {
            let end = try await talk.fetch(url, .last(Self.longestEnd), limit: Self.longestEnd).get()
            try Self.refuseTrouble(end, at: url)
            if end.head.status == 206, let length = end.fileLength {
                let known = end.body.count + bytes.count
                isWhole = known >= length
                bytes += end.body.suffix(max(0, min(end.body.count, length - bytes.count)))
            }
        }
        guard let traces = format.traces(in: bytes) else {
            throw ExposureTalk.gap("\(url.path): its metadata cannot be read")
        }
        guard isWhole || format == .photo || !traces.isEmpty else {
            throw ExposureTalk.gap("\(url.path): only its beginning and end were read")
        }
        return traces
    }
}
