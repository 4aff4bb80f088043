// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import HTTPWire
internal import Model
internal import Transport

/// Ways to the hosts whose owner lets parts of pages be fetched, each opened when it is first wanted.
actor ListedHosts {
    /// Makes the way to the origin of an endpoint; nil where it has no address that may be asked.
    ///
    /// Its peer is nil where nothing is dialled.
    typealias Opening = @Sendable (Endpoint) async -> (talk: WebTalk, peer: DialedPeer?)?

    private let endpoints: [String: Endpoint]
    private let open: Opening
    private var talks: [String: WebTalk?] = [:]
    private var peers: [DialedPeer] = []

    init(_ endpoints: [Endpoint], own: (origin: String, talk: WebTalk), open: @escaping Opening) {
        self.endpoints = Dictionary(endpoints.map { (WebURL(root: $0).origin, $0) }) { first, _ in first }
        self.open = open
        talks[own.origin] = own.talk
    }

    /// Nil where the origin is not one of these.
    func talk(to origin: String) async -> WebTalk? {
        if let known = talks[origin] { return known }
        guard let endpoint = endpoints[origin], let opened = await open(endpoint) else {
            talks[origin] = .some(nil)
            return nil
        }
        talks[origin] = opened.talk
        if let peer = opened.peer { peers.append(peer) }
        return opened.talk
    }

    /// Of the ways beside the page's own.
    var cost: Cost {
        get async {
            var cost = Cost()
            for peer in peers { cost += await peer.cost }
            return cost
        }
    }

    var transcript: [UInt8] {
        get async {
            var all: [UInt8] = []
            for peer in peers { all += await peer.transcript }
            return all
        }
    }
}
