// SPDX-License-Identifier: Apache-2.0

/// One server of the laboratory: a sound one, or a sound one with one fault.
package struct Specimen: Hashable, Sendable {
    /// The name that it is asked for, and that its certificate is for.
    package let host: String
    /// The last byte of its address.
    package let number: UInt8
    package let talk: Talk
    let presence: Presence?
    /// What its page shows; nil for no picture.
    let picture: SitePicture?
    /// Nil for a sound server.
    package let fault: Fault?

    package init(host: String, number: UInt8, talk: Talk = .web, fault: Fault? = nil) {
        self.init(host, number, talk, nil, fault)
    }

    /// A host of statements, whose page shows a picture.
    package init(statements host: String, number: UInt8, fault: Fault? = nil) {
        self.init(host, number, .web, nil, fault, SitePicture())
    }

    /// A website whose account lies on another host of the laboratory.
    package init(site host: String, number: UInt8, platform: String, fault: Fault? = nil) {
        self.init(host, number, .web, Presence(.site, site: host, platform: platform), fault)
    }

    /// The platform of a website's account, `@mfa`.
    package init(platform host: String, number: UInt8, site: String, fault: Fault? = nil) {
        self.init(host, number, .web, Presence(.platform, site: site, platform: host), fault)
    }

    private init(
        _ host: String,
        _ number: UInt8,
        _ talk: Talk,
        _ presence: Presence?,
        _ fault: Fault?,
        _ picture: SitePicture? = nil
    ) {
        self.host = host
        self.number = number
        self.talk = talk
        self.presence = presence
        self.picture = picture
        self.fault = fault
    }

    /// Where it listens: an address of its own, so that it has a budget of its own.
    ///
    /// Linux answers on all of 127.0.0.0/8.
    package var address: String { "127.88.0.\(number)" }

    var blueprint: Blueprint {
        var blueprint = Blueprint(host: host)
        blueprint.talk = talk
        blueprint.pages.presence = presence
        blueprint.pages.picture = picture
        fault?.plant(&blueprint)
        return blueprint
    }
}
