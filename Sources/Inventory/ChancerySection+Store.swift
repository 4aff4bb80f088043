// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// Where the store is when it is not in the state folder.
extension ChancerySection {
    static let store = Key(
        "Store",
        ValueType(
            expects:
                "the address of a PostgreSQL database such as postgresql://chancery@db.mfa.example/chancery",
            parseOrNil: { StoreAddress($0) },
            render: \.text
        ),
        summary:
            "A PostgreSQL database to keep everything in, postgresql://…; unset: a file in the state folder."
    )

    static func readStore(_ reader: inout SectionReader) -> StoreAddress? {
        guard let address = reader.take(store) else { return nil }
        let span = reader.span(of: store.description)
        guard !address.hasPassword else {
            let message =
                "a password in a file that others read; put it into the credential chancery.pgpass, or a file that "
                + "PGPASSFILE names, in the form of .pgpass"
            reader.report(.error, message, at: span)
            return nil
        }
        #if PostgreSQL
        return address
        #else
        let message = "this program knows no PostgreSQL; \(StoreAddress.means), or leave Store out"
        reader.report(.error, message, at: span)
        return nil
        #endif
    }
}
