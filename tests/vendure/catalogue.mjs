import { orError } from './graphql.mjs';

const text = (name, slug, description = '') => [{ languageCode: 'en', name, slug, description }];

/**
 * What sellers do that a sample catalogue does not: each entry is a product with its variants.
 * `options` names the choice that tells the variants apart.
 */
const odd = [
  { name: 'Seagrass Basket', slug: 'seagrass-basket', options: 'size', variants: [
    { choice: 'small', sku: 'SEA-01', stock: 12 },
    { choice: 'medium', sku: 'SEA-01', stock: 7 },
    { choice: 'large', sku: 'sea-01 ', stock: 0 }] },
  { name: 'Second-hand Laptop 13 inch', slug: 'second-hand-laptop', variants: [{ sku: 'L2201308', stock: 1 }] },
  { name: 'Beeswax Candle', slug: 'beeswax-candle', variants: [{ sku: '', stock: 30 }] },
  { name: 'Tallow Candle', slug: 'tallow-candle', variants: [{ sku: '   ', stock: 4 }] },
  { name: 'Candle <b>Gift</b> & "Card"', slug: 'candle-gift-card', variants: [{ sku: 'GIFT-25', stock: 0, tracked: false }] },
  { name: '海風のランタン', slug: 'sea-wind-lantern', variants: [{ sku: '00123', stock: 9 }] },
  { name: 'Oversold Kite', slug: 'oversold-kite', variants: [{ sku: 'KITE-1', stock: -3 }] },
  { name: 'Retired Kettle', slug: 'retired-kettle', enabled: false, variants: [{ sku: 'KETTLE-R', stock: 2 }] },
  { name: 'Box Without Anything', slug: 'box-without-anything', variants: [] },
  { name: 'Going Soon', slug: 'going-soon', options: 'colour', variants: [
    { choice: 'red', sku: 'SOON-R', stock: 5 },
    { choice: 'blue', sku: 'SOON-B', stock: 5 }] },
];

export async function addOddProducts(admin) {
  for (const product of odd) {
    const { createProduct } = await admin.ask(
      'mutation($i:CreateProductInput!){createProduct(input:$i){id}}',
      { i: { enabled: product.enabled ?? true, translations: text(product.name, product.slug, `Made up: ${product.name}.`) } });
    const optionIds = product.options ? await addOptions(admin, createProduct.id, product) : [];
    if (product.variants.length === 0) continue;
    await admin.ask(
      'mutation($i:[CreateProductVariantInput!]!){createProductVariants(input:$i){id}}',
      { i: product.variants.map((variant, at) => variantInput(createProduct.id, product, variant, optionIds[at])) });
  }
}

const variantInput = (productId, product, variant, optionId) => ({
  productId,
  sku: variant.sku,
  price: 1999,
  stockOnHand: variant.stock,
  trackInventory: variant.tracked === false ? 'FALSE' : 'TRUE',
  optionIds: optionId ? [optionId] : [],
  translations: [{ languageCode: 'en', name: variant.choice ? `${product.name} ${variant.choice}` : product.name }],
});

async function addOptions(admin, productId, product) {
  const translated = (name) => [{ languageCode: 'en', name }];
  const { createProductOptionGroup: group } = await admin.ask(
    'mutation($i:CreateProductOptionGroupInput!){createProductOptionGroup(input:$i){id options{id code}}}',
    { i: {
      code: `${product.slug}-${product.options}`,
      translations: translated(product.options),
      options: product.variants.map(({ choice }) => ({ code: choice, translations: translated(choice) })),
    } });
  await admin.ask(
    'mutation($p:ID!,$g:ID!){addOptionGroupToProduct(productId:$p,optionGroupId:$g){id}}',
    { p: productId, g: group.id });
  return product.variants.map(({ choice }) => group.options.find((option) => option.code === choice).id);
}

/** Leaves one variant and its orders behind without the variant, as shops do when they tidy up. */
export async function deleteVariant(admin, sku) {
  const { productVariants } = await admin.ask(
    'query($s:String!){productVariants(options:{filter:{sku:{eq:$s}}}){items{id}}}', { s: sku });
  await admin.ask('mutation($id:ID!){deleteProductVariant(id:$id){result}}', { id: productVariants.items[0].id });
}

/** A second shop behind the same sign-in: other currency, prices with tax, a handful of the same products. */
export const secondChannel = { code: 'harbour-shop', token: 'made-up-harbour-token', currency: 'SGD', products: 5 };

export async function addSecondChannel(admin) {
  const { zones, products } = await admin.ask(
    'query($n:Int!){zones{items{id}} products(options:{take:$n,sort:{id:ASC}}){items{id}}}',
    { n: secondChannel.products });
  const zone = zones.items[0].id;
  const { createChannel } = await admin.ask(
    `mutation($i:CreateChannelInput!){createChannel(input:$i){... on Channel{id} ${orError}}}`,
    { i: {
      code: secondChannel.code, token: secondChannel.token, defaultLanguageCode: 'en', pricesIncludeTax: true,
      defaultCurrencyCode: secondChannel.currency, defaultTaxZoneId: zone, defaultShippingZoneId: zone,
    } });
  await admin.ask(
    'mutation($i:AssignProductsToChannelInput!){assignProductsToChannel(input:$i){id}}',
    { i: { productIds: products.items.map(({ id }) => id), channelId: createChannel.id, priceFactor: 1.5 } });
}

/** People with fewer rights than the owner; all made up. */
export const people = {
  reader: { username: 'reader@example.test', password: 'made-up-reader-password',
    rights: ['ReadCatalog', 'ReadOrder', 'ReadSettings', 'ReadCustomer', 'ReadChannel'] },
  cataloguer: { username: 'cataloguer@example.test', password: 'made-up-cataloguer-password', rights: ['ReadCatalog'] },
};

export async function addPeople(admin) {
  for (const [code, person] of Object.entries(people)) {
    const { createRole } = await admin.ask(
      'mutation($i:CreateRoleInput!){createRole(input:$i){id}}',
      { i: { code, description: `A ${code}`, permissions: person.rights } });
    await admin.ask(
      'mutation($i:CreateAdministratorInput!){createAdministrator(input:$i){id}}',
      { i: { firstName: 'Made', lastName: 'Up', emailAddress: person.username, password: person.password, roleIds: [createRole.id] } });
  }
}
