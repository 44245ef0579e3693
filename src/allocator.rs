//! The allocator of the system.
#![allow(unsafe_code)]

/// Has large blocks given back to the system when they are freed.
///
/// By itself, glibc takes ever larger blocks from the memory between others once such a block was freed. Columns of millions of
/// rows then leave holes there, which the process keeps: on ten million coupons more than 100 MB.
pub fn give_large_blocks_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        unsafe extern "C" {
            fn mallopt(parameter: i32, value: i32) -> i32;
        }
        /// `M_MMAP_THRESHOLD` in `malloc.h`: the least bytes of a block of its own.
        const OWN_BLOCK: i32 = -3;
        const LARGE: i32 = 4 << 20;
        // SAFETY: it only sets a number of the allocator, under the allocator's own lock.
        unsafe { mallopt(OWN_BLOCK, LARGE) };
    }
}
