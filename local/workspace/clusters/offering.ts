/** Runtimes of clusters. */
export const SPARK_VERSIONS = [
  { key: '17.3.x-scala2.13', name: '17.3 LTS (includes Apache Spark 4.0.0, Scala 2.13)' },
  { key: '17.3.x-cpu-ml-scala2.13', name: '17.3 LTS ML (includes Apache Spark 4.0.0, Scala 2.13)' },
  { key: '16.4.x-scala2.12', name: '16.4 LTS (includes Apache Spark 3.5.2, Scala 2.12)' },
  { key: '16.4.x-cpu-ml-scala2.12', name: '16.4 LTS ML (includes Apache Spark 3.5.2, Scala 2.12)' },
  { key: '15.4.x-scala2.12', name: '15.4 LTS (includes Apache Spark 3.5.0, Scala 2.12)' },
  { key: '15.4.x-cpu-ml-scala2.12', name: '15.4 LTS ML (includes Apache Spark 3.5.0, Scala 2.12)' },
];

export const NODE_TYPES = [
  nodeType('Standard_D4ds_v5', { num_cores: 4, memory_mb: 16_384 }),
  nodeType('Standard_DS3_v2', { num_cores: 4, memory_mb: 14_336 }),
  nodeType('Standard_D8ds_v5', { num_cores: 8, memory_mb: 32_768 }),
  nodeType('Standard_E4ds_v5', { num_cores: 4, memory_mb: 32_768 }),
];

function nodeType(nodeTypeId: string, size: { num_cores: number; memory_mb: number }) {
  return {
    node_type_id: nodeTypeId,
    description: nodeTypeId,
    category: 'General Purpose',
    instance_type_id: nodeTypeId,
    is_deprecated: false,
    is_hidden: false,
    num_gpus: 0,
    ...size,
  };
}
