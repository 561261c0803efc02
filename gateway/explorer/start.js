"use strict";

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

  const graphiql = React.createElement(GraphiQL, {
    ...first,
    defaultTabs: tabs,
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
