// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model TLSWire DNSWire Facts Crypto Proof Backup

import Backup
import Foundation

/// Any bytes as the beginning of an archive: what is read is what would have been written, and leads nowhere out of its folder.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = [UInt8](UnsafeBufferPointer(start: data, count: size))
    let block = Array(bytes.prefix(TarHeader.blockLength))
    if let header = TarHeader(BackupManifest.fileName, reading: block) {
        precondition(header.bytes == block && header.length >= 0)
        precondition((header.length + TarHeader.padding(after: header.length)) % TarHeader.blockLength == 0)
    }
    // Most inputs are no header, so the manifest is read by itself, too.
    for part in [Data(bytes), Data(bytes.dropFirst(TarHeader.blockLength))] {
        guard let manifest = BackupManifest(bytes: part) else { continue }
        precondition((try? manifest.bytes) == part)
        for path in manifest.files.map(\.path) + manifest.links.map(\.path) {
            precondition(!path.hasPrefix("/") && !path.split(separator: "/").contains(".."))
            precondition(TarHeader(path, length: 0, modified: 0).bytes.count % TarHeader.blockLength == 0)
        }
        precondition(manifest.roots.contains("chancery.db") && !manifest.roots.contains("restore.partial"))
        _ = manifest.size
    }
    return 0
}
