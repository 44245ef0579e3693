"""Writes a shop's order lines, and every measure of its sales as pandas has it.

    python sales.py sales.csv > sales.json

The test `purchases::every_measure_is_that_of_pandas` compares them with `segscope report --format json`. Needs pandas, scipy
and statsmodels.
"""

import csv
import json
import random
import sys

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

HEADER = ["order_id", "customer_id", "order_date", "product", "quantity", "unit_price", "store_id", "coupon_code"]


def lines(rng):
    for order in range(1, 501):
        customer = rng.choice([None] + list(range(100, 220)) + list(range(100, 130)))
        day = pd.Timestamp("2024-01-03") + pd.Timedelta(days=int(260 * rng.random() ** 0.7))
        time = pd.Timedelta(hours=rng.choice([9, 10, 11, 17, 18, 18, 19]), minutes=rng.randrange(60))
        returned = rng.random() < 0.05
        coupon = rng.choice(["SPRING", "VIP", "FRIEND"]) if rng.random() < 0.3 and not returned else None
        store = rng.choice([1, 1, 2, 3])
        for product in rng.sample(range(1, 26), rng.choice([1, 1, 2, 3])):
            quantity = rng.randint(1, 4) * (-1 if returned else 1)
            price = 0.0 if rng.random() < 0.03 else round(2.5 + product * 1.75 + (4 if coupon else 0), 2)
            yield [order, customer, day + time, f"item {product:02}", quantity, price, store, coupon]


def sizes(values):
    q = np.quantile(values, [0.25, 0.5, 0.75])
    return {"n": len(values), "zero": int((values == 0).sum()), "min": float(values.min()), "p25": q[0], "median": q[1],
            "mean": float(values.mean()), "p75": q[2], "max": float(values.max())}


def shares(revenue):
    share = revenue / revenue.sum()
    order = share.sort_values(ascending=False, kind="stable")
    before = order.cumsum().shift(fill_value=0.0)
    return share, (before < 0.8 - 1e-12) & (order > 0)


def again(orders, key):
    """Customers with an order of the key, and those with two or more."""
    counts = orders.dropna(subset=["customer_id"]).groupby([key, "customer_id"]).order_id.nunique()
    return counts.groupby(key).size(), (counts > 1).groupby(key).sum()


def difference(done):
    """Average with a coupon minus average without: whole customers are the sample."""
    who = done.customer_id.where(done.customer_id.notna(), "nobody " + done.order_id.astype(str)).astype(str)
    has = done.coupon_code.notna().astype(float)
    of = [done.amount[has == side].mean() for side in (1, 0)]
    n = [(has == side).sum() for side in (1, 0)]
    g = [who[has == side].nunique() for side in (1, 0)]
    parts = [(np.sqrt(g[i] / (g[i] - 1)) * (done.amount - of[i]) / n[i]).where(has == side, 0.0).groupby(who).sum()
             for i, side in enumerate((1, 0))]
    variance = ((parts[0] - parts[1]) ** 2).sum()
    v = [(part**2).sum() for part in parts]
    freedom = sum(v) ** 2 / sum(v[i] ** 2 / (g[i] - 1) for i in (0, 1))
    half = stats.t.ppf(0.975, freedom) * np.sqrt(variance)
    fit = sm.OLS(done.amount.to_numpy(), sm.add_constant(has.to_numpy())).fit(
        cov_type="cluster", cov_kwds={"groups": pd.factorize(who)[0], "use_correction": False})
    assert abs(fit.bse[1] / np.sqrt(variance) - 1) < 0.02, (fit.bse[1], np.sqrt(variance))
    gap = of[0] - of[1]
    side = [{"orders": int(n[i]), "customers": int(g[i]), "average": of[i]} for i in (0, 1)]
    return side[0], side[1], gap, [gap - half, gap + half]


def known(month, horizon):
    """Whether a month is wholly at or before the last order."""
    return month.end_time.normalize() <= horizon


def loyalty(orders, done):
    """How many orders customers have, who comes back when, their rhythm, their scores, and how revenue is spread."""
    horizon, as_of = done.day.max(), orders.day.max()
    everyone = sorted(orders.customer_id.dropna().unique())
    mine = done.dropna(subset=["customer_id"])
    count = mine.groupby("customer_id").size()
    net = orders.groupby("customer_id").amount.sum().reindex(everyone)
    frequency = count.reindex(everyone, fill_value=0).value_counts().sort_index()

    first = mine.groupby("customer_id").month_of.min()
    back = mine.drop_duplicates(["customer_id", "month_of"]).join(first.rename("cohort"), on="customer_id")
    last = horizon.to_period("M") if known(horizon.to_period("M"), horizon) else horizon.to_period("M") - 1
    months = (last - first.min()).n + 1
    cohorts = [{"cohort": str(cohort), "size": int((first == cohort).sum()), "active": [
        int(((back.cohort == cohort) & (back.month_of == cohort + n)).sum()) if cohort + n <= last else None
        for n in range(months)]} for cohort in pd.period_range(first.min(), first.max(), freq="M")]
    average = []
    for n in range(months):
        there = [c for c in cohorts if c["active"][n] is not None]
        average.append(sum(c["active"][n] for c in there) / sum(c["size"] for c in there))

    days = mine.drop_duplicates(["customer_id", "day"]).sort_values(["customer_id", "day"])
    days["gap"] = days.groupby("customer_id").day.diff().dt.days
    gaps = days.gap.dropna()
    rhythm = days.groupby("customer_id").agg(n=("day", "size"), last=("day", "max"), median=("gap", "median"))
    rhythm = rhythm[rhythm.n >= 3]
    overdue = ((horizon - rhythm["last"]).dt.days > 2 * rhythm["median"]).sum()

    recency = (as_of - mine.groupby("customer_id").day.max()).dt.days
    spent = net[count.index]
    ends = {name: values.quantile([0.2, 0.4, 0.6, 0.8]).tolist()
            for name, values in (("recency", recency), ("frequency", count), ("monetary", spent))}
    lorenz = np.sort(net.clip(lower=0).to_numpy())
    n = len(lorenz)
    gini = (2 * np.arange(1, n + 1) - n - 1) @ lorenz / (n * lorenz.sum())
    features = {
        "order_count": count, "amount_total": net, "amount_mean": spent / count, "recency_days": recency,
        "item_count": mine.groupby("customer_id")["items"].sum(),
        "coupon_ratio": mine.groupby("customer_id").coupon_code.apply(lambda codes: codes.notna().mean()),
        "active_days": days.groupby("customer_id").size(), "distinct_branches": mine.groupby("customer_id").store_id.nunique(),
        "return_count": orders[orders.amount < 0].groupby("customer_id").size().reindex(everyone, fill_value=0),
        "median_gap_days": days.groupby("customer_id").gap.median().dropna(),
    }
    # Of a customer with returns only, all is returned.
    features["return_ratio"] = features["return_count"] / (features["return_count"] + count.reindex(everyone, fill_value=0))
    return {
        "kpis": {"customers": len(everyone), "active_customers": len(count), "inactive_customers": len(everyone) - len(count),
                 "transactions": len(done), "amount": float(orders.amount.sum()), "repeat_customers": int((count > 1).sum()),
                 "repeat_rate": (count > 1).mean()},
        "frequency": [{"transactions": int(k), "customers": int(v)} for k, v in frequency.items()],
        "retention": {"cohorts": cohorts, "average": average},
        "claim_gaps": {"n": len(gaps), "median": gaps.median(), "p90": gaps.quantile(0.9), "customers_with_rhythm": len(rhythm),
                       "overdue": int(overdue)},
        "rfm": {"monetary": "amount_total", "thresholds": ends},
        "revenue_concentration": {"customers": n, "buyers": int((lorenz > 0).sum()), "revenue": lorenz.sum(), "gini": gini},
    }, {name: float(values.sum()) for name, values in features.items()}


def main(target):
    rng = random.Random(7)
    with open(target, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADER, *lines(rng)])
    t = pd.read_csv(target, parse_dates=["order_date"])
    t["amount"] = t.quantity * t.unit_price
    orders = t.groupby("order_id", as_index=False).agg(
        customer_id=("customer_id", "first"), at=("order_date", "min"), amount=("amount", "sum"),
        items=("quantity", "sum"), store_id=("store_id", "first"), coupon_code=("coupon_code", "first"))
    orders["month"] = orders["at"].dt.strftime("%Y-%m")
    orders["day"], orders["month_of"] = orders["at"].dt.normalize(), orders["at"].dt.to_period("M")
    returns, done = orders[orders.amount < 0], orders[orders.amount >= 0]
    # A return of things that were free is no return.
    back = t[t.order_id.isin(returns.order_id)].groupby("product")
    returned, returns_of = back.amount.sum(), back.order_id.nunique()
    sold = t[t.order_id.isin(done.order_id)].merge(done[["order_id", "month"]], on="order_id")
    revenue = sold.groupby("product").amount.sum()
    share, pareto = shares(revenue)
    buyers, repeat = again(sold, "product")
    months = sorted(pd.period_range(done["at"].min(), done["at"].max(), freq="M").astype(str))
    by_month = sold.groupby(["product", "month"])
    month_orders, month_revenue = by_month.order_id.nunique(), by_month.amount.sum()
    products = [{
        "name": name, "orders": int(own.order_id.nunique()), "customers": int(buyers[name]), "items": float(own.quantity.sum()),
        "revenue": float(revenue[name]), "revenue_share": share[name], "pareto": bool(pareto[name]),
        "returns": int(returns_of.get(name, 0)), "returned": float(returned.get(name, 0.0)),
        "return_rate": -float(returned.get(name, 0.0)) / revenue[name],
        "repeat_customers": int(repeat[name]), "repeat_rate": repeat[name] / buyers[name],
        "months": [{"month": m, "orders": int(month_orders.get((name, m), 0)), "revenue": float(month_revenue.get((name, m), 0))}
                   for m in months],
    } for name, own in sold.groupby("product")]
    products.sort(key=lambda product: -product["revenue"])

    # Net of the returns at the store.
    of_store = orders.groupby("store_id").amount.sum()
    share, pareto = shares(of_store)
    buyers, repeat = again(done, "store_id")
    stores = {str(store): {
        "transactions": int((done.store_id == store).sum()), "revenue": float(of_store[store]), "revenue_share": share[store],
        "pareto": bool(pareto[store]), "buyers": int(buyers[store]), "repeat_buyers": int(repeat[store]),
        "repeat_rate": repeat[store] / buyers[store],
    } for store in of_store.index}

    points = [{
        "period": m, "claims": len(own), "revenue": float(own.amount.sum() + back.amount.sum()),
        "average_order": float((own.amount.sum() + back.amount.sum()) / len(own)), "returns": len(back),
        "returned": float(back.amount.sum()), "orders_with_coupon": int(own.coupon_code.notna().sum()),
        "active_customers": int(own.customer_id.nunique()),
    } for m in months for own, back in [(done[done.month == m], returns[returns.month == m])]]
    hours = [[int(((done["at"].dt.weekday == day) & (done["at"].dt.hour == hour)).sum()) for hour in range(24)] for day in range(7)]
    side, other, gap, interval = difference(done)
    with_coupon = done[done.coupon_code.notna()]
    names = with_coupon.groupby("coupon_code").agg(orders=("amount", "size"), customers=("customer_id", "nunique"),
                                                   revenue=("amount", "sum")).sort_values("revenue", ascending=False)
    total = float(done.amount.sum() + returns.amount.sum())
    of_customers, features = loyalty(orders, done)
    of_whom = sold.drop(columns="customer_id").merge(done[["order_id", "customer_id"]], on="order_id")
    features["distinct_products"] = float(of_whom.groupby("customer_id")["product"].nunique().sum())
    print(json.dumps({
        "features": features,
        "report": {
            **of_customers,
            "kind": "purchases",
            "purchases": {
                "orders": len(done), "lines": len(t), "items": float(done["items"].sum()), "revenue": total,
                "average_order": total / len(done), "average_order_gross": float(done.amount.mean()), "orders_with_coupon": len(with_coupon),
                "returns": {"orders": len(returns), "amount": float(returns.amount.sum())},
                "amounts": sizes(done.amount), "pieces": sizes(done["items"]),
                "coupons": {
                    "orders": len(with_coupon), "revenue": float(with_coupon.amount.sum()), "with": side, "without": other,
                    "difference": gap, "interval": interval,
                    "names": [{"name": name, "orders": int(c.orders), "customers": int(c.customers), "revenue": float(c.revenue)}
                              for name, c in names.iterrows()],
                },
            },
            "products": products,
            "usage": {"points": points},
            "weekday_hours": [{"weekday": day, "transactions": own}
                              for day, own in zip(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], hours)],
        },
        "stores": stores,
    }, indent=None, sort_keys=True))


if __name__ == "__main__":
    main(sys.argv[1])
