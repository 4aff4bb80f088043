// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Model
internal import WebPolicy

extension WebExamination {
    private static let mostPictures = 2
    /// Bytes from a picture's beginning: room for a manifest with its certificates, thumbnails and what it was made
    /// from, rarely for the picture.
    private static let longestPicture = 1 << 19

    private static let pictureFields = [
        HTTPRequest.Field("Accept", "image/*"), HTTPRequest.Field("Accept-Encoding", "identity"),
        HTTPRequest.Field("Range", "bytes=0-\(longestPicture - 1)"),
    ]

    /// The first pictures that the page names on its own origin, the beginning of each asked for once.
    ///
    /// - Parameter files: of the page; throws why they are not known.
    func provenanceMarks(_ files: Result<PublishedFiles, Unestablished>) async -> Answer {
        let question = Question(ProvenanceMarks.self)
        let urls: [WebURL]
        switch files {
        case .failure(let reason): return .unestablished(question, reason)
        case .success(let files):
            urls = files.pictures.compactMap { WebURL($0) }.filter { $0.origin == root.origin }
        }
        var pictures: [ProvenanceMarks.Picture] = []
        var gaps: [Unestablished] = []
        for url in urls.prefix(Self.mostPictures) {
            switch await fetch(url, Self.pictureFields, HTTPLimits(bodyBytes: Self.longestPicture)) {
            case .failure(let reason): gaps.append(reason)
            case .success(let reply): pictures.append(Self.picture(reply.response, at: url))
            }
        }
        if pictures.isEmpty, let reason = gaps.first { return .unestablished(question, reason) }
        return .fact(ProvenanceMarks(pictures: pictures))
    }

    private static func picture(_ response: HTTPResponse, at url: WebURL) -> ProvenanceMarks.Picture {
        guard response.isFile else {
            return ProvenanceMarks.Picture(path: url.path, gap: "HTTP \(response.head.status)")
        }
        let content = response.content(limit: longestPicture)
        guard content.obstacle == nil, let marks = PictureMarks(content.bytes, isWhole: response.isWholeFile)
        else {
            return ProvenanceMarks.Picture(path: url.path, gap: "it is no picture that is read")
        }
        return ProvenanceMarks.Picture(
            path: url.path,
            format: marks.format.rawValue,
            manifest: marks.manifest.map {
                .init(count: $0.manifests, generator: $0.generator, isSigned: $0.isSigned)
            },
            hasReference: marks.hasReference || response.head.namesManifest,
            sourceTypes: Array(marks.sourceTypes),
            generated: Array(marks.sourceTypes.intersection(SourceType.generated)),
            gap: marks.gap
        )
    }
}

extension HTTPResponse {
    /// Whether all of the file is known to be there: one that ends with its connection may have been cut.
    fileprivate var isWholeFile: Bool {
        guard bodyEnd == .complete else { return false }
        return head.status == 200 || fileLength.map { $0 <= body.count } ?? false
    }
}

extension HTTPHead {
    /// Whether a link names a manifest that lies elsewhere (C2PA 2.2 §11.4, RFC 8288 §3).
    fileprivate var namesManifest: Bool {
        values(of: "link").contains { $0.lowercased().contains("c2pa-manifest") }
    }
}
