/** What a kind of event has to say of itself. The list of them is kinds.ts. */
import type { TrailRecord } from './envelope.ts';
import type { ParsedEvent } from './parsed-event.ts';

export type EventKind = {
  readonly eventSource: string;
  /** `others`: all of that source which no kind names. */
  readonly eventNames: readonly string[] | 'others';
  /** Refused calls are delivered as well, and mostly mean nothing. */
  readonly failures?: 'matter';
  readonly read: (record: TrailRecord, isOwnKey: (accessKeyId: string) => boolean) => ParsedEvent;
};
