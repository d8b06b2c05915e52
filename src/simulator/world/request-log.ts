/**
 * What was asked of the simulated AWS, by whom, and how it ended: read through the control endpoint and by tests.
 * Bounded: the oldest entries go first.
 */
export type LoggedRequest = {
  readonly sequence: number;
  readonly at: number;
  readonly requestId: string;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly accessKeyId: string | null;
  readonly callerArn: string | null;
  readonly callerAccountId: string | null;
  /** The ARN the call was about, where the handler named one. */
  readonly resource: string | null;
  readonly status: number;
  /** Null when the call succeeded. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly durationMs: number;
};

export type RequestLog = {
  append(entry: Omit<LoggedRequest, 'sequence'>): void;
  entries(): readonly LoggedRequest[];
  clear(): void;
};

export function createRequestLog(limit: number): RequestLog {
  let kept: LoggedRequest[] = [];
  let sequence = 0;
  return {
    append(entry) {
      sequence += 1;
      kept.push({ sequence, ...entry });
      // Dropped in blocks: shifting one entry per request would cost time linear in the limit.
      if (kept.length > limit * 2) kept = kept.slice(-limit);
    },
    entries: () => kept.slice(-limit),
    clear() {
      kept = [];
    },
  };
}
