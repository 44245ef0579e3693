"""Figures of tests/it/experiment.rs: the groups are counted there, their difference is judged here."""

from scipy.stats import fisher_exact
from statsmodels.stats.proportion import confint_proportions_2indep

for treated, control in [((178, 300), (34, 100))]:
    low, high = confint_proportions_2indep(*treated, *control, method="newcomb", compare="diff")
    table = [[treated[0], treated[1] - treated[0]], [control[0], control[1] - control[0]]]
    print(treated[0] / treated[1] - control[0] / control[1], low, high, fisher_exact(table)[1])
