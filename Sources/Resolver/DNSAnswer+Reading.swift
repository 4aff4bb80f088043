// SPDX-License-Identifier: Apache-2.0
internal import CUnbound

extension DNSAnswer {
    /// Copies what libunbound answered.
    init(error: Int32, result: ub_result?) {
        guard error == 0, let result = unsafe result else {
            self.init(.failed(unboundReason(error)))
            return
        }
        let why = unsafe result.why_bogus.map { unsafe String(cString: $0) } ?? "no reason given"
        let outcome: LookupOutcome
        if unsafe result.bogus != 0 {
            outcome = .bogus(why)
        } else if unsafe result.havedata != 0 {
            outcome = .found
        } else if unsafe result.nxdomain != 0 {
            outcome = .noSuchName
        } else if unsafe result.rcode == 0 {
            outcome = .noData
        } else {
            outcome = .failed(Self.mnemonic(unsafe result.rcode))
        }
        let validation: DNSValidation =
            if case .bogus = outcome { .bogus(why) } else if case .failed = outcome { .notValidated } else {
                unsafe result.secure != 0 ? .secure : .insecure
            }
        let canonical = unsafe result.canonname.map { unsafe String(cString: $0) }
        unsafe self.init(
            outcome,
            validation: validation,
            records: result.bogus != 0 ? [] : Self.records(result),
            canonicalName: canonical == String(cString: result.qname) ? nil : canonical,
            timeToLive: Int(result.ttl),
            packet: Self.packet(result)
        )
    }

    var withoutValidation: DNSAnswer {
        DNSAnswer(
            outcome,
            records: records,
            canonicalName: canonicalName,
            timeToLive: timeToLive,
            packet: packet
        )
    }

    private static func packet(_ result: ub_result) -> [UInt8] {
        guard let packet = unsafe result.answer_packet else { return [] }
        let count = unsafe max(0, Int(result.answer_len))
        return unsafe [UInt8](UnsafeRawBufferPointer(start: packet, count: count))
    }

    private static func records(_ result: ub_result) -> [[UInt8]] {
        guard let data = unsafe result.data, let lengths = unsafe result.len else { return [] }
        var records: [[UInt8]] = []
        while let item = unsafe data[records.count] {
            let count = unsafe max(0, Int(lengths[records.count]))
            records.append(unsafe [UInt8](UnsafeRawBufferPointer(start: item, count: count)))
        }
        return records
    }

    /// RFC 6895 §2.3.
    private static func mnemonic(_ code: Int32) -> String {
        switch code {
        case 1: "FORMERR"
        case 2: "SERVFAIL"
        case 4: "NOTIMP"
        case 5: "REFUSED"
        default: "RCODE \(code)"
        }
    }
}
