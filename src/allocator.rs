//! The allocator of the system.
#![allow(unsafe_code)]

/// Has large blocks given back to the system when they are freed, and small ones kept.
///
/// By itself, glibc takes ever larger blocks from the memory between others once such a block was freed. Columns of millions of
/// rows then leave holes there, which the process keeps: on ten million coupons more than 100 MB. Of small blocks it gives back
/// every 128 KB that are free at the end of its memory. The next one takes them again, and each page costs a fault: on ten
/// million coupons half of all faults.
pub fn give_large_blocks_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        unsafe extern "C" {
            fn mallopt(parameter: i32, value: i32) -> i32;
        }
        /// `M_MMAP_THRESHOLD` in `malloc.h`: the least bytes of a block of its own.
        const OWN_BLOCK: i32 = -3;
        const LARGE: i32 = 4 << 20;
        /// `M_TRIM_THRESHOLD`: free bytes at the end of the memory that are kept.
        const KEPT: i32 = -1;
        const KEPT_BYTES: i32 = 64 << 20;
        // SAFETY: they only set numbers of the allocator, under the allocator's own lock.
        unsafe {
            mallopt(OWN_BLOCK, LARGE);
            mallopt(KEPT, KEPT_BYTES);
        }
    }
}
