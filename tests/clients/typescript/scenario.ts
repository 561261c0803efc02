// What a partner's server does in a day: node scenario.js URL KEY; prints what it learned.
import { connect, follower } from './client.js';
import {
  ApplicationsDocument,
  ChangedDocument,
  HouseholdDocument,
  LookupDocument,
  type LookupIncentivesInput,
  type ProblemFragment,
  StatesDocument,
  UpdateDocument,
} from './graph.js';

function wrong(error: ProblemFragment): string {
  switch (error.__typename) {
    case 'StaleVersion':
      return `stale: ${error.currentVersion}`;
    case 'UnknownDevices':
      return `unknown: ${error.numbers.join()}`;
    default:
      return error.code;
  }
}

function one<Row>(rows: ReadonlyArray<Row>): Row {
  const [row] = rows;
  if (row === undefined || rows.length !== 1) throw new Error(`${rows.length} rows instead of one`);
  return row;
}

const [url = '', key = ''] = process.argv.slice(2);
const ask = connect(url, key);
const follow = follower(url, key);

const home: LookupIncentivesInput = {
  referenceId: 'typescript-1',
  address: { street1: '456 Main St', city: 'Bend', state: 'OR', postalCode: '97701' },
  buildingType: 'RESIDENTIAL',
  deviceNumbers: [123],
  createApplication: true,
};

const household = await ask(HouseholdDocument, {
  input: {
    at: { zip: '97701' },
    asOf: '2026-11-21',
    utility: '14354',
    ownerStatus: 'HOMEOWNER',
    householdIncome: 85000,
    householdSize: 4,
    items: ['ELECTRIC_VEHICLE_CHARGER'],
  },
});
const { states } = await ask(StatesDocument, {});
const { lookupIncentives: looked } = await ask(LookupDocument, { input: home });
const mine = { referenceId: home.referenceId };
const { applications } = await ask(ApplicationsDocument, { filter: mine, first: 1 });
const application = one(applications.edges).node;
const by = { number: application.number };
const { updateApplication: filled } = await ask(UpdateDocument, {
  by,
  input: { submissionDate: '2026-11-20', totalRequestedAmount: '100.50' },
  version: application.version,
});
// Absent keeps the amount, null clears the day.
const { updateApplication: cleared } = await ask(UpdateDocument, {
  by,
  input: { submissionDate: null },
});
const { updateApplication: stale } = await ask(UpdateDocument, {
  by,
  input: { submissionDate: null },
  version: application.version,
});
const { lookupIncentives: unknown } = await ask(LookupDocument, {
  input: { ...home, referenceId: 'typescript-2', deviceNumbers: [999999] },
  dryRun: true,
});
const { applications: later } = await ask(ApplicationsDocument, { filter: mine, first: 1 });
const { applications: next } = await ask(ApplicationsDocument, {
  filter: mine,
  after: applications.pageInfo.endCursor ?? null,
});
const [, before] = one(later.edges).node.history.nodes;
const followed: unknown[] = [];
for await (const { applicationChanged: told } of follow(ChangedDocument, {
  by,
  after: before?.id ?? null,
})) {
  followed.push(told.field, told.before, told.after);
  break;
}

console.log(
  JSON.stringify({
    under80: household.calculator?.isUnder80Ami,
    county: household.calculator?.location.county,
    utility: household.utility?.eiaId,
    offers: household.calculator?.incentives.map((each) => each.program.name),
    states: states.length,
    paid: looked.check?.byProgram.find((each) => each.program.number === 838)?.totalIncentive,
    linked: looked.check?.connectUrl != null,
    filled: [filled.application?.submissionDate, filled.application?.totalRequestedAmount],
    cleared: [cleared.application?.submissionDate, cleared.application?.totalRequestedAmount],
    stale: stale.userErrors.map(wrong),
    unknown: unknown.userErrors.map(wrong),
    paged: applications.edges.length + next.edges.length === applications.totalCount,
    latest: one(later.edges).node.history.nodes[0]?.field,
    followed,
  }),
);
