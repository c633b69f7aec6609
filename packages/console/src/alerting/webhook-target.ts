import { addressIn, isPublic, refusal } from './public-addresses.ts';

/** Where alerts are sent. */
export interface WebhookTarget {
  readonly url: URL;
  /** `whsec_` and Base64. */
  readonly secret: string;
  /** Whether it may be inside this machine or its network, and without TLS. */
  readonly allowPrivate: boolean;
}

/** Bytes that the key of a Standard Webhook has. */
const KEY_BYTES = { least: 24, most: 64 } as const;

/** Why alerts cannot be sent there, as far as that is known before; nothing where they can. */
export function webhookProblem({
  url,
  secret,
  allowPrivate,
}: Omit<WebhookTarget, 'url'> & { readonly url: URL | null }): string | undefined {
  const address = url ? addressIn(url) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return '--webhook (or EARSHOT_WEBHOOK_URL) must be a URL such as https://example.com/alerts, without user or password';
  if (!allowPrivate && url.protocol !== 'https:')
    return '--webhook (or EARSHOT_WEBHOOK_URL) must begin with https://; --allow-private-webhook lets it be http:// too';
  if (!allowPrivate && address !== undefined && !isPublic(address))
    return `--webhook (or EARSHOT_WEBHOOK_URL): ${refusal(address)}`;
  if (secret === '')
    return '--webhook needs a secret to sign with: set EARSHOT_WEBHOOK_SECRET to what `echo whsec_$(openssl rand -base64 32)` prints, here and at the receiver';
  if (!isSecret(secret))
    return `EARSHOT_WEBHOOK_SECRET must be whsec_ and ${KEY_BYTES.least} to ${KEY_BYTES.most} bytes in Base64`;
  return undefined;
}

function isSecret(secret: string): boolean {
  const [, base64 = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length >= KEY_BYTES.least && bytes.length <= KEY_BYTES.most && bytes.toString('base64') === base64;
}
