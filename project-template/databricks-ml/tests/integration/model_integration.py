"""The version that this run trained, used as others will use it."""

import mlflow
import pytest
from sklearn.metrics import roc_auc_score

from app.features import FEATURES, add_features


@pytest.fixture(scope="module")
def held_out(config, spark):
    return add_features(spark.table(config.evaluation_table).toPandas())


@pytest.fixture(scope="module")
def probability(config, version, held_out):
    mlflow.set_tracking_uri(config.tracking_uri)
    mlflow.set_registry_uri(config.registry_uri)
    return mlflow.pyfunc.load_model(f"models:/{config.model_name}/{version}").predict(held_out[FEATURES])[:, 1]


def test_every_answer_is_a_probability(probability):
    assert ((probability >= 0) & (probability <= 1)).all()


def test_it_ranks_customers_that_left_above_those_that_stayed(config, held_out, probability):
    assert roc_auc_score(held_out[config.target], probability) > 0.6


def test_it_has_scored_every_customer_once(config, version, spark):
    scored = spark.table(config.scoring_output).where(f"model_version = '{version}'")
    customers = spark.table(config.scoring_input)
    assert scored.count() == scored.select("customer_id").distinct().count() == customers.count()
