// SPDX-License-Identifier: Apache-2.0
internal import CAllocator

/// What a cycle and its reports needed, and the wait for the next one does not.
enum SpareMemory {
    /// Gives all that is free back to the kernel (malloc_trim(3)): by itself the allocator keeps hundreds of MiB that a
    /// report took, for hours in which nothing happens.
    static func giveBack() { _ = malloc_trim(0) }
}
