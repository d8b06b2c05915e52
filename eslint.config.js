// What the compiler cannot see. Types are checked by tsc, layout by Prettier, import directions by dependency-cruiser.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const pureRooms = ['src/domain/**', 'src/policy/**', 'src/guards/**', 'src/events/**'];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', 'data/**'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js'] } } },
    rules: {
      complexity: ['error', 12],
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name: the name is the documentation.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that says it.' },
        {
          selector: 'ClassDeclaration:not([superClass])',
          message: 'Use a factory that returns an object of functions; classes are for errors.',
        },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // node:test's test() returns a promise that its runner awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              name: ['test', 'it', 'suite', 'describe', 'before', 'after', 'beforeEach', 'afterEach'],
              package: 'node:test',
            },
          ],
        },
      ],
    },
  },
  {
    files: pureRooms,
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'A pure room: take it as a value.' },
        { name: 'setTimeout', message: 'A pure room: nothing waits here.' },
        { name: 'fetch', message: 'A pure room: no I/O.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'A pure room: the moment arrives as a value.' },
        { object: 'Math', property: 'random', message: 'A pure room: randomness arrives as a value.' },
      ],
    },
  },
  // The CLI and the programs beside the product talk to people.
  {
    files: ['src/cli/**', 'src/main.ts', 'scripts/**', 'bench/**', 'demo/**'],
    rules: { 'no-console': 'off' },
  },
  // Tests may be longer: tables, and one story per file.
  {
    files: ['test/**'],
    rules: {
      'max-lines': ['error', { max: 500 }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs', '**/*.cjs'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    rules: { 'no-restricted-syntax': 'off', 'no-undef': 'off', 'no-console': 'off' },
  },
);
