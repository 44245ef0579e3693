//! The allocator of the system.
#![allow(unsafe_code)]

/// Returns large blocks to the system when they are freed, and keeps small ones.
///
/// By default, glibc allocates ever larger blocks on the heap once such a block was freed. Columns of millions of rows then
/// leave holes there, which the process keeps: more than 100 MB for ten million coupons. And it returns every 128 KB that
/// are free at the end of the heap. The next allocation takes them again, and each page costs a fault: half of all page
/// faults for ten million coupons.
pub fn give_large_blocks_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        unsafe extern "C" {
            fn mallopt(parameter: i32, value: i32) -> i32;
        }
        /// `M_MMAP_THRESHOLD` in `malloc.h`: the smallest block, in bytes, that gets its own mapping.
        const OWN_BLOCK: i32 = -3;
        const LARGE: i32 = 4 << 20;
        /// `M_TRIM_THRESHOLD`: free bytes at the end of the heap that are kept.
        const KEPT: i32 = -1;
        const KEPT_BYTES: i32 = 64 << 20;
        // SAFETY: they only set numbers of the allocator, under the allocator's own lock.
        unsafe {
            mallopt(OWN_BLOCK, LARGE);
            mallopt(KEPT, KEPT_BYTES);
        }
    }
}
