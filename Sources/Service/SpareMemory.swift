// SPDX-License-Identifier: Apache-2.0
internal import CAllocator

/// What a cycle and its reports needed, and the wait for the next one does not.
///
/// By itself the allocator keeps hundreds of MiB that a report took, for hours in which nothing happens.
enum SpareMemory {
    /// For all that is allocated from here on: few heaps instead of eight a processor, since a few blocks that live on in
    /// each of many heaps keep most of them from being given back (mallopt(3)).
    static func holdTogether() { _ = mallopt(M_ARENA_MAX, 2) }

    /// Gives all that is free back to the kernel (malloc_trim(3)).
    static func giveBack() { _ = malloc_trim(0) }
}
