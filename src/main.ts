#!/usr/bin/env node
/** The program: hands its arguments to the command line and takes its exit code. */
import { runCommandLine } from './cli/run.ts';

process.exitCode = await runCommandLine(process.argv.slice(2));
