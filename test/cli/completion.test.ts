import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { runProgram } from '../support/program.ts';

suite('completion', () => {
  for (const [words, expected] of [
    [['rootkeeper', 'conf'], ['config']],
    [['rootkeeper', 'config', 'pr'], ['print']],
    [['rootkeeper', 'config', 'print', '--or'], ['--origin']],
    [['rootkeeper', 'analyze', '--ba'], ['--batch']],
  ] as const)
    test(`bash completes \`${words.join(' ')}\``, async () => {
      const { stdout: script } = await runProgram(['completion', 'bash']);
      const list = words.map((word) => `'${word}'`).join(' ');
      const probe = `${script}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _rootkeeper; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', probe], { encoding: 'utf8' });
      assert.equal(stderr, '');
      assert.deepEqual(stdout.trim().split('\n'), expected);
    });

  for (const shell of ['zsh', 'fish'])
    test(`${shell} gets a script with every command in it`, async () => {
      const { code, stdout } = await runProgram(['completion', shell]);
      assert.equal(code, 0);
      for (const word of ['config', 'print', 'origin', 'completion']) assert.ok(stdout.includes(word), word);
    });
});
