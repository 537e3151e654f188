"""Cleansing and features as plain functions: the notebooks and the unit tests use the same."""

import pandas as pd

FEATURES = ["tenure_months", "monthly_fee", "complaints", "fee_per_year"]


def cleanse(customers: pd.DataFrame) -> pd.DataFrame:
    """One row for each customer, without impossible values; a missing fee becomes the median."""
    known = customers.drop_duplicates("customer_id")
    possible = known[known["tenure_months"] >= 0]
    return possible.assign(monthly_fee=possible["monthly_fee"].fillna(possible["monthly_fee"].median()))


def add_features(customers: pd.DataFrame) -> pd.DataFrame:
    """What the model sees, beside the columns of the customer."""
    years = (customers["tenure_months"] / 12).clip(lower=0.5)
    return customers.assign(
        complaints=customers["complaints"].astype("float64"),
        fee_per_year=customers["monthly_fee"] / years,
    )
