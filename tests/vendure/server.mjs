// Serves the prepared shop on loopback until standard input closes, so that no server outlives the tests that started it.
// Usage: node server.mjs [port]      prints one line of JSON on standard output when it can be called
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { people, secondChannel } from './catalogue.mjs';
import { listen, owner, vendure } from './config.mjs';
import { preparedShop } from './prepare.mjs';

process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0)).resume();

const folder = await preparedShop();
const { app, address } = await listen(
  readFileSync(path.join(folder, 'shop.sqlite')), path.join(folder, 'assets'), Number(process.argv[2] ?? 0));
await datePlaced(JSON.parse(readFileSync(path.join(folder, 'orders.json'), 'utf8')));
const { reader, cataloguer } = people;
process.stdout.write(`${JSON.stringify({ address, owner, reader, cataloguer, secondChannel })}\n`);

// A shop cannot be asked to have sold something last month: only here do we reach behind its back.
async function datePlaced(orders) {
  const database = app.get(vendure.TransactionalConnection).rawConnection;
  for (const { id, daysAgo } of orders) {
    const earlier = (minutes) => `strftime('%Y-%m-%d %H:%M:%f', 'now', '-${daysAgo} days', '-${minutes} minutes')`;
    await database.query(
      `update "order" set createdAt = ${earlier(10)}, updatedAt = ${earlier(1)},
       orderPlacedAt = case when orderPlacedAt is null then null else ${earlier(5)} end where id = ?`, [id]);
  }
}
