/**
 * A deployment of one function, behind one queue, for the events of a service whose `detail` is as YAML says. A message
 * is tried twice.
 */
export const deploymentOf = (
  functionName: string,
  {
    source,
    detail,
    batchSize,
  }: { readonly source: string; readonly detail: string; readonly batchSize: number },
) => `
functions:
  ${functionName}:
    handler: ${functionName}.handler
    events:
      - sqs: { arn: !GetAtt Jobs.Arn, batchSize: ${batchSize}, functionResponseType: ReportBatchItemFailures }
resources:
  Resources:
    Rule:
      Type: AWS::Events::Rule
      Properties:
        EventPattern:
          source: [${source}]
          detail-type: [AWS API Call via CloudTrail]
          detail: ${detail}
        Targets: [{ Id: q, Arn: !GetAtt Jobs.Arn }]
    Jobs:
      Type: AWS::SQS::Queue
      Properties: { RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 2 } }
    Dead: { Type: AWS::SQS::Queue }
    Ledger:
      Type: AWS::DynamoDB::Table
      Properties:
        AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }]
        KeySchema: [{ AttributeName: pk, KeyType: HASH }]
`;
