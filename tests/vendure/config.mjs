import { webcrypto } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.env.VENDURE_DISABLE_TELEMETRY = 'true';
// Node.js 18, which Debian 12 has, lacks only this of what Vendure takes for granted.
globalThis.crypto ??= webcrypto;

const require = createRequire(import.meta.url);
export const vendure = require('@vendure/core');
const { AssetServerPlugin } = require('@vendure/asset-server-plugin');

export const here = path.dirname(fileURLToPath(import.meta.url));
export const samples = path.join(here, 'node_modules/@vendure/create/assets');

/** Made up, and good for nothing outside a server that lives for one test run on loopback. */
export const owner = { username: 'made-up-owner', password: 'made-up-owner-password' };

// The answers of the server are what the tests read; its log must not get between them on standard output.
const quiet = () => {};
const complain = (message, context) => process.stderr.write(`vendure ${context ?? ''}: ${message}\n`);
const log = { error: complain, warn: quiet, info: quiet, verbose: quiet, debug: quiet };

/**
 * @param {Uint8Array | undefined} database the bytes of a prepared shop; undefined makes an empty one
 * @param {string} assets folder of the pictures
 * @param {number} port 0 takes a free one
 */
export function configuration(database, assets, port) {
  return {
    apiOptions: {
      hostname: '127.0.0.1',
      port,
      adminApiPath: 'admin-api',
      shopApiPath: 'shop-api',
      adminListQueryLimit: 1000,
    },
    authOptions: {
      tokenMethod: ['bearer', 'cookie'],
      superadminCredentials: { identifier: owner.username, password: owner.password },
      cookieOptions: { secret: 'made-up-cookie-secret' },
    },
    // sql.js keeps everything in memory: what a test changes is gone with the process.
    dbConnectionOptions: { type: 'sqljs', database, synchronize: true, logging: false },
    paymentOptions: { paymentMethodHandlers: [vendure.dummyPaymentHandler] },
    importExportOptions: { importAssetsDir: path.join(samples, 'images') },
    logger: log,
    plugins: [AssetServerPlugin.init({ route: 'assets', assetUploadDir: assets })],
  };
}

export async function listen(database, assets, port) {
  const app = await vendure.bootstrap(configuration(database, assets, port));
  return { app, address: `http://127.0.0.1:${app.getHttpServer().address().port}` };
}
