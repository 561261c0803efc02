// A list of applications that loads more of itself, as a page of React would have it.
import { graphql } from 'relay-runtime';

export const page = graphql`
  query ApplicationsQuery($status: [ApplicationStatus!]) {
    ...Applications_list @arguments(status: $status)
    viewer {
      organization {
        name
      }
    }
  }
`;

export const list = graphql`
  fragment Applications_list on Query
  @argumentDefinitions(
    status: { type: "[ApplicationStatus!]" }
    first: { type: "Int", defaultValue: 20 }
    after: { type: "String" }
  )
  @refetchable(queryName: "ApplicationsListQuery") {
    applications(filter: { status: $status }, first: $first, after: $after)
      @connection(key: "Applications_applications") {
      edges {
        node {
          id
          status
          ...Applications_history
        }
      }
    }
  }
`;

export const history = graphql`
  fragment Applications_history on Application
  @argumentDefinitions(first: { type: "Int", defaultValue: 10 }, after: { type: "String" })
  @refetchable(queryName: "ApplicationsHistoryQuery") {
    history(first: $first, after: $after) @connection(key: "Applications_history") {
      edges {
        node {
          at
          field
        }
      }
    }
  }
`;
