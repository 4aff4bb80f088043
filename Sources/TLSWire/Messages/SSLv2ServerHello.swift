// SPDX-License-Identifier: Apache-2.0

/// SSLv2's SERVER-HELLO (draft-hickman-netscape-ssl-00 §1.2.2).
package struct SSLv2ServerHello: Hashable, Sendable {
    package let sessionIDHit: Bool
    /// 1 is X.509; 0 with a session id hit.
    package let certificateType: UInt8
    package let version: UInt16
    /// DER, not looked into.
    package let certificate: [UInt8]
    /// What client and server share; none at all still means that SSLv2 is spoken (CVE-2015-3197).
    package let cipherSpecs: [SSLv2CipherSpec]
    package let connectionID: [UInt8]

    /// Reads the record's payload, the message type with it.
    package init(message: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(message)
        let type = try reader.uint8("message type")
        guard type == 4 else {
            throw .invalid(field: "message type", reason: "\(type) is not a SERVER-HELLO")
        }
        sessionIDHit = try reader.uint8("session id hit") != 0
        certificateType = try reader.uint8("certificate type")
        version = try reader.uint16("server version")
        let certificateBytes = Int(try reader.uint16("certificate"))
        let specBytes = Int(try reader.uint16("cipher specs"))
        let connectionBytes = Int(try reader.uint16("connection id"))
        certificate = Array(try reader.bytes(certificateBytes, "certificate"))
        var specs = ByteReader(try reader.bytes(specBytes, "cipher specs"))
        var list: [SSLv2CipherSpec] = []
        while !specs.isAtEnd { list.append(SSLv2CipherSpec(try specs.uint24("cipher spec"))) }
        cipherSpecs = list
        connectionID = Array(try reader.bytes(connectionBytes, "connection id"))
        try reader.finish("SERVER-HELLO")
    }
}
