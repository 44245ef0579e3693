use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use segscope::report::svg::svg;
use segscope::ui::charts::*;
use segscope::ui::text;
use segscope::ui::theme::*;

pub fn panel(
    theme: &Theme,
    buf: &mut Buffer,
    area: Rect,
    title: &str,
    note: &str,
    focus: bool,
) -> Rect {
    let b = theme.block_with_note(title, note, focus);
    let inner = b.inner(area);
    b.render(area, buf);
    Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    }
}

pub fn rng(seed: &mut u64) -> f64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    (*seed >> 11) as f64 / (1u64 << 53) as f64
}

pub fn blobs(n: usize, k: usize) -> (Vec<ScatterPoint>, Vec<(f64, f64)>) {
    let mut s = 88172645463325252u64;
    let cs = [
        (0., 0.),
        (4., 3.),
        (-3., 2.5),
        (3., -3.),
        (-4., -2.5),
        (8., 0.),
        (-8., 0.5),
        (0.5, 6.0),
        (6., 6.),
        (-6., 6.),
        (6., -6.),
        (-6., -6.),
    ];
    let mut v = vec![];
    for _ in 0..n {
        let c = ((rng(&mut s).powf(1.5)) * k as f64) as usize;
        let g = |s: &mut u64| (0..6).map(|_| rng(s) - 0.5).sum::<f64>() * 1.3;
        let (dx, dy) = (g(&mut s), g(&mut s));
        v.push(ScatterPoint {
            x: cs[c].0 + dx,
            y: cs[c].1 + dy,
            segment: c,
            weight: 1.0,
        });
    }
    (v, cs[..k].to_vec())
}

fn overview(theme: &Theme) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, 120, 36));
    let series: Vec<f64> = (0..28)
        .map(|i| {
            100.0 + 831.0 * (1.0 - (-(i as f64) / 6.0).exp()) + 60.0 * ((i * 7 % 5) as f64 - 2.0)
        })
        .collect();
    let burnt: Vec<f64> = series.iter().map(|v| v * 0.57).collect();
    let titles = [
        "Claims",
        "Burnt",
        "Burn rate",
        "Active",
        "Days to burn",
        "Segments",
    ];
    for (i, t) in titles.iter().enumerate() {
        let r = panel(
            theme,
            &mut buf,
            Rect::new(i as u16 * 20, 2, 20, 3),
            t,
            "",
            false,
        );
        match i {
            0 | 1 => {
                buf.set_string(
                    r.x,
                    r.y,
                    text::count(if i == 0 { 20000 } else { 11480 }),
                    theme.strong,
                );
                Sparkline::new(theme, if i == 0 { &series } else { &burnt })
                    .style(if i == 0 { theme.claims } else { theme.burnt })
                    .render(Rect::new(r.x + 8, r.y, r.width - 8, 1), &mut buf);
            }
            2 => {
                buf.set_string(r.x, r.y, text::percent(0.574, 1), theme.strong);
            }
            _ => {}
        }
    }
    let r = panel(
        theme,
        &mut buf,
        Rect::new(0, 5, 38, 4),
        "Customers by gender",
        "",
        false,
    );
    BarList::new(
        theme,
        &[
            Bar::new("Female", 1043).note("52 %"),
            Bar::new("Male", 957).note("48 %"),
        ],
    )
    .render(r, &mut buf);
    let r = panel(
        theme,
        &mut buf,
        Rect::new(0, 9, 38, 10),
        "Claimed vs burnt per month",
        "",
        false,
    );
    let labels: Vec<String> = (0..28)
        .map(|i| format!("{}-{:02}", 2023 + (i + 2) / 12, (i + 2) % 12 + 1))
        .collect();
    let mut partial = vec![false; 28];
    partial[27] = true;
    let mut s2 = series.clone();
    s2[27] = 400.0;
    let mut b2 = burnt.clone();
    b2[27] = 300.0;
    Trends::new(theme)
        .series("claims", &s2, theme.claims)
        .series("burnt", &b2, theme.burnt)
        .labels(&labels)
        .partial(&partial)
        .render(r, &mut buf);
    let r = panel(
        theme,
        &mut buf,
        Rect::new(0, 19, 38, 16),
        "Top branches by burns",
        "13 of 40",
        true,
    );
    let cols = [
        Column::number("#").priority(3),
        Column::number("id"),
        Column::text("merchant").grow(),
        Column::number("burnt").sorted(Order::Descending),
        Column::number("rate").priority(1),
    ];
    let names = [
        "Nile Market",
        "Delta Foods",
        "Blue Lotus",
        "Pharos Books",
        "Oasis Home",
        "Sphinx Sport",
        "Karnak Café",
        "Luxor Shoes",
        "東京 Market with a very long name",
        "Sinai Tech",
        "القاهرة",
        "Aswan Tea",
        "Fayum Fruit",
        "x",
        "y",
        "z",
    ];
    let rows: Vec<Row> = names
        .iter()
        .enumerate()
        .map(|(i, n)| {
            Row::new([
                format!("{}", i + 1),
                format!("{}", (i * 17 + 13) % 40),
                (*n).to_string(),
                format!("{}", 640 - 31 * i),
                format!("{} %", 61 - i),
            ])
        })
        .collect();
    Table::new(theme, &cols, &rows)
        .cursor(Some(3))
        .render(r, &mut buf);
    let cities = [
        "Cairo",
        "Alexandria",
        "Giza",
        "Port Said",
        "Suez",
        "Mansoura",
        "Tanta",
        "Asyut",
        "Ismailia",
        "Fayyum",
        "Zagazig",
        "Aswan",
        "Luxor",
        "(none)",
    ];
    let bars: Vec<Bar> = cities
        .iter()
        .enumerate()
        .map(|(i, c)| Bar::new(c, 210 - 11 * i as u64))
        .collect();
    let r = panel(
        theme,
        &mut buf,
        Rect::new(38, 5, 34, 15),
        "Customers by city",
        "13 of 20",
        false,
    );
    BarList::new(theme, &bars)
        .cursor(Some(4))
        .render(r, &mut buf);
    let bars: Vec<Bar> = cities
        .iter()
        .enumerate()
        .map(|(i, c)| Bar::new(c, 1204 - 70 * i as u64))
        .collect();
    let r = panel(
        theme,
        &mut buf,
        Rect::new(38, 20, 34, 15),
        "Burns by city",
        "13 of 20",
        false,
    );
    BarList::new(theme, &bars)
        .style(theme.burnt)
        .render(r, &mut buf);
    let (pts, cen) = blobs(2000, 5);
    let marks = SegmentMark::first(theme, 5);
    let r = panel(
        theme,
        &mut buf,
        Rect::new(72, 5, 48, 21),
        "Clusters",
        "k-means k=5",
        false,
    );
    Scatter::new(theme, &pts, &marks)
        .centroids(&cen)
        .axes("PC1 48 %", "PC2 31 %")
        .legend("1,961 customers")
        .render(r, &mut buf);
    let r = panel(
        theme,
        &mut buf,
        Rect::new(72, 26, 48, 9),
        "Segments",
        "reasonable structure (0.54)",
        false,
    );
    let cols = [
        Column::text("").min(2),
        Column::text("name").grow(),
        Column::number("size"),
        Column::number("claims").priority(2),
        Column::number("burn%"),
        Column::number("recency").priority(1),
    ];
    let rows: Vec<Row> = [
        "steady burners",
        "steady savers",
        "occasional",
        "new",
        "lapsed",
    ]
    .iter()
    .enumerate()
    .map(|(i, n)| {
        Row::new([
            Line::from(Span::styled(
                format!("{}{}", marks[i].glyph, theme.glyphs.square()),
                marks[i].style,
            )),
            Line::from(*n),
            Line::from(format!("{}", 520 - 50 * i)),
            Line::from("9.1"),
            Line::from("74 %"),
            Line::from("12 d"),
        ])
    })
    .collect();
    Table::new(theme, &cols, &rows).gap(1).render(r, &mut buf);
    buf.set_style(Rect::ZERO, Style::new());
    buf
}

pub fn save(name: &str, buf: &Buffer, dark: bool) {
    let out = std::path::Path::new("/tmp/charts-out");
    std::fs::create_dir_all(out).unwrap();
    let s = svg(buf, dark);
    println!("{name} {} bytes", s.len());
    std::fs::write(out.join(format!("{name}.svg")), s).unwrap();
}

#[test]
fn gallery() {
    save("dark", &overview(&Theme::dark()), true);
    save("light", &overview(&Theme::light()), false);
    save("mono", &overview(&Theme::mono()), true);
    save(
        "ascii",
        &overview(&Theme::dark().with_glyphs(Glyphs::Ascii)),
        true,
    );
    save(
        "block",
        &overview(&Theme::dark().with_glyphs(Glyphs::Block)),
        true,
    );
    save(
        "ansi",
        &overview(&Theme::new(false, ColorLevel::Ansi16, Glyphs::Braille)),
        true,
    );
    save(
        "ansilight",
        &overview(&Theme::new(true, ColorLevel::Ansi16, Glyphs::Braille)),
        false,
    );
    save(
        "c256",
        &overview(&Theme::new(false, ColorLevel::Ansi256, Glyphs::Braille)),
        true,
    );
    let mut b = overview(&Theme::dark());
    Theme::dark().stale(Rect::new(72, 5, 48, 21), &mut b);
    save("stale", &b, true);
}
