// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model

extension WebView {
    /// The page of an endpoint for the public with its weight; throws where there is none, or it is not known.
    ///
    /// - Parameter roles: whose pages are looked at beside those for the public.
    func weighed(or roles: Role...) throws(Unestablished) -> (page: PageResponse, weight: PageWeight) {
        switch endpoint?.role {
        case .publicWebsite, .statementHost, .consularPortal, .dataPortal: break
        case let role? where roles.contains(role): break
        default: throw Self.idle("it is no site for the public")
        }
        return (try documentAtSomeAddress(), try evidence.weight(ofEndpoint: subject.name))
    }

    /// That at the first of the endpoint's addresses which shows one.
    func documentAtSomeAddress() throws(Unestablished) -> PageResponse {
        try firstAddress { view throws(Unestablished) in try view.document() }
    }

    /// What the first address tells that tells it; throws the first reason where none does.
    func firstAddress<Value>(_ look: (WebView) throws(Unestablished) -> Value) throws(Unestablished) -> Value
    {
        var gap: Unestablished?
        for address in evidence.addresses(of: subject.name) {
            do throws(Unestablished) {
                return try look(WebView(of: address, in: evidence))
            } catch {
                gap = gap ?? error
            }
        }
        throw gap ?? evidence.reason(Question(PageResponse.self), of: subject)
            ?? Unestablished(phase: .resolve, reason: "no address was measured")
    }
}

extension PageWeight.Part {
    /// Whether its content is text, which compresses.
    var isText: Bool { use == "page" || use == "style" || use == "script" }
}

extension Int {
    /// Bytes as people read them: `14.0 kB`.
    var kilobytes: String {
        let tenths = (Double(self) / 100).rounded()
        return tenths < 100 ? "\(tenths / 10) kB" : "\(Int((tenths / 10).rounded())) kB"
    }
}
