/** What Databricks sets for MLflow's client; the client reads the rest from the run's context. */
export function notebookMlflowEnvironment(): Readonly<Record<string, string>> {
  return {
    MLFLOW_TRACKING_URI: 'databricks',
    // Older clients default to the workspace registry.
    MLFLOW_REGISTRY_URI: 'databricks-uc',
    // The stand-in is on this machine, so requests must not go through a proxy.
    no_proxy: '127.0.0.1,localhost',
    NO_PROXY: '127.0.0.1,localhost',
    MLFLOW_DISABLE_TELEMETRY: 'true',
    // MLflow records the user of a run; on clusters it is always this one.
    USER: 'root',
  };
}
