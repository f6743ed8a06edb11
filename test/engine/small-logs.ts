import { type OpenDisk, openLmdb } from '../../server/engine/state/disk.ts'
import { openDisk, PATIENCE } from '../../server/engine/state/logged-disk.ts'

/**
 * The disk of an engine with a log of which little is written at its making: a thousand tests make a thousand engines.
 * It turns sixteen times as often as the usual one.
 */
export const smallLogs: OpenDisk = (path) => openDisk(path, openLmdb(path), { ...PATIENCE, logBytes: 256 * 1024 })
