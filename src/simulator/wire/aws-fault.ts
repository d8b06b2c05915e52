/**
 * "AWS says no": thrown by handlers, rendered by the server in the words of the call's protocol.
 */
export type FaultExtras = {
  /** Extra response headers, such as `x-amz-bucket-region` on a redirect. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Extra members of the error document, such as S3's `BucketName` or `Region`. */
  readonly details?: Readonly<Record<string, string>>;
  /** SQS over JSON: the code of the old query protocol, sent as `x-amzn-query-error`. */
  readonly queryCode?: string;
  /** Why, where AWS itself does not say: for the request log, never for the caller. */
  readonly reason?: string;
};

export class AwsFault extends Error {
  override readonly name = 'AwsFault';
  /** The wire code, such as `AccessDenied` or `NoSuchEntity`. */
  readonly code: string;
  readonly status: number;
  readonly extras: FaultExtras;

  constructor(code: string, status: number, message: string, extras: FaultExtras = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.extras = extras;
  }
}
