import { Caller, orError } from './graphql.mjs';

/**
 * The orders of the shop, oldest first. `pay` is how the buyer pays (none: a cart left at the till),
 * `then` what the shop did afterwards. `daysAgo` counts back from the moment a server starts.
 */
const orders = [
  { daysAgo: 120, buyer: 'Ada Longago', lines: { L2201308: 1 }, pay: 'now', then: [deliver('Harbour Post', 'HP000120')] },
  { daysAgo: 89, buyer: 'Bo Justinside', lines: { 834444: 2 }, pay: 'now', then: [deliver('Harbour Post', 'HP000089')] },
  { daysAgo: 75, buyer: 'Cleo Parcel', lines: { A4TKLA45535: 1, A23334x30: 3 }, pay: 'now', then: [ship('Swift Couriers', 'SC-75-A')] },
  { daysAgo: 61, buyer: 'Dov Twobox', lines: { TBL200032: 2, 'USBCIN01.5MI': 1, A23334x30: 4 }, pay: 'now',
    then: [shipOne('Swift Couriers', 'SC-61-1'), ship('Harbour Post', 'HP000061')] },
  { daysAgo: 50, buyer: 'Eun Part', lines: { L2201508: 1, 834444: 1 }, pay: 'now', then: [shipOne('Swift Couriers', 'SC-50-1')] },
  { daysAgo: 44, buyer: 'Fay Nonumber', lines: { B07CNGXVXT: 1 }, pay: 'now', then: [ship('Collected at the counter', '')] },
  { daysAgo: 38, buyer: 'Gil Nomore', lines: { 'SOON-R': 1, 834444: 1 }, pay: 'now', then: [] },
  { daysAgo: 31, buyer: 'Hana Gone', lines: { B000ZYLPPU: 1 }, pay: 'now', then: [cancel('Buyer changed their mind')] },
  { daysAgo: 30, buyer: 'Ivo Never', lines: { 2000023510: 1 }, pay: 'later', then: [cancel('Payment never came')] },
  { daysAgo: 24, buyer: 'Jun Moneyback', lines: { 799872520: 2 }, pay: 'now', then: [ship('Harbour Post', 'HP000024'), refund(1000)] },
  { daysAgo: 17, buyer: 'Kit Coupon', lines: { IHD455T1: 1, IHD455T2: 1 }, coupon: 'MADEUP10', pay: 'now', then: [] },
  { daysAgo: 12, buyer: '林 海', lines: { 'SEA-01': 2, '00123': 1 }, method: 'express-shipping', pay: 'now', then: [] },
  { daysAgo: 6, buyer: 'Lou Waiting', lines: { C24F390: 1 }, pay: 'later', then: [] },
  { daysAgo: 2, buyer: 'Mia Big', lines: { CGS480VR1063: 1, LU32J590UQUXEN: 2, A23334x30: 5, 834444: 1 }, pay: 'later', then: [] },
  { daysAgo: 1, buyer: 'Ned Settled', lines: { 'GIFT-25': 4 }, pay: 'now', then: [] },
  { daysAgo: 0, buyer: 'Ola Refused', lines: { IC22MWDD: 1 }, pay: 'declined', then: [] },
  { daysAgo: 0, buyer: 'Pia Atthetill', lines: { B0012UUP02: 1 }, pay: 'none', then: [] },
  { daysAgo: 0, lines: { B00XI87KV8: 1 }, pay: 'cart', then: [] },
];

export async function placeOrders(address, admin) {
  await addPayments(admin);
  await addCoupon(admin, 'MADEUP10');
  const variants = await variantsBySku(admin);
  const placed = [];
  for (const order of orders) {
    const id = await place(new Caller(address, 'shop-api'), order, variants);
    for (const step of order.then) await step(admin, id);
    placed.push({ id, daysAgo: order.daysAgo });
  }
  return placed;
}

async function place(shop, order, variants) {
  let id;
  for (const [sku, quantity] of Object.entries(order.lines)) {
    const { addItemToOrder } = await shop.ask(
      `mutation($v:ID!,$q:Int!){addItemToOrder(productVariantId:$v,quantity:$q){... on Order{id} ${orError}}}`,
      { v: variants[sku] ?? missing(sku), q: quantity });
    id = addItemToOrder.id;
  }
  if (order.pay === 'cart') return id;
  await checkOut(shop, order);
  if (order.pay === 'none') return id;
  const payment = shop.ask(
    `mutation($i:PaymentInput!){addPaymentToOrder(input:$i){... on Order{id state} ${orError}}}`,
    { i: {
      method: order.pay === 'now' ? 'pay-now' : 'standard-payment',
      metadata: { shouldDecline: order.pay === 'declined' },
    } });
  await (order.pay === 'declined' ? payment.catch(() => {}) : payment);
  return id;
}

async function checkOut(shop, { buyer, coupon, method = 'standard-shipping' }) {
  const [firstName, ...rest] = buyer.split(' ');
  const address = {
    fullName: buyer, streetLine1: '1 Made-up Quay', streetLine2: 'Berth 7', city: 'Nowhere', province: 'Fiction',
    postalCode: '00000', countryCode: 'GB', phoneNumber: '+000 000 000',
  };
  const emailAddress = `${rest.join('').toLowerCase().replace(/[^a-z]/g, '') || 'hai'}@example.test`;
  const lastName = rest.join(' ');
  await shop.ask(
    `mutation($c:CreateCustomerInput!){setCustomerForOrder(input:$c){... on Order{id} ${orError}}}`,
    { c: { firstName, lastName, emailAddress } });
  await shop.ask(`mutation($a:CreateAddressInput!){setOrderShippingAddress(input:$a){... on Order{id} ${orError}}}`, { a: address });
  if (coupon) await shop.ask(`mutation($c:String!){applyCouponCode(couponCode:$c){... on Order{id} ${orError}}}`, { c: coupon });
  const { eligibleShippingMethods } = await shop.ask('{eligibleShippingMethods{id code}}');
  const chosen = eligibleShippingMethods.find(({ code }) => code === method);
  await shop.ask(
    `mutation($m:[ID!]!){setOrderShippingMethod(shippingMethodId:$m){... on Order{id} ${orError}}}`, { m: [chosen.id] });
  await shop.ask(
    `mutation{transitionOrderToState(state:"ArrangingPayment"){... on Order{id} ... on OrderStateTransitionError{errorCode message transitionError}}}`);
}

const linesOf = async (admin, id) =>
  (await admin.ask('query($id:ID!){order(id:$id){lines{id quantity fulfillmentLines{quantity}} payments{id}}}', { id })).order;

async function fulfil(admin, lines, carrier, trackingCode, states) {
  const { addFulfillmentToOrder } = await admin.ask(
    `mutation($i:FulfillOrderInput!){addFulfillmentToOrder(input:$i){... on Fulfillment{id} ${orError}}}`,
    { i: { lines, handler: { code: 'manual-fulfillment', arguments: [
      { name: 'method', value: carrier }, { name: 'trackingCode', value: trackingCode }] } } });
  for (const state of states) {
    await admin.ask(
      `mutation($id:ID!,$s:String!){transitionFulfillmentToState(id:$id,state:$s){... on Fulfillment{id} ${orError}}}`,
      { id: addFulfillmentToOrder.id, s: state });
  }
}

function fulfilAll(carrier, trackingCode, states) {
  return async (admin, id) => {
    const { lines } = await linesOf(admin, id);
    const left = lines
      .map((line) => ({
        orderLineId: line.id,
        quantity: line.quantity - line.fulfillmentLines.reduce((sum, done) => sum + done.quantity, 0),
      }))
      .filter(({ quantity }) => quantity > 0);
    await fulfil(admin, left, carrier, trackingCode, states);
  };
}

function ship(carrier, trackingCode) {
  return fulfilAll(carrier, trackingCode, ['Shipped']);
}

function deliver(carrier, trackingCode) {
  return fulfilAll(carrier, trackingCode, ['Shipped', 'Delivered']);
}

function shipOne(carrier, trackingCode) {
  return async (admin, id) => {
    const { lines } = await linesOf(admin, id);
    await fulfil(admin, [{ orderLineId: lines[0].id, quantity: 1 }], carrier, trackingCode, ['Shipped']);
  };
}

function cancel(reason) {
  return (admin, id) => admin.ask(
    `mutation($i:CancelOrderInput!){cancelOrder(input:$i){... on Order{id} ${orError}}}`,
    { i: { orderId: id, reason, cancelShipping: true } });
}

function refund(amount) {
  return async (admin, id) => {
    const { payments } = await linesOf(admin, id);
    const { refundOrder } = await admin.ask(
      `mutation($i:RefundOrderInput!){refundOrder(input:$i){... on Refund{id state} ${orError}}}`,
      { i: { paymentId: payments[0].id, amount, lines: [], shipping: 0, adjustment: 0, reason: 'Arrived scratched' } });
    if (refundOrder.state === 'Settled') return;
    await admin.ask(
      `mutation($i:SettleRefundInput!){settleRefund(input:$i){... on Refund{id} ${orError}}}`,
      { i: { id: refundOrder.id, transactionId: 'made-up-refund' } });
  };
}

async function addPayments(admin) {
  await admin.ask(
    'mutation($i:CreatePaymentMethodInput!){createPaymentMethod(input:$i){id}}',
    { i: {
      code: 'pay-now', enabled: true, translations: [{ languageCode: 'en', name: 'Pay now', description: '' }],
      handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] },
    } });
}

async function addCoupon(admin, couponCode) {
  await admin.ask(
    `mutation($i:CreatePromotionInput!){createPromotion(input:$i){... on Promotion{id} ${orError}}}`,
    { i: {
      enabled: true, couponCode, translations: [{ languageCode: 'en', name: 'Ten per cent', description: '' }], conditions: [],
      actions: [{ code: 'order_percentage_discount', arguments: [{ name: 'discount', value: '10' }] }],
    } });
}

async function variantsBySku(admin) {
  const { productVariants } = await admin.ask('{productVariants(options:{take:1000,sort:{id:DESC}}){items{id sku}}}');
  return Object.fromEntries(productVariants.items.map(({ id, sku }) => [sku, id]));
}

function missing(sku) {
  throw new Error(`The sample catalogue has no SKU ${sku} any more.`);
}
