#![allow(dead_code, missing_docs, clippy::all)]
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
            130.0 + 801.0 * (1.0 - (-(i as f64) / 6.0).exp()) + 60.0 * ((i * 7 % 5) as f64 - 2.0)
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

fn second(theme: &Theme) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, 130, 46));
    let labels: Vec<String> = (0..28)
        .map(|i| format!("{}-{:02}", 2023 + (i + 2) / 12, (i + 2) % 12 + 1))
        .collect();
    let mut partial = vec![false; 28];
    partial[27] = true;
    let claims: Vec<Option<f64>> = (0..28)
        .map(|i| {
            Some(if i == 27 {
                380.0
            } else {
                100.0
                    + 831.0 * (1.0 - (-(i as f64) / 6.0).exp())
                    + 60.0 * ((i * 7 % 5) as f64 - 2.0)
            })
        })
        .collect();
    let burnt: Vec<Option<f64>> = claims.iter().map(|v| v.map(|v| v * 0.57)).collect();
    let r = panel(
        theme,
        &mut buf,
        Rect::new(0, 0, 80, 16),
        "Usage per month",
        "by event",
        true,
    );
    LineChart::new(theme, &labels)
        .curve(Curve::new("claims", &claims, theme.claims))
        .curve(Curve::new("burnt", &burnt, theme.burnt))
        .partial(&partial)
        .unit("coupons")
        .cursor(Some(12))
        .render(r, &mut buf);
    let ks: Vec<String> = (2..=10).map(|k| k.to_string()).collect();
    let inertia: Vec<Option<f64>> = (2..=10).map(|k| Some(100.0 / f64::from(k))).collect();
    let sil = [0.3, 0.4, 0.45, 0.6, 0.5, 0.4, 0.35, 0.3, 0.31].map(Some);
    let db = [0.9, 0.8, 0.7, 0.5, 0.6, 0.7, 0.72, 0.78, 0.8].map(Some);
    let r = panel(
        theme,
        &mut buf,
        Rect::new(80, 0, 34, 9),
        "Choosing K",
        "",
        false,
    );
    Curves::new(theme, &ks)
        .curve(Curve::new("inertia", &inertia, theme.text).mark(Some(2)))
        .curve(Curve::new("silhouette", &sil, theme.text).mark(Some(3)))
        .curve(Curve::new("davies-b.", &db, theme.text))
        .cursor(Some(3))
        .render(r, &mut buf);
    let r = panel(theme, &mut buf, Rect::new(114, 0, 16, 9), "Tiny", "", false);
    Curves::new(theme, &ks)
        .curve(Curve::new("inertia", &inertia, theme.text))
        .curve(Curve::new("silhouette", &sil, theme.text))
        .cursor(Some(3))
        .render(r, &mut buf);
    let r = panel(theme, &mut buf, Rect::new(80, 9, 50, 7), "Elbow", "", false);
    LineChart::new(theme, &ks)
        .curve(
            Curve::new("inertia", &inertia, theme.bar)
                .mark(Some(2))
                .note("knee 4"),
        )
        .render(r, &mut buf);
    let mut s = 12345u64;
    let days: Vec<(f64, f64)> = (0..3000)
        .map(|_| (-(rng(&mut s).ln()) * 20.0 + rng(&mut s) * 8.0, 1.0))
        .map(|(a, b)| (a.floor(), b))
        .collect();
    let r = panel(
        theme,
        &mut buf,
        Rect::new(0, 16, 60, 12),
        "Days to burn",
        "n 3,000",
        false,
    );
    Histogram::new(theme, &days)
        .least_step(1.0)
        .style(theme.burnt)
        .mark(18.0, "median 18")
        .mark(50.0, "p90 50")
        .render(r, &mut buf);
    let marks = SegmentMark::first(theme, 5);
    let blades: Vec<Blade> = [0.58, 0.49, 0.44, 0.53, 0.21]
        .iter()
        .enumerate()
        .map(|(i, &m)| {
            Blade::new(marks[i], m).members((0..200).map(|_| (m + (rng(&mut s) - 0.6) * 0.7, 1.0)))
        })
        .collect();
    let r = panel(
        theme,
        &mut buf,
        Rect::new(60, 16, 35, 7),
        "Silhouette",
        "mean 0.54",
        false,
    );
    Blades::new(theme, &blades)
        .mean(Some(0.5))
        .cursor(Some(4))
        .render(r, &mut buf);
    let r = panel(
        theme,
        &mut buf,
        Rect::new(95, 16, 35, 22),
        "Silhouette",
        "mean 0.54",
        false,
    );
    Blades::new(theme, &blades)
        .mean(Some(0.5))
        .cursor(Some(1))
        .render(r, &mut buf);
    let cols: Vec<String> = (0..12).map(|m| format!("M{m}")).collect();
    let rows: Vec<HeatRow> = (0..11)
        .map(|i| {
            HeatRow::new(
                &format!("2024-{:02}", i + 1),
                (0..12)
                    .map(|m| {
                        (m + i < 12).then(|| {
                            if m == 0 {
                                1.0
                            } else {
                                0.36 - 0.02 * m as f64 + 0.04 * rng(&mut s)
                            }
                        })
                    })
                    .collect(),
            )
            .note(format!("{}", 41 + i))
        })
        .collect();
    let avg = HeatRow::new(
        "average",
        (0..12)
            .map(|m| Some(if m == 0 { 1.0 } else { 0.36 - 0.02 * m as f64 }))
            .collect(),
    );
    let r = panel(
        theme,
        &mut buf,
        Rect::new(0, 28, 80, 15),
        "Retention",
        "return on, percent",
        false,
    );
    Heat::new(theme, &cols, &rows)
        .heads("cohort", "size")
        .footer(&avg)
        .range(0.0, 0.6)
        .format(|v| text::number(v * 100.0, 0))
        .cursor(Some((2, 3)))
        .render(r, &mut buf);
    let wd: Vec<HeatRow> = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        .iter()
        .map(|d| HeatRow::new(d, (0..12).map(|_| Some(rng(&mut s) * 900.0)).collect()))
        .collect();
    let mo: Vec<String> = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    .iter()
    .map(|s| (*s).to_string())
    .collect();
    let r = panel(
        theme,
        &mut buf,
        Rect::new(60, 23, 35, 5),
        "Tiny heat",
        "",
        false,
    );
    Heat::new(theme, &mo, &wd)
        .format(|v| text::number(v * 1000.0, 0))
        .render(r, &mut buf);
    let r = panel(
        theme,
        &mut buf,
        Rect::new(80, 38, 50, 8),
        "Weekday by month",
        "",
        false,
    );
    Heat::new(theme, &mo, &wd).render(r, &mut buf);
    let (pts, cen) = blobs(3000, 12);
    let marks = SegmentMark::first(theme, 12);
    let r = panel(
        theme,
        &mut buf,
        Rect::new(80, 28, 15, 10),
        "Small",
        "",
        false,
    );
    Scatter::new(theme, &pts, &marks)
        .centroids(&cen)
        .legend("3,000 customers")
        .axes("PC1 48 %", "PC2 31 %")
        .render(r, &mut buf);
    buf
}

fn scatters(theme: &Theme) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, 120, 44));
    let (pts, cen) = blobs(20000, 12);
    let marks = SegmentMark::first(theme, 12);
    let r = panel(theme, &mut buf, Rect::new(0, 0, 60, 22), "Dense", "", false);
    Scatter::new(theme, &pts, &marks)
        .centroids(&cen)
        .legend("20,000 customers")
        .axes("PC1 48 %", "PC2 31 %")
        .render(r, &mut buf);
    let r = panel(
        theme,
        &mut buf,
        Rect::new(60, 0, 60, 22),
        "Highlight",
        "",
        false,
    );
    Scatter::new(theme, &pts, &marks)
        .centroids(&cen)
        .highlight(Some(1))
        .cursor(Some((10, 5)))
        .legend("20,000 customers")
        .render(r, &mut buf);
    let (pts, cen) = blobs(200, 4);
    let r = panel(
        theme,
        &mut buf,
        Rect::new(0, 22, 60, 22),
        "Sparse",
        "",
        false,
    );
    Scatter::new(theme, &pts, &marks[..4])
        .centroids(&cen)
        .legend("200 customers")
        .axes("PC1 48 %", "PC2 31 %")
        .render(r, &mut buf);
    let (pts, _) = blobs(5000, 12);
    let r = panel(
        theme,
        &mut buf,
        Rect::new(60, 22, 30, 22),
        "Twelve",
        "",
        false,
    );
    Scatter::new(theme, &pts, &marks)
        .legend("5,000 customers")
        .render(r, &mut buf);
    let few: Vec<ScatterPoint> = pts.iter().take(0).copied().collect();
    let r = panel(
        theme,
        &mut buf,
        Rect::new(90, 22, 30, 10),
        "Empty",
        "",
        false,
    );
    Scatter::new(theme, &few, &marks[..2])
        .legend("0 customers")
        .render(r, &mut buf);
    buf
}

#[test]
fn gallery2() {
    for (name, theme, dark) in [
        ("dark", Theme::dark(), true),
        ("light", Theme::light(), false),
        ("mono", Theme::mono(), true),
        ("ascii", Theme::mono().with_glyphs(Glyphs::Ascii), true),
        (
            "ansi",
            Theme::new(false, ColorLevel::Ansi16, Glyphs::Block),
            true,
        ),
    ] {
        save(&format!("two-{name}"), &second(&theme), dark);
        save(&format!("sc-{name}"), &scatters(&theme), dark);
    }
    let (pts, _) = blobs(200_000, 8);
    let theme = Theme::dark();
    let marks = SegmentMark::first(&theme, 8);
    let mut buf = Buffer::empty(Rect::new(0, 0, 200, 60));
    let t = std::time::Instant::now();
    Scatter::new(&theme, &pts, &marks)
        .legend("x")
        .render(buf.area, &mut buf);
    println!("200k bytes in {:?}", t.elapsed());
}
