// SPDX-License-Identifier: Apache-2.0
import Facts
package import Model
import TLSWire

/// What a server does or does not do, by the words of policy files.
package enum PolicyFeature: String, CaseIterable, Sendable {
    /// RFC 7627.
    case extendedMasterSecret = "extended-master-secret"
    /// RFC 5746.
    case secureRenegotiation = "secure-renegotiation"
    case insecureRenegotiation = "insecure-renegotiation"
    /// A client may start a renegotiation.
    case clientRenegotiation = "client-renegotiation"
    /// RFC 7366; can only show where a CBC suite is chosen.
    case encryptThenMAC = "encrypt-then-mac"
    case compression
    /// RFC 8446 §2.3.
    case earlyData = "early-data"
    /// RFC 6520.
    case heartbeat
    /// RFC 6066 §7.
    case truncatedHMAC = "truncated-hmac"
    /// A stapled status, asked of certificates that name a responder.
    case ocspStaple = "ocsp-staple"
    case certificateTransparency = "certificate-transparency"
    /// The server's order decides between suites, where it offers several.
    case serverOrder = "server-order"
    /// RFC 7507; asked of servers of several versions, before TLS 1.3.
    case fallbackSCSV = "fallback-scsv"
    case paddingOracle = "padding-oracle"

    package enum State: Hashable, Sendable {
        case on, off
        /// Nothing is offered to which it belongs.
        case inapplicable
        case unknown(Unestablished)
    }
}

extension PolicyFeature {
    /// Its state on an address, of which versions and suites were read already.
    func state(of subject: Subject, _ suites: SuiteCensus, in evidence: any Evidence) -> State {
        let reader = FeatureReader(subject: subject, suites: suites, evidence: evidence)
        switch self {
        case .extendedMasterSecret: return reader.answered(.extendedMasterSecret, from: .tls10)
        case .secureRenegotiation: return reader.answered(.renegotiationInfo, from: .ssl3)
        case .insecureRenegotiation: return reader.insecureRenegotiation
        case .clientRenegotiation: return reader.attack(.clientRenegotiation, from: .ssl3)
        case .encryptThenMAC: return reader.encryptThenMAC
        case .compression: return reader.compression
        case .earlyData: return reader.earlyData
        case .heartbeat: return reader.heartbeat
        case .truncatedHMAC: return reader.unasked(.truncatedHMAC)
        case .ocspStaple: return reader.ocspStaple
        case .certificateTransparency: return reader.timestamps
        case .serverOrder: return reader.serverOrder
        case .fallbackSCSV: return reader.fallback
        case .paddingOracle: return reader.paddingOracle
        }
    }
}

/// Reads one address's features; absent is said only where the question was asked.
private struct FeatureReader {
    let subject: Subject
    let suites: SuiteCensus
    let evidence: any Evidence

    typealias State = PolicyFeature.State

    /// Whether a version before TLS 1.3 is offered; nil where that is not known.
    private func legacy(from oldest: ProtocolVersion) -> Bool? {
        let versions = oldest...ProtocolVersion.tls12
        if suites.versions.offered.contains(where: versions.contains) { return true }
        return suites.versions.doubt(on: versions) == nil ? false : nil
    }

    private func doubt(from oldest: ProtocolVersion) -> State {
        .unknown(
            suites.versions.doubt(on: oldest ... .tls12)
                ?? Unestablished(phase: .reply, reason: "the versions offered are not known")
        )
    }

    private func answer<F: Fact>(_ kind: F.Type, _ aspect: String = "", _ state: (F) -> State) -> State {
        do throws(Unestablished) {
            return state(try evidence.one(kind, aspect, of: subject).fact)
        } catch {
            return .unknown(error)
        }
    }

    /// An extension that the examination always offers before TLS 1.3.
    func answered(_ type: ExtensionType, from oldest: ProtocolVersion) -> State {
        do throws(Unestablished) {
            let offer = try ExtensionOffer.newestLegacy(from: oldest, of: subject, in: evidence)
            guard let offer else { return .inapplicable }
            return offer.extensions.contains(type.id) ? .on : .off
        } catch {
            return .unknown(error)
        }
    }

    /// An extension of versions before TLS 1.3 that not every hello offers: its absence says nothing where none that
    /// did was answered.
    func unasked(_ type: ExtensionType) -> State {
        let answers = evidence.all(ExtensionOffer.self, under: subject).map(\.fact)
        if answers.contains(where: { $0.extensions.contains(type.id) }) { return .on }
        let versions = ProtocolVersion.tls10 ... .tls12
        let offered = suites.versions.offered.filter(versions.contains)
        let isAsked = offered.allSatisfy { version in
            answers.contains { $0.version == version && $0.asked?.contains(type.id) == true }
        }
        if isAsked { return suites.versions.doubt(on: versions).map { .unknown($0) } ?? .off }
        return .unknown(
            Unestablished(phase: .notMeasured, reason: "no hello offered the extension \(type)")
        )
    }

    /// The search for Heartbleed asks for the extension in every way it can.
    var heartbeat: State {
        if case .on = unasked(.heartbeat) { return .on }
        let exposure = try? evidence.one(AttackExposure.self, NamedAttack.heartbleed.rawValue, of: subject)
        return exposure?.fact.state == .notApplicable ? .off : unasked(.heartbeat)
    }

    var encryptThenMAC: State {
        if case .on = unasked(.encryptThenMAC) { return .on }
        let legacy = suites.entries.filter { (.tls10 ... .tls12).contains($0.version) }
        if let doubt = legacy.compactMap(\.doubt).foremost { return .unknown(doubt) }
        guard legacy.contains(where: { $0.suites.contains(where: \.isCBC) }) else {
            return suites.versions.doubt(on: .tls10 ... .tls12).map { .unknown($0) } ?? .inapplicable
        }
        // Every suite was chosen once by hellos that all offered it, so absence shows where the list is whole.
        return answered(.encryptThenMAC, from: .tls10)
    }

    var compression: State {
        switch legacy(from: .ssl3) {
        case false?: .off
        case nil: answer(CompressionOffer.self) { $0.method == 0 ? doubt(from: .ssl3) : .on }
        case true?: answer(CompressionOffer.self) { $0.method == 0 ? .off : .on }
        }
    }

    var earlyData: State {
        if suites.versions[.tls13] == false { return .off }
        return answer(EarlyData.self) { $0.maximum > 0 && $0.isAccepted != false ? .on : .off }
    }

    /// On where a peer was found to be affected.
    func attack(_ attack: NamedAttack, from oldest: ProtocolVersion) -> State {
        if legacy(from: oldest) == false { return .off }
        return answer(AttackExposure.self, attack.rawValue) { $0.state == .vulnerable ? .on : .off }
    }

    /// What was tried counts; else a server that answers with renegotiation_info does it securely (RFC 5746 §3.7).
    var insecureRenegotiation: State {
        let tried = attack(.insecureRenegotiation, from: .ssl3)
        if case .unknown = tried, case .on = answered(.renegotiationInfo, from: .ssl3) { return .off }
        return tried
    }

    var paddingOracle: State {
        if suites.offers(\.isCBC) == false { return .off }
        return attack(.poodleTLS, from: .ssl3)
    }

    var fallback: State {
        let below = suites.versions.offered.filter { $0 < .tls13 }
        if suites.versions.doubt(on: .ssl3 ... .tls13) == nil,
            below.isEmpty || suites.versions.offered.count < 2
        {
            return .inapplicable
        }
        return answer(AttackExposure.self, NamedAttack.fallbackSCSV.rawValue) {
            switch $0.state {
            case .safe: .on
            case .vulnerable: .off
            case .notApplicable: .inapplicable
            }
        }
    }

    var ocspStaple: State {
        answer(OCSPStaple.self) { staple in
            guard !staple.isPresent else { return .on }
            do throws(Unestablished) {
                return try evidence.servedLeaf(of: subject).ocspURLs.isEmpty ? .inapplicable : .off
            } catch {
                return .unknown(error)
            }
        }
    }

    var timestamps: State {
        answer(TransparencyTimestamps.self) { $0.inCertificate + $0.inExtension > 0 ? .on : .off }
    }

    var serverOrder: State {
        var doubt: Unestablished?
        var isServer = false
        for version in suites.versions.offered where version >= .ssl3 {
            do throws(Unestablished) {
                switch try evidence.one(SuiteOrder.self, version.rawValue, of: subject).fact.order {
                case .client: return .off
                case .server: isServer = true
                case .single: break
                }
            } catch {
                doubt = doubt ?? error
            }
        }
        if let doubt { return .unknown(doubt) }
        return isServer ? .on : .inapplicable
    }
}
