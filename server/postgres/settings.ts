/** What a cluster is for: a city's data, or a test run's that nobody will miss. */
export type Durability = 'kept' | 'thrown-away'

/**
 * PostgreSQL's settings for a small machine: an address of the loopback alone, few and thin processes, memory that
 * leaves room for the other parts (all together ≤ 700 MB). Sizes as PostgreSQL writes them.
 */
export function postgresSettings(port: number, durability: Durability): Readonly<Record<string, string>> {
  const small = {
    listen_addresses: '127.0.0.1',
    port: `${port}`,
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: '48MB',
    work_mem: '4MB',
    maintenance_work_mem: '48MB',
    // No helpers beside the backends: each would cost memory that one machine's load does not repay.
    io_method: 'sync',
    max_worker_processes: '2',
    max_parallel_workers_per_gather: '0',
    max_logical_replication_workers: '0',
    max_wal_senders: '0',
    autovacuum_max_workers: '1',
    jit: 'off',
    huge_pages: 'off',
    min_wal_size: '32MB',
    max_wal_size: '256MB',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_checkpoints: 'off',
    // What fails for a client is told to the client; here it would leave values of rows behind.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_line_prefix: '',
    idle_in_transaction_session_timeout: '60s',
  }
  if (durability === 'kept') return small
  return {
    ...small,
    // Tests open many pools; each database is a copy.
    max_connections: '200',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    autovacuum: 'off',
  }
}
