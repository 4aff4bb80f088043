// SPDX-License-Identifier: Apache-2.0

/// Checks on an endpoint as a whole.
package enum EndpointChecks {
    package static let all: [any Check.Type] = [
        EndpointUnreachable.self,
        AddressesDiffer.self,
        UnexpectedService.self,
        EndpointRouteOrigin.self,
    ]
}
