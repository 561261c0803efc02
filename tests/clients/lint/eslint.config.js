// The rules for our schema: eslint --config eslint.config.js schema.graphql.
import graphql from '@graphql-eslint/eslint-plugin';

export default [
  {
    files: ['**/*.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: 'schema.graphql' } },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
      '@graphql-eslint/require-nullable-fields-with-oneof': 'error',
      '@graphql-eslint/require-type-pattern-with-oneof': 'error',
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          DirectiveDefinition: true,
          EnumValueDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          // GraphQL's own.
          ignoredSelectors: ['DirectiveDefinition[name.value=oneOf]'],
        },
      ],
      // Only what `node` can find again has an id; values are read with what they belong to.
      '@graphql-eslint/strict-id-in-types': 'off',
      // Pages go forward only.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      '@graphql-eslint/relay-edge-types': [
        'error',
        {
          withEdgeSuffix: true,
          // An event of history and an evaluation are read with what they belong to.
          shouldImplementNode: false,
          // What has a natural bound is a list.
          listTypeCanWrapOnlyEdgeType: false,
        },
      ],
    },
  },
];
