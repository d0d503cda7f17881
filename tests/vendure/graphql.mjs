/** One signed-in caller of one of the two APIs. Every failure throws, also those that come as a 200. */
export class Caller {
  #token = null;

  constructor(address, api, channel = null) {
    this.url = `${address}/${api}`;
    this.channel = channel;
  }

  async ask(query, variables = {}) {
    const headers = { 'content-type': 'application/json' };
    if (this.#token) headers.authorization = `Bearer ${this.#token}`;
    if (this.channel) headers['vendure-token'] = this.channel;
    const answer = await fetch(this.url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    this.#token = answer.headers.get('vendure-auth-token') ?? this.#token;
    const { data, errors } = await answer.json();
    if (errors?.length) throw new Error(`${errors[0].message}\nin ${query}\nwith ${JSON.stringify(variables)}`);
    for (const [name, value] of Object.entries(data)) {
      if (value?.errorCode) throw new Error(`${name}: ${value.errorCode} ${value.message} ${value.transitionError ?? ''}`);
    }
    return data;
  }

  async signIn({ username, password }) {
    await this.ask(
      'mutation($u:String!,$p:String!){login(username:$u,password:$p){... on ErrorResult{errorCode message}}}',
      { u: username, p: password });
    return this;
  }
}

/** The part of a union answer that says why not. */
export const orError = '... on ErrorResult{errorCode message}';
