import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { addOddProducts, addPeople, addSecondChannel, deleteVariant } from './catalogue.mjs';
import { here, listen, owner, samples, vendure } from './config.mjs';
import { Caller } from './graphql.mjs';
import { placeOrders } from './orders.mjs';

const require = createRequire(import.meta.url);
const ingredients = ['package-lock.json', 'config.mjs', 'graphql.mjs', 'catalogue.mjs', 'orders.mjs', 'prepare.mjs'];

/** Where the filled shop lies, made on the first call and found there on every later one. Safe to run twice at once. */
export async function preparedShop() {
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'quayside-tests');
  const folder = path.join(cache, `vendure-${keyOf(ingredients)}`);
  if (existsSync(folder)) return folder;
  const draft = path.join(cache, `draft-${randomUUID()}`);
  mkdirSync(draft, { recursive: true });
  try {
    await fill(draft);
    renameSync(draft, folder);
  } catch (failure) {
    if (!existsSync(path.join(folder, 'shop.sqlite'))) throw failure;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

function keyOf(names) {
  const hash = createHash('sha256');
  for (const name of names) hash.update(readFileSync(path.join(here, name)));
  return hash.digest('hex').slice(0, 16);
}

async function fill(folder) {
  const { populate } = require('@vendure/core/cli');
  const { app, address } = await listen(undefined, path.join(folder, 'assets'), 0);
  await populate(async () => app, path.join(samples, 'initial-data.json'), path.join(samples, 'products.csv'));
  const admin = await new Caller(address, 'admin-api').signIn(owner);
  await addOddProducts(admin);
  await addSecondChannel(admin);
  await addPeople(admin);
  const placed = await placeOrders(address, admin);
  await deleteVariant(admin, 'SOON-R');
  const { driver } = app.get(vendure.TransactionalConnection).rawConnection;
  writeFileSync(path.join(folder, 'shop.sqlite'), driver.export());
  writeFileSync(path.join(folder, 'orders.json'), JSON.stringify(placed));
  await app.close();
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  process.stdout.write(`${await preparedShop()}\n`);
  process.exit(0);
}
