// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Foundation
internal import Model

/// Asks the issuer's responder whether a certificate was revoked (RFC 6960), as RFC 5019 wants to be asked.
struct ResponderSource: Sendable {
    private let fetch: WebFetch
    private let clock: @Sendable () -> Date
    private let queue: FetchQueue<WebFetch.Request, [UInt8]>

    /// Of a response, in bytes; RFC 6960 has no bound.
    private static let longest = 64 << 10
    /// Longer URLs are asked by POST (RFC 5019 §5).
    private static let longestTarget = 255

    init(fetch: WebFetch, clock: @escaping @Sendable () -> Date) {
        self.fetch = fetch
        self.clock = clock
        queue = FetchQueue(most: 16, heaviest: 16 << 20) { 512 + ((try? $0.get())?.count ?? 0) }
    }

    func stop() async { await queue.stop() }

    /// Throws why the responder at the address says nothing.
    ///
    /// By GET where the question is short, since responders keep those answers ready, else, and where that did not
    /// help, by POST.
    func status(
        _ question: RevocationQuestion,
        issuer: ParsedCertificate,
        at address: WebAddress,
        _ bounds: RevocationQuestion.Bounds
    ) async throws(Unestablished) -> RevocationStatus {
        guard let bytes = try? OCSPRequest.make(for: question.certificate, issuer: issuer) else {
            throw RevocationQuestion.open("the certificate cannot be asked about")
        }
        let short = address.appending(Self.segment(bytes))
        var reason: Unestablished?
        if short.target.utf8.count <= Self.longestTarget {
            do throws(Unestablished) {
                return try await status(question, issuer: issuer, asking: short, post: nil, bounds)
            } catch {
                reason = error
            }
        }
        do throws(Unestablished) {
            return try await status(question, issuer: issuer, asking: address, post: bytes, bounds)
        } catch {
            throw reason ?? error
        }
    }

    /// Base64 with every character escaped that means something in a URL (RFC 6960 §A.1).
    private static func segment(_ request: [UInt8]) -> String {
        Data(request).base64EncodedString().replacing("+", with: "%2B").replacing("/", with: "%2F")
            .replacing("=", with: "%3D")
    }

    private func status(
        _ question: RevocationQuestion,
        issuer: ParsedCertificate,
        asking address: WebAddress,
        post: [UInt8]?,
        _ bounds: RevocationQuestion.Bounds
    ) async throws(Unestablished) -> RevocationStatus {
        let request = WebFetch.Request(
            address: address,
            reach: bounds.reach,
            post: post,
            limit: Self.longest
        )
        let answer = await queue.answer(request, until: bounds.deadline) { [fetch] in
            do throws(Unestablished) {
                return .success(try await fetch.run(request))
            } catch {
                return .failure(error)
            }
        }
        let bytes = try answer.get()
        let response: Crypto.OCSPStaple
        do {
            response = try Crypto.OCSPStaple(bytes, leaf: question.certificate, issuer: issuer)
        } catch {
            throw RevocationQuestion.open("what \(address.authority) sends is no OCSP response")
        }
        return try status(question, in: response, of: address)
    }

    private func status(
        _ question: RevocationQuestion,
        in response: Crypto.OCSPStaple,
        of address: WebAddress
    ) throws(Unestablished) -> RevocationStatus {
        guard response.responseStatus == 0 else {
            let status = Self.refusals[response.responseStatus] ?? "error \(response.responseStatus)"
            throw RevocationQuestion.open("\(address.authority) answered \(status)")
        }
        guard let single = response.answer else {
            throw RevocationQuestion.open("\(address.authority) answered about another certificate")
        }
        guard response.isSignatureValid == true else {
            throw RevocationQuestion.open("nobody whom the issuer authorised signed the response")
        }
        let now = clock()
        guard response.signerLife?.contains(now) ?? true else {
            throw RevocationQuestion.open("the responder's own certificate is not valid now")
        }
        return RevocationStatus(
            chain: question.aspect,
            position: question.position,
            source: .ocsp,
            status: RevocationStatus.Status(single.status),
            isSigned: true,
            currency: RevocationStatus.Currency(from: single.thisUpdate, to: single.nextUpdate, at: now),
            revoked: single.revoked,
            reason: single.reason?.rawValue
        )
    }

    /// RFC 6960 §4.2.1.
    private static let refusals = [
        1: "malformedRequest", 2: "internalError", 3: "tryLater", 5: "sigRequired", 6: "unauthorized",
    ]
}
