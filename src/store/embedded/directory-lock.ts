/**
 * One process per directory. The lock is one of the kernel's, on a file that SQLite (which is part of Node) opens: it
 * is gone the moment its process is, however that ended, and needs no heartbeat that a suspended or busy process
 * could miss.
 */
import { DatabaseSync } from 'node:sqlite';

/** Undefined when another process holds it. */
export function takeDirectoryLock(path: string): Disposable | undefined {
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return {
    [Symbol.dispose]: () => {
      lock.close();
    },
  };
}

/** SQLITE_BUSY, https://www.sqlite.org/rescode.html#busy */
const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === 5;
