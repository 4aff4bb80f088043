// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Says how Chancery and its machine are, from what others have looked up: a pure function of these signs.
package struct Doctor: Sendable {
    /// What was looked up; nil wherever it could not be.
    package struct Signs: Hashable, Sendable {
        package var now: Date
        /// Whether a time service keeps the clock, whichever it is; nil where the kernel does not say.
        package var isClockKept: Bool?
        /// When the file of `TrustStore=` was written; nil where it cannot be read.
        package var trustStoreWritten: Date?
        package var trustStore: String
        /// What the newest closed cycle saw of the resolver; nil where it could not tell, or there is none.
        package var resolver: ResolverConduct?
        /// Bytes that the service may still write beside the store.
        package var free: Int?
        package var storeBytes: Int
        package var schema: Int
        package var supportedSchema: Int
        package var newest: Cycle?
        /// What came of the self-check before the newest closed cycle; nil where none was made.
        package var selfCheck: SelfCheck?
        package var version: String
        package var daemon: Daemon?
        /// Ended cycles without a signed head.
        package var unsigned: Int
        /// `Interval=` in force.
        package var interval: TimeInterval
        /// The first line of why the configuration would be refused; nil where it is valid.
        package var configurationError: String?

        package struct Daemon: Hashable, Sendable {
            package let isRunning: Bool
            package let started: Date
            package let refusedReload: Date?

            package init(isRunning: Bool, started: Date, refusedReload: Date?) {
                self.isRunning = isRunning
                self.started = started
                self.refusedReload = refusedReload
            }
        }

        package init(
            now: Date,
            trustStore: String,
            storeBytes: Int,
            schema: Int,
            supportedSchema: Int,
            version: String,
            unsigned: Int,
            interval: TimeInterval
        ) {
            self.now = now
            self.trustStore = trustStore
            self.storeBytes = storeBytes
            self.schema = schema
            self.supportedSchema = supportedSchema
            self.version = version
            self.unsigned = unsigned
            self.interval = interval
        }
    }

    private let signs: Signs

    package init(_ signs: Signs) { self.signs = signs }

    private static let day: TimeInterval = 86_400
    /// Debian's authorities change some times a year; a file that is older than this was forgotten.
    private static let oldTrustStore = 365 * day
    /// Below this a cycle's facts and reports may not fit.
    private static let leastFree = 256 << 20

    /// In a fixed order, one for each thing.
    package var symptoms: [Symptom] {
        [daemon, configuration, cycle, selfCheck, clock, trustStore, resolver, disk, version, signing]
    }

    private var daemon: Symptom {
        guard let daemon = signs.daemon else {
            return Symptom(
                "daemon",
                .warn,
                "it never ran on this state folder",
                advice: "systemctl enable --now chancery"
            )
        }
        guard daemon.isRunning else {
            return Symptom(
                "daemon",
                .fail,
                "it is not running; last started \(Self.text(daemon.started))",
                advice: "systemctl start chancery; journalctl -u chancery says why it ended"
            )
        }
        return Symptom("daemon", .ok, "running since \(Self.text(daemon.started))")
    }

    private var configuration: Symptom {
        let advice = "chancery config check shows every error; then systemctl reload chancery"
        if let error = signs.configurationError {
            return Symptom("configuration", .fail, error, advice: advice)
        }
        if let refused = signs.daemon?.refusedReload {
            let seen = "valid now, but the reload of \(Self.text(refused)) was refused"
            return Symptom("configuration", .warn, seen, advice: "systemctl reload chancery")
        }
        return Symptom("configuration", .ok, "valid")
    }

    private var cycle: Symptom {
        guard let newest = signs.newest, let finished = newest.finished else {
            return Symptom(
                "cycle",
                .unknown,
                "no cycle was closed yet",
                advice: "list endpoints and wait, or run chancery assess"
            )
        }
        let age = signs.now.timeIntervalSince(finished)
        let seen = "cycle \(newest.id) was closed \(Self.text(finished))"
        // Two intervals: one may be put off, and a long one may run.
        guard age > 2 * signs.interval else { return Symptom("cycle", .ok, seen) }
        return Symptom(
            "cycle",
            .fail,
            "\(seen), more than two intervals ago",
            advice: "journalctl -u chancery says why no cycle ends"
        )
    }

    private var selfCheck: Symptom { Self.selfCheck(signs.selfCheck) }

    private var clock: Symptom {
        if let newest = signs.newest, newest.started > signs.now.addingTimeInterval(60) {
            return Symptom(
                "clock",
                .fail,
                "it is before the start of cycle \(newest.id), \(Self.text(newest.started))",
                advice: "set the clock right: certificates, acceptances and ages of findings are judged by it"
            )
        }
        let advice = "let systemd-timesyncd or chrony set it; timedatectl shows whether they do"
        switch signs.isClockKept {
        case true: return Symptom("clock", .ok, "a time service keeps it")
        case false: return Symptom("clock", .warn, "no time service keeps it", advice: advice)
        case nil: return Symptom("clock", .unknown, "the kernel does not say who keeps it", advice: advice)
        }
    }

    private var trustStore: Symptom {
        guard let written = signs.trustStoreWritten else {
            return Symptom(
                "trust-store",
                .fail,
                "\(signs.trustStore) cannot be read",
                advice: "install ca-certificates, or correct TrustStore="
            )
        }
        let seen = "\(signs.trustStore) was written \(Self.text(written))"
        guard signs.now.timeIntervalSince(written) > Self.oldTrustStore else {
            return Symptom("trust-store", .ok, seen)
        }
        return Symptom(
            "trust-store",
            .warn,
            "\(seen), more than a year ago",
            advice: "apt upgrade ca-certificates, then update-ca-certificates"
        )
    }

    private var resolver: Symptom {
        let advice =
            "name validating resolvers near by in Resolver=; chancery status names what the vantage cannot see"
        guard let conduct = signs.resolver else {
            return Symptom(
                "resolver",
                .unknown,
                "the newest cycle could not tell whether it validates",
                advice: advice
            )
        }
        if !conduct.isHonest {
            return Symptom("resolver", .fail, "it answers for names that do not exist", advice: advice)
        }
        if conduct.refusesBogus == false {
            return Symptom("resolver", .fail, "it lets bogus names pass", advice: advice)
        }
        if conduct.validation == .stripped {
            return Symptom(
                "resolver",
                .warn,
                "signatures do not come along, so nothing is validated",
                advice: advice
            )
        }
        let tried =
            conduct.refusesBogus == nil
            ? "; no name known to be bogus was tried (BogusName=)" : ", and bogus names are refused"
        return Symptom("resolver", .ok, "DNSSEC is validated\(tried)")
    }

    private var disk: Symptom {
        guard let free = signs.free else {
            return Symptom(
                "disk",
                .unknown,
                "the free space beside the store is not known",
                advice: "look with df"
            )
        }
        let seen = "\(free >> 20) MiB are free beside a store of \(signs.storeBytes >> 20) MiB"
        guard free < Self.leastFree else {
            // A backup before an upgrade, and a copy, need as much as the store.
            guard free < signs.storeBytes else { return Symptom("disk", .ok, seen) }
            return Symptom(
                "disk",
                .warn,
                seen,
                advice: "free as much as the store has: an upgrade copies it first"
            )
        }
        let advice = "free space, or shorten RawFactRetention= and ReportRetention="
        return Symptom("disk", free < Self.leastFree / 4 ? .fail : .warn, seen, advice: advice)
    }

    private var version: Symptom {
        let seen = "Chancery \(signs.version), schema \(signs.schema)"
        guard signs.schema == signs.supportedSchema else {
            let advice = "upgrade Chancery, or start the daemon once, which upgrades the store"
            return Symptom(
                "version",
                .fail,
                "\(seen); this version knows \(signs.supportedSchema)",
                advice: advice
            )
        }
        guard let newest = signs.newest, newest.toolVersion != signs.version else {
            return Symptom("version", .ok, seen)
        }
        return Symptom(
            "version",
            .warn,
            "\(seen); cycle \(newest.id) was measured by \(newest.toolVersion)",
            advice: "systemctl restart chancery, if it still runs the old version"
        )
    }

    private var signing: Symptom {
        guard signs.unsigned > 0 else { return Symptom("signing", .ok, "every cycle that ended is signed") }
        return Symptom(
            "signing",
            .warn,
            "\(signs.unsigned) ended cycle\(signs.unsigned == 1 ? " is" : "s are") not signed",
            advice:
                "the journal says why, at the end of each cycle: the signing key is missing or another one"
        )
    }

    private static func text(_ instant: Date) -> String { instant.formatted(.iso8601) }
}
