import open from 'open';

/** Opens an address in the browser where there is one and somebody to look: not in CI, and not on Linux without a display. */
export async function openPage(
  url: string,
  env: NodeJS.ProcessEnv = process.env,
  platform: string = process.platform,
): Promise<void> {
  if (!isSomebodyThere(env, platform)) return;
  // The address is printed in any case, so a browser that does not start is no failure.
  const browser = await open(url).catch(() => undefined);
  browser?.once('error', () => {});
}

/** Whether a browser would be seen. */
export function isSomebodyThere(env: NodeJS.ProcessEnv, platform: string): boolean {
  const given = (name: string) => (env[name] ?? '') !== '';
  if (given('CI')) return false;
  return platform !== 'linux' || given('DISPLAY') || given('WAYLAND_DISPLAY') || given('WSL_DISTRO_NAME');
}
