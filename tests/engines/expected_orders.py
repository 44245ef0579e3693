"""The aggregate tables of purchases, computed with pandas, independently of SQL. Each function is named as its statement in
src/aggregate/sql/texts."""

import pandas as pd
from expected import size

# Fewer than the program lists, so that there are others.
MOST_BY_MONTH = 5
MOST_PRODUCTS = 25


def both(data, key):
    return pd.concat([data.t[[key, "amount"]].assign(with_amount=1), data.r[[key, "amount"]].assign(with_amount=0)]).dropna(
        subset="amount"
    )


def customer_revenue(data):
    found = both(data, "customer").groupby("customer", dropna=False).agg({"amount": "sum", "with_amount": "sum"})
    return found.rename(columns={"amount": "revenue"}).reset_index()


def branch_revenue(data):
    return both(data, "branch").groupby("branch", dropna=False).amount.sum().rename("revenue").reset_index()


def orders_by_day(data):
    t, r = data.t, data.r
    orders = t.groupby("day").agg(priced=("amount", "count"), with_coupon=("coupon", "count"))
    returns = r.groupby("day").agg(returns=("day", "size"), returned=("amount", "sum"))
    found = orders.join(returns, how="outer").fillna(0)
    revenue = pd.concat([t, r]).groupby("day").amount.sum(min_count=1)
    return found.assign(revenue=revenue).reset_index()


def sold(data):
    """The lines of orders with their customer and day."""
    return data.l.merge(data.t[["event", "customer", "day"]], on="event")


def customer_orders(data):
    own = sold(data).groupby("customer").agg(items=("quantity", "sum"), products=("product", "nunique"))
    found = data.known.groupby("customer").agg(with_coupon=("coupon", "count"))
    found = found.join(data.r.groupby("customer").size().rename("returns"), how="outer")
    return found.join(own).fillna(0).reset_index()


def buyers(data, place, name):
    frame = pd.DataFrame({name: place, "customer": data.t.customer}).dropna(subset="customer")
    orders = frame.groupby([name, "customer"], dropna=False).size().reset_index(name="orders")
    orders["again"] = orders.orders > 1
    return orders.groupby(name, dropna=False).agg(buyers=("orders", "size"), repeat_buyers=("again", "sum")).reset_index()


def branch_buyers(data):
    return buyers(data, data.t.branch, "branch")


def merchant_buyers(data):
    return buyers(data, data.merchant(data.t.branch), "merchant")


def products(data):
    lines = sold(data)
    by_product = lines.groupby("product")
    found = by_product.agg(orders=("event", "nunique"), customers=("customer", "nunique"))
    orders = lines.groupby(["product", "customer"]).event.nunique()
    found["repeat_buyers"] = (orders > 1).groupby("product").sum()
    found["items"] = by_product.quantity.sum(min_count=1)
    found["revenue"] = by_product.amount.sum(min_count=1)
    found = found.join(data.rl.groupby("product").agg(returns=("event", "nunique"), returned=("amount", "sum")), how="outer")
    zero = ["orders", "customers", "repeat_buyers", "returns", "returned"]
    return found.fillna(dict.fromkeys(zero, 0)).reset_index()


def product_months(data):
    lines = sold(data)
    top = lines.groupby("product").amount.sum().nlargest(MOST_BY_MONTH).index
    lines = lines[lines["product"].isin(top)].assign(month=lines.day.dt.to_period("M").dt.start_time)
    lines = lines[lines.month.between(data.first_month, data.last_month)]
    return lines.groupby(["product", "month"]).agg(orders=("event", "nunique"), revenue=("amount", "sum")).reset_index()


def product_others(data):
    found = products(data).fillna({"revenue": 0}).sort_values("revenue", ascending=False)
    names = found["product"][MOST_PRODUCTS:]
    lines = sold(data)[lambda lines: lines["product"].isin(names)]
    row = [len(names), lines.event.nunique(), lines.customer.nunique(), lines.quantity.sum(), lines.amount.sum()]
    return pd.DataFrame([row], columns=["products", "orders", "customers", "items", "revenue"])


def order_sizes(data):
    amounts = pd.DataFrame({"measure": "amount", "value": data.t.amount.dropna()})
    pieces = data.l.groupby("event").quantity.sum(min_count=1).dropna()
    return size(pd.concat([amounts, pd.DataFrame({"measure": "items", "value": pieces})]), ["measure", "value"], "orders")


def order_coupons(data):
    by_coupon = data.t.groupby("coupon")
    found = by_coupon.agg(orders=("coupon", "size"), customers=("customer", "nunique"), revenue=("amount", "sum"))
    return found.reset_index()


def coupon_effect(data):
    priced = data.t.dropna(subset="amount")
    owner = priced.customer.astype(object).where(priced.customer.notna(), [f"row {i}" for i in priced.index])
    row, excess = {}, {}
    for name, rows in {"with": priced.coupon.notna(), "without": priced.coupon.isna()}.items():
        side = priced.amount[rows]
        row |= {f"{name}_orders": len(side), f"{name}_customers": owner[rows].nunique(), f"{name}_amount": side.sum()}
        excess[name] = (side - side.mean()).groupby(owner[rows]).sum()
        row[f"{name}_squares"] = (excess[name] ** 2).sum()
    return pd.DataFrame([row | {"products": (excess["with"] * excess["without"]).sum()}])


TABLES = [
    customer_revenue, branch_revenue, orders_by_day, customer_orders, branch_buyers, merchant_buyers, products, product_months,
    product_others, order_sizes, order_coupons, coupon_effect,
]  # fmt: skip
