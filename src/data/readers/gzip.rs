//! Decompresses gzip as `gzip -d` does: several members, and zeros after the last as tapes and blocks leave them.

use std::io::{self, BufRead, Error, Read};

use flate2::bufread::GzDecoder;

/// The content of all members.
pub struct Members<R> {
    /// `None` at the end.
    member: Option<GzDecoder<R>>,
}

impl<R: BufRead> Members<R> {
    /// Decompresses a stream.
    pub fn new(packed: R) -> Self {
        Self { member: Some(GzDecoder::new(packed)) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let count = member.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            let mut rest = self.member.take().map(GzDecoder::into_inner).ok_or_else(|| Error::other("it ended"))?;
            if rest.fill_buf()?.first().is_some_and(|byte| *byte != 0) {
                self.member = Some(GzDecoder::new(rest));
            } else {
                check_zeros(rest)?;
            }
        }
        Ok(0)
    }
}

fn check_zeros(mut rest: impl BufRead) -> io::Result<()> {
    loop {
        let bytes = rest.fill_buf()?;
        if bytes.is_empty() {
            return Ok(());
        }
        if bytes.iter().any(|byte| *byte != 0) {
            return Err(Error::other("data that is not gzip follows its end"));
        }
        let count = bytes.len();
        rest.consume(count);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(text: &str) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::fast());
        out.write_all(text.as_bytes()).unwrap();
        out.finish().unwrap()
    }

    fn unpacked(bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        Members::new(bytes).read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn members_follow_each_other_and_zeros_the_last() {
        let two = [packed("a,b\n"), packed(""), packed("1,2\n")].concat();
        assert_eq!(unpacked(&two).unwrap(), "a,b\n1,2\n");
        assert_eq!(unpacked(&[two.clone(), vec![0; 100_000]].concat()).unwrap(), "a,b\n1,2\n");
        assert!(unpacked(&[two.clone(), b"\0\0x".to_vec()].concat()).is_err(), "zeros and more");
        assert!(unpacked(&[two.clone(), b"more".to_vec()].concat()).is_err());
        assert!(unpacked(&two[..two.len() - 3]).is_err(), "cut short");
    }
}
