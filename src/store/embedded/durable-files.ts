/**
 * PGlite's files on disk, with `fsync`. As it comes, PGlite starts PostgreSQL with fsync off, and Emscripten's NODEFS
 * has no fsync to offer: what was acknowledged survives the end of the process, but not of the machine. Here the
 * operation is added, so that PostgreSQL's own rules (log before data, checkpoint before recycling) hold again.
 */
import { fdatasyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { PGlite } from '@electric-sql/pglite';

/** The part of Emscripten's stream that is needed: the descriptor, of files and directories alike. */
type NodeStream = { readonly nfd?: number };
type StreamOperations = { fsync?: (stream: NodeStream) => number };

export function durableFiles(directory: string): NodeFS {
  const files = new NodeFS(directory);
  const init = files.init.bind(files);
  files.init = async (database, options) => {
    const { emscriptenOpts } = await init(database, options);
    const preRun = [...(emscriptenOpts.preRun ?? []), addFsync];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  };
  return files;
}

/** Of Emscripten's two, `fdatasync` always does nothing, and `fsync` asks the file system. */
export const durableStartParams: readonly string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
];

function addFsync(module: { FS: { filesystems: Record<string, unknown> } }): void {
  // NODEFS's table of stream operations, shared by all its files; undocumented, so a test counts real fsyncs.
  const nodefs = module.FS.filesystems['NODEFS'] as { stream_ops: StreamOperations };
  nodefs.stream_ops.fsync = ({ nfd }) => {
    if (nfd !== undefined) fdatasyncSync(nfd);
    return 0;
  };
}
