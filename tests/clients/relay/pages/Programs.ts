// Programs of a state, page by page; none of them needs a key.
import { graphql } from 'relay-runtime';

export const list = graphql`
  fragment Programs_list on Query
  @argumentDefinitions(
    filter: { type: "ProgramFilter" }
    first: { type: "Int", defaultValue: 20 }
    after: { type: "String" }
  )
  @refetchable(queryName: "ProgramsListQuery") {
    programs(filter: $filter, first: $first, after: $after)
      @connection(key: "Programs_programs") {
      edges {
        node {
          id
          name(language: ES)
          tiers {
            id
          }
        }
      }
    }
  }
`;
