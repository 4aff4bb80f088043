// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model

extension WebView {
    /// What a portal says of its data, at the first address that shows its page; throws elsewhere.
    func datasets() throws(Unestablished) -> (metadata: DatasetMetadata, gap: Unestablished?) {
        guard endpoint?.role == .dataPortal else { throw Self.idle("it is no portal of data") }
        let addresses = evidence.addresses(of: subject.name)
        guard !addresses.isEmpty else {
            throw evidence.reason(Question(DatasetMetadata.self), of: subject)
                ?? Unestablished(phase: .resolve, reason: "no address was measured")
        }
        var gaps: [Unestablished] = []
        for address in addresses {
            do throws(Unestablished) {
                _ = try WebView(of: address, in: evidence).document()
                let metadata = try evidence.one(DatasetMetadata.self, of: address).fact
                let gap = metadata.gap.map {
                    Unestablished(phase: .reply, reason: "of the page at /, \($0)", attempts: 1)
                }
                return (metadata, gap)
            } catch {
                gaps.append(error)
            }
        }
        throw gaps.foremost ?? Unestablished(phase: .resolve, reason: "no address was measured")
    }
}
