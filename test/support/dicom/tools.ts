import { spawnSync } from 'node:child_process';

/** Other people's DICOM programs (DCMTK, dicom3tools), which judge what we write; tests skip where they are missing. */
export type Tool = 'dcmconv' | 'dcmdump' | 'dcmftest' | 'dcmmkdir' | 'dciodvfy' | 'dump2dcm';

/** Whether the program can be started. */
export function installed(tool: Tool): boolean {
  return spawnSync(tool, ['--version']).error === undefined;
}

/** Runs it: exit code, and all it says. */
export function run(tool: Tool, args: readonly string[], folder?: string): { code: number | null; says: string } {
  const { status, stdout, stderr } = spawnSync(tool, args, { encoding: 'latin1', cwd: folder });
  return { code: status, says: stdout + stderr };
}
