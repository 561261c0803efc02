// Writes the types of our operations: node generate.mjs SCHEMA OPERATIONS TARGET.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import * as types from '@graphql-codegen/typescript';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { buildSchema, parse, printSchema } from 'graphql';

const [schemaFile, operations, target] = process.argv.slice(2);
const schema = buildSchema(readFileSync(schemaFile, 'utf8'));
const documents = readdirSync(operations).map((name) => ({
  location: name,
  document: parse(readFileSync(join(operations, name), 'utf8')),
}));

const written = await codegen({
  schema: parse(printSchema(schema)),
  schemaAst: schema,
  documents,
  filename: target,
  config: {
    strictScalars: true,
    scalars: {
      Date: 'string',
      DateTime: 'string',
      Decimal: 'string',
      EiaId: 'string',
      FuzzyDate: 'string',
      JSON: 'unknown',
    },
    enumsAsTypes: true,
    immutableTypes: true,
    useTypeImports: true,
  },
  plugins: [{ typescript: {} }, { typescriptOperations: {} }, { typedDocumentNode: {} }],
  pluginMap: {
    typescript: types,
    typescriptOperations: operationTypes,
    typedDocumentNode: typedDocuments,
  },
});
writeFileSync(target, written);
