/** Opens the real logger, with its lines kept for the test to read. */
import { Writable } from 'node:stream';
import { type Log, openLog } from '../../src/observe/log.ts';

export function openCapturedLog(): { log: Log; text: () => string } {
  let text = '';
  const destination = new Writable({
    write: (chunk, _, done) => {
      text += String(chunk);
      done();
    },
  });
  return { log: openLog('debug', destination), text: () => text };
}
