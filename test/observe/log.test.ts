import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AwsRefusal } from '../../src/domain/aws-refusal.ts';
import { openLog } from '../../src/observe/log.ts';

function logged(write: (log: ReturnType<typeof openLog>) => void): string {
  const lines: string[] = [];
  write(openLog('info', { write: (line) => lines.push(line) }));
  return lines.join('');
}

test('secrets are removed wherever they hide, up to four levels deep', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG';
  const text = logged((log) => {
    log.info({ secretAccessKey: secret }, 'top');
    log.info({ Credentials: { SecretAccessKey: secret } }, 'one down');
    log.info({ a: { b: { SessionToken: secret } } }, 'two down');
    log.info({ a: { b: { c: { sessionToken: secret } } } }, 'three down');
    log.info({ request: { headers: { 'x-amz-security-token': secret, authorization: secret } } }, 'headers');
  });
  assert.doesNotMatch(text, new RegExp(secret, 'u'));
  assert.equal(text.match(/\[redacted\]/gu)?.length, 6);
});

test('an error is logged with its code and remedy, and without what an SDK hung on it', () => {
  const cause = Object.assign(new Error('AccessDenied'), {
    $response: { headers: { 'x-amz-security-token': 'secret-token' } },
  });
  const text = logged((log) => {
    log.error(
      {
        err: new AwsRefusal(
          'open a root session in',
          '444455556666',
          { kind: 'denied', remedy: 'grant sts:AssumeRoot', awsCode: 'AccessDenied' },
          cause,
        ),
      },
      'refused',
    );
    log.error({ err: cause }, 'raw');
  });
  assert.match(text, /RK_AWS_REFUSED/u);
  assert.match(text, /grant sts:AssumeRoot/u);
  assert.doesNotMatch(text, /secret-token/u);
});

test('a name with a line break cannot forge a log line', () => {
  const text = logged((log) => {
    log.info({ actor: 'x\n{"level":"error","msg":"forged"}' }, 'event');
  });
  assert.equal(text.trimEnd().split('\n').length, 1);
});
