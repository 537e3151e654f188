import pytest

from app.conf.model_config import ModelConfig, read_config


@pytest.fixture(scope="session")
def config(parameters: dict[str, str]) -> ModelConfig:
    """What applies in this run: in a pull request, the names of its own model and tables."""
    return read_config(parameters["mlops_config"])


@pytest.fixture(scope="session")
def version(parameters: dict[str, str]) -> str:
    """The version that this run trained."""
    return parameters["model_version"]
