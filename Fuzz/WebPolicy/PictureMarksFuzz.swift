// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire WebPolicy

@testable import WebPolicy

/// A picture of any bytes, read as each kind; a manifest store and an item of CBOR of any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    // The first byte of a piece of APP11 says how long it is.
    let app11: [UInt8] = [0xFF, 0xEB, 0, UInt8(min(size + 10, 255)), 0x4A, 0x50, 0, 1, 0, 0, 0, 1]
    let manifestBox: [UInt8] =
        [
            0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81, 0,
            0, 0, 0,
        ] + Array("manifest\0".utf8) + [UInt8](repeating: 0, count: 8)
    let beginnings: [[UInt8]] = [
        [], [0xFF, 0xD8] + app11, PictureParts.pngSignature, Array("RIFF....WEBP".utf8),
        Array("\0\0\0\u{8}ftyp\0\0\0\0uuid".utf8) + manifestBox,
    ]
    for beginning in beginnings {
        for isWhole in [false, true] {
            let marks = PictureMarks(beginning + bytes, isWhole: isWhole)
            precondition(marks == PictureMarks(beginning + bytes, isWhole: isWhole))
            precondition((marks?.manifest?.generator?.count ?? 0) <= 100)
        }
    }
    precondition(ManifestStore(bytes[...]) == ManifestStore(bytes[...]))
    _ = CBORItem(bytes[...])?.texts(of: "digitalSourceType")
    return 0
}
