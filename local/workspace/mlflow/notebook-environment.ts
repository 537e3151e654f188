/** What Databricks sets for MLflow's client in code that it runs; the rest the client reads from the run's context. */
export function notebookMlflowEnvironment(): Readonly<Record<string, string>> {
  return {
    MLFLOW_TRACKING_URI: 'databricks',
    // Older clients would take the workspace's own registry when nothing is set.
    MLFLOW_REGISTRY_URI: 'databricks-uc',
    // The stand-in is on this machine, wherever the proxy of the laptop leads.
    no_proxy: '127.0.0.1,localhost',
    NO_PROXY: '127.0.0.1,localhost',
    MLFLOW_DISABLE_TELEMETRY: 'true',
    // MLflow notes who started a run; on clusters that is always this user.
    USER: 'root',
  };
}
