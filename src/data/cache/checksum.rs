//! A fast checksum against damage. It does not protect against tampering.

/// An odd number with bits spread evenly: 2^64 divided by the golden ratio (Knuth, TAOCP 3, 6.4).
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
/// Bytes that are taken at once.
const WORD: usize = 8;

/// The checksum of bytes that come in parts; all but the last part have a multiple of eight bytes.
///
/// Each step can be undone, so two inputs that differ in one word of eight bytes never have the same checksum.
#[derive(Clone, Copy, Debug, Default)]
pub struct Checksum {
    state: u64,
    bytes: u64,
}

impl Checksum {
    /// Adds a part.
    pub fn add(&mut self, part: &[u8]) {
        let words = part.chunks_exact(WORD);
        let mut last = [0; WORD];
        last[..words.remainder().len()].copy_from_slice(words.remainder());
        let mix = |state: u64, word: u64| (state ^ word).rotate_left(29).wrapping_mul(FACTOR);
        let rest = (!words.remainder().is_empty()).then(|| u64::from_le_bytes(last));
        let word = |bytes: &[u8]| bytes.try_into().map(u64::from_le_bytes).unwrap_or_default();
        self.state = words.map(word).chain(rest).fold(self.state, mix);
        self.bytes += part.len() as u64;
    }

    /// The checksum of all parts.
    pub fn sum(self) -> u64 {
        (self.state ^ self.bytes).wrapping_mul(FACTOR)
    }

    /// The checksum of one part.
    pub fn of(bytes: &[u8]) -> u64 {
        let mut checksum = Self::default();
        checksum.add(bytes);
        checksum.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_bit_and_every_cut_is_found() {
        let bytes: Vec<u8> = (0..100_u8).collect();
        let whole = Checksum::of(&bytes);
        for at in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[at / 8] ^= 1 << (at % 8);
            assert_ne!(Checksum::of(&damaged), whole, "bit {at}");
        }
        for length in 0..bytes.len() {
            assert_ne!(Checksum::of(&bytes[..length]), whole, "{length} bytes");
        }
        // Zeros change the checksum.
        assert_ne!(Checksum::of(&[0; 3]), Checksum::of(&[0; 4]));
    }

    #[test]
    fn parts_make_the_whole() {
        let bytes: Vec<u8> = (0..99_u8).collect();
        let mut parts = Checksum::default();
        parts.add(&bytes[..40]);
        parts.add(&bytes[40..]);
        assert_eq!(parts.sum(), Checksum::of(&bytes));
    }
}
