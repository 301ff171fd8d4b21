import { homedir } from 'node:os';
import path from 'node:path';

/** Where the ledger lies by the platform's own rules. */
export function defaultLedgerPath(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const home = homedir();
  if (platform === 'win32')
    return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'nhi-precheck', 'ledger.sqlite');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'nhi-precheck', 'ledger.sqlite');
  const xdg = env.XDG_DATA_HOME ?? ''; // one that is empty or relative does not count
  const data = path.isAbsolute(xdg) ? xdg : path.join(home, '.local', 'share');
  return path.join(data, 'nhi-precheck', 'ledger.sqlite');
}
