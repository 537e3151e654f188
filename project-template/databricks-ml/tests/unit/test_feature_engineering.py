"""Pure tests: they need no Databricks, so a mistake is red before anything is trained."""

import pandas as pd

from app.features import FEATURES, add_features, cleanse

CUSTOMERS = pd.DataFrame(
    {
        "customer_id": [1, 1, 2, 3],
        "tenure_months": [24.0, 24.0, -1.0, 3.0],
        "monthly_fee": [50.0, 50.0, 20.0, None],
        "complaints": [0, 0, 1, 2],
    }
)


def test_each_customer_is_there_once_and_with_possible_values():
    assert list(cleanse(CUSTOMERS)["customer_id"]) == [1, 3]


def test_a_missing_fee_becomes_the_median():
    assert list(cleanse(CUSTOMERS)["monthly_fee"]) == [50.0, 50.0]


def test_the_fee_of_a_year_counts_half_a_year_at_least():
    assert list(add_features(cleanse(CUSTOMERS))["fee_per_year"]) == [25.0, 100.0]


def test_no_feature_is_missing():
    assert add_features(cleanse(CUSTOMERS))[FEATURES].notna().all().all()
