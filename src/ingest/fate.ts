/**
 * What is done with a message once it was looked at:
 * - `delete`: its jobs are durable, or it asks for nothing.
 * - `redrive`: malformed, or beyond us; comes back until SQS moves it to the dead-letter queue.
 * - `return`: sound, but the store did not take its job; comes back when the store does.
 */
export type Fate = 'delete' | 'redrive' | 'return';

/** Never rejects: whatever is wrong with one message is said by its fate. */
export type HandOver = (body: string) => Promise<Fate>;
