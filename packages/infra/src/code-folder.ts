import { fileURLToPath } from 'node:url';

/** The functions with what lies beside them, as `npm run build` leaves them. */
export const CODE_FOLDER = fileURLToPath(new URL('../../lambda/dist/asset', import.meta.url));
