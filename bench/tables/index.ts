import type { Table } from '../table.ts'
import { alone } from './alone.ts'
import { deploy } from './deploy.ts'
import { disk } from './disk.ts'
import { feel } from './feel.ts'
import { growth } from './growth.ts'
import { memory } from './memory.ts'
import { oneTask } from './one-task.ts'
import { paced } from './paced.ts'
import { service } from './service.ts'
import { storms100k } from './storms.ts'
import { tenTasks } from './ten-tasks.ts'
import { workloadsGrpc } from './workloads-grpc.ts'

/** All tables by the name that `--only` takes, in their order. */
export const tables: { readonly [name: string]: Table } = {
  disk,
  'one-task': oneTask,
  'ten-tasks': tenTasks,
  alone,
  service,
  paced,
  workloads: workloadsGrpc,
  memory,
  growth,
  storms: storms100k,
  deploy,
  feel,
}
