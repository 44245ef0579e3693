//! Colours and shapes of the page: the dashboard's own, light and dark.

use std::fmt::Write;

use crate::colors::{ACCENT, BAR, BORDER, BURNT, CLAIMS, DIM, Hue, SEGMENTS, WARNING};

/// Number of segment colours before they repeat.
pub(super) const SLOTS: usize = SEGMENTS.len();

/// The style sheet.
pub(super) fn style() -> String {
    let (light, dark) = (colors(|hue| hue.light), colors(|hue| hue.dark));
    let mut sheet = format!(
        ":root{{--bg:#ffffff;--card:#f5f6f9;--fg:#1c2330;{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root{{--bg:#16181f;--card:#1f222c;--fg:#d9dde8;{dark}}}}}\n"
    );
    for slot in 0..SLOTS {
        let _ = writeln!(sheet, ".s{slot}{{--own:var(--s{slot})}}");
    }
    sheet + SHEET
}

/// Roles and segments as CSS variables.
fn colors(on: fn(Hue) -> u32) -> String {
    let roles = [
        ("dim", DIM),
        ("line", BORDER),
        ("accent", ACCENT),
        ("bar", BAR),
        ("claims", CLAIMS),
        ("burnt", BURNT),
        ("caution", WARNING),
    ];
    let roles = roles.into_iter().map(|(name, hue)| format!("--{name}:#{:06x};", on(hue)));
    let segments = (0..).zip(SEGMENTS).map(|(slot, hue)| format!("--s{slot}:#{:06x};", on(hue)));
    roles.chain(segments).collect()
}

const SHEET: &str = "\
.none{--own:var(--dim)}
*{box-sizing:border-box}
html{background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif}
body{margin:0}
main{max-width:1080px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:28px;line-height:1.25;margin:0 0 12px;overflow-wrap:anywhere}
h2{font-size:20px;margin:44px 0 14px;padding-bottom:6px;border-bottom:1px solid var(--line)}
h3{font-size:16px;margin:22px 0 2px}
p{margin:0 0 10px;max-width:80ch;overflow-wrap:anywhere}
a{color:var(--accent);text-decoration:none}
a:hover{text-decoration:underline}
nav{margin:16px 0 0;font-size:14px}
nav a{margin-right:14px;white-space:nowrap}
.about{display:grid;gap:2px 0;margin:0}
.about div{display:flex;gap:12px}
.about dt{color:var(--dim);flex:0 0 84px}
.about dd{margin:0;overflow-wrap:anywhere}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:12px}
.figures div{background:var(--card);border-radius:8px;padding:12px 14px}
.figures span,.figures small{display:block;color:var(--dim);font-size:13px;line-height:1.35}
.figures b{display:block;font-size:25px;line-height:1.3;font-variant-numeric:tabular-nums}
.caution{border-left:4px solid var(--caution);padding:2px 0 2px 12px}
.tables{display:flex;flex-wrap:wrap;gap:0 48px;align-items:flex-start}
.wide{overflow-x:auto;margin:0 0 20px;max-width:100%}
table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:6px 0}
caption span,.entries span{color:var(--dim);font-weight:400;font-size:13px}
td[style]{background:color-mix(in srgb,var(--accent) var(--heat),transparent)}
.b{width:120px;min-width:60px}
.b span{display:block;height:12px;min-width:1px;margin-top:5px;border-radius:2px;background:var(--bar)}
.entries{margin:0}
.entries dt{font-weight:600;overflow-wrap:anywhere}
.entries dd{margin:0 0 8px;max-width:90ch;overflow-wrap:anywhere}
th,td{text-align:left;padding:4px 16px 4px 0;vertical-align:top;border-bottom:1px solid color-mix(in srgb,var(--line) 45%,transparent)}
th{color:var(--dim);font-weight:600;border-bottom-color:var(--line)}
td{overflow-wrap:break-word;max-width:60ch}
.n{text-align:right;white-space:nowrap}
.badge{display:inline-block;min-width:21px;padding:0 5px;border-radius:10px;background:var(--own);color:var(--bg);font-size:12px;line-height:20px;font-weight:700;text-align:center}
pre{background:var(--card);border-radius:8px;padding:12px 14px;white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace}
.row{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(420px,100%),1fr));gap:8px 36px;align-items:start}
figure{margin:10px 0 18px;min-width:0}
figcaption{margin-bottom:6px;line-height:1.35}
figcaption span{color:var(--dim);font-size:13px}
.note{color:var(--dim);font-size:13px}
svg{display:block;width:100%;height:auto;overflow:visible}
svg text{fill:var(--fg);font-size:13px;font-variant-numeric:tabular-nums}
svg .dim{fill:var(--dim);font-size:12px}
svg .end{text-anchor:end}
svg .mid{text-anchor:middle}
svg .axis{stroke:var(--line);fill:none}
svg .grid{stroke:var(--line);stroke-opacity:.45;fill:none}
svg .hover{fill:transparent}
svg .claims{fill:var(--claims);fill-opacity:.55}
svg .open{fill:none;stroke:var(--claims);stroke-width:1.2}
svg .burns{fill:none;stroke:var(--burnt);stroke-width:2.2;stroke-linejoin:round}
svg .later{stroke-dasharray:4 4}
svg .curve{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round}
svg .knot{fill:var(--bg);stroke:var(--accent);stroke-width:2}
svg .here{fill:var(--accent)}
svg .dots{fill:none;stroke:var(--own);stroke-width:5;stroke-linecap:round;stroke-opacity:.75}
svg .strip{fill:var(--own);fill-opacity:.55}
svg .median{stroke:var(--own);stroke-width:3}
svg .mean{fill:var(--bg);stroke:var(--fg);stroke-width:1.5}
svg .centre{fill:var(--own);stroke:var(--bg);stroke-width:2.5}
svg .badge-text{fill:var(--bg);font-weight:700;text-anchor:middle}
@media print{
html{font-size:11pt}
main{max-width:none;padding:0}
nav{display:none}
figure,tr,.figures div,h2,h3{break-inside:avoid}
h2,h3,caption,figcaption{break-after:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
";
