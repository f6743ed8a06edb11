/** Every variable that the program reads, with what it means: the table behind the check, the docs and the compose file. */
export const variables = {
  NODE_ENV: '`production` turns everything off that is for show and demands what a city needs',
  HOST: 'address that the web server listens on (127.0.0.1)',
  PORT: 'its port (3000)',
  PUBLIC_URL: 'origin under which people reach it (http://localhost:PORT)',
  MOTCUA_TRUSTED_PROXIES: 'addresses or subnets of reverse proxies whose X-Forwarded-For counts, by commas (none)',
  MOTCUA_DATA: 'data folder (.data)',
  DATABASE_URL: 'a PostgreSQL of your own, postgres://user:password@host:5432/database',
  ZEEBE_ADDRESS: 'a Zeebe 8.5 cluster, host:26500',
  ZEEBE_EPOCH: 'name of that cluster’s data; give another after its data were lost or restored (cluster)',
  SMSC_URL: 'SMPP switchboard, smpp://user:password@host:2775',
  REGISTERS_URL: 'registers, https://host/path',
  FILES_URL: 'folder for papers, file:///path (MOTCUA_DATA/files)',
  MOTCUA_SIMULATORS:
    'which of switchboard, registers, accounts exist for trial, or none (all on the loopback, else none)',
  MOTCUA_SERVICES: 'a further folder of services',
  MOTCUA_NOW: 'an instant that all clocks take as now at start; for demonstrations and tests',
  MOTCUA_UNDO_MS: 'how long an officer may take a decision back, in milliseconds (6000)',
  MOTCUA_FAULTS: 'points at which parts fail on purpose; for tests',
  MOTCUA_KEYS: 'folder with the keys of seals and sessions (MOTCUA_DATA/keys)',
  MOTCUA_EMBEDDED: 'set by the supervisor: which addresses are of parts that it started itself',
} as const satisfies Record<string, string>

/** Name of an environment variable of the program. */
export type Variable = keyof typeof variables

/** Variables that are handed to one program or test only and are no part of the configuration. */
export const ownVariables: readonly string[] = [
  'MOTCUA_POSTGRES_PASSWORD',
  'MOTCUA_TEST_POSTGRES',
  'MOTCUA_TEST_STARTED_FOLDER',
  'MOTCUA_CHROMIUM',
]
