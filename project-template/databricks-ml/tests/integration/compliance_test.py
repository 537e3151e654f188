"""What people look up about a version later, asked of the version that this run trained."""

import mlflow
import pytest


@pytest.fixture(scope="module")
def client(config):
    mlflow.set_tracking_uri(config.tracking_uri)
    mlflow.set_registry_uri(config.registry_uri)
    return mlflow.MlflowClient()


@pytest.fixture(scope="module")
def registered(client, config, version):
    return client.get_model_version(config.model_name, version)


def test_it_has_the_tags_of_mlops_yml(config, registered):
    # Pipelines add tags of their own.
    assert config.tags.items() <= registered.tags.items()


@pytest.mark.parametrize("heading", ["Purpose", "Data", "Limits", "Owner", "Contact"])
def test_its_description_has_the_heading(registered, heading):
    assert f"## {heading}\n" in registered.description


def test_its_commit_is_known(registered):
    assert len(registered.tags["mlops_commit"]) == 40


def test_its_run_names_the_table_that_it_learned_from(client, config, registered):
    inputs = client.get_run(registered.run_id).inputs.dataset_inputs
    assert config.training_table in [each.dataset.name for each in inputs]
