"use strict";

const KEY = "x-api-key";
const NO_KEY = `Subscriptions take a key: put {"X-API-Key": "…"} into the headers.`;

// Tells at once what the server would tell by hanging up, again and again.
function askingForKeys(fetch) {
  return (asked, options) => {
    const operations = options?.documentAST?.definitions ?? [];
    const chosen = operations.find(
      ({ kind, name }) =>
        kind === "OperationDefinition" &&
        (!asked.operationName || name?.value === asked.operationName)
    );
    const keyed = Object.keys(options?.headers ?? {}).some((name) => name.toLowerCase() === KEY);
    if (chosen?.operation === "subscription" && !keyed) {
      return { errors: [{ message: NO_KEY, extensions: { code: "UNAUTHENTICATED" } }] };
    }
    return fetch(asked, options);
  };
}

// Starts GraphiQL with the example queries as its first tabs. A query in the address comes before
// them; tabs of an earlier visit come instead of them.
async function start() {
  const address = new URL(window.location.href);
  const response = await fetch("/graphql/assets/examples.json");
  const tabs = await response.json();
  const query = address.searchParams.get("query");
  if (query) {
    tabs.unshift({ query, variables: address.searchParams.get("variables") ?? "" });
  }

  // GraphiQL shows the variables of its first tab only when it is also given them as its own.
  const visited = window.localStorage.getItem("graphiql:tabState") !== null;
  const first = query || !visited ? tabs[0] : {};

  // Subscriptions come over a WebSocket; the headers editor's key goes in its first message.
  const socket = new URL("/graphql", address);
  socket.protocol = address.protocol === "https:" ? "wss:" : "ws:";

  const graphiql = React.createElement(GraphiQL, {
    ...first,
    defaultTabs: tabs,
    fetcher: askingForKeys(
      GraphiQL.createFetcher({ url: "/graphql", subscriptionUrl: socket.href })
    ),
    plugins: [GraphiQLPluginExplorer.explorerPlugin()],
    defaultEditorToolsVisibility: true,
    inputValueDeprecation: true,
    isHeadersEditorEnabled: true,
    // Headers may hold keys: they are forgotten when the page closes.
    shouldPersistHeaders: false,
  });
  ReactDOM.createRoot(document.getElementById("graphiql")).render(graphiql);
}

start();
