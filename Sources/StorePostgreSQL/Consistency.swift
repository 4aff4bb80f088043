// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
package import Store
internal import StoreRecords

extension PostgreSQLStore {
    package func inconsistencies() async throws(StoreError) -> [String] {
        try await read { session in
            try ContentConsistency(session).faults() + HistoryConsistency(session).faults()
        }
    }
}
#endif
