export { type Cluster, type ClusterOptions, clusterDatabase, clusterOwner, startCluster } from './cluster.ts'
export type { Durability } from './settings.ts'
