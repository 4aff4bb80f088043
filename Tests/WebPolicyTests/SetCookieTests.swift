// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import WebPolicy

struct SetCookieTests {
    @Test func everyAttributeIsRead() throws {
        let cookie = try #require(
            SetCookie(
                "__Host-id=a=b; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=60; Partitioned; "
                    + "Expires=Wed, 09 Jun 2027 10:18:14 GMT; Domain=.MFA.example; X=y"
            )
        )
        #expect(cookie.name == "__Host-id")
        #expect(cookie.isSecure && cookie.isHTTPOnly && cookie.isPartitioned)
        #expect(cookie.sameSite == .strict)
        #expect(cookie.domain == "mfa.example")
        #expect(cookie.path == "/")
        #expect(cookie.maxAge == 60)
        #expect(cookie.expires == Date(timeIntervalSince1970: 1_812_536_294))
        #expect(cookie.lifetime(at: Date(timeIntervalSince1970: 0)) == 60)
        #expect(cookie.length == 12)
    }

    @Test(arguments: ["", ";Secure", "=", " ; ", "a=b\u{0}", "a=\u{7}"]) func whatBrowsersIgnoreIsNone(
        _ text: String
    ) {
        #expect(SetCookie(text) == nil)
    }

    @Test func oddCookiesAreReadLikeBrowsersDo() throws {
        #expect(try #require(SetCookie("value")).name.isEmpty)
        #expect(try #require(SetCookie("=value")).name.isEmpty)
        #expect(try #require(SetCookie("a=b; SameSite")).sameSite == .other(""))
        #expect(
            try #require(SetCookie("a=b; samesite=lax; SameSite=None")).sameSite == SetCookie.SameSite.none
        )
        #expect(try #require(SetCookie("a=b; Max-Age=x")).maxAge == nil)
        #expect(try #require(SetCookie("a=b; Max-Age=-99999999999999999999")).maxAge == .min)
        #expect(try #require(SetCookie("a=b; Path=relative; Domain=")).path == nil)
    }

    @Test(arguments: [
        ("Wed, 09 Jun 2027 10:18:14 GMT", 1_812_536_294),
        ("Wednesday, 09-Jun-27 10:18:14 GMT", 1_812_536_294),
        ("Wed Jun  9 10:18:14 2027", 1_812_536_294), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("1 jan 70 0:0:0", 0),
    ])
    func datesAreReadLeniently(_ text: String, _ seconds: Double) {
        #expect(CookieDate.parse(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: [
        "", "tomorrow", "31 Feb 2027 10:00:00", "1 Jan 1600 0:0:0", "1 Jan 2027 24:00:00", "9 Jun 2027",
    ])
    func whatIsNoDateIsNone(_ text: String) {
        #expect(CookieDate.parse(text) == nil)
    }

    @Test(
        arguments: [
            ("a=b; Secure; SameSite=Lax", []),
            ("a=b; SameSite=Lax", [.notSecure]),
            ("session=b; Secure; SameSite=Lax", [.sessionReadable]),
            ("a=b; Secure", [.sameSiteMissing]),
            ("a=b; Secure; SameSite=Always", [.sameSiteInvalid]),
            ("a=b; SameSite=None", [.notSecure, .noneWithoutSecure]),
            ("__Secure-a=b; SameSite=Lax", [.notSecure, .prefixBroken]),
            ("__host-a=b; Secure; SameSite=Lax; Path=/; Domain=www.mfa.example", [.prefixBroken]),
            ("__Host-a=b; Secure; SameSite=Lax", [.prefixBroken]),
            ("__Host-a=b; Secure; SameSite=Lax; Path=/", []),
            ("a=b; Secure; SameSite=Lax; Max-Age=34560000", []),
            ("a=b; Secure; SameSite=Lax; Max-Age=63072000", [.lifetimeTooLong]),
            ("a=b; Secure; SameSite=Lax; Domain=mfa.example", [.widerThanHost]),
            ("a=" + String(repeating: "x", count: 4096) + "; Secure; SameSite=Lax", [.tooLarge]),
        ] as [(String, [CookieProblem])]
    )
    func problemsAreNamed(_ text: String, _ problems: [CookieProblem]) throws {
        let cookie = try #require(SetCookie(text))
        let lifetime = cookie.lifetime(at: Date(timeIntervalSince1970: 0))
        #expect(CookieProblem.all(of: cookie, lifetime: lifetime, host: "www.mfa.example") == problems)
    }
}
