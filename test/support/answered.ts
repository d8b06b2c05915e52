/** For `assert.rejects`: the AWS SDK's error for an answer with this status and this code. */
import assert from 'node:assert/strict';

export function answered(status: number, name: string): (error: Error & { $metadata?: unknown }) => true {
  return (error) => {
    const { httpStatusCode } = (error.$metadata ?? {}) as { httpStatusCode?: number };
    assert.deepEqual({ name: error.name, status: httpStatusCode }, { name, status }, error.message);
    return true;
  };
}
