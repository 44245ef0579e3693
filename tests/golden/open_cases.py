"""Writes the cases of tests/cases whose figures are not counted by hand, and prints what pandas makes of them.

Run from the root of the project: python tests/golden/open_cases.py
"""

import datetime as dt
import pathlib
import random
import zipfile

import pandas as pd

CASES = pathlib.Path("tests/cases")
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org"


def folder(name):
    path = CASES / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def text(name, file, lines):
    (folder(name) / file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def archive(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            out.writestr(info, content)


def serial(moment):
    return (moment - dt.datetime(1899, 12, 30)).total_seconds() / 86400


def xlsx(path, sheets):
    """Sheets as (name, rows, merged ranges, hidden)."""

    def cell(row, column, value):
        place = f"{chr(65 + column)}{row}"
        if value is None:
            return ""
        if isinstance(value, dt.datetime):
            return f'<c r="{place}" s="1"><v>{serial(value)!r}</v></c>'
        if isinstance(value, (int, float)):
            return f'<c r="{place}"><v>{value}</v></c>'
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'

    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONS}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    }
    listed, related = "", f'<Relationship Id="s" Type="{RELATIONS}/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    for at, (name, rows, merged, hidden) in enumerate(sheets, 1):
        state = ' state="hidden"' if hidden else ""
        listed += f'<sheet name="{name}" sheetId="{at}"{state} r:id="r{at}"/>'
        kind = f"{RELATIONS}/officeDocument/2006/relationships/worksheet"
        related += f'<Relationship Id="r{at}" Type="{kind}" Target="worksheets/sheet{at}.xml"/>'
        body = "".join(
            f'<row r="{r}">{"".join(cell(r, c, value) for c, value in enumerate(row))}</row>' for r, row in enumerate(rows, 1)
        )
        blocks = "".join(f'<mergeCell ref="{block}"/>' for block in merged)
        blocks = f'<mergeCells count="{len(merged)}">{blocks}</mergeCells>' if merged else ""
        parts[f"xl/worksheets/sheet{at}.xml"] = f"<worksheet {MAIN}><sheetData>{body}</sheetData>{blocks}</worksheet>"
    relation = f'xmlns:r="{RELATIONS}/officeDocument/2006/relationships"'
    parts["xl/workbook.xml"] = f"<workbook {MAIN} {relation}><sheets>{listed}</sheets></workbook>"
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{RELATIONS}/package/2006/relationships">{related}</Relationships>'
    )
    archive(path, parts)


def ods(path, rows):
    """One sheet; a cell may be (value, columns, rows) that it goes over."""

    def cell(value):
        spans = ""
        if isinstance(value, tuple):
            value, columns, down = value
            spans = f' table:number-columns-spanned="{columns}" table:number-rows-spanned="{down}"'
        if value is None:
            return "<table:covered-table-cell/>"
        if isinstance(value, (int, float)):
            return f'<table:table-cell{spans} office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell{spans} office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    body = "".join(f'<table:table-row>{"".join(map(cell, row))}</table:table-row>' for row in rows)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Orders">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    archive(path, {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def by_row():
    """Customers without any id, as in the wholesale customers of UCI."""
    random.seed(1)
    names = "Channel Region Fresh Milk Grocery Frozen".split()
    rows = [[random.randint(1, 2), random.randint(1, 3)] + [int(random.expovariate(1e-4)) for _ in range(4)] for _ in range(120)]
    text("by_row", "Wholesale customers data.csv", [",".join(names)] + [",".join(map(str, row)) for row in rows])
    print("by_row", len(rows))


def blanks():
    """No header, and columns that blanks line up, as in the master file of CDNOW."""
    random.seed(2)
    rows = []
    for customer in range(1, 61):
        for _ in range(random.randint(1, 4)):
            day = dt.date(1997, 1, 1) + dt.timedelta(random.randrange(500))
            rows.append((f"{customer:05d}", f"{day:%Y%m%d}", random.randint(1, 5), round(random.uniform(5, 90), 2)))
    text("blanks", "CDNOW_master.txt", [f" {c} {d} {q:2d} {a:7.2f}" for c, d, q, a in rows])
    frame = pd.DataFrame(rows, columns=["customer", "day", "quantity", "amount"])
    orders = frame.groupby(["customer", "day"]).ngroups
    print("blanks", frame.customer.nunique(), orders, len(frame), round(frame.amount.sum(), 2), frame.day.max())


def lines():
    """Orders, their lines and their payments in files of their own, as in Olist; some orders have no lines."""
    random.seed(3)
    orders, items, payments = [], [], []
    for at in range(1, 81):
        number = f"o{at:03d}"
        day = dt.datetime(2024, 1, 1, 9) + dt.timedelta(hours=random.randrange(4000))
        status = random.choice(["delivered"] * 6 + ["canceled"])
        orders.append((number, f"c{random.randint(1, 25):02d}", status, str(day), str(day + dt.timedelta(2))))
        total = 0
        for line in range(1, random.choice([1, 1, 2, 3]) + 1 if at % 10 else 1):
            price = round(random.uniform(3, 60), 2)
            total += price + 5
            items.append((number, line, f"p{random.randint(1, 9)}", f"s{line}", str(day + dt.timedelta(5)), price, 5.0))
        payments += [(number, 1, "voucher", 1, 5.0), (number, 2, "credit_card", 1, round(total, 2))]
    random.shuffle(items)
    of = {
        "orders": ("order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at", orders),
        "order_items": ("order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value", items),
        "order_payments": ("order_id,payment_sequential,payment_type,payment_installments,payment_value", payments),
    }
    for name, (header, rows) in of.items():
        text("lines", f"olist_{name}_dataset.csv", [header] + [",".join(map(str, row)) for row in rows])
    bought = pd.DataFrame(orders).rename(columns={0: "order", 1: "customer", 2: "status"})[["order", "customer", "status"]]
    sold = pd.DataFrame(items)[[0, 5]].rename(columns={0: "order", 5: "price"})
    done = bought[bought.status == "delivered"]
    revenue = sold.merge(done, on="order").price.sum()
    rows = len(sold) + (~bought.order.isin(sold.order)).sum()
    print("lines", bought.customer.nunique(), len(done), rows, round(revenue, 2), (bought.status == "canceled").sum())


def order_total():
    """The total of an order in the file of orders, the products in another: the total counts once."""
    text(
        "order_total",
        "orders.csv",
        ["OrderID,CustomerID,OrderDate,OrderTotal", "1,A,2024-01-02,55", "2,A,2024-02-03,20", "3,B,2024-02-05,7"],
    )
    text(
        "order_total",
        "order_details.csv",
        ["OrderID,ProductID,UnitPrice,Quantity", "1,mug,30,1", "1,spoon,10,2", "2,mug,20,1"],
    )


def merged():
    """Orders whose first cells go over the rows of their lines."""
    day = dt.datetime(2024, 3, 1)
    head = ["Orders of spring", None, None, None, None]
    names = ["Order no", "Customer", "Order date", "Product", "Amount"]
    rows = [
        [1, "Ann", day, "mug", 30],
        [None, None, None, "spoon", 10],
        [2, "Bob", day + dt.timedelta(1), "mug", 30],
        [3, "Ann", day + dt.timedelta(9), "fork", 12],
        [None, None, None, "plate", None],
    ]
    blocks = ["A1:E1", "A3:A4", "B3:B4", "C3:C4", "A6:A7", "B6:B7", "C6:C7", "E6:E7"]
    xlsx(folder("merged_xlsx") / "orders.xlsx", [("Orders", [head, names] + rows, blocks, False)])
    iso = lambda value: value.date().isoformat() if isinstance(value, dt.datetime) else value
    spanned = [[iso(value) for value in row] for row in rows]
    for first in (0, 3):
        spanned[first][:3] = [(value, 1, 2) for value in spanned[first][:3]]
    spanned[3][4] = (12, 1, 2)
    ods(folder("merged_ods") / "orders.ods", [[("Orders of spring", 5, 1), None, None, None, None], names] + spanned)


def hidden():
    """A hidden copy of the orders beside those that are seen, and hidden customers that nothing else has."""
    day = dt.datetime(2024, 3, 1)
    names = ["order_id", "customer_id", "order_date", "amount"]
    seen = [names, [1, "A", day, 5], [2, "B", day, 7]]
    old = [names, [1, "A", day, 500]]
    customers = [["customer_id", "city"], ["A", "Ulm"], ["B", "Bonn"], ["C", "Bonn"]]
    sheets = [("Orders", seen, [], False), ("Orders old", old, [], True), ("Customers", customers, [], True)]
    xlsx(folder("hidden") / "shop.xlsx", sheets)


def times():
    """Two orders of one customer on one day, at two times, and no order number: the same in every format."""
    at = lambda day, hour: dt.datetime(2024, 3, day, hour, 30)
    rows = [("A", at(1, 9), 5.0), ("A", at(1, 9), 6.0), ("A", at(1, 17), 7.0), ("B", at(2, 9), 8.0)]
    text("times_csv", "sales.csv", ["customer_id,sale_date,amount"] + [f"{c},{t},{a}" for c, t, a in rows])
    xlsx(folder("times_xlsx") / "sales.xlsx", [("sales", [["customer_id", "sale_date", "amount"]] + [list(r) for r in rows], [], False)])
    frame = pd.DataFrame(rows, columns=["customer_id", "sale_date", "amount"])
    import polars

    polars.from_pandas(frame).write_parquet(folder("times_parquet") / "sales.parquet")
    print("times", frame.groupby(["customer_id", "sale_date"]).ngroups, frame.amount.sum())


if __name__ == "__main__":
    for make in (by_row, blanks, lines, order_total, merged, hidden, times):
        make()
