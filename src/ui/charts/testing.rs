//! Helpers for the tests of all charts.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// The lines a widget draws at a size, without trailing blanks.
pub(super) fn drawn<W>(widget: &W, width: u16, height: u16) -> Vec<String>
where
    for<'a> &'a W: Widget,
{
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    widget.render(area, &mut buf);
    lines(&buf)
}

/// The lines of a buffer, without trailing blanks.
pub(super) fn lines(buf: &Buffer) -> Vec<String> {
    let row = |y: u16| (0..buf.area.width).map(move |x| buf[(buf.area.x + x, buf.area.y + y)].symbol());
    (0..buf.area.height).map(|y| row(y).collect::<String>().trim_end().to_owned()).collect()
}

/// Draws a widget at all small sizes and some unusual positions, and checks that nothing changes outside its area.
pub(super) fn each_size<W>(widget: impl Fn() -> W)
where
    for<'a> &'a W: Widget,
{
    let sizes = (0..14).flat_map(|w| (0..9).map(move |h| (w, h))).chain([(36, 12), (90, 30), (200, 3), (3, 60)]);
    for (w, h) in sizes {
        let area = Rect::new(2, 1, w, h);
        let mut buf = Buffer::filled(Rect::new(0, 0, w + 4, h + 2), Cell::new("~"));
        let blank = Buffer::empty(area);
        buf.content.iter_mut().for_each(|cell| *cell = Cell::new("~"));
        for position in area.positions() {
            buf[position] = blank[position].clone();
        }
        widget().render(area, &mut buf);
        for position in buf.area.positions().filter(|&position| !area.contains(position)) {
            assert_eq!(buf[position], Cell::new("~"), "outside of {w}×{h} at {position}");
        }
        // An area that is larger than the buffer.
        widget().render(Rect::new(1, 1, w + 9, h + 9), &mut buf);
        widget().render(Rect::new(500, 500, w, h), &mut buf);
    }
}
