// The least that a typed client needs: fetch, and the types that the documents carry; and what
// follows subscriptions by server-sent events.
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient } from 'graphql-sse';

export type Client = <Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
) => Promise<Data>;

type Answer<Data> = { data?: Data | null; errors?: { message: string }[] };

export function connect(url: string, key: string): Client {
  return async <Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json',
        'content-type': 'application/json',
        'x-api-key': key,
      },
      body: JSON.stringify({ query: print(document), variables }),
    });
    const answer = (await response.json()) as Answer<Data>;
    if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  };
}

export type Follower = <Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
) => AsyncIterable<Data>;

export function follower(url: string, key: string): Follower {
  const client = createClient({ url, headers: { 'x-api-key': key } });
  return async function* follow<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): AsyncIterable<Data> {
    for await (const answer of client.iterate<Data>({ query: print(document), variables })) {
      if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer.errors));
      yield answer.data;
    }
  };
}
