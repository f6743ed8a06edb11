import type { Inspection, Key } from '../../server/engine/index.ts'

/**
 * What does not hold that must after every commit: records refer to records that are there, counts are right, every
 * index row has its record.
 */
export function inconsistencies(inspect: Inspection): string[] {
  const roots = inspect.processInstances()
  const instances = roots.flatMap((root) => [root, ...inspect.elementInstances(root.key)])
  const byKey = new Map(instances.map((instance) => [instance.key, instance]))
  const inScope = new Map<Key, number>()
  for (const { scopeKey } of instances) if (scopeKey) inScope.set(scopeKey, (inScope.get(scopeKey) ?? 0) + 1)
  const jobs = inspect.jobs()
  const incidents = inspect.incidents()
  const timers = inspect.timers()
  const subscriptions = inspect.messageSubscriptions()
  const keysOf = (records: readonly { key: Key }[]) => new Set(records.map(({ key }) => key))
  const [jobKeys, incidentKeys, timerKeys, subscriptionKeys] = [jobs, incidents, timers, subscriptions].map(keysOf)
  const faults: string[] = []
  const mustHold = (holds: boolean | undefined, what: string) => void (holds || faults.push(what))
  const alive = (key: Key | undefined) => key !== undefined && byKey.has(key)

  for (const { key, elementId, children, jobKey, incidentKey, timers: timed = [], messages = [] } of instances) {
    const found = inScope.get(key) ?? 0
    mustHold(children === found, `${elementId} counts ${children} children and has ${found}`)
    mustHold(!jobKey || jobKeys?.has(jobKey), `${elementId} has a job that is gone`)
    mustHold(!incidentKey || incidentKeys?.has(incidentKey), `${elementId}: incident gone`)
    mustHold(
      timed.every((timer) => timerKeys?.has(timer)),
      `${elementId} has a timer that is gone`,
    )
    mustHold(
      messages.every((key) => subscriptionKeys?.has(key)),
      `${elementId}: subscription gone`,
    )
  }
  for (const { elementId, calledBy, calledInstance, key } of instances) {
    mustHold(!calledBy || byKey.get(calledBy)?.calledInstance === key, `${elementId} was called by nobody`)
    mustHold(
      !calledInstance || byKey.get(calledInstance)?.calledBy === key,
      `${elementId} waits for no called instance`,
    )
  }
  for (const { elementId, loop, children } of instances)
    mustHold(!loop || loop.completed + children <= loop.started, `${elementId} has more repetitions than it started`)
  for (const job of jobs)
    mustHold(byKey.get(job.elementInstanceKey)?.jobKey === job.key, `job ${job.type} belongs to no instance`)
  for (const incident of incidents)
    mustHold(alive(incident.elementInstanceKey), `an incident of ${incident.elementId} outlived it`)
  for (const timer of timers)
    mustHold(!timer.elementInstanceKey || alive(timer.elementInstanceKey), `a timer of ${timer.elementId} outlived it`)
  for (const subscription of subscriptions)
    mustHold(alive(subscription.elementInstanceKey), `a subscription of ${subscription.elementId} outlived it`)

  const signals = inspect.signalSubscriptions()
  for (const { elementInstanceKey, elementId } of signals)
    mustHold(!elementInstanceKey || alive(elementInstanceKey), `a signal subscription of ${elementId} outlived it`)

  const rows = inspect.rows()
  const ended = rows.endedProcessInstances ?? 0
  mustHold(roots.length > 0 || ended > 0 || !rows.endedElements, 'ended elements outlived their process instance')
  mustHold(!!rows.endedElements === !!rows.elementTotals, 'the totals of elements are not those of the history')
  mustHold(roots.length > 0 || !rows.compensables, 'completed activities outlived their process instance')
  const messages = inspect.messages().length
  const counts: { [table: string]: number } = {
    elementInstances: instances.length,
    children: instances.length - roots.length,
    processInstances: roots.length,
    activatableJobs: jobs.filter(({ state }) => state === 'ACTIVATABLE').length,
    jobDeadlines: jobs.filter(({ state }) => state === 'ACTIVATED').length,
    jobRetries: jobs.filter(({ state, retryAt }) => state === 'FAILED' && retryAt !== undefined).length,
    dueTimers: timers.length,
    startTimers: timers.filter(({ elementInstanceKey }) => elementInstanceKey === undefined).length,
    messageSubscriptionsByKey: subscriptions.length,
    messagesByKey: messages,
    signalSubscriptions: instances.flatMap(({ signals = [] }) => signals).length + (rows.startSignals ?? 0),
    startSignals: signals.filter(({ elementInstanceKey }) => elementInstanceKey === undefined).length,
    messageExpiries: messages,
    endedByState: ended,
    endedByProcess: ended,
    historyExpiries: ended,
  }
  for (const [table, count] of Object.entries(counts))
    mustHold((rows[table] ?? 0) === count, `${table} has ${rows[table] ?? 0} rows instead of ${count}`)
  return faults
}
