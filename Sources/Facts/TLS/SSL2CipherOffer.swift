// SPDX-License-Identifier: Apache-2.0

/// The cipher specifications with which a server answered the hello of SSL 2.0.
package struct SSL2CipherOffer: Fact {
    package static let kind = FactKind("tls.ssl2-ciphers", version: 1)

    /// Three-byte CIPHER-KINDs, sorted (draft-hickman-netscape-ssl-00 §1.2.2); empty where SSL 2.0 is spoken and no
    /// cipher is named (CVE-2015-3197).
    package let specifications: [UInt32]

    package init(specifications: [UInt32]) { self.specifications = Set(specifications).sorted() }
}
