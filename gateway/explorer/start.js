"use strict";

// Starts GraphiQL with the example queries as its first tabs, or with the query of the address.
async function start() {
  const address = new URL(window.location.href);
  const query = address.searchParams.get("query");
  const response = await fetch("/graphql/assets/examples.json");
  const examples = await response.json();
  const opened = query
    ? { query, variables: address.searchParams.get("variables") ?? "" }
    : { defaultTabs: examples };

  const graphiql = React.createElement(GraphiQL, {
    ...opened,
    fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
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
