#!/usr/bin/env -S node --
/**
 * The program: hands its arguments to the command line and takes its exit code. It is started as `node -- main.js …`,
 * since Node takes an `--env-file` among our arguments for its own where no `--` stands before them.
 */
import { runCommandLine } from './cli/run.ts';

process.exitCode = await runCommandLine(process.argv.slice(2));
