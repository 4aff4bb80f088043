// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL
internal import Foundation

/// The content bytes of a string or integer; empty where there is none.
@safe
func bytes(of string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
    let count = unsafe Int(ASN1_STRING_length(string))
    guard unsafe string != nil, count > 0, let data = unsafe ASN1_STRING_get0_data(string) else { return [] }
    return unsafe [UInt8](UnsafeBufferPointer(start: data, count: count))
}

/// Printable ASCII as it is; every other byte, and the backslash, as `\xNN`.
func escaped(_ bytes: [UInt8]) -> String {
    var text = ""
    for byte in bytes {
        if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "\\") {
            text.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
            text += "\\x" + Hexadecimal.encode([byte])
        }
    }
    return text
}

/// The name that OpenSSL has for an object identifier, else its digits and dots.
@safe
func longName(of object: OpaquePointer?) -> String {
    let identifier = unsafe OBJ_obj2nid(object)
    guard identifier != NID_undef, let name = unsafe OBJ_nid2ln(identifier) else {
        return dottedName(of: object)
    }
    return unsafe String(cString: name)
}

/// The short name that OpenSSL has for an object identifier, else its digits and dots.
@safe
func shortName(of object: OpaquePointer?) -> String {
    let identifier = unsafe OBJ_obj2nid(object)
    guard identifier != NID_undef, let name = unsafe OBJ_nid2sn(identifier) else {
        return dottedName(of: object)
    }
    return unsafe String(cString: name)
}

/// Digits and dots; cut after 255 characters.
@safe
func dottedName(of object: OpaquePointer?) -> String {
    guard unsafe object != nil else { return "" }
    var text = [CChar](repeating: 0, count: 256)
    let length = unsafe OBJ_obj2txt(&text, Int32(text.count), object, 1)
    guard length > 0 else { return "" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Nil where the time is absent or malformed.
@safe
func date(_ time: UnsafePointer<ASN1_TIME>?) -> Date? {
    guard let time = unsafe time, let epoch = unsafe ASN1_TIME_set(nil, 0) else { return nil }
    defer { unsafe ASN1_STRING_free(epoch) }
    var days: Int32 = 0
    var seconds: Int32 = 0
    guard unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else {
        ErrorQueue.clear()
        return nil
    }
    return Date(timeIntervalSince1970: Double(days) * 86_400 + Double(seconds))
}

extension DistinguishedName {
    @safe
    init(_ name: OpaquePointer?) {
        text = unsafe Self.print(name)
        commonName = unsafe Self.last(NID_commonName, of: name)
        organization = unsafe Self.last(NID_organizationName, of: name)
    }

    /// Letters beyond ASCII stay readable; a name that is not valid text has all such bytes escaped.
    private static func print(_ name: OpaquePointer?) -> String {
        guard unsafe name != nil, let output = OwnedObject.memory() else { return "" }
        defer { ErrorQueue.clear() }
        for flags in [shim_name_readable, shim_name_raw] {
            let length = unsafe X509_NAME_print_ex(output.pointer, name, 0, flags)
            let printed = output.drain()
            if length >= 0, let text = String(validating: printed, as: UTF8.self) { return text }
        }
        return ""
    }

    private static func last(_ kind: Int32, of name: OpaquePointer?) -> String? {
        var index: Int32 = -1
        var found: Int32?
        while true {
            index = unsafe X509_NAME_get_index_by_NID(name, kind, index)
            guard index >= 0 else { break }
            found = index
        }
        guard let found, let entry = unsafe X509_NAME_get_entry(name, found),
            let value = unsafe X509_NAME_ENTRY_get_data(entry), let output = OwnedObject.memory()
        else { return nil }
        defer { ErrorQueue.clear() }
        let flags = UInt(ASN1_STRFLGS_ESC_CTRL) | UInt(ASN1_STRFLGS_UTF8_CONVERT)
        let length = unsafe ASN1_STRING_print_ex(output.pointer, value, flags)
        let printed = output.drain()
        if length >= 0, let text = String(validating: printed, as: UTF8.self) { return text }
        return escaped(bytes(of: value))
    }
}
