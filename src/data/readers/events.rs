//! XML events with a memory limit: a single tag, text or comment may be as long as the file.

use std::io::{BufReader, Read, Take};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::refusal::Refusal;
use crate::data::budget;

/// The events of a stream.
pub struct Events<R: Read> {
    /// The parser, to change its settings.
    pub xml: Reader<BufReader<Take<R>>>,
    buffer: Vec<u8>,
    most: u64,
    remedy: &'static str,
}

impl<R: Read> Events<R> {
    /// Reads events of at most `most` bytes until [`Events::renew`]; `error` is for longer ones.
    pub fn new(stream: R, most: u64, remedy: &'static str) -> Self {
        let xml = Reader::from_reader(BufReader::new(stream.take(most)));
        Self { xml, buffer: Vec::new(), most, remedy }
    }

    /// Releases everything that was read so far.
    pub fn renew(&mut self) {
        self.xml.get_mut().get_mut().set_limit(self.most);
    }

    /// The next event.
    ///
    /// # Errors
    /// What is wrong with the XML, or that it is too long.
    pub fn next(&mut self) -> Result<Event<'_>, Refusal> {
        self.buffer.clear();
        let event = self.xml.read_event_into(&mut self.buffer);
        // At the limit the stream ends early, possibly within a text.
        if self.xml.get_ref().get_ref().limit() == 0 {
            let most = budget::shown(self.most);
            return Err(Refusal::TooLarge(format!("one text or tag in it has more than {most}"), self.remedy));
        }
        event.map_err(|e| e.to_string().into())
    }
}
