// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@Suite struct StoreAddressTests {
    @Test(arguments: [
        ("postgresql://chancery@db.mfa.example/chancery?sslmode=verify-full", false),
        ("postgres:///chancery?host=/run/postgresql", false),
        ("postgresql://a.example:5432,b.example:5433/chancery", false),
        ("postgresql://chancery:secret@db.mfa.example/chancery", true),
        ("postgresql://chancery:s@cr:et@[2001:db8::1]:5432/chancery?sslmode=require", true),
        ("postgresql://db.mfa.example/chancery?password=secret&sslmode=require", true),
        ("postgresql://db.mfa.example/chancery?sslmode=require&SSLpassword=secret", true),
        ("postgresql://db.mfa.example?user=a&password=", true),
    ])
    func aPasswordIsSeenAndNeverShown(_ text: String, hasPassword: Bool) throws {
        let address = try #require(StoreAddress(text))
        #expect(address.hasPassword == hasPassword)
        #expect(address.text == text)
        #expect(hasPassword || address.shown == text)
        for secret in ["secret", "cr:et", "password="] { #expect(!address.shown.contains(secret)) }
    }

    @Test func whatIsLeftWithoutThePassword() throws {
        let address = try #require(StoreAddress("postgresql://me:x@h:1/d?sslmode=require&password=y"))
        #expect(address.shown == "postgresql://me@h:1/d?sslmode=require")
        #expect(StoreAddress("postgresql://h/d?password=y")?.shown == "postgresql://h/d")
    }

    @Test(arguments: [
        "", "/var/lib/chancery", "mysql://h/d", "postgresql:/h", "postgresql://h/a b", "postgresql://h/\n",
    ])
    func whatIsNoAddress(_ text: String) {
        #expect(StoreAddress(text) == nil)
    }
}
