import type { Workload } from '../diagrams/workloads.ts'

/** A job as its worker needs it. */
export interface WorkJob {
  key: string
  processInstanceKey: string
}

/** An engine to be loaded, in process or through gRPC. */
export interface Way {
  deploy(workload: Workload): Promise<void>
  /** Creates an instance; its key. */
  create(processId: string, variables: object): Promise<string>
  /** Creates an instance and waits for its end. */
  createWithResult(processId: string, variables: object): Promise<void>
  publish(name: string, correlationKey: string): Promise<void>
  complete(jobKey: string): Promise<void>
  /** Takes the jobs of the type `work`, once this has resolved; it gives the way to stop. */
  takeJobs(take: (jobs: WorkJob[]) => void): Promise<() => Promise<void>>
}

/** Calls of a run and what it took. */
export interface Driven {
  instancesPerSecond: number
  instances: number
}
