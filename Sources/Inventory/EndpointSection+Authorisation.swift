// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

extension EndpointSection {
    static func readAuthorisation(
        _ reader: inout SectionReader,
        of service: Service,
        on today: CalendarDay
    ) -> Authorisation {
        let tier = reader.take(authorised, or: .active)
        let by = reader.take(authorisedBy)
        let until = reader.take(authorisedUntil)
        let exposure = readExposure(&reader, of: service, within: tier)
        let requests = readPageRequests(&reader, of: service, within: tier)
        let details = [authorisedBy.description, authorisedUntil.description]
        guard tier == .intrusive else {
            for key in details where reader.isSet(key) {
                let message = "\(key.name) has no effect without Authorised=intrusive"
                reader.report(.warning, message, at: reader.span(of: key))
            }
            return Authorisation(tier: tier, exposure: exposure, pageRequests: requests)
        }
        for key in details where !reader.isSet(key) {
            let message = "Authorised=intrusive needs \(key.name)="
            reader.report(.error, message, at: reader.span(of: authorised.description))
        }
        if let until, until < today {
            let message =
                "the authorisation ran out; intrusive probes are left out since \(until.adding(days: 1))"
            reader.report(.warning, message, at: reader.span(of: authorisedUntil.description))
        }
        return Authorisation(
            tier: tier,
            by: by,
            until: until,
            exposure: exposure,
            pageRequests: requests
        )
    }

    private static func readExposure(
        _ reader: inout SectionReader,
        of service: Service,
        within tier: ProbeTier
    ) -> Bool {
        guard reader.take(exposure, or: false) else { return false }
        let span = reader.span(of: exposure.description)
        if service != .https {
            let message = "files are asked for over https alone, and this service is \(service.rawValue)"
            reader.report(.error, message, at: span)
        }
        if tier == .passive {
            let message = "Exposure= needs more than Authorised=passive"
            reader.report(.error, message, at: span)
        }
        return true
    }

    /// Nil where the page's parts are not fetched.
    private static func readPageRequests(
        _ reader: inout SectionReader,
        of service: Service,
        within tier: ProbeTier
    ) -> Int? {
        let isOn = reader.take(pageCost, or: false)
        let requests = reader.take(pageCostRequests, or: 40)
        guard isOn else {
            if reader.isSet(pageCostRequests.description) {
                let span = reader.span(of: pageCostRequests.description)
                reader.report(.warning, "PageCostRequests has no effect without PageCost=yes", at: span)
            }
            return nil
        }
        let span = reader.span(of: pageCost.description)
        if service != .https {
            let message = "pages are fetched over https alone, and this service is \(service.rawValue)"
            reader.report(.error, message, at: span)
        }
        if tier == .passive {
            reader.report(.error, "PageCost= needs more than Authorised=passive", at: span)
        }
        return requests
    }
}
