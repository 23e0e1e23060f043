import { expect, test } from '@jest/globals';
import { SecurityHub } from '../../../sandbox/securityhub/security-hub.ts';

const from = { account: '111122223333', region: 'us-east-1' };
const good = {
  SchemaVersion: '2018-10-08',
  Id: 'one',
  ProductArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
  GeneratorId: 'rule',
  AwsAccountId: '111122223333',
  CreatedAt: '2026-11-24T10:00:00Z',
  UpdatedAt: '2026-11-24T10:00:00Z',
  Title: 'A title',
  Description: 'A description',
  Severity: { Label: 'HIGH' },
  Types: ['TTPs'],
  Resources: [{ Type: 'Other', Id: 'thing' }],
  Workflow: { Status: 'NEW' },
  RecordState: 'ACTIVE',
};

test.each([
  ['no title', { Title: undefined }],
  ['a title of more than 256 characters', { Title: 'x'.repeat(257) }],
  ['a description of more than 1024 characters', { Description: 'x'.repeat(1025) }],
  ['a time that is none', { UpdatedAt: 'now' }],
  ['the account of another', { AwsAccountId: '444455556666' }],
  ['a label that there is not', { Severity: { Label: 'GRAVE' } }],
  ['no types', { Types: [] }],
  ['no resource', { Resources: [] }],
  ['more than 240 KB', { ProductFields: { text: 'x'.repeat(240 * 1024) } }],
])('a finding with %s fails alone: the call succeeds', (_, wrong) => {
  const hub = new SecurityHub();
  const answer = hub.call({ Findings: [{ ...good, ...wrong, Id: 'two' }, good] }, from);
  expect(answer).toMatchObject({
    FailedCount: 1,
    SuccessCount: 1,
    FailedFindings: [{ Id: 'two', ErrorCode: 'InvalidInput' }],
  });
  expect(hub.findings).toEqual([good]);
});

test('an import brings a finding up to date, but not one that is newer, and not what people did with it', () => {
  const hub = new SecurityHub();
  hub.call({ Findings: [good] }, from);
  const later = {
    ...good,
    Title: 'Later',
    UpdatedAt: '2026-11-24T11:00:00Z',
    Workflow: { Status: 'RESOLVED' },
  };
  hub.call({ Findings: [later] }, from);
  hub.call({ Findings: [{ ...good, Title: 'Earlier' }] }, from);
  expect(hub.findings).toEqual([{ ...later, Workflow: { Status: 'NEW' } }]);
});

test('more than a hundred findings are refused whole', () => {
  expect(() => new SecurityHub().call({ Findings: Array.from({ length: 101 }, () => good) }, from)).toThrow(
    expect.objectContaining({ code: 'InvalidInputException' }),
  );
});
