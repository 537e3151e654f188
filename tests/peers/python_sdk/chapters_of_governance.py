"""Who may what: identity, sign-in, secrets, grants; and the clusters."""

from __future__ import annotations

import base64
import os

from databricks.sdk import WorkspaceClient
from databricks.sdk.service.catalog import PermissionsChange, Privilege
from refusals import refusal

NODE_TYPE = "Standard_DS3_v2"


def who_am_i(client: WorkspaceClient) -> object:
    stranger = WorkspaceClient(host=client.config.host, token="dapi-of-nobody")
    return {
        "me": client.current_user.me().user_name,
        "stranger": refusal(stranger.current_user.me),
    }


def sign_in_with_a_secret(client: WorkspaceClient) -> object:
    def robot(secret: str) -> WorkspaceClient:
        return WorkspaceClient(
            host=client.config.host,
            client_id=os.environ["STAND_IN_CLIENT_ID"],
            client_secret=secret,
            auth_type="oauth-m2m",
        )

    signed_in = robot(os.environ["STAND_IN_CLIENT_SECRET"])
    try:
        robot("wrong").current_user.me()
        mistake = "not refused"
    except Exception as error:
        mistake = str(error)
    return {
        "me": signed_in.current_user.me().user_name,
        "auth": signed_in.config.auth_type,
        "wrong_secret": "invalid_client" in mistake,
    }


def secrets(client: WorkspaceClient) -> object:
    secrets = client.secrets
    secrets.create_scope("churn")
    secrets.put_secret("churn", "key", string_value="geheim ä")
    secrets.put_secret("churn", "raw", bytes_value=base64.b64encode(b"\x00\xff").decode())
    value = secrets.get_secret("churn", "key").value
    story = {
        "scopes": [scope.name for scope in secrets.list_scopes()],
        "keys": sorted(item.key for item in secrets.list_secrets("churn")),
        "value": base64.b64decode(value).decode(),
        "bytes": secrets.get_secret("churn", "raw").value,
        "again": refusal(lambda: secrets.create_scope("churn")),
    }
    secrets.delete_secret("churn", "key")
    gone = refusal(lambda: secrets.get_secret("churn", "key"))
    secrets.delete_scope("churn")
    return {**story, "gone": gone, "left": [scope.name for scope in secrets.list_scopes()]}


def grants(client: WorkspaceClient) -> object:
    reader = os.environ["STAND_IN_CLIENT_ID"]
    change = PermissionsChange(add=[Privilege.USE_SCHEMA, Privilege.SELECT], principal=reader)
    client.grants.update("catalog", "main", changes=[change])
    schema = client.schemas.create("scores", "main")
    inherited = client.grants.get_effective("schema", "main.scores", principal=reader)
    privileges = inherited.privilege_assignments[0].privileges
    direct = client.grants.get("catalog", "main", principal=reader).privilege_assignments
    nobody = PermissionsChange(add=[Privilege.SELECT], principal="nobody@example.com")
    return {
        "catalogs": sorted(catalog.name for catalog in client.catalogs.list()),
        "schema": schema.full_name,
        "direct": sorted(each.value for item in direct for each in item.privileges),
        "inherited": sorted(
            (item.privilege.value, item.inherited_from_name) for item in privileges
        ),
        "nobody": refusal(lambda: client.grants.update("catalog", "main", changes=[nobody])),
    }


def what_was_not_granted(client: WorkspaceClient) -> object:
    robot = WorkspaceClient(
        host=client.config.host,
        client_id=os.environ["STAND_IN_CLIENT_ID"],
        client_secret=os.environ["STAND_IN_CLIENT_SECRET"],
        auth_type="oauth-m2m",
    )
    return {
        "shown": [catalog.name for catalog in robot.catalogs.list()],
        "catalog": refusal(lambda: robot.catalogs.get("dev")),
        "model": refusal(lambda: robot.registered_models.get("dev.default.none")),
    }


def git_credentials(client: WorkspaceClient) -> object:
    credentials = client.git_credentials
    provider = "azureDevOpsServices"
    created = credentials.create(provider, git_username="ada", personal_access_token="pat")
    story = {
        "listed": [(item.git_provider, item.git_username) for item in credentials.list()],
        "default": created.is_default_for_provider,
        "again": refusal(lambda: credentials.create(provider, personal_access_token="other")),
    }
    credentials.update(created.credential_id, provider, git_username="grace")
    updated = credentials.get(created.credential_id).git_username
    credentials.delete(created.credential_id)
    gone = refusal(lambda: credentials.get(created.credential_id))
    return {**story, "updated": updated, "gone": gone}


def clusters(client: WorkspaceClient) -> object:
    version = client.clusters.select_spark_version(long_term_support=True)
    created = client.clusters.create(
        version, cluster_name="small", node_type_id=NODE_TYPE, num_workers=1
    )
    cluster = client.clusters.get(created.cluster_id)
    story = {
        "names": [item.cluster_name for item in client.clusters.list()],
        "state": cluster.state.value,
        "settings": [cluster.num_workers, cluster.node_type_id, cluster.spark_version == version],
    }
    client.clusters.permanent_delete(created.cluster_id)
    return {**story, "gone": refusal(lambda: client.clusters.get(created.cluster_id))}
