/** Event patterns match as "Comparison operators for use in event patterns" in the EventBridge User Guide says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileEventPattern } from '../../../src/simulator/trail/event-pattern.ts';

const event = {
  source: 'aws.s3',
  resources: [],
  detail: {
    eventName: 'PutBucketPolicy',
    readOnly: false,
    bytes: 7,
    responseElements: null,
    names: ['alpha', 'beta'],
    userIdentity: { type: 'Root' },
  },
};

for (const [promise, pattern, expected] of [
  ['an empty pattern matches everything', {}, true],
  ['one of several values is enough', { source: ['aws.sqs', 'aws.s3'] }, true],
  ['another value does not match', { source: ['aws.sqs'] }, false],
  ['all fields must match', { source: ['aws.s3'], detail: { eventName: ['CreateBucket'] } }, false],
  ['fields are found at their depth', { detail: { userIdentity: { type: ['Root'] } } }, true],
  ['one value of a list in the event is enough', { detail: { names: ['beta'] } }, true],
  [
    'numbers, booleans and null are compared as such',
    { detail: { bytes: [7], readOnly: [false], responseElements: [null] } },
    true,
  ],
  ['text is no number', { detail: { bytes: ['7'] } }, false],
  ['an absent field does not exist', { detail: { errorCode: [{ exists: false }] } }, true],
  ['a present field exists', { detail: { eventName: [{ exists: true }] } }, true],
  ['a present field is not absent', { detail: { eventName: [{ exists: false }] } }, false],
  ['null exists', { detail: { responseElements: [{ exists: true }] } }, true],
  ['only leaves exist', { detail: { userIdentity: [{ exists: true }] } }, false],
  ['a field of an absent object is absent', { detail: { nothing: { here: [{ exists: false }] } } }, true],
  ['what every object inherits is absent', { detail: { constructor: [{ exists: false }] } }, true],
  ['a prefix matches', { detail: { eventName: [{ prefix: 'Put' }] } }, true],
  ['a suffix matches', { detail: { eventName: [{ suffix: 'Policy' }] } }, true],
  ['case may be ignored', { detail: { eventName: [{ 'equals-ignore-case': 'putbucketpolicy' }] } }, true],
  ['a wildcard stands for anything', { detail: { eventName: [{ wildcard: 'Put*Policy' }] } }, true],
  ['a dot in a wildcard stands for itself', { source: [{ wildcard: 'aws?s3*' }] }, false],
  ['anything but others matches', { detail: { eventName: [{ 'anything-but': ['GetBucketPolicy'] }] } }, true],
  ['anything but this does not', { detail: { eventName: [{ 'anything-but': 'PutBucketPolicy' }] } }, false],
  ['anything but this beginning does not', { detail: { eventName: [{ 'anything-but': { prefix: 'Put' } }] } }, false],
  ['an absent field is not anything but', { detail: { errorCode: [{ 'anything-but': 'x' }] } }, false],
  ['one of the alternatives is enough', { $or: [{ source: ['aws.sqs'] }, { detail: { bytes: [7] } }] }, true],
  ['none of the alternatives is not', { $or: [{ source: ['aws.sqs'] }, { detail: { bytes: [8] } }] }, false],
] as const) {
  test(promise, () => {
    assert.equal(compileEventPattern(JSON.stringify(pattern))(event), expected);
  });
}
