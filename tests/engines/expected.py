"""The aggregate tables of events, computed with pandas, independently of SQL. Each function is named as its statement in src/aggregate/sql/texts.

Every function takes `Data` and returns a frame with the columns of the statement.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

MOST_MONTHS = 240
# The granularities, and how pandas calls their periods.
PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}


@dataclass
class Data:
    """Joined tables: customers `c`, events `t`, branches `b`; and the days that statements are given. Of purchases also returns
    `r`, and the lines of orders `l` and returns `rl`."""

    c: pd.DataFrame
    t: pd.DataFrame
    b: pd.DataFrame
    horizon: pd.Timestamp
    today: pd.Timestamp
    first_month: pd.Timestamp
    last_month: pd.Timestamp
    r: pd.DataFrame | None = None
    l: pd.DataFrame | None = None
    rl: pd.DataFrame | None = None

    @property
    def cut(self):
        """The last of the first three quarters of the days."""
        first = self.known.day.min()
        return first + pd.Timedelta(days=((self.horizon - first).days + 1) * 3 // 4 - 1)

    @property
    def known(self):
        """Events of known customers."""
        return self.t[self.t.customer.notna()]

    def days(self, until=None):
        """The distinct days of each known customer, ascending."""
        until = self.horizon if until is None else until
        rows = self.known[self.known.day <= until]
        return rows[["customer", "day"]].drop_duplicates().sort_values(["customer", "day"])

    def merchant(self, branch):
        return branch.map(self.b.set_index("branch").merchant)


def size(rows, keys, name):
    return rows.groupby(keys, dropna=False).size().rename(name).reset_index()


def counts(rows, key):
    all_rows = size(rows, key, "events")
    for status in ["open", "burnt", "expired"]:
        own = rows[rows.status == status].groupby(key, dropna=False).size()
        all_rows[status] = all_rows[key].map(own).fillna(0).astype(int)
        nobody = rows[key].isna() & (rows.status == status)
        all_rows.loc[all_rows[key].isna(), status] = nobody.sum()
    return all_rows


def customer_events(data):
    found = counts(data.t, "customer")
    # Unknown customers have no days.
    dated = data.t.assign(day=data.t.day.where(data.t.customer.notna()))
    own = dated.groupby("customer", dropna=False)
    # A later day is a mistake.
    known = dated.assign(day=dated.day.where(dated.day <= data.today)).groupby("customer", dropna=False)
    found = found.merge(known.day.agg(first_day="min", last_day="max").reset_index(), on="customer")
    found = found.merge(own.day.agg(active_days="nunique").reset_index(), on="customer")
    weekday = dated.day.dt.weekday
    for number in range(7):
        on_it = (weekday == number).groupby(dated.customer, dropna=False).sum()
        found = found.merge(on_it.rename(f"weekday_{number}").reset_index(), on="customer")
    own_days = dated[dated.day.notna()][["customer", "day"]].drop_duplicates().sort_values("day")
    for name, rows in [("", own_days), ("early_", own_days[own_days.day <= data.cut])]:
        days = rows.groupby("customer", dropna=False).day
        found = found.merge(days.apply(lambda days: 2 * days.diff().dt.days.median()).rename(f"{name}twice_median_gap").reset_index(), on="customer", how="left")
        if name:
            found = found.merge(days.max().rename("early_last_day").reset_index(), on="customer", how="left")
            found = found.merge((days.size() - 1).rename("early_gap_count").reset_index(), on="customer", how="left")
    found["early_gap_count"] = found.early_gap_count.fillna(0).astype(int)
    places = used(data).groupby("customer")[["branch", "merchant"]].nunique()
    places = places.set_axis(["branches", "merchants"], axis=1).reset_index()
    return found.merge(places, on="customer", how="left").fillna({"branches": 0, "merchants": 0})


def customer_amounts(data):
    own = data.t[data.t.amount.notna()].groupby("customer", dropna=False)
    return own.amount.agg(amount="sum", with_amount="count").reset_index()


def branch_events(data):
    return counts(data.t, "branch")


def coupon_events(data):
    return counts(data.t, "coupon")


def extent(data):
    day = data.t.day
    burns, amounts = data.t.burn_day, data.t.amount
    row = {
        "events": len(day),
        "first_day": day.min(),
        "first_known_day": data.known.day.min(),
        "latest_day": day.max(),
        "last_day": day[day <= data.today].max(),
        "first_burn": burns[data.t.status == "burnt"].min(),
        "last_burn": burns[burns <= data.today].max(),
        "burnt": (data.t.status == "burnt").sum(),
        "with_amount": amounts.notna().sum(),
        "amount": amounts.sum(min_count=1),
    }
    return pd.DataFrame([row])


def outcomes(data):
    t = data.t
    end = t.burn_day.where(t.status == "burnt", t.expiry_day.where(t.status == "expired"))
    return size(pd.DataFrame({"day": t.day, "status": t.status, "end_day": end}), ["day", "status", "end_day"], "events")


def amounts_by_day(data):
    t = data.t[data.t.amount.notna()]
    day = t.burn_day.where((t.status == "burnt") & t.burn_day.notna(), t.day)
    return t.amount.groupby(day.rename("day")).sum().reset_index()


def active(data):
    days, found = data.days(), []
    for name, period in PERIODS.items():
        first_day = days.day.dt.to_period(period).dt.start_time.rename("first_day")
        table = days.groupby(first_day).customer.nunique().rename("customers").reset_index()
        found.append(table.assign(granularity=name))
    values, n = np.unique(np.concatenate(gap_lists(days).to_list()), return_counts=True)
    found.append(pd.DataFrame({"gap": values, "customers": n, "granularity": "gap"}))
    return pd.concat(found)


def by_month(data, place):
    def month(day):
        return day.dt.to_period("M").dt.start_time

    def counted(day, rows, column):
        table = pd.DataFrame({"place": place[rows], "month": month(day[rows])})
        table = table[table.month.between(data.first_month, data.last_month)]
        return size(table, ["place", "month"], column)

    t, everything, is_burnt = data.t, data.t.status == data.t.status, data.t.status == "burnt"
    found = counted(t.day, everything, "claims").merge(counted(t.day, is_burnt, "burnt"), how="outer")
    found = found.merge(counted(t.burn_day, is_burnt, "burns"), how="outer")
    return found.fillna({"claims": 0, "burnt": 0, "burns": 0})


def branch_months(data):
    return by_month(data, data.t.branch)


def city_months(data):
    return by_month(data, data.t.customer.map(data.c.set_index("customer").city))


def burns(data, place):
    rows = data.t.status.isin(["open", "burnt", "expired"])
    frame = pd.DataFrame({"place": place, "customer": data.t.customer.astype(object), "burnt": data.t.status == "burnt"})[rows]
    nobody = frame.customer.isna()
    frame.loc[nobody, "customer"] = [f"row {i}" for i in range(nobody.sum())]
    found = []
    for at, own in frame.groupby("place", dropna=False):
        sums = own.groupby("customer").burnt.agg(["size", "sum"]).astype("int64")
        n, x = sums["size"], sums["sum"]
        found.append([at, n.sum(), x.sum(), len(n), n.max(), (n * n).sum(), (n * x).sum(), (x * x).sum()])
    return pd.DataFrame(found, columns=["place", "claims", "burnt", "customers", "most", "cc", "cb", "bb"])


def branch_burns(data):
    return burns(data, data.t.branch)


def merchant_burns(data):
    return burns(data, data.merchant(data.t.branch))


def weekday_hours(data):
    rows = data.t[data.t.day.notna() & data.t.hour.notna()]
    return size(pd.DataFrame({"weekday": rows.day.dt.weekday, "hour": rows.hour}), ["weekday", "hour"], "events")


def month_number(day):
    return day.dt.year * 12 + day.dt.month - 1


def starts(data):
    claims = data.days().groupby("customer").day.min()
    joined = data.c.set_index("customer").join_day
    return {"claim": month_number(claims), "joining": month_number(joined[joined <= data.horizon])}


def cohort_sizes(data):
    return starts(data)["joining"].value_counts().rename_axis("month").rename("size").reset_index()


def cohort_returns(data):
    is_burn = (data.known.status == "burnt") & (data.known.burn_day <= data.horizon)
    burnt = data.known[is_burn][["customer", "burn_day"]].set_axis(["customer", "day"], axis=1)
    found = []
    for start, months in starts(data).items():
        for event, rows in {"claim": data.days(), "burn": burnt}.items():
            month = rows.customer.map(months)
            n = month_number(rows.day) - month
            pairs = pd.DataFrame({"customer": rows.customer, "month": month, "n": n})[n >= 0].drop_duplicates()
            returned = size(pairs[pairs.n <= MOST_MONTHS], ["month", "n"], "returned")
            last = pairs.groupby("customer")[["month", "n"]].max()
            last = size(last.assign(n=last.n.clip(upper=MOST_MONTHS)), ["month", "n"], "last")
            table = returned.merge(last, how="outer").fillna(0)
            found.append(table.assign(start=start, event=event))
    return pd.concat(found)


def gap_lists(days):
    return days.groupby("customer").day.apply(lambda own: own.diff().dt.days.dropna().to_numpy())


def cohort_returns_by_month(data):
    return cohort_returns(data)


def rhythm(days, until, today):
    """Of customers with three days or more up to one: the number of gaps, the days since the last, and whether that is overdue."""
    days = days[days.day <= until]
    own = gap_lists(days)
    own = own[own.map(len) >= 2]
    since = (today(days) - days.groupby("customer").day.max()[own.index]).dt.days
    return pd.DataFrame({"days": own.map(len), "since": since, "overdue": (since > 2 * own.map(np.median)).astype(int)})


def rhythms(data):
    days = data.days()
    now = rhythm(days, data.horizon, lambda days: data.horizon)
    first = days.day.min()
    cut = data.cut
    columns = ["days", "since", "was_overdue", "returned"]
    frame = pd.DataFrame(index=now.index, columns=columns, dtype=float)
    if first <= cut < data.horizon:
        then = rhythm(days, cut, lambda days: days.day.max()).rename(columns={"overdue": "was_overdue"})
        then["returned"] = then.index.isin(days[days.day > cut].customer).astype(int)
        frame = then.reindex(now.index)[columns]
    return size(frame.assign(overdue=now.overdue), ["overdue", *columns], "customers")


def used(data):
    rows = data.known[data.known.status.isin(["burnt", "completed"]) & data.known.branch.notna()]
    return pd.DataFrame({"customer": rows.customer, "branch": rows.branch, "merchant": data.merchant(rows.branch)})


def customer_times(data):
    rows = data.known[data.known.hour.notna()]
    found = pd.DataFrame(index=pd.Index(rows.customer.unique(), name="customer"))
    for part in range(8):
        found[f"part_{part}"] = rows[rows.hour // 3 == part].groupby("customer").size()
    return found.fillna(0).reset_index()


def repeated_ids(data):
    ids = data.t.event
    return pd.DataFrame({"null_id": [ids.isna().sum()], "repeated_id": [ids.dropna().duplicated().sum()]})


def checks(data):
    t, joined = data.t, data.t.customer.map(data.c.groupby("customer").join_day.min())
    is_burnt = t.status == "burnt"
    counts = {
        "null_customer": t.no_customer == 1,
        "orphan_customer": (t.no_customer == 0) & t.customer.isna(),
        "null_branch": (t.no_branch == 1) & is_burnt,
        "orphan_branch": (t.no_branch == 0) & t.branch.isna(),
        "unknown_status": ~t.status.isin(["open", "burnt", "expired"]),
        "no_day": t.day.isna(),
        "future_claim": t.day > data.today,
        "future_burn": t.burn_day > data.today,
        "burnt_without_date": is_burnt & t.burn_day.isna(),
        "date_without_burnt": ~is_burnt & t.burn_day.notna(),
        "burn_before_claim": t.burn_day < t.day,
        "claim_before_join": t.day < joined,
    }
    return pd.DataFrame({name: [rows.sum()] for name, rows in counts.items()})


def outliers(data):
    amounts = data.t.amount.dropna()
    first, third = amounts.quantile([0.25, 0.75])
    reach = 3 * (third - first)
    far = (amounts < first - reach) | (amounts > third + reach)
    return pd.DataFrame({"outliers": [far.sum() if reach > 0 else 0]})


def coupon_baskets(data):
    rows = data.known[(data.known.status == "burnt") & data.known.coupon.notna()]
    return size(rows, ["customer", "coupon"], "n")


def merchant_baskets(data):
    rows = used(data)
    return size(rows[rows.merchant.notna()], ["customer", "merchant"], "n")


def customers(data):
    return data.c


TABLES = [
    extent, customer_events, customer_amounts, branch_events, coupon_events, outcomes, amounts_by_day, active, branch_months,
    city_months, branch_burns, merchant_burns, weekday_hours, cohort_sizes, cohort_returns, cohort_returns_by_month, rhythms,
    customer_times, coupon_baskets, merchant_baskets, customers,
    repeated_ids, checks, outliers,
]  # fmt: skip
